import Glibc

/// The lines of a file, read a piece at a time however long the file is.
struct LineSource: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private var bytes: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// The longest line, in bytes.
  private static let longest = 256 << 20

  /// - Parameter path: A regular file; `-` is standard input.
  /// - Throws: ``FileFailure``
  init(_ path: String) throws(FileFailure) {
    self.path = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : try Files.open(RawPath(path)).descriptor
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// The next line without its line feed, or `nil` after the last.
  mutating func next() throws(FileFailure) -> [UInt8]? {
    var searched = start
    while true {
      if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return Array(bytes[start..<end])
      }
      if isAtEnd {
        guard start < bytes.count else { return nil }
        defer { start = bytes.count }
        return Array(bytes[start...])
      }
      bytes.removeSubrange(..<start)
      start = 0
      searched = bytes.count
      if bytes.count > Self.longest { throw .tooLarge(path, limit: Self.longest) }
      try readMore()
    }
  }

  private mutating func readMore() throws(FileFailure) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0, errno != EINTR {
      throw .unreadable(path, reason: String(cString: strerror(errno)))
    }
    if count == 0 { isAtEnd = true }
    if count > 0 { bytes += chunk[..<count] }
  }
}
