internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// Adds words to the term list, those of a whole transaction at once and in order.
struct TermWriter {
  private let database: Database
  /// `nil` for a few words, for which the list itself is asked.
  private let stock: TermStock?
  /// Words to be written, those the list has already among them where there is no stock.
  private var terms: [Language: [IndexEntry.Term]] = [:]

  init(_ database: Database, _ stock: TermStock?) throws {
    self.database = database
    self.stock = stock
    try stock?.refresh(database)
  }

  mutating func add(_ words: [IndexEntry.Term], _ language: Language) {
    terms[language, default: []] += stock?.unlisted(among: words) ?? words
  }

  mutating func add(_ words: some Sequence<String>, _ language: Language) {
    add(
      words.map { IndexEntry.Term(id: TermID($0, language), word: $0, keys: nil) }, language)
  }

  /// Writes the words that the list lacks.
  func finish() throws {
    for (language, words) in terms {
      let number = try number(of: language)
      let analysis = TermAnalysis(language)
      // In order, so that words that begin alike lie together.
      var sorted = Self.inOrder(words)
      if stock == nil {
        let keys = sorted.map { TermKeys.stem(analysis.stem($0.word)) }
        var seen = try listed(sorted.map(\.word), under: keys, number)
        sorted = sorted.filter { seen.insert($0.word).inserted }
      }
      try write(sorted, analysis, number)
    }
  }

  /// Sorted by the bytes of the words, of which eight are most often enough.
  private static func inOrder(_ terms: [IndexEntry.Term]) -> [IndexEntry.Term] {
    let starts = terms.enumerated().map { place, term in
      var start: UInt64 = 0
      for byte in term.word.utf8.prefix(8) { start = start << 8 | UInt64(byte) }
      return (start: start << UInt64(8 * max(0, 8 - term.word.utf8.count)), place: place)
    }
    return starts.sorted { left, right in
      if left.start != right.start { return left.start < right.start }
      return terms[left.place].word.utf8.lexicographicallyPrecedes(terms[right.place].word.utf8)
    }
    .map { terms[$0.place] }
  }

  /// Words in one row of the list.
  private static let wordsInRow = 16

  private func write(
    _ terms: [IndexEntry.Term], _ analysis: TermAnalysis, _ language: Int64
  ) throws {
    if terms.isEmpty { return }
    let rows = stride(from: 0, to: terms.count, by: Self.wordsInRow).map {
      terms[$0..<min($0 + Self.wordsInRow, terms.count)]
    }
    let list = try database.cachedStatement(
      sql: "INSERT INTO term (words, language) VALUES (?, ?)")
    var last = ""
    for row in rows {
      last = Self.joined(row) { $0.word }
      try list.execute(arguments: [last, language])
    }
    let end = database.lastInsertedRowID
    let file = try database.cachedStatement(
      sql: "INSERT INTO term_key (rowid, keys) VALUES (?, ?)")
    for (number, row) in zip(end - Int64(rows.count) + 1...end, rows) {
      let keys = Self.joined(row) { $0.keys ?? TermKeys.all(of: $0.word, analysis) }
      try file.execute(arguments: [number, keys])
    }
    stock?.wrote(end, last)
  }

  /// The words of a row, parted by spaces.
  private static func joined(
    _ row: ArraySlice<IndexEntry.Term>, _ words: (IndexEntry.Term) -> String
  ) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1024)
    for term in row {
      if !bytes.isEmpty { bytes.append(0x20) }
      bytes.append(contentsOf: words(term).utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func number(of language: Language) throws -> Int64 {
    try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO term_language (language) VALUES (?)"
    ).execute(arguments: [language.rawValue])
    return try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM term_language WHERE language = ?"),
      arguments: [language.rawValue]) ?? 0
  }

  /// Those of some words that the list has, and maybe others of it; each has a key of its own.
  private func listed(
    _ words: [String], under keys: [String], _ language: Int64
  ) throws -> Set<String> {
    guard let list = try ListedTerms(language, database) else {
      return try listed(near: keys, language)
    }
    var found: Set<String> = []
    var others: [String] = []
    for (word, key) in zip(words, keys) {
      // What is several words to the engine has to be asked of it.
      if !SearchedForm(word: key).isOneWord {
        others.append(key)
      } else if try list.holds(word, under: key) {
        found.insert(word)
      }
    }
    return others.isEmpty ? found : found.union(try listed(near: others, language))
  }

  /// The words of a language in the list that are filed under some keys, and words beside them.
  private func listed(near keys: [String], _ language: Int64) throws -> Set<String> {
    var words: Set<String> = []
    // The engine puts up with any number of keys, but not at any price.
    for first in stride(from: 0, to: keys.count, by: 500) {
      let some = Set(keys[first..<min(first + 500, keys.count)])
      let rows = try String.fetchCursor(
        database.cachedStatement(
          sql: """
            SELECT words FROM term_key JOIN term ON term.id = term_key.rowid
            WHERE term_key MATCH ? AND language = ?
            """),
        arguments: [some.map(\.quotedForIndex).joined(separator: " OR "), language])
      while let row = try rows.next() {
        for word in row.wordsOfRow { words.insert(String(word)) }
      }
    }
    return words
  }
}

extension String {
  /// The string as one word of a full-text query, whatever is in it.
  var quotedForIndex: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
}

extension String {
  /// The words of a row of the list.
  ///
  /// Cut by bytes, for a word that begins with a combining mark makes one character with the space
  /// before it.
  var wordsOfRow: [Substring] { utf8.split(separator: 0x20).map(Substring.init) }
}
