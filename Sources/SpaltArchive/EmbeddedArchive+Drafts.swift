internal import GRDB
public import SpaltNotes
public import SpaltText

extension EmbeddedArchive {
  public func place(of id: TextID) async throws(ArchiveError) -> ReadingPlace? {
    try await read { try storedPlace(of: id, $0) }
  }

  public func setPlace(_ place: ReadingPlace, of id: TextID) async throws(ArchiveError) {
    try await write { database in
      try database.execute(
        sql: """
          UPDATE text SET place_block = ?, place_offset = ?, top_block = ?, top_offset = ?, read = ?
          WHERE name = ?
          """,
        arguments: [
          place.position.block, place.position.offset, place.top?.block, place.top?.offset,
          place.read, id.rawValue,
        ])
      if database.changesCount == 0 { throw ArchiveError.noSuchText(id) }
    }
  }

  public func drafts() async throws(ArchiveError) -> [Draft] {
    try await read { try storedDrafts($0) }
  }

  public func save(_ draft: Draft) async throws(ArchiveError) {
    try await write { database in
      var note: NoteID?
      var passage: Passage?
      var version: String?
      switch draft.subject {
      case .note(let id): note = id
      case .passage(let marked, let digest): (passage, version) = (marked, digest)
      }
      try database.execute(
        sql: """
          INSERT INTO draft (key, note, text, version, start_block, start_offset, end_block,
            end_offset, body, time)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (key) DO UPDATE SET body = excluded.body, time = excluded.time
          """,
        arguments: [
          key(of: draft.subject), note?.rawValue, passage.map { Exact($0.text.rawValue) }, version,
          passage?.range.lowerBound.block, passage?.range.lowerBound.offset,
          passage?.range.upperBound.block, passage?.range.upperBound.offset, Exact(draft.body),
          Exact(draft.time.rawValue),
        ])
    }
  }

  public func discardDraft(of subject: Draft.Subject) async throws(ArchiveError) {
    try await write { database in
      try database.execute(
        sql: "DELETE FROM draft WHERE key = ?", arguments: [key(of: subject)])
    }
  }

  public func changes(
    after position: ArchivePosition?
  ) async throws(ArchiveError) -> ArchiveChanges {
    try await read { database in
      let last = try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM change") ?? 0
      var changes = ArchiveChanges(position: ArchivePosition(rawValue: String(last)))
      guard let position else { return changes }
      // A position that is none of ours misses nothing.
      let seen = Int64(position.rawValue) ?? 0
      let rows = try Row.fetchCursor(
        database, sql: "SELECT text, note FROM change WHERE sequence > ?", arguments: [seen])
      while let row = try rows.next() {
        if let text = row.textIfAny(0) { changes.texts.insert(TextID(text)) }
        if let note = row.textIfAny(1) { changes.notes.insert(NoteID(note)) }
      }
      return changes
    }
  }
}

func storedPlace(of id: TextID, _ database: Database) throws -> ReadingPlace? {
  let row = try Row.fetchOne(
    database,
    sql: """
      SELECT place_block, place_offset, read, top_block, top_offset FROM text
      WHERE name = ? AND place_block IS NOT NULL
      """,
    arguments: [id.rawValue])
  return row.map {
    var place = ReadingPlace(
      position: Position(block: $0.integer(0), offset: $0.integer(1)), read: $0.real(2))
    if let block = $0.integerIfAny(3), let offset = $0.integerIfAny(4) {
      place.top = Position(block: block, offset: offset)
    }
    return place
  }
}

/// What was being typed, oldest first.
func storedDrafts(_ database: Database) throws -> [Draft] {
  let rows = try Row.fetchAll(
    database,
    sql: """
      SELECT note, text, version, start_block, start_offset, end_block, end_offset, body, time
      FROM draft ORDER BY rowid
      """)
  return rows.compactMap { row in
    guard let subject = subject(of: row) else { return nil }
    return Draft(subject: subject, body: row.text(7), time: Timestamp(rawValue: row.text(8)))
  }
}

/// One draft a subject: the same place of the same version, or the same note.
private func key(of subject: Draft.Subject) -> String {
  switch subject {
  case .note(let id): "note \(id.rawValue)"
  case .passage(let passage, let version):
    """
    passage \(passage.range.lowerBound.block):\(passage.range.lowerBound.offset) \
    \(passage.range.upperBound.block):\(passage.range.upperBound.offset) \
    \(version) \(passage.text.rawValue)
    """
  }
}

private func subject(of row: Row) -> Draft.Subject? {
  if let note = row.textIfAny(0) { return .note(NoteID(note)) }
  guard let text = row.textIfAny(1), let version = row.textIfAny(2),
    let startBlock = row.integerIfAny(3), let startOffset = row.integerIfAny(4),
    let endBlock = row.integerIfAny(5),
    let endOffset = row.integerIfAny(6)
  else { return nil }
  let start = Position(block: startBlock, offset: startOffset)
  let end = Position(block: endBlock, offset: endOffset)
  guard start <= end else { return nil }
  return .passage(Passage(text: TextID(text), range: start..<end), version: version)
}
