/// The statements of a TOML file: headers and keys with their values, and where each begins.
///
/// Scanned just closely enough to know what begins a statement: strings and lists may have lines
/// that look like one. The values themselves are the parser's business.
struct Statements {
  /// The line, counted from 1, and its text from the first character that is not blank.
  private(set) var all: [(line: Int, text: String)] = []

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  init(_ text: String) {
    bytes = Array(text.utf8)
    while index < bytes.count {
      while current == 0x20 || current == 0x09 { index += 1 }
      let rest = bytes[index...].prefix { $0 != 0x0A && $0 != 0x0D }
      all.append((line, String(decoding: rest, as: UTF8.self)))
      skip()
    }
  }

  /// The line of the first header without a name, such as `[.x]` or `[=`.
  ///
  /// The parser aborts the whole program on one (an assertion of toml++ 3.4), so it must not see
  /// it.
  var namelessHeader: Int? {
    all.first { statement in
      guard statement.text.hasPrefix("[") else { return false }
      let inner = statement.text.dropFirst(statement.text.hasPrefix("[[") ? 2 : 1)
      // The parser refuses an empty name in peace.
      guard let first = inner.drop(while: { $0 == " " || $0 == "\t" }).unicodeScalars.first else {
        return true
      }
      let isName = first.isASCII && (first.properties.isAlphabetic || "0"..."9" ~= first)
      return !isName && !"_-\"']".unicodeScalars.contains(first)
    }?.line
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Goes to the start of the next line that is not inside a list or a string.
  private mutating func skip() {
    var depth = 0
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        skipString(byte)
        continue
      case UInt8(ascii: "#"):
        while let next = current, next != 0x0A { index += 1 }
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case 0x0A:
        line += 1
        if depth == 0 {
          index += 1
          return
        }
      default: break
      }
      index += 1
    }
  }

  private mutating func skipString(_ quote: UInt8) {
    let isLong = index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
    let length = isLong ? 3 : 1
    index += length
    while let byte = current {
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        index += 1
        if current == 0x0A { line += 1 }
      } else if byte == quote, bytes[index...].starts(with: repeatElement(quote, count: length)) {
        index += length
        // A long string may end with one or two quotes of its own.
        while isLong, current == quote { index += 1 }
        return
      } else if byte == 0x0A {
        // A short string ends with its line; the parser will say so.
        guard isLong else { return }
        line += 1
      }
      index += 1
    }
  }
}
