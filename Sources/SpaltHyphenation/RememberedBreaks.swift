internal import Glibc

/// The breaks of words met earlier, in a file of the user's cache folder.
///
/// The file is only a short cut: without it, or with one that does not fit, the patterns are asked
/// again. It begins with a line that names the patterns by size and time, and has a line a word:
/// the word, a space, and the offsets of its breaks with commas between.
struct RememberedBreaks: Sendable {
  let file: String
  /// The patterns the breaks come from.
  let patterns: String

  /// More words than a few long texts part at their line ends; a few hundred kilobytes.
  private static let mostWords = 8000
  private static let mostBytes = 1 << 20

  /// The words and the UTF-8 offsets of their breaks; empty when there is no file that fits.
  func read() -> [String: [Int]] {
    guard let heading, let bytes = contents() else { return [:] }
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    guard let first = lines.popFirst(), first.elementsEqual(heading.utf8) else { return [:] }
    var words: [String: [Int]] = [:]
    words.reserveCapacity(lines.count)
    for line in lines {
      guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return [:] }
      let word = String(decoding: line[..<space], as: UTF8.self)
      var breaks: [Int] = []
      for number in line[(space + 1)...].split(separator: UInt8(ascii: ",")) {
        guard let offset = Int(String(decoding: number, as: UTF8.self)),
          0 < offset, offset < word.utf8.count
        else { return [:] }
        breaks.append(offset)
      }
      words[word] = breaks
    }
    return words
  }

  /// Writes the words in place of those that were there; a failure leaves the file as it was.
  func write(_ words: [String: [Int]]) {
    guard let heading, makeFolder() else { return }
    var text = heading + "\n"
    for (word, breaks) in words.prefix(Self.mostWords) where !word.contains(where: isBlank) {
      text += word + " " + breaks.map(String.init).joined(separator: ",") + "\n"
    }
    // Under a name of its own first: two readers may end at the same moment.
    let fresh = "\(file).\(getpid())"
    let descriptor = open(fresh, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let bytes = Array(text.utf8)
    let isWhole = Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    close(descriptor)
    if !isWhole || rename(fresh, file) != 0 { unlink(fresh) }
  }

  /// Names the patterns and the way of writing; `nil` when there are no patterns.
  private var heading: String? {
    var status = stat()
    guard stat(patterns, &status) == 0 else { return nil }
    return "spalt-breaks 1 \(status.st_size) \(status.st_mtim.tv_sec)"
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
