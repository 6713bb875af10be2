internal import GRDB
public import SpaltSearch

extension EmbeddedArchive {
  public func indexState() async throws(ArchiveError) -> IndexState {
    try await read { try IndexRecord.state($0) }
  }

  public func reindex(
    progress: @Sendable (IndexState) -> Void
  ) async throws(ArchiveError) {
    try await write { try renewIndex($0) }
    try await completeIndex(progress: progress)
  }

  public func completeIndex(
    progress: @Sendable (IndexState) -> Void
  ) async throws(ArchiveError) {
    let isBegun = try await read { try IndexRecord.fetch($0)?.format == IndexRecord.currentFormat }
    guard isBegun else { return try await reindex(progress: progress) }
    let stock = stock
    while true {
      if Task.isCancelled { throw .cancelled }
      // A few texts at a time, so that nobody who wants the archive waits for long.
      let state = try await write { database in
        try indexTexts(count: Self.textsAtATime, stock, database)
        return try IndexRecord.state(database)
      }
      progress(state)
      if state == .complete { return }
    }
  }

  private static let textsAtATime = 50
}

/// Makes the index anew: of notes at once, of texts at once when they are few.
///
/// A large archive is indexed bit by bit afterwards, for its reader must not wait for it.
func renewIndex(_ database: Database) throws {
  let generation = try? IndexRecord.fetch(database)?.generation
  try Schema.dropIndex(database)
  try Schema.createIndex(database)
  try IndexRecord.begin(after: generation ?? .random(in: 0..<1 << 40), database)
  try indexNotes(database)
  let texts = try Int.fetchOne(database, sql: "SELECT count(*) FROM text") ?? 0
  guard texts <= 100 else { return }
  while try IndexRecord.state(database) != .complete { try indexTexts(count: 100, nil, database) }
}

private func indexNotes(_ database: Database) throws {
  let notes = try Int64.fetchAll(database, sql: "SELECT id FROM note WHERE NOT deleted")
  for note in notes { try NoteIndex.update(note, database) }
}

/// Puts in the next so many texts.
private func indexTexts(count: Int, _ stock: TermStock?, _ database: Database) throws {
  guard let record = try IndexRecord.fetch(database), record.reached < .max else { return }
  let texts = try Row.fetchAll(
    database,
    sql: """
      SELECT id, version FROM text
      WHERE id > ? AND NOT removed AND version IS NOT NULL ORDER BY id LIMIT ?
      """,
    arguments: [record.reached, count])
  guard let last = texts.last else { return try IndexRecord.reach(.max, database) }
  try IndexRecord.reach(Int64(last.integer(0)), database)
  var index = try PassageIndex(database, stock)
  for row in texts { try index.add(version: Int64(row.integer(1))) }
  try index.finish()
}
