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

  public func history(of note: NoteID) async throws(ArchiveError) -> [NoteOperation] {
    try await read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT name, expected, change, time FROM operation WHERE note = ? ORDER BY sequence
          """,
        arguments: [note.rawValue])
      if rows.isEmpty { throw ArchiveError.noSuchNote(note) }
      return try rows.map { row in
        NoteOperation(
          id: row.text(0), note: note, expected: row.integer(1),
          change: try StoredChange.change(row.text(2), of: note),
          time: Timestamp(rawValue: row.text(3)))
      }
    }
  }

  public func append(
    _ operations: [NoteOperation]
  ) async throws(ArchiveError) -> [NoteReceipt] {
    try await write { database in
      try operations.map { try take($0, database) }
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
private func take(_ operation: NoteOperation, _ database: Database) throws -> NoteReceipt {
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
  try database.execute(
    sql: "INSERT INTO operation (name, note, expected, change, time) VALUES (?, ?, ?, ?, ?)",
    arguments: [
      operation.id, operation.note.rawValue, operation.expected,
      try StoredChange.json(operation.change), operation.time.rawValue,
    ])
  let row = try apply(operation, to: now, database)
  try NoteIndex.update(row, database)
  guard let changed = try NoteRow.note(operation.note, database) else {
    throw ArchiveError.noSuchNote(operation.note)
  }
  try log(text: changed.text, note: changed.id, database)
  return .accepted(changed)
}

private func apply(
  _ operation: NoteOperation, to now: Note?, _ database: Database
) throws -> Int64 {
  guard let note = operation.applying(to: now) else {
    throw ArchiveError.noSuchNote(operation.note)
  }
  if now == nil {
    let row = try NoteRow.insert(note, database)
    try place(note, row, database)
    return row
  }
  guard
    let row = try Int64.fetchOne(
      database, sql: "SELECT id FROM note WHERE name = ?", arguments: [operation.note.rawValue])
  else { throw ArchiveError.noSuchNote(operation.note) }
  if case .attach(let selectors) = operation.change {
    try NoteRow.addSelectors(selectors, of: row, database)
    try NoteRow.setAnchor(note.anchor, of: row, in: selectors.version, database)
  }
  try NoteRow.update(note, row, database)
  return row
}

/// Gives a new note its anchors: as made where it was made, and searched for in the version at
/// hand when that is another.
private func place(_ note: Note, _ row: Int64, _ database: Database) throws {
  try NoteRow.setAnchor(note.anchor, of: row, in: note.selectors.version, database)
  guard let current = try StoredVersion.findIfAny(note.text, nil, database),
    current.digest != note.selectors.version
  else { return }
  let version = note.selectors.version
  let old = try StoredVersion.findIfAny(note.text, version, database)?.document(database)
  let reanchoring = Reanchoring(
    from: old, oldVersion: old == nil ? nil : version, to: try current.document(database),
    newVersion: current.digest)
  let anchor = reanchoring.anchor(for: note.selectors)
  try NoteRow.setAnchor(anchor, of: row, in: current.digest, database)
}
