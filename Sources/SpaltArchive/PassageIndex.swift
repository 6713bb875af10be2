internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// The versions at hand in the full-text index, a row a text.
enum PassageIndex {
  /// Puts a version in that has come to hand.
  static func add(version: Int64, _ database: Database) throws {
    guard let entry = try Entry.fetch(version, database),
      try IndexRecord.covers(entry.text, database)
    else { return }
    try database.cachedStatement(
      sql: "INSERT INTO passage (rowid, words, wholes) VALUES (?, ?, ?)"
    ).execute(arguments: [entry.text, entry.words, entry.wholes])
    try database.cachedStatement(sql: "INSERT INTO headline (rowid, words) VALUES (?, ?)")
      .execute(arguments: [entry.text, entry.title])
    try entry.terms.write(database)
    try TextLengths.set(entry.length, of: entry.text, database)
    try IndexRecord.touch(database)
  }

  /// Takes a version out, before another comes to hand or the text goes to the trash.
  static func remove(version: Int64, _ database: Database) throws {
    guard let entry = try Entry.fetch(version, database),
      try IndexRecord.covers(entry.text, database)
    else { return }
    // The index keeps no copy of the words, and has to be told which ones to forget.
    try database.execute(
      sql: "INSERT INTO passage (passage, rowid, words, wholes) VALUES ('delete', ?, ?, ?)",
      arguments: [entry.text, entry.words, entry.wholes])
    try database.execute(
      sql: "INSERT INTO headline (headline, rowid, words) VALUES ('delete', ?, ?)",
      arguments: [entry.text, entry.title])
    try TextLengths.set(0, of: entry.text, database)
    try IndexRecord.touch(database)
  }

  /// A text as the index sees it; the same for the same version, whenever it is made.
  private struct Entry {
    var text: Int64
    var words = ""
    var wholes = ""
    var title: String
    /// In words, as the full-text table counts them.
    var length = 0
    var terms: TermList

    static func fetch(_ version: Int64, _ database: Database) throws -> Entry? {
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT text, language, title FROM version WHERE id = ?"),
        arguments: [version])
      guard let row else { return nil }
      var entry = Entry(
        text: Int64(row.integer(0)), title: stream(Token.tokens(in: row.text(2))),
        terms: TermList(Language(rawValue: row.text(1))))
      let blocks = try Row.fetchCursor(
        database.cachedStatement(
          sql: "SELECT text FROM block WHERE version = ? ORDER BY ordinal"),
        arguments: [version])
      while let row = try blocks.next() {
        let tokens = Token.tokens(in: row.text(0))
        entry.terms.insert(tokens)
        for token in tokens {
          if token.span == 1 {
            entry.words += token.form
            entry.words += " "
          } else {
            entry.wholes += token.form
            entry.wholes += " "
          }
        }
        // No phrase runs from one paragraph into the next.
        entry.words += "¶ "
        entry.length += tokens.count + 1
      }
      return entry
    }
  }
}

/// The notes that are not in the trash, in the full-text index.
enum NoteIndex {
  /// Brings the index up to a note's row.
  static func update(_ row: Int64, _ database: Database) throws {
    try database.execute(sql: "DELETE FROM annotation WHERE rowid = ?", arguments: [row])
    let note = try Row.fetchOne(
      database,
      sql: """
        SELECT body, tags, language FROM note
        LEFT JOIN text ON text.name = note.text LEFT JOIN version ON version.id = text.version
        WHERE note.id = ? AND NOT deleted
        """,
      arguments: [row])
    guard let note else { return }
    let words = NoteWords(body: note.text(0), tags: Exact(note.text(1)).lines)
    let tokens = Token.tokens(in: words.text)
    try database.execute(
      sql: "INSERT INTO annotation (rowid, words, wholes) VALUES (?, ?, ?)",
      arguments: [
        row, stream(tokens.filter { $0.span == 1 }), stream(tokens.filter { $0.span > 1 }),
      ])
    var terms = TermList(
      Language(rawValue: note.textIfAny(2) ?? Language.undetermined.rawValue))
    terms.insert(tokens)
    try terms.write(database)
  }
}

/// What is searched of a note: its body, then its tags.
struct NoteWords {
  var body: String
  var tags: [String]

  var text: String { body + "\n" + tags.joined(separator: "\n") }
}

private func stream(_ tokens: [Token]) -> String {
  tokens.map(\.form).joined(separator: " ")
}
