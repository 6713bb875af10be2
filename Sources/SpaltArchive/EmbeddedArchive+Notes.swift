internal import Foundation
internal import GRDB
public import SpaltNotes
internal import SpaltSearch
public import SpaltText

extension EmbeddedArchive {
  public func notes(of text: TextID?, includingTrash: Bool) async throws(ArchiveError) -> [Note] {
    try await read { try storedNotes(of: text, includingTrash: includingTrash, $0) }
  }

  public func note(_ id: NoteID) async throws(ArchiveError) -> Note {
    try await read { database in
      guard let note = try NoteRow.note(id, database) else { throw ArchiveError.noSuchNote(id) }
      return note
    }
  }

  public func append(
    _ operations: [NoteOperation]
  ) async throws(ArchiveError) -> [NoteReceipt] {
    try await write { database in
      var ground = NoteGround()
      return try operations.map { try take($0, &ground, database) }
    }
  }
}

extension EmbeddedArchive {
  public func notes(
    of text: TextID, inVersion version: String
  ) async throws(ArchiveError) -> [Note] {
    try await read { database in
      let found = try StoredVersion.find(text, version, database)
      return try storedNotes(of: text, inVersion: found.digest, database)
    }
  }

  public func versions(of id: TextID) async throws(ArchiveError) -> [VersionSummary] {
    try await read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT digest, source_name, words, blocks, version.id = text.version AND NOT removed,
            (SELECT count(*) FROM anchor JOIN note ON note.id = anchor.note
              WHERE note.text = text.name AND NOT deleted AND anchor.version = digest
                AND anchor.start_block IS NOT NULL)
          FROM version JOIN text ON text.id = version.text
          WHERE text.name = ? ORDER BY version.id
          """,
        arguments: [id.rawValue])
      if rows.isEmpty { throw ArchiveError.noSuchText(id) }
      return rows.map { row in
        VersionSummary(
          version: row.text(0), sourceName: row.text(1), words: row.integer(2),
          blocks: row.integer(3), notes: row.integer(5), isAtHand: row.flag(4))
      }
    }
  }
}

/// The notes of one text or of all, in reading order.
func storedNotes(
  of text: TextID?, includingTrash: Bool, _ database: Database
) throws -> [Note] {
  var condition = includingTrash ? "true" : "NOT deleted"
  if text != nil { condition += " AND note.text = ?" }
  let notes = try NoteRow.notes(where: condition, text.map { [$0.rawValue] } ?? [], database)
  return notes.sorted(by: areInReadingOrder)
}

/// The notes that stood in one version of a text, or had lost their place in it.
func storedNotes(
  of text: TextID, inVersion version: String, _ database: Database
) throws -> [Note] {
  try NoteRow.notes(
    where: "NOT deleted AND note.text = ? AND anchor.version = ?", [text.rawValue, version],
    standing: NoteRow.inAnyVersion, database
  )
  .sorted(by: areInReadingOrder)
}

/// By text, in text by place, orphans last and by age.
private func areInReadingOrder(_ left: Note, _ right: Note) -> Bool {
  if left.text != right.text { return left.text < right.text }
  switch (left.anchor.range, right.anchor.range) {
  case (let one?, let other?) where one != other:
    return (one.lowerBound, one.upperBound) < (other.lowerBound, other.upperBound)
  case (.some, nil): return true
  case (nil, .some): return false
  default: return (left.created, left.id) < (right.created, right.id)
  }
}

/// Takes one operation into the history and into its note.
private func take(
  _ operation: NoteOperation, _ ground: inout NoteGround, _ database: Database
) throws -> NoteReceipt {
  let now = try NoteRow.note(operation.note, database)
  let isKnown = try Bool.fetchOne(
    database, sql: "SELECT EXISTS (SELECT 1 FROM operation WHERE name = ?)",
    arguments: [operation.id])
  if isKnown == true, let now { return .duplicate(now) }
  if let now {
    guard operation.expected == now.revision else { return .conflict(now) }
    if case .add = operation.change { return .conflict(now) }
  } else {
    guard case .add = operation.change else { throw ArchiveError.noSuchNote(operation.note) }
  }
  let place = try OperationLog.add(operation, before: now, database)
  let row = try apply(operation, to: now, &ground, database)
  try OperationLog.setHeads([operation.id], clock: place, ofNote: row, database)
  try NoteIndex.update(row, database)
  guard let changed = try NoteRow.note(operation.note, database) else {
    throw ArchiveError.noSuchNote(operation.note)
  }
  try log(text: changed.text, note: changed.id, database)
  return .accepted(changed)
}

private func apply(
  _ operation: NoteOperation, to now: Note?, _ ground: inout NoteGround, _ database: Database
) throws -> Int64 {
  guard let note = operation.applying(to: now) else {
    throw ArchiveError.noSuchNote(operation.note)
  }
  if now == nil {
    let row = try NoteRow.insert(note, database)
    try ground.place(note, row, database)
    return row
  }
  guard
    let row = try Int64.fetchOne(
      database, sql: "SELECT id FROM note WHERE name = ?", arguments: [operation.note.rawValue])
  else { throw ArchiveError.noSuchNote(operation.note) }
  if case .attach(let selectors) = operation.change {
    try NoteRow.addSelectors(selectors, of: row, database)
    try NoteRow.setAnchor(note.anchor, of: row, in: selectors.version, database)
    // Taking an attachment back leads to a place in an earlier version.
    if let here = try StoredVersion.findIfAny(note.text, nil, database),
      here.digest != selectors.version
    {
      let anchor = try ground.anchor(for: selectors, in: here, database)
      try NoteRow.setAnchor(anchor, of: row, in: here.digest, database)
    }
  }
  try NoteRow.update(note, row, database)
  return row
}

/// The texts that notes are given places in, each read once.
struct NoteGround {
  private var ways: [String: Reanchoring] = [:]
  private var current: [TextID: StoredVersion?] = [:]

  /// More than the versions of the texts anyone imports notes of at once.
  private static let mostWays = 64

  /// Gives a new note its anchors: as made where it was made, and in the version at hand, when that
  /// is another, as it was brought along or as it is found.
  mutating func place(_ note: Note, _ row: Int64, _ database: Database) throws {
    let made = note.selectors
    var brought = note.anchor
    let isWhereMade = brought.version == nil || brought.version == made.version
    try NoteRow.setAnchor(
      isWhereMade ? brought : Anchor(state: .exact, range: made.range, source: made.source),
      of: row, in: made.version, database)
    let here: StoredVersion?
    if let known = current[note.text] {
      here = known
    } else {
      here = try StoredVersion.findIfAny(note.text, nil, database)
      current[note.text] = .some(here)
    }
    guard let here, here.digest != made.version else { return }
    var anchor = try anchor(for: made, in: here, database)
    if brought.version == here.digest {
      // Where it stands was decided elsewhere; what is lost can still be given places to go to.
      if brought.range == nil {
        brought.suggestions = anchor.range.map { [$0] } ?? anchor.suggestions
      }
      anchor = brought
    }
    try NoteRow.setAnchor(anchor, of: row, in: here.digest, database)
  }

  /// Finds a passage in a version of its text, by way of the version it was marked in.
  mutating func anchor(
    for selectors: Selectors, in here: StoredVersion, _ database: Database
  ) throws -> Anchor {
    let name = "\(here.row) \(selectors.version)"
    if let way = ways[name] { return way.anchor(for: selectors) }
    let old = try StoredVersion.findIfAny(here.id, selectors.version, database)?
      .document(database)
    let way = Reanchoring(
      from: old, oldVersion: old == nil ? nil : selectors.version,
      to: try here.document(database), newVersion: here.digest)
    if ways.count >= Self.mostWays { ways = [:] }
    ways[name] = way
    return way.anchor(for: selectors)
  }
}
