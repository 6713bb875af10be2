import Glibc
import SpaltText

/// Why a file could not be read or written.
enum FileFailure: Error, Equatable, CustomStringConvertible {
  case missing(String)
  case folder(String)
  /// A pipe, a device, a socket.
  case notRegular(String)
  case unreadable(String, reason: String)
  case tooLarge(String, limit: Int)
  case linksInCircle(String)
  /// A folder that a link leads back to.
  case seenBefore(String)

  var description: String {
    switch self {
    case .missing(let path):
      "There is no file \(Sanitizer.line(path)); check the name."
    case .folder(let path):
      "\(Sanitizer.line(path)) is a folder; name the files in it."
    case .linksInCircle(let path):
      "\(Sanitizer.line(path)) is a link that leads back to itself; remove it."
    case .seenBefore(let path):
      "\(Sanitizer.line(path)) leads back to a folder read already; nothing in it was left out."
    case .notRegular(let path):
      "\(Sanitizer.line(path)) is not a regular file, and only those are read."
    case .unreadable(let path, let reason):
      "\(Sanitizer.line(path)) cannot be read: \(reason); check its permissions."
    case .tooLarge(let path, let limit):
      "\(Sanitizer.line(path)) is larger than \(limit >> 20) MB; split it first."
    }
  }

  /// The same where the name has been told already.
  var reason: String {
    switch self {
    case .missing: "there is no such file"
    case .folder: "it is a folder, and a file is wanted"
    case .linksInCircle: "it is a link that leads back to itself"
    case .seenBefore: "it leads back to a folder read already"
    case .notRegular: "it is not a regular file"
    case .unreadable(_, let reason): "it cannot be read: \(reason)"
    case .tooLarge(_, let limit): "it is larger than \(limit >> 20) MB and is not read"
    }
  }
}

/// Reading files whole, and only such as end.
enum Files {
  /// The largest file read, in bytes.
  static let mostBytes = 512 << 20

  /// The bytes of a regular file; `-` is standard input.
  ///
  /// Never waits for a pipe or a device: what is not a regular file is refused before it is read.
  static func read(_ path: String, limit: Int = mostBytes) throws(FileFailure) -> [UInt8] {
    if path == "-" { return try readAll(STDIN_FILENO, path: "standard input", limit: limit) }
    return try read(RawPath(path), limit: limit)
  }

  /// The bytes of a regular file, whatever its name.
  static func read(_ raw: RawPath, limit: Int = mostBytes) throws(FileFailure) -> [UInt8] {
    let file = try open(raw)
    defer { close(file.descriptor) }
    if file.size > limit { throw .tooLarge(raw.shown, limit: limit) }
    return try readAll(file.descriptor, path: raw.shown, limit: limit, expected: file.size)
  }

  /// Opens a regular file for reading; whoever asks closes it.
  static func open(_ raw: RawPath) throws(FileFailure) -> (descriptor: Int32, size: Int) {
    let path = raw.shown
    let descriptor = Glibc.open(raw.bytes, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing(path) }
      // A FIFO nobody writes to and a socket cannot be opened at all.
      if errno == ENXIO { throw .notRegular(path) }
      throw .unreadable(path, reason: String(cString: strerror(errno)))
    }
    var status = stat()
    let failure: FileFailure?
    if fstat(descriptor, &status) != 0 {
      failure = .unreadable(path, reason: String(cString: strerror(errno)))
    } else {
      switch status.st_mode & S_IFMT {
      case S_IFREG: failure = nil
      case S_IFDIR: failure = .folder(path)
      default: failure = .notRegular(path)
      }
    }
    if let failure {
      close(descriptor)
      throw failure
    }
    return (descriptor, Int(status.st_size))
  }

  private static func readAll(
    _ descriptor: Int32, path: String, limit: Int, expected: Int = 0
  ) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path, reason: String(cString: strerror(errno)))
      }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > limit { throw .tooLarge(path, limit: limit) }
    }
  }

  /// The last part of a path.
  static func name(of path: String) -> String {
    path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
  }
}
