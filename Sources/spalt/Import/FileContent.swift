import CArchiveGuard
import SpaltImport
import SpaltText
import Synchronization

/// The bytes of a file on their way into texts; whoever takes them is the last to have them.
///
/// A text of 100 MB, decoded, needs the room its bytes had.
final class FileBytes: Sendable {
  let count: Int
  private let bytes: Mutex<[UInt8]>

  init(_ bytes: [UInt8]) {
    count = bytes.count
    self.bytes = Mutex(bytes)
  }

  /// Names the version of a text.
  var digest: String { bytes.withLock { contentDigest(of: $0) } }

  /// The bytes, of which none are left here.
  func take() -> [UInt8] {
    bytes.withLock { bytes in
      defer { bytes = [] }
      return bytes
    }
  }
}

/// What a file holds, before any of it has a name in the archive.
enum FileContent: Sendable {
  /// The texts of a page, a book, a feed …
  case formatted([ImportedText])
  case plain(Source, TextEncoding, Repair)

  /// In bytes of file.
  private static let large = 512 << 10

  init(of file: FileBytes, name: String, encoding: TextEncoding?) throws {
    let isLong = file.count >= ReadText.longest
    // A list of a megabyte has a quarter of a million items, each of which is ten times as large for a
    // while as it was.
    if file.count >= Self.large { spalt_keep_large_pieces_apart() }
    var bytes = file.take()
    let formatted = try texts(in: bytes, name: name, encoding: encoding) {
      try PageLayouts.read($0, name: name)
    }
    if let formatted {
      self = .formatted(formatted)
      return
    }
    let told = encoding ?? detectEncoding(bytes)
    var source = try decode(bytes, name: name, encoding: told, isGuess: encoding == nil)
    bytes = []
    let columns = untangleColumns(in: &source)
    if isLong, columns != nil { spalt_return_memory() }
    var repair = repair(source, columns: columns) { if isLong { spalt_return_memory() } }
    if let columns { repair.findings.insert(columns.finding, at: 0) }
    self = .plain(source, told, repair)
  }
}
