extension Query {
  /// Reads what a user typed.
  ///
  /// `word` in any form, `=word` as written, `~word` without its rings and dots, `word*` by its
  /// beginning, `"two words"` in a row, `-word` not there, `OR` between alternatives, parentheses
  /// around what belongs together, `NEAR/5` between neighbours, and the fields of ``Filter/Field``
  /// with a colon. Whatever makes no sense so is searched as plain words, with a ``hint``; nothing
  /// is an error.
  public init(parsing text: String) {
    var reader = QueryReader(text)
    self = reader.query()
  }
}

private struct QueryReader {
  private let characters: [Character]
  private let end: Int
  private var index = 0
  private var pieces: [QueryPiece] = []
  private var parentheses = 0
  private var filter = Filter()
  private var hints: [QueryHint] = []
  /// How many parentheses are open.
  private var depth = 0
  private var hasFilterInside = false

  /// More than anybody types, and few enough to be answered at once.
  private static let longestQuery = 1000
  private static let mostTerms = 32
  /// Of all alternatives together, which repeat words where parentheses are multiplied out.
  private static let mostTermsOfAlternatives = 100

  /// In scalars, for any number of marks can stand on one letter.
  init(_ text: String) {
    let start = text.unicodeScalars.prefix(Self.longestQuery)
    characters = Array(String(start))
    end = characters.count
    if start.endIndex < text.unicodeScalars.endIndex {
      hints.append(.onlyFirstCharacters(Self.longestQuery))
    }
  }

  mutating func query() -> Query {
    while index < end, pieces.count - parentheses + filter.conditions.count < Self.mostTerms {
      if characters[index].isWhitespace { index += 1 } else { readPiece() }
    }
    if index < end { hints.insert(.onlyFirstWords(Self.mostTerms), at: 0) }
    let isGrouped = pieces.contains(.or) || pieces.contains(.open(isWanted: false))
    if hasFilterInside, isGrouped { hints.append(.filterInParentheses) }
    let alternatives = alternatives()
    return Query(
      alternatives, filter: filter, hint: QueryHint.mostTelling(of: hints)?.sentence)
  }

  private mutating func alternatives() -> [Query.Conjunction] {
    var groups = QueryGroups(pieces)
    if let alternatives = groups.alternatives(atMost: Self.mostTermsOfAlternatives) {
      hints += groups.hints
      return alternatives
    }
    hints.append(.tooManyChoices)
    groups = QueryGroups(
      pieces.filter { if case .open = $0 { false } else { $0 != .close } })
    return groups.alternatives(atMost: .max) ?? []
  }

  // MARK: Pieces

  private mutating func readPiece() {
    let wanted = !take("-")
    let asWritten = take("=")
    let folded = !asWritten && take("~")
    if characters[index] == "(" || characters[index] == ")" {
      if asWritten || folded { hints.append(.signBeforeParenthesis) }
      return readParenthesis(wanted)
    }
    if quotes.contains(characters[index]) {
      guard let phrase = quoted() else { return }
      append(asWritten ? .written(phrase) : .phrase(phrase), phrase, wanted)
      return
    }
    var word = bareWord()
    while let more = restOfNumber(after: word) { word += " " + more }
    if asWritten || folded {
      append(asWritten ? .written(word) : .folded(word), word, wanted)
    } else if (wanted && readOperator(word)) || readFilter(word, wanted) {
      return
    } else if word.hasSuffix("*"), !Token.tokens(in: word).isEmpty {
      let beginning = withoutStars(word)
      append(.prefix(beginning), beginning, wanted)
    } else {
      append(.word(word), word, wanted)
    }
  }

  /// Takes a sign that stands right before a word.
  private mutating func take(_ sign: Character) -> Bool {
    guard characters[index] == sign, index + 1 < end, !characters[index + 1].isWhitespace else {
      return false
    }
    index += 1
    return true
  }

  private mutating func readParenthesis(_ wanted: Bool) {
    parentheses += 1
    if characters[index] == "(" {
      pieces.append(.open(isWanted: wanted))
      depth += 1
    } else {
      pieces.append(.close)
      depth = max(0, depth - 1)
    }
    index += 1
  }

