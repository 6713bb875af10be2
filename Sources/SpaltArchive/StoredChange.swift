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
  var done: Bool?
  var deleted: Bool?
  var attached: StoredSelectors?
  var added: StoredNote?
  /// What takes the change back, as one element.
  var before: [StoredChange]?

  /// A change and, after it, the one that takes it back.
  static func json(
    _ change: NoteOperation.Change, inverse: NoteOperation.Change? = nil
  ) throws -> String {
    var stored = StoredChange(change)
    stored.before = inverse.map { [StoredChange($0)] }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(stored), as: UTF8.self)
  }

  private init(_ change: NoteOperation.Change) {
    self.init()
    switch change {
    case .add(let note): added = StoredNote(note)
    case .setBody(let body): self.body = body
    case .setTags(let tags): self.tags = tags
    case .setKind(let kind): self.kind = kind.rawValue
    case .setColour(let colour): self.colour = colour.map { [$0] } ?? []
    case .setDone(let isDone): done = isDone
    case .delete: deleted = true
    case .restore: deleted = false
    case .attach(let selectors): attached = StoredSelectors(selectors)
    }
  }

  private init() {}

  /// A change as it was written down, and what takes it back.
  ///
  /// - Returns: `nil` for a change of a later Spalt, which is kept and not understood.
  static func read(
    _ json: String, of id: NoteID
  ) throws -> (change: NoteOperation.Change, inverse: NoteOperation.Change?)? {
    let stored = try JSONDecoder().decode(StoredChange.self, from: Data(json.utf8))
    guard let change = stored.change(of: id) else { return nil }
    return (change, stored.before?.first?.change(of: id))
  }

  private func change(of id: NoteID) -> NoteOperation.Change? {
    if let added { return .add(added.note(id)) }
    if let attached { return .attach(attached.selectors) }
    if let body { return .setBody(body) }
    if let tags { return .setTags(tags) }
    if let kind { return .setKind(Note.Kind(rawValue: kind) ?? .note) }
    if let colour { return .setColour(colour.first) }
    if let done { return .setDone(done) }
    return deleted.map { $0 ? .delete : .restore }
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
  var revision: Int?
  var parent: String?
  var done: Bool?
  var author: String?
  var extra: String?
  /// The version the anchor is in, where that is another than the one the note was made in.
  var version: String?

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
    revision = note.revision == 1 ? nil : note.revision
    parent = note.parent?.rawValue
    done = note.isDone ? true : nil
    author = note.author.isEmpty ? nil : note.author
    extra = note.extra.isEmpty ? nil : note.extra
    version = note.anchor.version
  }

  func note(_ id: NoteID) -> Note {
    let anchor = Anchor(
      state: Anchor.State(rawValue: state) ?? .orphan,
      range: start.flatMap { start in end.flatMap { positions(start, $0) } },
      source: source.flatMap(bytes), version: version)
    return Note(
      id: id, text: TextID(text), kind: Note.Kind(rawValue: kind) ?? .note, body: body,
      tags: tags, colour: colour, selectors: selectors.selectors,
      parent: parent.map { NoteID($0) }, isDone: done ?? false, author: author ?? "",
      extra: extra ?? "", anchor: anchor, created: Timestamp(rawValue: created),
      modified: Timestamp(rawValue: modified), deleted: deleted, revision: revision ?? 1)
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
