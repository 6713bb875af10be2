internal import GRDB
internal import SpaltSearch

/// Tells which words of a language the term list has, for the few of a single text.
///
/// Most words are old ones, and stand in the oldest part of the list; only the others are looked
/// for in the next.
final class ListedTerms {
  private let reader: PostingsReader
  private let language: Int64
  private let database: Database
  /// Rows of the list that were read, `nil` for those of other languages.
  private var rows: [Int64: String?] = [:]

  /// - Returns: `nil` where the engine itself has to be asked.
  init?(_ language: Int64, _ database: Database) throws {
    // What this transaction has gathered for the list is put down, else it would not be seen.
    try database.execute(sql: "SAVEPOINT listed; RELEASE listed")
    guard
      let reader = try PostingsReader(
        "term_key", hasPlaces: false, until: Stop(nil), database)
    else { return nil }
    (self.reader, self.language, self.database) = (reader, language, database)
  }

  /// Whether the list has a word, filed under a key.
  func holds(_ word: String, under key: String) throws -> Bool {
    for part in 0..<reader.parts {
      for row in try reader.rows(with: key, inPart: part) {
        if let words = try words(inRow: row), words.hasWord(word) { return true }
      }
    }
    return false
  }

  private func words(inRow row: Int64) throws -> String? {
    if let known = rows[row] { return known }
    let words = try String.fetchOne(
      database.cachedStatement(sql: "SELECT words FROM term WHERE id = ? AND language = ?"),
      arguments: [row, language])
    rows[row] = .some(words)
    return words
  }
}

extension String {
  /// Whether one of the string's words, parted by spaces, is this one.
  fileprivate func hasWord(_ word: String) -> Bool {
    utf8.split(separator: 0x20).contains { $0.elementsEqual(word.utf8) }
  }
}
