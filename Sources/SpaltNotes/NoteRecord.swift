internal import SpaltText

/// A note as one line of jsonl; the names are a promise.
///
/// Offsets are Unicode code points, but those under `selectors`: they count in a version of the
/// text that need not be at hand, and so are kept as they are, in UTF-8 bytes.
struct NoteRecord: Equatable {
  struct AnchorRecord: Equatable {
    var state: String?
    var start: Position?
    var end: Position?
    var source: Range<Int>?
    /// The digest of the version the offsets count in.
    var version: String?
  }

  struct SelectorsRecord: Equatable {
    var version: String
    var start: Position
    var end: Position
    var source: Range<Int>
    var headings: [String]
    var rival: Double?
  }

  var id: String?
  var document: String?
  var kind: String?
  var body: String?
  var tags: [String]?
  var colour: String?
  var quote: String?
  var prefix: String?
  var suffix: String?
  var anchor: AnchorRecord?
  var source: Range<Int>?
  var selectors: SelectorsRecord?
  var parent: String?
  var state: String?
  var author: String?
  var created: String?
  var modified: String?
  var deleted: Bool?
  var revision: Int?
  /// Fields with other names, kept as they came.
  var extra: [JSON.Field] = []

  private static let keys: Set<String> = [
    "id", "document", "kind", "body", "tags", "colour", "quote", "prefix", "suffix", "anchor",
    "source", "selectors", "parent", "state", "author", "created", "modified", "deleted",
    "revision",
  ]

  init() {}

  /// - Throws: ``NoteRecordFault``
  init(_ json: JSON) throws(NoteRecordFault) {
    guard case .object(let fields) = json else { throw NoteRecordFault(.notJSON) }
    id = try json.string("id")
    document = try json.string("document")
    kind = try json.string("kind")
    body = try json.string("body")
    tags = try json.strings("tags")
    colour = try json.string("colour")
    quote = try json.string("quote")
    prefix = try json.string("prefix")
    suffix = try json.string("suffix")
    anchor = try json["anchor"].map { (json) throws(NoteRecordFault) in try AnchorRecord(json) }
    source = try json.span("source", path: "source")
    selectors = try json["selectors"].map { (json) throws(NoteRecordFault) in
      try SelectorsRecord(json)
    }
    parent = try json.string("parent")
    state = try json.string("state")
    author = try json.string("author")
    created = try json.string("created")
    modified = try json.string("modified")
    deleted = try json.flag("deleted")
    revision = try json.integer("revision", path: "revision")
    extra = fields.filter { !Self.keys.contains($0.key) }
  }

  /// With keys in the order of the alphabet.
  var json: JSON {
    let known = JSON([
      "anchor": anchor?.json, "author": author.map(JSON.string), "body": body.map(JSON.string),
      "colour": colour.map(JSON.string), "created": created.map(JSON.string),
      "deleted": deleted.map(JSON.bool), "document": document.map(JSON.string),
      "id": id.map(JSON.string), "kind": kind.map(JSON.string),
      "modified": modified.map(JSON.string), "parent": parent.map(JSON.string),
      "prefix": prefix.map(JSON.string), "quote": quote.map(JSON.string),
      "revision": revision.map { .number($0) }, "selectors": selectors?.json,
      "source": source.map(JSON.init), "state": state.map(JSON.string),
      "suffix": suffix.map(JSON.string), "tags": tags.map { .array($0.map(JSON.string)) },
    ])
    return extra.isEmpty ? known : JSON.object(known.fields + extra).sorted
  }
}

extension NoteRecord.AnchorRecord {
  fileprivate init(_ json: JSON) throws(NoteRecordFault) {
    guard case .object = json else { throw NoteRecordFault(.wrongType(key: "anchor")) }
    state = try json.string("state", in: "anchor")
    start = try json.place("start", in: "anchor")
    end = try json.place("end", in: "anchor")
    source = try json.span("source", path: "anchor.source")
    version = try json.string("version", in: "anchor")
  }

  fileprivate var json: JSON {
    JSON([
      "end": end.map(JSON.init), "source": source.map(JSON.init), "start": start.map(JSON.init),
      "state": state.map(JSON.string), "version": version.map(JSON.string),
    ])
  }
}

