internal import Foundation
internal import SpaltNotes
internal import SpaltText

/// A change to a note as JSON in the archive: the fields that were set, and nothing else.
struct StoredChange: Codable {
  var body: String?
  var tags: [String]?
  var kind: String?
  /// Of one element, or of none where the colour was taken away.
  var colour: [String]?
  var deleted: Bool?
  var attached: StoredSelectors?
  var added: StoredNote?

  static func json(_ change: NoteOperation.Change) throws -> String {
    let stored =
      switch change {
      case .add(let note): StoredChange(added: StoredNote(note))
      case .setBody(let body): StoredChange(body: body)
      case .setTags(let tags): StoredChange(tags: tags)
      case .setKind(let kind): StoredChange(kind: kind.rawValue)
      case .setColour(let colour): StoredChange(colour: colour.map { [$0] } ?? [])
      case .delete: StoredChange(deleted: true)
      case .restore: StoredChange(deleted: false)
      case .attach(let selectors): StoredChange(attached: StoredSelectors(selectors))
      }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(stored), as: UTF8.self)
  }

  static func change(_ json: String, of id: NoteID) throws -> NoteOperation.Change {
    let stored = try JSONDecoder().decode(StoredChange.self, from: Data(json.utf8))
    if let added = stored.added { return .add(added.note(id)) }
    if let selectors = stored.attached { return .attach(selectors.selectors) }
    if let body = stored.body { return .setBody(body) }
    if let tags = stored.tags { return .setTags(tags) }
    if let kind = stored.kind { return .setKind(Note.Kind(rawValue: kind) ?? .note) }
    if let colour = stored.colour { return .setColour(colour.first) }
    return stored.deleted == false ? .restore : .delete
  }
}

/// A note as it was added.
struct StoredNote: Codable {
  var text: String
  var kind: String
  var body: String
  var tags: [String]
  var colour: String?
  var selectors: StoredSelectors
  var state: String
  var start: [Int]?
  var end: [Int]?
  var source: [Int]?
  var created: String
  var modified: String
  var deleted: Bool

  init(_ note: Note) {
    text = note.text.rawValue
    kind = note.kind.rawValue
    body = note.body
    tags = note.tags
    colour = note.colour
    selectors = StoredSelectors(note.selectors)
    state = note.anchor.state.rawValue
    start = note.anchor.range.map { [$0.lowerBound.block, $0.lowerBound.offset] }
    end = note.anchor.range.map { [$0.upperBound.block, $0.upperBound.offset] }
    source = note.anchor.source.map { [$0.lowerBound, $0.upperBound] }
    created = note.created.rawValue
    modified = note.modified.rawValue
    deleted = note.deleted
  }

  func note(_ id: NoteID) -> Note {
    let anchor = Anchor(
      state: Anchor.State(rawValue: state) ?? .orphan,
      range: start.flatMap { start in end.flatMap { positions(start, $0) } },
      source: source.flatMap(bytes))
    return Note(
      id: id, text: TextID(text), kind: Note.Kind(rawValue: kind) ?? .note, body: body,
      tags: tags, colour: colour, selectors: selectors.selectors, anchor: anchor,
      created: Timestamp(rawValue: created), modified: Timestamp(rawValue: modified),
      deleted: deleted)
  }
}

/// The selectors of a note as they were made.
struct StoredSelectors: Codable {
  var version: String
  var start: [Int]
  var end: [Int]
  var source: [Int]
  var quote: String
  var prefix: String
  var suffix: String
  var headings: [String]
  var rival: Double?

  init(_ selectors: Selectors) {
    version = selectors.version
    start = [selectors.range.lowerBound.block, selectors.range.lowerBound.offset]
    end = [selectors.range.upperBound.block, selectors.range.upperBound.offset]
    source = [selectors.source.lowerBound, selectors.source.upperBound]
    quote = selectors.quote
    prefix = selectors.prefix
    suffix = selectors.suffix
    headings = selectors.headings
    rival = selectors.rival
  }

  var selectors: Selectors {
    Selectors(
      version: version, range: positions(start, end) ?? .start..<(.start),
      source: bytes(source) ?? 0..<0, quote: quote, prefix: prefix, suffix: suffix,
      headings: headings, rival: rival)
  }
}

private func positions(_ start: [Int], _ end: [Int]) -> Range<Position>? {
  guard start.count == 2, end.count == 2 else { return nil }
  let lower = Position(block: start[0], offset: start[1])
  let upper = Position(block: end[0], offset: end[1])
  return lower <= upper ? lower..<upper : nil
}

private func bytes(_ pair: [Int]) -> Range<Int>? {
  pair.count == 2 && pair[0] <= pair[1] ? pair[0]..<pair[1] : nil
}
