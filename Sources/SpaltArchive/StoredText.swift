internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// A text as the search reads it.
struct StoredText {
  struct Words {
    var text: String
    /// What a hit in it is worth: a heading says what the text is about, the furniture of a page
    /// nothing.
    var weight: Double
  }

  var id: TextID
  var language: Language
  var blocks: [Words] = []

  static func fetch(_ row: Int64, _ database: Database) throws -> StoredText? {
    let text = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT text.name, language, version.id
          FROM text JOIN version ON version.id = text.version WHERE text.id = ? AND NOT removed
          """),
      arguments: [row])
    guard let text else { return nil }
    var stored = StoredText(id: TextID(text.text(0)), language: Language(rawValue: text.text(1)))
    let blocks = try Row.fetchCursor(
      database.cachedStatement(
        sql: "SELECT kind, text FROM block WHERE version = ? ORDER BY ordinal"),
      arguments: [text.integer(2)])
    while let block = try blocks.next() {
      let kind = BlockKind(name: block.text(0))
      stored.blocks.append(
        Words(
          text: block.text(1),
          weight: kind?.level != nil ? 1.25 : kind?.isText == false ? 0.25 : 1))
    }
    return stored
  }
}