extension NoteRecord.SelectorsRecord {
  fileprivate init(_ json: JSON) throws(NoteRecordFault) {
    guard case .object = json else { throw NoteRecordFault(.wrongType(key: "selectors")) }
    guard let version = try json.string("version", in: "selectors") else {
      throw NoteRecordFault(.missing(key: "selectors.version"))
    }
    guard let start = try json.place("startByte", in: "selectors") else {
      throw NoteRecordFault(.missing(key: "selectors.startByte"))
    }
    guard let end = try json.place("endByte", in: "selectors") else {
      throw NoteRecordFault(.missing(key: "selectors.endByte"))
    }
    guard let source = try json.span("sourceBytes", path: "selectors") else {
      throw NoteRecordFault(.missing(key: "selectors.sourceBytes"))
    }
    var rival: Double?
    if let json = json["rival"] {
      guard let share = json.real else { throw NoteRecordFault(.wrongType(key: "selectors.rival")) }
      rival = share
    }
    self.init(
      version: version, start: start, end: end, source: source,
      headings: try json.strings("headings", in: "selectors") ?? [], rival: rival)
  }

  fileprivate var json: JSON {
    JSON([
      "endByte": JSON(end), "headings": .array(headings.map(JSON.string)),
      "rival": rival.map { .number($0) }, "sourceBytes": JSON(source), "startByte": JSON(start),
      "version": .string(version),
    ])
  }
}

extension JSON {
  fileprivate init(_ range: Range<Int>) {
    self.init(["end": .number(range.upperBound), "start": .number(range.lowerBound)])
  }

  fileprivate init(_ position: Position) {
    self.init(["block": .number(position.block), "offset": .number(position.offset)])
  }

  fileprivate func string(
    _ key: String, in outer: String? = nil
  ) throws(NoteRecordFault) -> String? {
    guard let value = self[key] else { return nil }
    guard let text = value.text else { throw NoteRecordFault(.wrongType(key: path(key, outer))) }
    return text
  }

  fileprivate func strings(
    _ key: String, in outer: String? = nil
  ) throws(NoteRecordFault) -> [String]? {
    guard let value = self[key] else { return nil }
    guard case .array(let elements) = value else {
      throw NoteRecordFault(.wrongType(key: path(key, outer)))
    }
    let texts = elements.compactMap(\.text)
    guard texts.count == elements.count else {
      throw NoteRecordFault(.wrongType(key: path(key, outer)))
    }
    return texts
  }

  fileprivate func flag(_ key: String) throws(NoteRecordFault) -> Bool? {
    guard let value = self[key] else { return nil }
    guard case .bool(let flag) = value else { throw NoteRecordFault(.wrongType(key: key)) }
    return flag
  }

  fileprivate func integer(_ key: String, path: String) throws(NoteRecordFault) -> Int? {
    guard let value = self[key] else { return nil }
    guard let number = value.integer else { throw NoteRecordFault(.wrongType(key: path)) }
    return number
  }

  /// A place with a block and an offset that are not negative.
  fileprivate func place(_ key: String, in outer: String) throws(NoteRecordFault) -> Position? {
    guard let value = self[key] else { return nil }
    let name = path(key, outer)
    guard case .object = value else { throw NoteRecordFault(.wrongType(key: name)) }
    guard let block = try value.integer("block", path: "\(name).block") else {
      throw NoteRecordFault(.missing(key: "\(name).block"))
    }
    guard let offset = try value.integer("offset", path: "\(name).offset") else {
      throw NoteRecordFault(.missing(key: "\(name).offset"))
    }
    guard block >= 0, offset >= 0 else { throw NoteRecordFault(.badSpan(key: outer)) }
    return Position(block: block, offset: offset)
  }

  /// A span that does not end before it starts.
  fileprivate func span(_ key: String, path: String) throws(NoteRecordFault) -> Range<Int>? {
    guard let value = self[key] else { return nil }
    guard case .object = value else { throw NoteRecordFault(.wrongType(key: path)) }
    guard let start = try value.integer("start", path: "\(path).start") else {
      throw NoteRecordFault(.missing(key: "\(path).start"))
    }
    guard let end = try value.integer("end", path: "\(path).end") else {
      throw NoteRecordFault(.missing(key: "\(path).end"))
    }
    let name = path == "selectors" ? path : "source"
    guard 0 <= start, start <= end else { throw NoteRecordFault(.badSpan(key: name)) }
    return start..<end
  }

  private func path(_ key: String, _ outer: String?) -> String {
    outer.map { "\($0).\(key)" } ?? key
  }
}
