internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// The words of the archive, each once a language: what a word of a query can mean.
///
/// They are filed by stem, by fold key and by letters from inside, so that no search inside words
/// has to look at all of them.
enum TermList {
  static func languages(_ database: Database) throws -> [Language] {
    try String.fetchAll(database, sql: "SELECT language FROM term_language")
      .map(Language.init(rawValue:))
  }

  /// Whether a word stands in the archive, in whatever language.
  static func holds(_ word: String, _ database: Database) throws -> Bool {
    for table in ["passage", "annotation"] {
      let row = try Int64.fetchOne(
        database.cachedStatement(
          sql: "SELECT rowid FROM \(table) WHERE \(table) MATCH ? LIMIT 1"),
        arguments: [word.quotedForIndex])
      if row != nil { return true }
    }
    return false
  }

  /// Whether a word stands in the archive by itself, not only as words joined by hyphens.
  static func isWord(_ form: String, _ database: Database) throws -> Bool {
    try place(of: form, in: "words", of: "passage", database) != nil
      || place(of: form, in: "words", of: "annotation", database) != nil
  }

  /// Words joined by hyphens as a text or note has them: `covid19pandemin` is what the index makes
  /// of `covid-19-pandemin`.
  ///
  /// - Returns: `nil` when none has them, or there was no time to look.
  static func spelling(
    ofWhole form: String, until stop: Stop, _ database: Database
  ) throws -> String? {
    if let row = try place(of: form, in: "wholes", of: "passage", database),
      let text = try StoredText.fetch(row, database)
    {
      return text.reading { stop.isReached }.lazy.compactMap { spelling(of: form, in: $0) }.first
    }
    guard let row = try place(of: form, in: "wholes", of: "annotation", database),
      let note = try Row.fetchOne(
        database, sql: "SELECT body, tags FROM note WHERE id = ?", arguments: [row])
    else { return nil }
    return spelling(
      of: form, in: NoteWords(body: note.text(0), tags: Exact(note.text(1)).lines).text)
  }

  private static func spelling(of form: String, in text: String) -> String? {
    Token.tokens(in: text).first { $0.form == form && $0.span > 1 }
      .map { String(text.slice($0.range)) }
  }

  private static func place(
    of form: String, in column: String, of table: String, _ database: Database
  ) throws -> Int64? {
    try Int64.fetchOne(
      database.cachedStatement(
        sql: "SELECT rowid FROM \(table) WHERE \(table) MATCH ? LIMIT 1"),
      arguments: ["\(column) : \(form.quotedForIndex)"])
  }

  /// Words of a language that may be as near to a word as a tier; the matcher decides.
  ///
  /// Longer words are ``words(holding:_:)``'s, for all languages at once.
  static func candidates(
    for word: WordPattern, _ tier: Tier, _ language: Language, _ keys: TermKeyLists?,
    _ database: Database
  ) throws -> [String] {
    switch tier {
    case .exact: [word.form]
    case .inflected:
      try words(([word.stem] + word.relatives).map(TermKeys.stem), language, keys, database)
    case .compound, .infix: []
    case .folded:
      // A word that folds to itself has no fold key of its own.
      try words(
        Set([word.fold, word.foldedForm].map(TermKeys.fold))
          .union([word.fold, word.foldedStem].map(TermKeys.stem)).sorted(),
        language, keys, database)
    case .fuzzy:
      word.reachesBeside
        ? try words(stems(beside: word, language, database), language, keys, database)
        : []
    }
  }

