internal import GRDB
internal import SpaltText

/// The lists of the index over texts, in one view of the archive.
final class TextLists {
  /// One more than the highest row of a text.
  let rows: Int64
  let passages: PostingsReader
  private var beginnings: PostingsReader?
  private let memory: SearchMemory
  private let stop: Stop
  private let database: Database

  /// - Returns: `nil` where the engine itself has to be asked.
  init?(
    rows: Int64, _ memory: SearchMemory, until stop: Stop, _ database: Database
  ) throws {
    guard
      let passages = try PostingsReader("passage", hasPlaces: true, until: stop, database)
    else { return nil }
    (self.rows, self.passages) = (rows, passages)
    (self.memory, self.stop, self.database) = (memory, stop, database)
  }

  /// The texts that an expression lets in.
  ///
  /// - Returns: `nil` where the engine itself has to be asked.
  func selection(of expression: IndexExpressions.Expression) throws -> TextSelection? {
    guard let alternatives = expression.alternatives else { return nil }
    let begun = try textsWith(expression.beginnings)
    if !expression.beginnings.isEmpty, begun == nil { return nil }
    let texts = try TextSelection.find(alternatives, rows: rows, postings)
    if !expression.without.isEmpty {
      texts.drop(try TextSelection.find(expression.without, rows: rows, postings))
    }
    for begun in begun ?? [] { texts.keep(begun) }
    return texts
  }

  private func postings(_ forms: [SearchedForm]) throws -> WordPostings {
    try memory.postings(of: forms) { try WordPostings(forms, rows: rows, passages) }
  }

  /// For each of some beginnings of words, the texts with such words.
  private func textsWith(_ letters: [String]) throws -> [TextRows]? {
    if letters.isEmpty { return [] }
    if beginnings == nil {
      beginnings = try PostingsReader("beginning", hasPlaces: false, until: stop, database)
      if let beginnings, beginnings.rows != passages.rows { throw IndexSoundness.damage }
    }
    guard let beginnings, letters.allSatisfy({ SearchedForm(word: $0).isOneWord }) else {
      return nil
    }
    return try letters.map { letters in
      let texts = try TextRows(below: rows)
      try texts.insert(textsWith: letters, beginnings)
      return texts
    }
  }

  /// All texts that a filter lets in.
  func selection(of filter: IndexFilter, _ text: TextID?) throws -> TextSelection {
    let texts = try TextSelection.find([], rows: rows) { _ in throw ArchiveError.cancelled }
    texts.keep(try self.texts(in: filter, text))
    return texts
  }

  /// The texts that a filter lets in, or the only one that is asked for.
  ///
  /// To ask all texts takes longer than a search; so what was found is kept until something changes.
  func texts(in filter: IndexFilter, _ text: TextID?) throws -> TextRows {
    let (sql, arguments) = question(filter, text)
    return try memory.texts(letInBy: "\(sql) \(arguments)", at: ArchiveMoment(database)) {
      let allowed = try TextRows(below: rows)
      let found = try Int64.fetchCursor(database, sql: sql, arguments: arguments)
      while let row = try found.next() { allowed.insert(row) }
      return allowed
    }
  }

  /// The same where they are known already.
  func knownTexts(in filter: IndexFilter, _ text: TextID?) throws -> TextRows? {
    let (sql, arguments) = question(filter, text)
    return memory.texts(letInBy: "\(sql) \(arguments)", at: try ArchiveMoment(database))
  }

  private func question(
    _ filter: IndexFilter, _ text: TextID?
  ) -> (sql: String, arguments: StatementArguments) {
    let sql = filter.condition ?? "SELECT text.id FROM text WHERE true"
    guard let text else { return (sql, filter.arguments) }
    return (sql + " AND text.name = ?", filter.arguments + [text.rawValue])
  }
}
