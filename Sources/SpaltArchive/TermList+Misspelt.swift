internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// Words of the archive beside those that it does not have.
extension TermList {
  /// Words of the archive nearest to one it does not have, at most two letters off, best first.
  static func suggestions(
    for form: String, _ lists: TermKeyLists?, _ database: Database
  ) throws -> [String] {
    let count = form.unicodeScalars.count
    guard (4...40).contains(count) else { return [] }
    var misspelling = Misspelling(form)
    var distances: [String: Int] = [:]
    let stems = try beginnings(like: form, &misspelling, database)
    for var row in try rows(filedUnder: stems, orAlike: form, lists, database) {
      // By bytes, of which most words are told to be others; there are thousands of rows.
      row.withUTF8 { row in
        for word in row.split(separator: 0x20) {
          let distance = misspelling.distance(
            to: UnsafeBufferPointer(rebasing: word), atMost: count < 6 ? 1 : 2)
          if let distance { distances[String(decoding: word, as: UTF8.self)] = distance }
        }
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
    let alike = try lists?.rows(withMostOf: parts, atMost: 2000)
    var rows = try String.fetchAll(
      database.cachedStatement(
        sql: "SELECT words FROM json_each(?) JOIN term ON term.id = value"),
      arguments: [list(alike ?? [])])
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
    var found: [String] = []
    let stems = try stems(beginningWith: form.prefix(scalars: 2), atMost: 20_000, database)
    while found.count < 200, var stem = try stems.next() {
      let isNear = stem.withUTF8 { key in
        let own = UnsafeBufferPointer(rebasing: key.dropFirst(TermKeys.signLength))
        let length = own.scalarCount
        // The word may go on after its stem.
        guard length <= count + 2, length + 5 >= count else { return false }
        return misspelling.distance(to: own, ofFirst: max(length, 2), atMost: 2) != nil
      }
      if isNear { found.append(stem) }
    }
    return found
  }

  /// Keys of the stems of words one letter away from a word, and of the stems one letter away from
  /// its own.
  ///
  /// A long word is changed near its beginning in every way there is; the stems that begin as it
  /// does, and are changed behind that, are few enough to be looked at.
  static func stems(
    beside word: WordPattern, _ language: Language, _ database: Database
  ) throws -> [String] {
    let analysis = TermAnalysis(language)
    let shortest = min(word.form.unicodeScalars.count, word.stem.unicodeScalars.count)
    let beginning = shortest > 2 * sharedLetters ? sharedLetters : nil
    let changed = neighbours(of: word.form, changedBefore: beginning).map(analysis.stem)
    let others = neighbours(of: word.stem, changedBefore: beginning)
    var found = try held(Set(changed).union(others), database)
    guard let beginning else { return found }
    var (form, stem) = (Misspelling(word.form), Misspelling(word.stem))
    let known = Set(found)
    let all = try stems(
      beginningWith: word.form.prefix(scalars: beginning), atMost: .max, database)
    while var key = try all.next() {
      let isBeside = key.withUTF8 { key in
        let own = UnsafeBufferPointer(rebasing: key.dropFirst(TermKeys.signLength))
        let length = own.scalarCount
        // A word that has a letter more or less has its stem's end a letter further on or back.
        return stem.distance(to: own, atMost: 1) != nil
          || (length - 1...length + 1).contains {
            form.distance(to: own, ofFirst: max(0, $0), atMost: 1) != nil
          }
      }
      if isBeside, !known.contains(key) { found.append(key) }
    }
    return found
  }

  /// So many first letters tell most words from each other.
  private static let sharedLetters = 4

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
      wanted = wanted.drop { $0.utf8.lexicographicallyPrecedes(next.utf8) }
      if wanted.first == next { found.append(wanted.removeFirst()) }
    }
    return found
  }
}

/// All words one letter away from a word, in the letters of the archive's languages and its own;
/// some of them twice.
///
/// Only those that differ in the first letters, so many, unless that is `nil`.
private func neighbours(of form: String, changedBefore end: Int?) -> [String] {
  let letters = Array(form.unicodeScalars)
  guard letters.count <= 40 else { return [] }
  var alphabet = Array("abcdefghijklmnopqrstuvwxyzåäöæøéü0123456789".unicodeScalars)
  for letter in letters where !alphabet.contains(letter) { alphabet.append(letter) }
  var words: [String] = []
  /// The word with some letters in place of those in a range.
  let add = { (range: Range<Int>, replacement: ArraySlice<Unicode.Scalar>) in
    var word = String.UnicodeScalarView()
    for letter in letters[..<range.lowerBound] { word.append(letter) }
    for letter in replacement { word.append(letter) }
    for letter in letters[range.upperBound...] { word.append(letter) }
    words.append(String(word))
  }
  for index in 0...letters.count where index < end ?? .max {
    for place in alphabet.indices { add(index..<index, alphabet[place...place]) }
    guard index < letters.count else { break }
    for place in alphabet.indices where alphabet[place] != letters[index] {
      add(index..<(index + 1), alphabet[place...place])
    }
    add(index..<(index + 1), [])
    guard index + 1 < letters.count, letters[index] != letters[index + 1] else { continue }
    add(index..<(index + 2), [letters[index + 1], letters[index]])
  }
  return words
}

extension String {
  fileprivate func prefix(scalars count: Int) -> String {
    String(unicodeScalars.prefix(count))
  }
}
