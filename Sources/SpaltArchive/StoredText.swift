internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// A text as the search reads it, a block at a time, for it can be as long as a hundred books.
final class StoredText {
  struct Words {
    var text: String
    /// What a hit in it is worth: a heading says what the text is about, the furniture of a page
    /// nothing.
    var weight: Double
  }

  let id: TextID
  let language: Language
  /// Those read so far.
  private(set) var blocks: [Words] = []
  /// What went wrong while reading; the sequence just ends there.
  private(set) var failure: (any Error)?
  /// Whether the reading was broken off.
  private(set) var isCut = false
  private let rows: RowCursor

  private init(_ id: TextID, _ language: Language, _ rows: RowCursor) {
    self.id = id
    self.language = language
    self.rows = rows
  }

  static func fetch(_ row: Int64, _ database: Database) throws -> StoredText? {
    let text = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT text.name, language, version.id
          FROM text JOIN version ON version.id = text.version WHERE text.id = ? AND NOT removed
          """),
      arguments: [row])
    guard let text else { return nil }
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: "SELECT kind, text FROM block WHERE version = ? ORDER BY ordinal"),
      arguments: [text.integer(2)])
    return StoredText(TextID(text.text(0)), Language(rawValue: text.text(1)), rows)
  }

  /// Whether there is a paragraph among the blocks read.
  var hasWords: Bool { blocks.last.map { $0.weight >= 1 && !$0.text.isEmpty } ?? false }

  /// The blocks not read yet, one after the other, until told to stop.
  func reading(until isEnough: @escaping () -> Bool) -> some Sequence<String> {
    sequence(state: ()) { _ in
      if isEnough() {
        self.isCut = true
        return nil
      }
      return self.next()
    }
  }

  private func next() -> String? {
    do {
      guard let row = try rows.next() else { return nil }
      let kind = BlockKind(name: row.text(0))
      let weight = kind?.level != nil ? 1.25 : kind?.isText == false ? 0.25 : 1
      blocks.append(Words(text: row.text(1), weight: weight))
      return blocks.last?.text
    } catch {
      failure = error
      return nil
    }
  }
}