  /// Up to white space, a quotation mark, or a parenthesis that was not opened in the word: that of
  /// `ord(en)` is a part of it.
  private mutating func bareWord() -> String {
    let start = index
    var opened = 0
    while index < end, !characters[index].isWhitespace, !quotes.contains(characters[index]) {
      if characters[index] == "(" { opened += 1 }
      if characters[index] == ")" {
        if opened == 0 { break }
        opened -= 1
      }
      index += 1
    }
    return String(characters[start..<index])
  }

  /// What goes on with a number after a blank: the next three digits of a long one, or a sign
  /// before or after it: `20 000`, `7,5 %`, `§ 33`; `nil`, and nothing read, where there is none.
  private mutating func restOfNumber(after word: String) -> String? {
    let (start, isDigit) = (index, { (character: Character) in "0"..."9" ~= character })
    guard index + 1 < end, characters[index] == " ", !quotes.contains(characters[index + 1])
    else { return nil }
    index += 1
    let next = bareWord()
    let last = word.split(separator: " ").last ?? ""
    let isGroup =
      last.count <= 3 && last.allSatisfy(isDigit) && next.prefix(while: isDigit).count == 3
      && next.dropFirst(3).allSatisfy { isDigit($0) || ",.%".contains($0) }
      && next.dropFirst(3).first.map(isDigit) != true
    let isNumber = { (text: Substring) in
      text.first.map(isDigit) == true && text.allSatisfy { isDigit($0) || ",.".contains($0) }
    }
    let isSigned =
      ["§", "%"].contains(next) && isNumber(last) || last == "§" && isNumber(next[...])
    if isGroup || isSigned { return next }
    index = start
    return nil
  }

  /// What stands between quotation marks; `nil` when they are not closed.
  private mutating func quoted() -> String? {
    let rest = characters[(index + 1)..<end]
    guard let close = rest.firstIndex(where: quotes.contains) else {
      hints.append(.quoteNotClosed)
      index += 1
      return nil
    }
    index = close + 1
    return String(rest[..<close])
  }

  /// - Returns: Whether it was one.
  private mutating func readOperator(_ word: String) -> Bool {
    switch word {
    case "OR": pieces.append(.or)
    case "AND": hints.append(.andLeftOut)
    case "NEAR": pieces.append(.near(10))
    default:
      guard word.hasPrefix("NEAR/"), let distance = Int(word.dropFirst(5)) else { return false }
      pieces.append(.near(min(max(0, distance), 100)))
    }
    return true
  }

  // MARK: Filters

  /// - Returns: Whether it was one.
  private mutating func readFilter(_ word: String, _ wanted: Bool) -> Bool {
    guard let colon = word.firstIndex(of: ":") else { return false }
    guard let field = Filter.Field(rawValue: word[..<colon].lowercased()) else { return false }
    var value = String(word[word.index(after: colon)...])
    if value.hasPrefix("(") {
      hints.append(.filterBeforeParenthesis)
      value = String(value.drop { $0 == "(" })
      if value.hasSuffix(")") { value.removeLast() }
    } else if value.isEmpty, index < end, quotes.contains(characters[index]) {
      value = quoted() ?? ""
    }
    read(value, of: field, wanted)
    return true
  }

  private mutating func read(_ value: String, of field: Filter.Field, _ wanted: Bool) {
    let hint: QueryHint
    switch field {
    case _ where value.allSatisfy(\.isWhitespace): return hints.append(.noWordAfter(field))
    case .title where Token.tokens(in: value).isEmpty, .note where Token.tokens(in: value).isEmpty:
      return hints.append(.signs)
    case .date where DateSpan(value) == nil: hint = .noDate
    case .has where value.lowercased() != "note": hint = .hasOnlyNotes
    default:
      filter.conditions.append(Filter.Condition(field, value, isWanted: wanted))
      hasFilterInside = hasFilterInside || depth > 0
      return
    }
    hints.append(hint)
    append(.word(field.rawValue), field.rawValue, wanted)
    append(.word(value), value, wanted)
  }

  private mutating func append(_ term: Query.Term, _ words: String, _ wanted: Bool) {
    if Token.tokens(in: words).isEmpty { return hints.append(.signs) }
    pieces.append(.term(term, isWanted: wanted))
  }
}

private let quotes: Set<Character> = ["\"", "”", "“", "„", "»", "«"]

private func withoutStars(_ word: String) -> String {
  var word = word
  while word.hasSuffix("*") { word.removeLast() }
  return word
}
