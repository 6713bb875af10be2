internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// The notes that are not in the trash, in the full-text index.
enum NoteIndex {
  /// Brings the index up to a note's row; an index of another format is left for when it is made
  /// anew, which begins with the notes.
  static func update(_ row: Int64, _ database: Database) throws {
    guard try IndexRecord.fetch(database)?.format == IndexRecord.currentFormat else { return }
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
    var terms = try TermWriter(database, nil)
    terms.add(
      tokens.map(\.form), Language(rawValue: note.textIfAny(2) ?? Language.undetermined.rawValue))
    try terms.finish()
  }
}

/// What is searched of a note: its body, then its tags with their sign, as a reader is shown them.
struct NoteWords {
  var body: String
  var tags: [String]

  var text: String {
    let signed = tags.map { $0.hasPrefix("#") ? $0 : "#" + $0 }
    return (body.isEmpty ? signed : [body] + signed).joined(separator: " ")
  }
}

private func stream(_ tokens: [Token]) -> String {
  tokens.map(\.form).joined(separator: " ")
}
