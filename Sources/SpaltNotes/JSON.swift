/// A JSON value that loses nothing: numbers stay as written, keys in their order.
enum JSON: Equatable, Sendable {
  struct Field: Equatable, Sendable {
    var key: String
    var value: JSON
  }

  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  case object([Field])

  /// Why a text is no JSON.
  struct Fault: Error {}

  /// Reads one value and nothing after it but white space.
  ///
  /// - Throws: ``Fault``; for values nested deeper than 256 too.
  init(parsing bytes: some Collection<UInt8>) throws(Fault) {
    var scanner = Scanner(bytes: Array(bytes))
    self = try scanner.value(depth: 0)
    try scanner.end()
  }

  /// A value of one of the fields of an object; `nil` too where the field is null.
  subscript(key: String) -> JSON? {
    guard case .object(let fields) = self,
      let value = fields.last(where: { $0.key == key })?.value, value != .null
    else { return nil }
    return value
  }

  var fields: [Field] { if case .object(let fields) = self { fields } else { [] } }
  var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }
  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The elements of an array, or the value itself: much JSON leaves the brackets of one away.
  var oneOrMore: [JSON] { if case .array(let elements) = self { elements } else { [self] } }

  /// A whole number, however it is written.
  var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
  }

  var real: Double? { if case .number(let digits) = self { Double(digits) } else { nil } }

  static func number(_ value: Int) -> JSON { .number(String(value)) }

  static func number(_ value: Double) -> JSON {
    .number(Int(exactly: value).map(String.init) ?? String(value))
  }

  /// An object without the fields that have no value.
  init(_ fields: KeyValuePairs<String, JSON?>) {
    self = .object(fields.compactMap { key, value in value.map { Field(key: key, value: $0) } })
  }

  /// The object with its fields in the order of their keys.
  var sorted: JSON {
    guard case .object(let fields) = self else { return self }
    return .object(fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
  }

  /// The value on one line, without blanks.
  var line: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let digits): bytes += digits.utf8
    case .string(let text): Self.write(text, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let fields):
      bytes.append(UInt8(ascii: "{"))
      for (index, field) in fields.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(field.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        field.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case 0x08: bytes += "\\b".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// Reads JSON from left to right.
///
/// Source: RFC 8259. A surrogate without its other half becomes U+FFFD.
private struct Scanner {
  let bytes: [UInt8]
  private var place = 0
  private static let deepest = 256

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func value(depth: Int) throws(JSON.Fault) -> JSON {
    guard depth < Self.deepest else { throw JSON.Fault() }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  mutating func end() throws(JSON.Fault) {
    skipBlanks()
    guard place == bytes.count else { throw JSON.Fault() }
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      place += 1
    }
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSON.Fault) -> JSON {
    guard bytes[place...].starts(with: word.utf8) else { throw JSON.Fault() }
    place += word.utf8.count
    return value
  }

  private mutating func object(depth: Int) throws(JSON.Fault) -> JSON {
    place += 1
    var fields: [JSON.Field] = []
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw JSON.Fault() }
      let key = try string()
      guard take(":") else { throw JSON.Fault() }
      fields.append(JSON.Field(key: key, value: try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw JSON.Fault() }
    return .object(fields)
  }

  private mutating func array(depth: Int) throws(JSON.Fault) -> JSON {
    place += 1
    var elements: [JSON] = []
    if take("]") { return .array([]) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw JSON.Fault() }
    return .array(elements)
  }

  private mutating func number() throws(JSON.Fault) -> JSON {
    let start = place
    while let byte = next, Self.isNumeric(byte) { place += 1 }
    let digits = String(decoding: bytes[start..<place], as: UTF8.self)
    guard digits.last?.isNumber == true, let first = digits.first,
      first == "-" || first.isNumber, let value = Double(digits), value.isFinite
    else { throw JSON.Fault() }
    return .number(digits)
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func string() throws(JSON.Fault) -> String {
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw JSON.Fault()
      default: text.append(byte)
      }
    }
    throw JSON.Fault()
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSON.Fault) {
    guard let sign = next else { throw JSON.Fault() }
    place += 1
    switch sign {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign)
    case UInt8(ascii: "u"): text += String(try scalar()).utf8
    default: throw JSON.Fault()
    }
  }

  private mutating func scalar() throws(JSON.Fault) -> Unicode.Scalar {
    let unit = try unit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, bytes[place...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    let before = place
    place += 2
    let low = try self.unit()
    guard (0xDC00..<0xE000).contains(low) else {
      place = before
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(JSON.Fault) -> UInt32 {
    guard place + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16),
      bytes[place] != UInt8(ascii: "+"), bytes[place] != UInt8(ascii: "-")
    else { throw JSON.Fault() }
    place += 4
    return value
  }
}