  /// Words of a language filed under any of some keys, and words beside them.
  ///
  /// Many keys are left to the engine, which asks for them in one go.
  private static func words(
    _ keys: [String], _ language: Language, _ lists: TermKeyLists?, _ database: Database
  ) throws -> [String] {
    if keys.isEmpty { return [] }
    if let rows = try lists?.rows(withAny: keys) {
      return try rows.flatMap { row in
        let found = try Row.fetchOne(
          database.cachedStatement(
            sql: """
              SELECT words, term_language.language
              FROM term JOIN term_language ON term_language.id = term.language WHERE term.id = ?
              """),
          arguments: [row])
        guard let found else { throw IndexSoundness.damage }
        return found.text(1) == language.rawValue ? found.text(0).wordsOfRow.map(String.init) : []
      }
    }
    return try String.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT words FROM term_key JOIN term ON term.id = term_key.rowid
          WHERE term_key MATCH ?
            AND language = (SELECT id FROM term_language WHERE language = ?)
          """),
      arguments: [
        keys.lazy.map(\.quotedForIndex).joined(separator: " OR "), language.rawValue,
      ]
    ).flatMap { $0.wordsOfRow.map(String.init) }
  }

  /// Words that hold some letters, in no order.
  struct Holders {
    var words: [(word: String, language: Language)] = []
    /// Whether there are more.
    var isCut = false
  }

  /// The words that hold some letters; fewer than ``shortestFragmented`` are looked for where words
  /// begin.
  static func words(
    holding core: String, atMost limit: Int, _ lists: TermKeyLists?, _ database: Database
  ) throws -> Holders {
    let parts = fragments(of: core)
    if !parts.isEmpty, let rows = try lists?.rows(withAll: parts) {
      return try words(holding: core, inRows: rows, atMost: limit, database)
    }
    let quoted = parts.map(\.quotedForIndex).sorted()
    let begun = quoted.isEmpty ? try stems(beginningWith: core, database) : []
    let keys =
      quoted.isEmpty
      ? begun.map(\.quotedForIndex).joined(separator: " OR ")
      : quoted.joined(separator: " AND ")
    if keys.isEmpty { return Holders() }
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT words, term_language.language FROM term_key
          JOIN term ON term.id = term_key.rowid
          JOIN term_language ON term_language.id = term.language
          WHERE term_key MATCH ? AND holds(words, ?)
          """),
      arguments: [keys, core])
    var found = Holders(isCut: begun.count == mostBegun)
    while let row = try rows.next() {
      let language = Language(rawValue: row.text(1))
      found.words += row.text(0).words(holding: core).map { ($0, language) }
      if found.words.count >= limit {
        found.isCut = true
        break
      }
    }
    return found
  }

  private static func words(
    holding core: String, inRows rows: [Int64], atMost limit: Int, _ database: Database
  ) throws -> Holders {
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT words, term_language.language FROM json_each(?)
          LEFT JOIN term ON term.id = value
          LEFT JOIN term_language ON term_language.id = term.language
          WHERE term_language.id IS NULL OR holds(words, ?)
          """),
      arguments: [list(rows), core])
    var found = Holders()
    while let row = try rows.next() {
      guard row.textIfAny(1) != nil else { throw IndexSoundness.damage }
      let language = Language(rawValue: row.text(1))
      found.words += row.text(0).words(holding: core).map { ($0, language) }
      if found.words.count >= limit {
        found.isCut = true
        break
      }
    }
    return found
  }

  /// Rows as one argument of a statement: thousands are asked for by it in half the time that one
  /// after another takes.
  static func list(_ rows: [Int64]) -> String {
    "[" + rows.map(String.init).joined(separator: ",") + "]"
  }

  static func hasStem(beginningWith letters: String, _ database: Database) throws -> Bool {
    try !stems(beginningWith: letters, database).isEmpty
  }

  /// Stems with one beginning that are looked at, at most.
  private static let mostBegun = 200

  /// Keys of the stems that begin with some letters.
  private static func stems(
    beginningWith letters: String, _ database: Database
  ) throws -> [String] {
    guard letters.unicodeScalars.count >= 3 else { return [] }
    return try Array(stems(beginningWith: letters, atMost: mostBegun, database))
  }

  static func stems(
    beginningWith letters: String, atMost limit: Int, _ database: Database
  ) throws -> FastDatabaseValueCursor<String> {
    let start = TermKeys.stem(letters)
    // The highest scalar there is ends the range.
    return try String.fetchCursor(
      database.cachedStatement(
        sql: "SELECT term FROM temp.term_key_list WHERE term >= ? AND term < ? LIMIT ?"),
      arguments: [start, start + "\u{10FFFF}", limit])
  }
}

extension String {
  /// Those of the string's words, parted by spaces, that hold some letters.
  ///
  /// By bytes: of a row of words most often one is wanted, and thousands of rows come by here.
  func words(holding core: String) -> [String] {
    var (row, core) = (self, core)
    return core.withUTF8 { core in
      row.withUTF8 { row in
        var found: [String] = []
        var start = 0
        while start < row.count {
          let end = row[start...].firstIndex(of: 0x20) ?? row.count
          let word = UnsafeBufferPointer(rebasing: row[start..<end])
          if word.holds(core) { found.append(String(decoding: word, as: UTF8.self)) }
          start = end + 1
        }
        return found
      }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func holds(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = part.first, count >= part.count else { return part.isEmpty }
    for start in 0...count - part.count where self[start] == first {
      if self[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }
}
