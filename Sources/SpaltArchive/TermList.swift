internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// The words of texts in one language, each once: what a word of a query can mean.
///
/// They are filed by stem and by fold key, and by every three letters in a row, so that no search
/// inside words has to look at all of them.
struct TermList {
  private let language: Language
  private let analysis: TermAnalysis
  private var words: Set<String> = []

  init(_ language: Language) {
    self.language = language
    analysis = TermAnalysis(language)
  }

  mutating func insert(_ tokens: [Token]) {
    for token in tokens { words.insert(token.form) }
  }

  /// Adds the words that are not known yet.
  func write(_ database: Database) throws {
    try database.cachedStatement(sql: "INSERT OR IGNORE INTO term_language VALUES (?)")
      .execute(arguments: [language.rawValue])
    let known = try database.cachedStatement(
      sql: "SELECT 1 FROM term WHERE word = ? AND language = ?")
    let insert = try database.cachedStatement(
      sql: "INSERT INTO term (word, language, stem, fold) VALUES (?, ?, ?, ?)")
    let fragment = try database.cachedStatement(
      sql: "INSERT INTO fragment (rowid, letters) VALUES (?, ?)")
    for word in words.sorted() {
      if try Int.fetchOne(known, arguments: [word, language.rawValue]) != nil { continue }
      let stem = analysis.stem(word)
      let fold = analysis.fold(stem)
      try insert.execute(arguments: [
        word, language.rawValue, stem, fold == stem ? nil : fold,
      ])
      let row = database.lastInsertedRowID
      if word.utf8.count >= 3 { try fragment.execute(arguments: [row, word]) }
    }
  }

  static func languages(_ database: Database) throws -> [Language] {
    try String.fetchAll(database, sql: "SELECT language FROM term_language")
      .map(Language.init(rawValue:))
  }

  /// Words of a language that may be as near to a word as a tier; the matcher decides.
  ///
  /// Longer words are ``words(holding:_:)``'s, for all languages at once.
  static func candidates(
    for word: WordPattern, _ tier: Tier, _ language: Language, _ database: Database
  ) throws -> [String] {
    var found: [String] = []
    let fetch = { (condition: String, argument: String) in
      found += try String.fetchAll(
        database.cachedStatement(
          sql: "SELECT word FROM term WHERE \(condition) AND language = ?"),
        arguments: [argument, language.rawValue])
    }
    switch tier {
    case .exact: return [word.form]
    case .inflected:
      for stem in [word.stem] + word.relatives { try fetch("stem = ?", stem) }
    case .compound, .infix: break
    case .folded:
      try fetch("fold = ?", word.fold)
      // A word that folds to itself has no fold key of its own.
      try fetch("fold IS NULL AND stem = ?", word.fold)
    case .fuzzy:
      let forms = word.reachesBeside ? neighbours(of: word.form) : []
      let stems = word.reachesBeside && word.stem != word.form ? neighbours(of: word.stem) : []
      for (column, words) in [("word", forms), ("stem", stems)] where !words.isEmpty {
        found += try String.fetchAll(
          database,
          sql: """
            SELECT word FROM term WHERE \(column) IN (\(databaseQuestionMarks(count: words.count)))
            AND language = ?
            """,
          arguments: StatementArguments(words + [language.rawValue]))
      }
    }
    return found
  }

  /// The words that hold some letters, shortest first.
  static func words(
    holding core: String, _ database: Database
  ) throws -> [(word: String, language: Language)] {
    let letters = Array(core.unicodeScalars)
    guard letters.count >= 3 else { return [] }
    // A few from all over the word narrow it as well as all, and cost less.
    let starts = (0...3).map { $0 * (letters.count - 3) / 3 }
    let fragments = Set(starts.map { String(String.UnicodeScalarView(letters[$0..<$0 + 3])) })
    return try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT term.word, language FROM fragment JOIN term ON term.id = fragment.rowid
          WHERE fragment MATCH ? AND instr(term.word, ?) > 0
          ORDER BY length(term.word), term.word LIMIT 2000
          """),
      arguments: [
        fragments.sorted().map { "\"\($0.replacing("\"", with: "\"\""))\"" }
          .joined(separator: " AND "),
        core,
      ]
    ).map { ($0.text(0), Language(rawValue: $0.text(1))) }
  }

  /// Words of the archive nearest to one it does not have, at most two letters off, best first.
  static func suggestions(for form: String, _ database: Database) throws -> [String] {
    let letters = Array(form.unicodeScalars)
    guard letters.count >= 4, letters.count <= 40 else { return [] }
    let fragments = (0...(letters.count - 3)).map {
      "\"" + String(String.UnicodeScalarView(letters[$0..<$0 + 3])).replacing("\"", with: "\"\"")
        + "\""
    }
    let candidates = try String.fetchAll(
      database,
      sql: """
        SELECT DISTINCT term.word FROM fragment JOIN term ON term.id = fragment.rowid
        WHERE fragment MATCH ? AND length(term.word) BETWEEN ? AND ? LIMIT 20000
        """,
      arguments: [fragments.joined(separator: " OR "), letters.count - 2, letters.count + 2])
    let limit = letters.count < 6 ? 1 : 2
    return
      candidates
      .map { ($0, distance(letters, Array($0.unicodeScalars), atMost: limit)) }
      .filter { $0.1 <= limit }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
      .prefix(5).map(\.0)
  }
}

/// All words one letter away from a word, in the letters of the archive's languages and its own.
private func neighbours(of form: String) -> [String] {
  let letters = Array(form.unicodeScalars)
  guard letters.count <= 40 else { return [] }
  let alphabet = Set("abcdefghijklmnopqrstuvwxyzåäöæøéü0123456789".unicodeScalars).union(letters)
  var words: Set<String> = []
  let add = { (letters: [Unicode.Scalar]) in
    words.insert(String(String.UnicodeScalarView(letters)))
  }
  for index in 0...letters.count {
    for letter in alphabet {
      var longer = letters
      longer.insert(letter, at: index)
      _ = add(longer)
      if index < letters.count {
        var other = letters
        other[index] = letter
        _ = add(other)
      }
    }
    guard index < letters.count else { break }
    var shorter = letters
    shorter.remove(at: index)
    _ = add(shorter)
    if index + 1 < letters.count {
      var swapped = letters
      swapped.swapAt(index, index + 1)
      _ = add(swapped)
    }
  }
  words.remove(form)
  return Array(words)
}

/// Letters put in, left out, replaced or swapped with the next; more than a limit is one more.
private func distance(
  _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost limit: Int
) -> Int {
  if abs(left.count - right.count) > limit { return limit + 1 }
  var before: [Int] = []
  var last = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var now = [row + 1]
    for (column, other) in right.enumerated() {
      var best = min(
        last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, now[column] + 1)
      if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
        best = min(best, before[column - 1] + 1)
      }
      now.append(best)
    }
    if now.min() ?? 0 > limit { return limit + 1 }
    (before, last) = (last, now)
  }
  return min(last[right.count], limit + 1)
}
