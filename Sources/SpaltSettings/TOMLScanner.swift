/// Goes through the bytes of a TOML file: keys, values, line ends.
struct TOMLScanner {
  private let bytes: [UInt8]
  private(set) var index = 0
  private(set) var line = 1

  /// Deeper lists are not settings, and would use up the stack.
  private static let mostDeep = 64

  init(_ text: String) { bytes = Array(text.utf8) }

  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func advance() {
    if current == 0x0A { line += 1 }
    index += 1
  }

  func failure(_ reason: String) -> TOMLFailure { TOMLFailure(line: line, reason: reason) }

  func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[min(index, bytes.count)...].starts(with: $0) }
  }

  mutating func skipBlanks() {
    while current == 0x20 || current == 0x09 { index += 1 }
  }

  /// Passes over what is left of a line.
  mutating func skipLine() {
    while let byte = current, byte != 0x0A { index += 1 }
    if current != nil { advance() }
  }

  /// The name in brackets that begins a table.
  mutating func header() throws(TOMLFailure) -> (path: [String], isList: Bool) {
    advance()
    let isList = current == UInt8(ascii: "[")
    if isList { advance() }
    let path = try key()
    try expect("]", after: "the name of a table")
    if isList { try expectAtOnce("]") }
    return (path, isList)
  }

  /// Takes a character that must come, blanks around it skipped.
  mutating func expect(_ wanted: Character, after what: String) throws(TOMLFailure) {
    skipBlanks()
    guard let byte = current, byte == wanted.asciiValue else {
      throw failure("\(what) must be followed by `\(wanted)`")
    }
    advance()
    skipBlanks()
  }

  mutating func expectAtOnce(_ wanted: Character) throws(TOMLFailure) {
    guard index > 0, bytes[index - 1] == wanted.asciiValue, current == wanted.asciiValue else {
      throw failure("`\(wanted)\(wanted)` is missing")
    }
    advance()
  }

  /// Takes blanks, a comment and the end of the line, or of the file.
  mutating func endLine() throws(TOMLFailure) {
    skipBlanks()
    try skipComment()
    if starts(with: "\r\n") { index += 1 }
    guard let byte = current else { return }
    guard byte == 0x0A else { throw failure("something follows the end of a value") }
    advance()
  }

  private mutating func skipComment() throws(TOMLFailure) {
    guard current == UInt8(ascii: "#") else { return }
    while let byte = current, byte != 0x0A {
      guard byte >= 0x20 && byte != 0x7F || byte == 0x09 || starts(with: "\r\n") else {
        throw failure("a comment holds a control character")
      }
      index += 1
    }
    // Leave the whole line end to whoever asked.
    if index > 0, current == 0x0A, bytes[index - 1] == 0x0D { index -= 1 }
  }

  /// The parts of a key, dots between them.
  mutating func key() throws(TOMLFailure) -> [String] {
    var parts: [String] = []
    repeat {
      if !parts.isEmpty { advance() }
      skipBlanks()
      switch current {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        parts.append(try shortString())
      default:
        let word = takeWhile(isKey)
        guard !word.isEmpty else { throw failure("a name is missing") }
        parts.append(word)
      }
      skipBlanks()
    } while current == UInt8(ascii: ".")
    return parts
  }

  mutating func value(depth: Int = 0) throws(TOMLFailure) -> TOMLNode {
    let start = line
    guard depth < Self.mostDeep else { throw failure("lists lie too deep in each other") }
    let value: TOMLValue
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): value = .string(try string())
    case UInt8(ascii: "["): value = .array(try list(depth))
    case UInt8(ascii: "{"): value = .table(try inlineTable(depth))
    default: value = try plainValue()
    }
    return TOMLNode(value: value, line: start)
  }

  private mutating func list(_ depth: Int) throws(TOMLFailure) -> [TOMLNode] {
    advance()
    var values: [TOMLNode] = []
    while true {
      try skipLines()
      if current == UInt8(ascii: "]") { break }
      values.append(try value(depth: depth + 1))
      try skipLines()
      if current == UInt8(ascii: "]") { break }
      guard current == UInt8(ascii: ",") else { throw failure("a list lacks a `,` or its `]`") }
      advance()
    }
    advance()
    return values
  }

  private mutating func skipLines() throws(TOMLFailure) {
    while true {
      skipBlanks()
      try skipComment()
      if starts(with: "\r\n") { index += 1 }
      guard current == 0x0A else { return }
      advance()
    }
  }

  private mutating func inlineTable(_ depth: Int) throws(TOMLFailure) -> [String: TOMLNode] {
    advance()
    skipBlanks()
    var table: [String: TOMLNode] = [:]
    if current != UInt8(ascii: "}") {
      while true {
        let start = line
        let path = try key()
        try expect("=", after: "a key")
        let value = try value(depth: depth + 1)
        try Self.set(path[...], value, in: &table, start)
        skipBlanks()
        if current == UInt8(ascii: "}") { break }
        guard current == UInt8(ascii: ",") else { throw failure("a table lacks a `,` or its `}`") }
        advance()
        skipBlanks()
      }
    }
    advance()
    return table
  }

  private static func set(
    _ path: ArraySlice<String>, _ value: TOMLNode, in table: inout [String: TOMLNode], _ line: Int
  ) throws(TOMLFailure) {
    guard let name = path.first else { return }
    if path.count == 1, table[name] == nil {
      table[name] = value
      return
    }
    var inner: [String: TOMLNode] = [:]
    if let there = table[name] {
      guard path.count > 1, case .table(let known) = there.value else {
        throw TOMLFailure(line: line, reason: "`\(name)` is there twice")
      }
      inner = known
    }
    try set(path.dropFirst(), value, in: &inner, line)
    table[name] = TOMLNode(value: .table(inner), line: line)
  }

  /// A value without quotes: a number, a date, `true` or `false`.
  private mutating func plainValue() throws(TOMLFailure) -> TOMLValue {
    let word = takeWhile { isKey($0) || [0x2B, 0x2E, 0x3A].contains($0) }
    switch word {
    case "": throw failure("a value is missing")
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .other
    default: break
    }
    if let integer = integer(word) { return .integer(integer) }
    let isNumber = word.unicodeScalars.first.map { "0"..."9" ~= $0 || $0 == "+" || $0 == "-" }
    guard isNumber == true else { throw failure("`\(word.prefix(40))` needs quotes around it") }
    if Double(word.filter { $0 != "_" }) != nil { return .other }
    guard word.dropFirst().contains(where: { $0 == "-" || $0 == ":" }) else {
      throw failure("`\(word.prefix(40))` is no number")
    }
    // A date and a time may have a blank between them.
    if current == 0x20, index + 1 < bytes.count, isDigit(bytes[index + 1]) {
      index += 1
      _ = takeWhile { isKey($0) || [0x2B, 0x2E, 0x3A].contains($0) }
    }
    return .other
  }

  private func integer(_ word: String) -> Int? {
    let digits = word.filter { $0 != "_" }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
      return Int(digits.dropFirst(2), radix: radix)
    }
    return Int(digits)
  }

  mutating func takeWhile(_ isWanted: (UInt8) -> Bool) -> String {
    let start = index
    while let byte = current, isWanted(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }
}

private func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

private func isKey(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
    true
  default: false
  }
}
