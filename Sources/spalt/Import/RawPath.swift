import Glibc

/// A path to the byte; names of files may hold bytes that are no UTF-8.
struct RawPath: Equatable, Sendable {
  var bytes: [CChar]

  init(_ path: String) { bytes = Array(path.utf8CString) }

  /// A path from the command line, where bytes that are no UTF-8 have been replaced.
  init(argument: String) {
    let given = (0..<Int(CommandLine.argc)).lazy.compactMap { CommandLine.unsafeArgv[$0] }
      .first { String(cString: $0).utf8.elementsEqual(argument.utf8) }
    guard argument.unicodeScalars.contains("\u{FFFD}"), let given else {
      bytes = Array(argument.utf8CString)
      return
    }
    bytes = Array(UnsafeBufferPointer(start: given, count: strlen(given) + 1))
  }

  /// A name within a folder.
  init(_ folder: RawPath, _ name: [CChar]) {
    bytes = folder.bytes.dropLast() + [0x2F] + name + [0]
  }

  /// For people; what is no UTF-8 shows as U+FFFD.
  var shown: String {
    String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// As text that tells names apart: a byte that is no UTF-8 stands as `\\xE5`.
  var text: String { Self.text(of: bytes.dropLast()) }

  /// From the root down, without links.
  var whole: String {
    guard let path = realpath(bytes, nil) else { return "/" + text }
    defer { free(path) }
    return Self.text(of: UnsafeBufferPointer(start: path, count: strlen(path)))
  }

  /// The text of a name, see ``text``.
  static func text(of name: some Collection<CChar>) -> String {
    let bytes = name.map { UInt8(bitPattern: $0) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    var rest = bytes[...]
    while let first = rest.first {
      let length = (1...4).first { String(validating: rest.prefix($0), as: UTF8.self) != nil }
      if let length {
        text += String(decoding: rest.prefix(length), as: UTF8.self)
      } else {
        text += "\\x" + String(first, radix: 16, uppercase: true)
      }
      rest = rest.dropFirst(length ?? 1)
    }
    return text
  }
}
