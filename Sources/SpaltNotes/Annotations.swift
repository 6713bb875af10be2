internal import SpaltText

/// What W3C Web Annotations and Hypothesis' annotations have in common.
enum Annotations {
  /// The annotations of a file: a collection, a page of one, a list, or one alone.
  static func entries(of value: JSON) -> [JSON] {
    if case .array(let elements) = value { return elements }
    if let rows = value["rows"] { return rows.elements }
    if let items = value["items"] { return items.elements }
    if let first = value["first"], case .object = first { return entries(of: first) }
    return [value]
  }

  /// The name of a text of the archive among addresses.
  static func address(of text: String) -> String { "urn:spalt:text:" + escaped(text) }

  /// The text an address of ours names.
  static func text(at address: String) -> String? { unescaped(address, after: "urn:spalt:text:") }

  static func address(ofNote id: String) -> String {
    isUUID(id) ? "urn:uuid:" + id : "urn:spalt:note:" + escaped(id)
  }

  /// The note an address of ours names, or the whole of another program's name for one.
  static func note(at address: String) -> String {
    if address.hasPrefix("urn:uuid:") { return String(address.dropFirst(9)) }
    return unescaped(address, after: "urn:spalt:note:") ?? address
  }

  private static func isUUID(_ id: String) -> Bool {
    let shape = id.utf8.map { byte -> UInt8 in
      (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) ? 0x30 : byte
    }
    return shape.elementsEqual("00000000-0000-0000-0000-000000000000".utf8)
  }

  /// Source: RFC 3986, section 2.3.
  private static func escaped(_ name: String) -> String {
    var result = ""
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += byte < 16 ? "%0" + digits : "%" + digits
      }
    }
    return result
  }

  private static func unescaped(_ address: String, after start: String) -> String? {
    guard address.hasPrefix(start) else { return nil }
    let bytes = Array(address.utf8.dropFirst(start.utf8.count))
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[place + 1...place + 2], as: UTF8.self), radix: 16)
      {
        result.append(byte)
        place += 3
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension NoteDraft {
  /// Reads an annotation of the W3C's model or of Hypothesis'.
  ///
  /// - Throws: ``NoteRecordFault``
  init(annotation json: JSON) throws(NoteRecordFault) {
    guard case .object = json else { throw NoteRecordFault(.notJSON) }
    if json["uri"] != nil || json["references"] != nil || json["permissions"] != nil {
      try self.init(hypothesis: json)
    } else {
      try self.init(webAnnotation: json)
    }
  }
}

/// Where an annotation says its words are.
struct AnnotationTarget {
  var address: String?
  var quote: String?
  var prefix: String?
  var suffix: String?
  /// Code points of the text the other program saw, which need not be ours.
  var position: Range<Int>?

  /// - Throws: ``NoteRecordFault``
  init(_ target: JSON?) throws(NoteRecordFault) {
    guard let target = target?.oneOrMore.first else { return }
    if let text = target.text {
      address = text
      return
    }
    guard case .object = target else { throw NoteRecordFault(.wrongType(key: "target")) }
    let source = target["source"]
    address = source?.text ?? source?["id"]?.text ?? target["id"]?.text
    for selector in target["selector"]?.oneOrMore ?? [] { try take(selector) }
  }

  private mutating func take(_ selector: JSON) throws(NoteRecordFault) {
    guard case .object = selector else { throw NoteRecordFault(.wrongType(key: "selector")) }
    switch selector["type"]?.text {
    case "TextQuoteSelector":
      guard let exact = selector["exact"] else {
        throw NoteRecordFault(.missing(key: "selector.exact"))
      }
      guard let words = exact.text else {
        throw NoteRecordFault(.wrongType(key: "selector.exact"))
      }
      quote = words
      prefix = selector["prefix"]?.text
      suffix = selector["suffix"]?.text
    case "TextPositionSelector":
      guard let start = selector["start"]?.integer, let end = selector["end"]?.integer else {
        throw NoteRecordFault(.wrongType(key: "selector.start"))
      }
      guard 0 <= start, start <= end else { throw NoteRecordFault(.badSpan(key: "selector")) }
      position = start..<end
    default: break
    }
    if let refined = selector["refinedBy"] {
      for selector in refined.oneOrMore { try take(selector) }
    }
  }
}
