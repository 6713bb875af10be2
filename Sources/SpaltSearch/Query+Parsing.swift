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
    typed = text
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
  private var places: [Range<Int>] = []
  /// Whether what each parenthesis that is open holds is wanted, the outermost first.
  private var isWantedInside: [Bool] = []
  private var hasFilterInside = false
  /// Pieces that look like operators, which they only do between others.
  private var lookAlikes: [(piece: Int, LookAlike.Operator)] = []

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
    hints += lookAlikes.filter(isBetweenWords).map(\.1.hint)
    let isGrouped = pieces.contains(.or) || pieces.contains(.open(isWanted: false))
    if hasFilterInside, isGrouped { hints.append(.filterInParentheses) }
    let alternatives = alternatives()
    var query = Query(
      alternatives, filter: filter, hint: QueryHint.mostTelling(of: hints)?.sentence)
    query.places = places
    return query
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

  private func isBetweenWords(_ lookAlike: (piece: Int, LookAlike.Operator)) -> Bool {
    let (piece, sign) = lookAlike
    let isAfterWord =
      switch piece == 0 ? nil : pieces[piece - 1] {
      case .term, .close: true
      default: false
      }
    let isBeforeWord =
      switch piece + 1 == pieces.count ? nil : pieces[piece + 1] {
      case .term, .open: true
      default: false
      }
    return (isAfterWord || !sign.needsLeft) && (isBeforeWord || !sign.needsRight)
  }

  // MARK: Pieces

  private mutating func readPiece() {
    let wanted = !take("-")
    let asWritten = take("=")
    let folded = !asWritten && take("~")
    let start = index
    if characters[index] == "(" || characters[index] == ")" {
      if asWritten || folded { hints.append(.signBeforeParenthesis) }
      return readParenthesis(wanted)
    }
    if quotes.contains(characters[index]) {
      guard let phrase = quoted() else { return }
      let inside = (start + 1)..<(index - 1)
      if phrase.contains("*") { hints.append(.star) }
      append(asWritten ? .written(phrase) : .phrase(phrase), phrase, wanted, at: inside)
      return
    }
    var word = bareWord()
    while let more = restOfNumber(after: word) { word += " " + more }
    let place = start..<index
    if asWritten || folded {
      if word.contains("*") { hints.append(.star) }
      append(
        asWritten ? .written(word) : .folded(word), word, wanted, at: asWritten ? place : nil)
    } else if (wanted && readOperator(word, from: start)) || readFilter(word, wanted) {
      return
    } else if word.hasSuffix("*"), !Token.tokens(in: word).isEmpty {
      let beginning = withoutStars(word)
      if beginning.contains("*") { hints.append(.star) }
      append(.prefix(beginning), beginning, wanted)
    } else {
      if word.contains("*"), !Token.tokens(in: word).isEmpty { hints.append(.star) }
      if wanted, let sign = LookAlike.Operator(word) { lookAlikes.append((pieces.count, sign)) }
      append(.word(word), word, wanted, at: place)
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
      isWantedInside.append(wanted)
    } else {
      pieces.append(.close)
      _ = isWantedInside.popLast()
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
  private mutating func readOperator(_ word: String, from start: Int) -> Bool {
    switch word {
    case "OR": pieces.append(.or)
    case "|", "||": hints.append(.barForOR(word))
    case "AND": hints.append(.andLeftOut)
    case "NEAR": pieces.append(.near(10))
    case _ where word.hasPrefix("NEAR/"):
      if let distance = Int(word.dropFirst(5)) {
        pieces.append(.near(min(max(0, distance), 100)))
      } else {
        hints.append(.nearWithoutNumber)
      }
    case _ where word.hasPrefix("NEAR("):
      hints.append(.nearMisplaced)
      index = start + 4
    default: return false
    }
    return true
  }

  // MARK: Filters

  /// - Returns: Whether it was one.
  private mutating func readFilter(_ word: String, _ wanted: Bool) -> Bool {
    guard let colon = word.firstIndex(of: ":") else { return false }
    guard let field = Filter.Field(rawValue: word[..<colon].lowercased()) else {
      let hasPhrase = index < end && quotes.contains(characters[index])
      if let hint = LookAlike.filterHint(word, hasPhrase: hasPhrase) { hints.append(hint) }
      return false
    }
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
    case .date where DateSpan(value)?.isReversed == true: hint = .datesReversed
    case .has where value.lowercased() != "note": hint = .hasOnlyNotes
    default:
      filter.conditions.append(Filter.Condition(field, value, isWanted: wanted))
      hasFilterInside = hasFilterInside || !isWantedInside.isEmpty
      return
    }
    hints.append(hint)
    append(.word(field.rawValue), field.rawValue, wanted)
    append(.word(value), value, wanted)
  }

  /// Adds a term, and the place of its words when they may be misspelt.
  private mutating func append(
    _ term: Query.Term, _ words: String, _ wanted: Bool, at place: Range<Int>? = nil
  ) {
    if Token.tokens(in: words).isEmpty { return hints.append(.signs) }
    pieces.append(.term(term, isWanted: wanted))
    if wanted, isWantedInside.allSatisfy(\.self), let place {
      let start = String(characters[..<place.lowerBound]).utf8.count
      places.append(start..<start + String(characters[place]).utf8.count)
    }
  }
}

private let quotes: Set<Character> = ["\"", "”", "“", "„", "»", "«"]

private func withoutStars(_ word: String) -> String {
  var word = word
  while word.hasSuffix("*") { word.removeLast() }
  return word
}
