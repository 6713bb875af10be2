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
      try words([TermKeys.fold(word.fold), TermKeys.stem(word.fold)], language, keys, database)
    case .fuzzy:
      word.reachesBeside
        ? try words(held(stems(beside: word, language), database), language, keys, database)
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
        try String.fetchOne(
          database.cachedStatement(
            sql: """
              SELECT words FROM term
              WHERE id = ? AND language = (SELECT id FROM term_language WHERE language = ?)
              """),
          arguments: [row, language.rawValue])?.split(separator: " ").map(String.init) ?? []
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
    ).flatMap { $0.split(separator: " ").map(String.init) }
  }

  /// The words that hold some letters, in no order; fewer than ``shortestFragmented`` are looked for
  /// where words begin.
  static func words(
    holding core: String, _ lists: TermKeyLists?, _ database: Database
  ) throws -> [(word: String, language: Language)] {
    let parts = fragments(of: core)
    if !parts.isEmpty, let rows = try lists?.rows(withAll: parts) {
      return try words(holding: core, inRows: rows, database)
    }
    let quoted = parts.map(\.quotedForIndex).sorted()
    let keys =
      quoted.isEmpty
      ? try stems(beginningWith: core, database).map(\.quotedForIndex).joined(separator: " OR ")
      : quoted.joined(separator: " AND ")
    if keys.isEmpty { return [] }
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT words, term_language.language FROM term_key
          JOIN term ON term.id = term_key.rowid
          JOIN term_language ON term_language.id = term.language
          WHERE term_key MATCH ? AND instr(words, ?) > 0
          """),
      arguments: [keys, core])
    var found: [(word: String, language: Language)] = []
    while found.count < 2000, let row = try rows.next() {
      let language = Language(rawValue: row.text(1))
      found += row.text(0).words(holding: core).map { ($0, language) }
    }
    return found
  }

  private static func words(
    holding core: String, inRows rows: [Int64], _ database: Database
  ) throws -> [(word: String, language: Language)] {
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT words, term_language.language FROM json_each(?)
          JOIN term ON term.id = value JOIN term_language ON term_language.id = term.language
          WHERE instr(words, ?) > 0
          """),
      arguments: [list(rows), core])
    var found: [(word: String, language: Language)] = []
    while found.count < 2000, let row = try rows.next() {
      let language = Language(rawValue: row.text(1))
      found += row.text(0).words(holding: core).map { ($0, language) }
    }
    return found
  }

  /// Rows as one argument of a statement: thousands are asked for by it in half the time that one
  /// after another takes.
  private static func list(_ rows: [Int64]) -> String {
    "[" + rows.map(String.init).joined(separator: ",") + "]"
  }

  static func hasStem(beginningWith letters: String, _ database: Database) throws -> Bool {
    try !stems(beginningWith: letters, database).isEmpty
  }

  /// Keys of the stems that begin with some letters.
  private static func stems(
    beginningWith letters: String, _ database: Database
  ) throws -> [String] {
    guard letters.unicodeScalars.count >= 3 else { return [] }
    let start = TermKeys.stem(letters)
    // The highest scalar there is ends the range.
    return try String.fetchAll(
      database.cachedStatement(
        sql: "SELECT term FROM temp.term_key_list WHERE term >= ? AND term < ? LIMIT 200"),
      arguments: [start, start + "\u{10FFFF}"])
  }

  /// The keys of those of some stems that the archive has words of.
  ///
  /// Of a thousand, few are there: from each that is asked for, the next that is there says which
  /// need no asking.
  private static func held(_ stems: Set<String>, _ database: Database) throws -> [String] {
    let statement = try database.cachedStatement(
      sql: "SELECT term FROM temp.term_key_list WHERE term >= ? LIMIT 1")
    var found: [String] = []
    var wanted = stems.map(TermKeys.stem)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }[...]
    while let first = wanted.first,
      let next = try String.fetchOne(statement, arguments: [first])
    {
      if next == first { found.append(next) }
      wanted = wanted.drop { $0 == next || $0.utf8.lexicographicallyPrecedes(next.utf8) }
    }
    return found
  }

  /// Words of the archive nearest to one it does not have, at most two letters off, best first.
  static func suggestions(
    for form: String, _ lists: TermKeyLists?, _ database: Database
  ) throws -> [String] {
    let count = form.unicodeScalars.count
    guard (4...40).contains(count) else { return [] }
    var misspelling = Misspelling(form)
    var distances: [String: Int] = [:]
    let stems = try beginnings(like: form, &misspelling, database)
    for row in try rows(filedUnder: stems, orAlike: form, lists, database) {
      for word in row.split(separator: " ") {
        let distance = misspelling.distance(to: word.unicodeScalars, atMost: count < 6 ? 1 : 2)
        if let distance { distances[String(word)] = distance }
      }
    }
    return distances.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(5).map(\.key)
  }

  /// Rows of words under some stems, and of words that have the most letters in a row in common
  /// with one.
  private static func rows(
    filedUnder stems: [String], orAlike form: String, _ lists: TermKeyLists?, _ database: Database
  ) throws -> [String] {
    let parts = Set(fragments(of: form))
    let alike = try lists?.rows(withMostOf: parts, atMost: 500)
    var rows = try (alike ?? []).compactMap { row in
      try String.fetchOne(
        database.cachedStatement(sql: "SELECT words FROM term WHERE id = ?"), arguments: [row])
    }
    let keys = alike == nil ? parts.union(stems) : Set(stems)
    if keys.isEmpty { return rows }
    rows += try String.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT words FROM term_key JOIN term ON term.id = term_key.rowid
          WHERE term_key MATCH ? LIMIT 2000
          """),
      arguments: [keys.sorted().map(\.quotedForIndex).joined(separator: " OR ")])
    return rows
  }

  /// Keys of the stems that begin with the same two letters and are at most two letters off: what
  /// a slip of the fingers leaves, since few slip at once.
  private static func beginnings(
    like form: String, _ misspelling: inout Misspelling, _ database: Database
  ) throws -> [String] {
    let count = form.unicodeScalars.count
    let start = TermKeys.stem(String(form.unicodeScalars.prefix(2)))
    // The highest scalar there is ends the range.
    let stems = try String.fetchCursor(
      database.cachedStatement(
        sql: "SELECT term FROM temp.term_key_list WHERE term >= ? AND term < ? LIMIT 20000"),
      arguments: [start, start + "\u{10FFFF}"])
    var found: [String] = []
    while found.count < 200, let stem = try stems.next() {
      let own = stem.unicodeScalars.dropFirst()
      // The word may go on after its stem.
      guard own.count <= count + 2, own.count + 5 >= count else { continue }
      let distance = misspelling.distance(to: own, ofFirst: max(own.count, 2), atMost: 2)
      if distance != nil { found.append(stem) }
    }
    return found
  }

  /// The stems of all words one letter away from a word, and those one letter away from its stem.
  private static func stems(beside word: WordPattern, _ language: Language) -> Set<String> {
    let analysis = TermAnalysis(language)
    return Set(neighbours(of: word.form).map(analysis.stem)).union(neighbours(of: word.stem))
  }
}

/// All words one letter away from a word, in the letters of the archive's languages and its own;
/// some of them twice.
private func neighbours(of form: String) -> [String] {
  let letters = Array(form.unicodeScalars)
  guard letters.count <= 40 else { return [] }
  var alphabet = Array("abcdefghijklmnopqrstuvwxyzåäöæøéü0123456789".unicodeScalars)
  for letter in letters where !alphabet.contains(letter) { alphabet.append(letter) }
  var words: [String] = []
  /// The word with some letters in place of those in a range.
  let add = { (range: Range<Int>, replacement: [Unicode.Scalar]) in
    var word = String.UnicodeScalarView(letters[..<range.lowerBound])
    word.append(contentsOf: replacement)
    word.append(contentsOf: letters[range.upperBound...])
    words.append(String(word))
  }
  for index in 0...letters.count {
    for letter in alphabet { add(index..<index, [letter]) }
    guard index < letters.count else { break }
    for letter in alphabet where letter != letters[index] { add(index..<(index + 1), [letter]) }
    add(index..<(index + 1), [])
    guard index + 1 < letters.count, letters[index] != letters[index + 1] else { continue }
    add(index..<(index + 2), [letters[index + 1], letters[index]])
  }
  return words
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
