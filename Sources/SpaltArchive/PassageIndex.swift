internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// Puts texts into the full-text index and takes them out, within one transaction.
///
/// Nothing is written before ``finish()``. The engine puts down what it has gathered whenever
/// another table is changed in between, and many small parts cost much more than a large one.
struct PassageIndex {
  private enum Change {
    case add(IndexEntry)
    case remove(IndexEntry)
  }

  private let database: Database
  private let stock: TermStock?
  private let record: IndexRecord?
  private var changes: [(text: Int64, change: Change)] = []

  /// A stock is given where many texts are put in.
  init(_ database: Database, _ stock: TermStock? = nil) throws {
    self.database = database
    self.stock = stock
    record = try IndexRecord.fetch(database)
  }

  /// Puts a text in whose version has come to hand.
  mutating func add(_ entry: IndexEntry, _ text: Int64) {
    if covers(text) { changes.append((text, .add(entry))) }
  }

  /// Puts in a version that lies in the archive.
  mutating func add(version: Int64) throws {
    guard let (entry, text) = try entry(of: version, stock ?? TermStock()) else { return }
    add(entry, text)
  }

  /// Takes a version out, before another comes to hand or the text goes to the trash.
  mutating func remove(version: Int64) throws {
    guard let (entry, text) = try entry(of: version, nil), covers(text) else { return }
    changes.append((text, .remove(entry)))
  }

  /// Writes it all.
  func finish() throws {
    if changes.isEmpty { return }
    var terms = try TermWriter(database, stock)
    var lengths: [Int64: Int] = [:]
    for (text, change) in changes {
      switch change {
      case .add(let entry):
        terms.add(entry.terms, entry.language)
        lengths[text] = entry.length
      case .remove: lengths[text] = 0
      }
    }
    try terms.finish()
    try TextLengths.set(lengths, database)
    try IndexRecord.touch(database)
    for (text, change) in changes {
      switch change {
      case .add(let entry): try write(entry, text)
      case .remove(let entry): try erase(entry, text)
      }
    }
  }

  private func write(_ entry: IndexEntry, _ text: Int64) throws {
    try database.cachedStatement(
      sql: "INSERT INTO passage (rowid, words, wholes) VALUES (?, ?, ?)"
    ).executeAndForget([text, entry.words, entry.wholes])
    try database.cachedStatement(sql: "INSERT INTO beginning (rowid, letters) VALUES (?, ?)")
      .execute(arguments: [text, entry.beginnings])
    try database.cachedStatement(sql: "INSERT INTO headline (rowid, words) VALUES (?, ?)")
      .execute(arguments: [text, entry.title])
  }

  /// The index keeps no copy of the words, and has to be told which ones to forget.
  private func erase(_ entry: IndexEntry, _ text: Int64) throws {
    try database.execute(
      sql: "INSERT INTO passage (passage, rowid, words, wholes) VALUES ('delete', ?, ?, ?)",
      arguments: [text, entry.words, entry.wholes])
    try database.execute(
      sql: "INSERT INTO beginning (beginning, rowid, letters) VALUES ('delete', ?, ?)",
      arguments: [text, entry.beginnings])
    try database.execute(
      sql: "INSERT INTO headline (headline, rowid, words) VALUES ('delete', ?, ?)",
      arguments: [text, entry.title])
  }

  /// Whether a text is in the index, or would be were it not empty.
  private func covers(_ text: Int64) -> Bool {
    guard let record else { return false }
    return record.format == IndexRecord.currentFormat && text <= record.reached
  }

  private func entry(
    of version: Int64, _ stock: TermStock?
  ) throws -> (entry: IndexEntry, text: Int64)? {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT text, language, title FROM version WHERE id = ?"),
      arguments: [version])
    guard let row else { return nil }
    let paragraphs = StoredParagraphs(
      try Row.fetchCursor(
        database.cachedStatement(sql: "SELECT text FROM block WHERE version = ? ORDER BY ordinal"),
        arguments: [version]))
    let entry = IndexEntry(
      row.text(2), paragraphs, Language(rawValue: row.text(1)), stock)
    if let failure = paragraphs.failure { throw failure }
    return (entry, Int64(row.integer(0)))
  }
}

/// The paragraphs of a version one by one: all at once they can be hundreds of megabytes.
private final class StoredParagraphs: Sequence, IteratorProtocol {
  private let rows: RowCursor
  /// What ended the reading before the last one.
  private(set) var failure: (any Error)?

  init(_ rows: RowCursor) { self.rows = rows }

  func next() -> String? {
    do {
      return try rows.next()?.text(0)
    } catch {
      failure = error
      return nil
    }
  }
}
