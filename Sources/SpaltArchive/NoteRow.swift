internal import Foundation
internal import GRDB
internal import SpaltNotes
internal import SpaltText

/// Notes as rows of the archive.
enum NoteRow {
  /// The notes that meet a condition, without order.
  ///
  /// The condition is one of ours; only its arguments come from outside. Of the selectors the
  /// first are read: where the note was made.
  static func notes(
    where condition: String, _ arguments: StatementArguments, standing: String = atHand,
    _ database: Database
  ) throws -> [Note] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT note.name, note.text, note.kind, body, tags, colour, created, modified, deleted,
          revision,
          s.version, s.start_block, s.start_offset, s.end_block, s.end_offset, s.source_start,
          s.source_end, quote, prefix, suffix, headings, rival,
          state, anchor.start_block, anchor.start_offset, anchor.end_block, anchor.end_offset,
          anchor.source_start, anchor.source_end, suggestions, parent, done, author, extra
        FROM note
        JOIN selectors AS s
          ON s.id = (SELECT min(id) FROM selectors WHERE selectors.note = note.id)
        \(standing)
        WHERE \(condition)
        """,
      arguments: arguments)
    var notes: [Note] = []
    while let row = try rows.next() {
      notes.append(
        Note(
          id: NoteID(row.text(0)), text: TextID(row.text(1)),
          kind: Note.Kind(rawValue: row.text(2)) ?? .note, body: row.text(3),
          tags: Exact(row.text(4)).lines, colour: row.textIfAny(5),
          selectors: selectors(of: row, from: 10), parent: row.textIfAny(30).map { NoteID($0) },
          isDone: row.flag(31), author: row.text(32), extra: row.text(33),
          anchor: try anchor(of: row, from: 22),
          created: Timestamp(rawValue: row.text(6)), modified: Timestamp(rawValue: row.text(7)),
          deleted: row.flag(8), revision: row.integer(9)))
    }
    return notes
  }

  /// The anchor in the version at hand, if the text has one.
  static let atHand = """
    LEFT JOIN text ON text.name = note.text AND NOT removed
    LEFT JOIN version ON version.id = text.version
    LEFT JOIN anchor ON anchor.note = note.id AND anchor.version = version.digest
    """

  /// The anchor in the version that a condition names; notes without one are left out.
  static let inAnyVersion = "JOIN anchor ON anchor.note = note.id"

  static func note(_ id: NoteID, _ database: Database) throws -> Note? {
    try notes(where: "note.name = ?", [id.rawValue], database).first
  }

  /// The selectors of the last place the note was given by hand, or of the place it was made at.
  static func lastSelectors(of note: Int64, _ database: Database) throws -> Selectors? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT version, start_block, start_offset, end_block, end_offset, source_start, source_end,
          quote, prefix, suffix, headings, rival
        FROM selectors WHERE note = ? ORDER BY id DESC LIMIT 1
        """,
      arguments: [note]
    )
    .map { selectors(of: $0, from: 0) }
  }

  static func insert(_ note: Note, _ database: Database) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO note (name, text, kind, body, tags, colour, created, modified, deleted,
          revision, parent, done, author, extra)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        note.id.rawValue, Exact(note.text.rawValue), note.kind.rawValue, Exact(note.body),
        Exact(lines: note.tags), note.colour.map { Exact($0) }, Exact(note.created.rawValue),
        Exact(note.modified.rawValue), note.deleted, note.revision, note.parent?.rawValue,
        note.isDone, Exact(note.author), Exact(note.extra),
      ])
    let row = database.lastInsertedRowID
    try addSelectors(note.selectors, of: row, database)
    return row
  }

  /// Writes everything an operation can change but the place.
  static func update(_ note: Note, _ row: Int64, _ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE note SET kind = ?, body = ?, tags = ?, colour = ?, created = ?, modified = ?,
          deleted = ?, revision = ?, done = ?, author = ?, extra = ? WHERE id = ?
        """,
      arguments: [
        note.kind.rawValue, Exact(note.body), Exact(lines: note.tags),
        note.colour.map { Exact($0) }, Exact(note.created.rawValue),
        Exact(note.modified.rawValue), note.deleted, note.revision, note.isDone,
        Exact(note.author), Exact(note.extra), row,
      ])
  }

  static func addSelectors(_ selectors: Selectors, of note: Int64, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO selectors (note, version, start_block, start_offset, end_block, end_offset,
          source_start, source_end, quote, prefix, suffix, headings, rival)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        note, selectors.version, selectors.range.lowerBound.block,
        selectors.range.lowerBound.offset, selectors.range.upperBound.block,
        selectors.range.upperBound.offset, selectors.source.lowerBound,
        selectors.source.upperBound, Exact(selectors.quote), Exact(selectors.prefix),
        Exact(selectors.suffix), Exact(lines: selectors.headings), selectors.rival,
      ])
  }

  static func setAnchor(
    _ anchor: Anchor, of note: Int64, in version: String, _ database: Database
  ) throws {
    var suggestions = PackedNumbers()
    suggestions.append(anchor.suggestions.count)
    for place in anchor.suggestions {
      for position in [place.lowerBound, place.upperBound] {
        suggestions.append(position.block)
        suggestions.append(position.offset)
      }
    }
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO anchor (note, version, state, start_block, start_offset, end_block,
          end_offset, source_start, source_end, suggestions)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        note, version, anchor.state.rawValue, anchor.range?.lowerBound.block,
        anchor.range?.lowerBound.offset, anchor.range?.upperBound.block,
        anchor.range?.upperBound.offset, anchor.source?.lowerBound, anchor.source?.upperBound,
        Data(suggestions.bytes),
      ])
  }

  private static func selectors(of row: Row, from first: Int) -> Selectors {
    Selectors(
      version: row.text(first), range: positions(row, first + 1) ?? .start..<(.start),
      source: range(row.integerIfAny(first + 5), row.integerIfAny(first + 6)) ?? 0..<0,
      quote: row.text(first + 7),
      prefix: row.text(first + 8), suffix: row.text(first + 9),
      headings: Exact(row.text(first + 10)).lines, rival: row.realIfAny(first + 11))
  }

  /// The anchor in the version at hand; without one the note is an orphan.
  private static func anchor(of row: Row, from first: Int) throws -> Anchor {
    guard let state = row.textIfAny(first).flatMap(Anchor.State.init(rawValue:)) else {
      return .orphan
    }
    var reader = PackedReader(row.bytes(first + 7))
    var suggestions: [Range<Position>] = []
    for _ in 0..<(reader.count() ?? 0) {
      guard let startBlock = reader.number(), let startOffset = reader.number(),
        let endBlock = reader.number(), let endOffset = reader.number()
      else { break }
      let start = Position(block: startBlock, offset: startOffset)
      let end = Position(block: endBlock, offset: endOffset)
      if start <= end { suggestions.append(start..<end) }
    }
    return Anchor(
      state: state, range: positions(row, first + 1),
      source: range(row.integerIfAny(first + 5), row.integerIfAny(first + 6)),
      suggestions: suggestions)
  }

  private static func positions(_ row: Row, _ first: Int) -> Range<Position>? {
    guard let startBlock = row.integerIfAny(first),
      let startOffset = row.integerIfAny(first + 1),
      let endBlock = row.integerIfAny(first + 2), let endOffset = row.integerIfAny(first + 3)
    else { return nil }
    let start = Position(block: startBlock, offset: startOffset)
    let end = Position(block: endBlock, offset: endOffset)
    return start <= end ? start..<end : nil
  }

  private static func range(_ start: Int?, _ end: Int?) -> Range<Int>? {
    guard let start, let end, start <= end else { return nil }
    return start..<end
  }
}
