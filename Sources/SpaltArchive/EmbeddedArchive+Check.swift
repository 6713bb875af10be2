internal import GRDB
internal import SpaltSearch
internal import SpaltText

extension EmbeddedArchive {
  public func check() async throws(ArchiveError) -> [String] {
    let isReadOnly = isReadOnly
    do {
      return try await inTurn { database in
        var problems = try fileProblems(database)
        // Of a file that is damaged anyway the rest cannot be asked.
        if !problems.isEmpty { return problems }
        problems += try referenceProblems(database)
        problems += try contentProblems(database)
        problems += try indexProblems(database, canWrite: !isReadOnly)
        return problems
      }
    } catch {
      throw ArchiveError(error, path: path)
    }
  }
}

private func fileProblems(_ database: Database) throws -> [String] {
  try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
    .filter { $0 != "ok" }
    .map { "The file is damaged: \(Sanitizer.line($0)). Restore it from a copy." }
}

private func referenceProblems(_ database: Database) throws -> [String] {
  let tables = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
    row.text(0)
  }
  return Set(tables).sorted().map {
    "A row of “\(Sanitizer.line($0))” belongs to nothing. Restore the archive from a copy."
  }
}

private func contentProblems(_ database: Database) throws -> [String] {
  let incomplete = try String.fetchAll(
    database,
    sql: """
      SELECT text.name FROM version JOIN text ON text.id = version.text
      WHERE blocks <> (SELECT count(*) FROM block WHERE block.version = version.id)
        OR NOT EXISTS (SELECT 1 FROM source WHERE source.version = version.id)
      """)
  var problems = incomplete.map {
    "The text “\(Sanitizer.line($0))” is incomplete. Import it again."
  }
  let versions = try Row.fetchAll(
    database, sql: "SELECT name, digest FROM version JOIN text ON text.id = version.text")
  for row in versions {
    let id = TextID(row.text(0))
    do {
      _ = try StoredVersion.find(id, row.text(1), database).document(database)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      problems.append("The text “\(Sanitizer.line(id.rawValue))” cannot be read. Import it again.")
    }
  }
  problems += try sourceProblems(database)
  let unplaced =
    try Int.fetchOne(
      database,
      sql: "SELECT count(*) FROM note WHERE id NOT IN (SELECT note FROM selectors)") ?? 0
  if unplaced > 0 {
    problems.append("\(unplaced) notes have lost their place. Restore the archive from a copy.")
  }
  return problems
}

/// Sources that are not what they were when they came in, by their digests.
private func sourceProblems(_ database: Database) throws -> [String] {
  let rows = try Row.fetchCursor(
    database,
    sql: """
      SELECT version.id, text.name, content_digest
      FROM source JOIN version ON version.id = source.version JOIN text ON text.id = version.text
      """)
  var names: Set<String> = []
  while let row = try rows.next() {
    let digest = try SourceDigest.digest(ofVersion: Int64(row.integer(0)), database)
    if digest != row.textIfAny(2) { names.insert(row.text(1)) }
  }
  return names.sorted().map {
    """
    The source of “\(Sanitizer.line($0))” is not what it was when it came in. Import it again, \
    or restore the archive from a copy.
    """
  }
}

/// The index can always be made anew, so its faults are one sentence each.
private func indexProblems(_ database: Database, canWrite: Bool) throws -> [String] {
  let advice = "Make it anew with a reindex."
  do {
    var problems: [String] = []
    if try IndexRecord.fetch(database) == nil { throw IndexSoundness.damage }
    if try IndexRecord.state(database) == .complete { try IndexSoundness.checkAll(database) }
    if canWrite {
      for table in ["passage", "beginning", "headline", "annotation", "term_key"] {
        try database.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('integrity-check')")
      }
    }
    let missing =
      try Int.fetchOne(
        database,
        sql: """
          SELECT (SELECT count(*) FROM text
              WHERE NOT removed AND id NOT IN (SELECT rowid FROM passage))
            + (SELECT count(*) FROM note
              WHERE NOT deleted AND id NOT IN (SELECT rowid FROM annotation))
            + (SELECT count(*) FROM passage WHERE rowid NOT IN (
                SELECT id FROM text WHERE NOT removed))
          """) ?? 0
    try database.execute(
      sql: "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'passage', 'row')")
    defer { try? database.execute(sql: "DROP TABLE temp.vocabulary") }
    let unlisted = try unlistedWords(database)
    if unlisted > 0 {
      problems.append("The word list of the search index lacks \(unlisted) words. \(advice)")
    }
    if missing > 0 {
      problems.append("The search index differs from the archive by \(missing) rows. \(advice)")
    }
    return problems
  } catch let error as DatabaseError
    where error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_ERROR
  {
    return ["The search index is damaged. \(advice)"]
  }
}

/// How many words of the index the word list lacks.
private func unlistedWords(_ database: Database) throws -> Int {
  var listed: Set<Substring> = ["¶"]
  let rows = try String.fetchCursor(database, sql: "SELECT words FROM term")
  while let words = try rows.next() { listed.formUnion(words.wordsOfRow) }
  let words = try String.fetchCursor(database, sql: "SELECT term FROM temp.vocabulary")
  var count = 0
  while let word = try words.next() {
    if !listed.contains(Substring(word)) { count += 1 }
  }
  return count
}
