internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// The blocks of the versions at hand, in the full-text index.
enum PassageIndex {
  static func add(version: Int64, _ database: Database) throws {
    let language =
      try String.fetchOne(
        database, sql: "SELECT language FROM version WHERE id = ?", arguments: [version])
      ?? Language.undetermined.rawValue
    let insert = try database.cachedStatement(
      sql: "INSERT INTO passage (rowid, words, wholes) VALUES (?, ?, ?)")
    var terms = TermList(Language(rawValue: language))
    let blocks = try Row.fetchCursor(
      database, sql: "SELECT id, text FROM block WHERE version = ?", arguments: [version])
    while let row = try blocks.next() {
      let tokens = Token.tokens(in: row.text(1))
      terms.insert(tokens)
      try insert.execute(arguments: [
        row.integer(0), stream(tokens.filter { $0.span == 1 }),
        stream(tokens.filter { $0.span > 1 }),
      ])
    }
    try terms.write(database)
  }

  static func remove(version: Int64, _ database: Database) throws {
    try database.execute(
      sql: "DELETE FROM passage WHERE rowid IN (SELECT id FROM block WHERE version = ?)",
      arguments: [version])
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

/// The words of texts in one language, each once: what the infix step looks through.
private struct TermList {
  private let language: Language
  private var words: Set<String> = []

  init(_ language: Language) { self.language = language }

  mutating func insert(_ tokens: [Token]) {
    for token in tokens { words.insert(token.form) }
  }

  func write(_ database: Database) throws {
    let analysis = TermAnalysis(language)
    let insert = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO term (word, language, stem, fold) VALUES (?, ?, ?, ?)")
    for word in words.sorted() {
      let stem = analysis.stem(word)
      try insert.execute(arguments: [word, language.rawValue, stem, analysis.fold(stem)])
    }
  }
}

private func stream(_ tokens: [Token]) -> String {
  tokens.map(\.form).joined(separator: " ")
}
