internal import Glibc

/// The breaks of words met earlier, in a file of the user's cache folder.
///
/// The file is only a short cut: without it, or with one that does not fit, the patterns are asked
/// again. It begins with a line that names the patterns by size and time, and has a line a word, in
/// order: the word, a space, and the offsets of its breaks with commas between.
struct RememberedBreaks: Sendable {
  let file: String
  /// The patterns the breaks come from.
  let patterns: String

  /// Some fifty thousand words; read in less than a millisecond.
  private static let mostBytes = 1 << 20

  /// The words known; an empty table when there is no file that fits.
  func read() -> BreakTable {
    guard let heading, let bytes = contents(), bytes.starts(with: "\(heading)\n".utf8) else {
      return .empty
    }
    return BreakTable(bytes, from: heading.utf8.count + 1)
  }

  /// Writes words besides those that were there; a failure leaves the file as it was.
  func write(_ news: [String: [Int]], besides known: BreakTable) {
    guard let heading, makeFolder() else { return }
    let news = news.filter { !$0.key.contains(where: isBlank) }
    let bytes =
      Array("\(heading)\n".utf8) + known.lines(with: news, most: Self.mostBytes - 100)
    // Under a name of its own first: two readers may end at the same moment.
    let fresh = "\(file).\(getpid())"
    let descriptor = open(fresh, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let isWhole = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    close(descriptor)
    if !isWhole || rename(fresh, file) != 0 { unlink(fresh) }
  }

  /// Names the patterns and the way of writing; `nil` when there are no patterns.
  private var heading: String? {
    var status = stat()
    guard stat(patterns, &status) == 0 else { return nil }
    return "spalt-breaks 2 \(status.st_size) \(status.st_mtim.tv_sec)"
  }

  private func contents() -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= Self.mostBytes
    else { return nil }
    return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
    }
  }

  private func makeFolder() -> Bool {
    let folders = file.split(separator: "/").dropLast()
    var made = file.hasPrefix("/") ? "" : "."
    for folder in folders {
      made += "/" + folder
      guard mkdir(made, 0o700) == 0 || errno == EEXIST else { return false }
    }
    return true
  }

  private func isBlank(_ character: Character) -> Bool {
    character.isWhitespace || character.isNewline
  }
}
