extension Query {
  /// Reads what a user typed.
  ///
  /// `word` in any form, `=word` as written, `~word` without its rings and dots, `word*` by its
  /// beginning, `"two words"` in a row, `-word` not there, `OR` between alternatives, `NEAR/5`
  /// between neighbours, and the fields of ``Filter/Field`` with a colon. Whatever makes no sense so
  /// is searched as plain words, with a ``hint``; nothing is an error.
  public init(parsing text: String) {
    var reader = QueryReader(text)
    self = reader.query()
  }
}

private struct QueryReader {
  private enum Piece: Equatable {
    case term(Query.Term, wanted: Bool)
    case or
    case near(Int)
  }

  private let characters: [Character]
  private var index = 0
  private var pieces: [Piece] = []
  private var filter = Filter()
  private var hint: String?

  /// More than anybody types, and few enough to be answered at once.
  private static let longestQuery = 1000
  private static let mostTerms = 32

  /// In scalars, for any number of marks can stand on one letter.
  init(_ text: String) {
    let start = text.unicodeScalars.prefix(Self.longestQuery)
    characters = Array(String(start))
    if start.endIndex < text.unicodeScalars.endIndex {
      hint = "Only the first \(Self.longestQuery) characters were searched for."
    }
  }

  mutating func query() -> Query {
    let end = characters.count
    while index < end, pieces.count + filter.conditions.count < Self.mostTerms {
      if characters[index].isWhitespace { index += 1 } else { readPiece(before: end) }
    }
    if index < end { hint = "Only the first \(Self.mostTerms) words were searched for." }
    joinNeighbours()
    return assembled()
  }

  /// Takes a sign that stands right before a word.
  private mutating func take(_ sign: Character, before end: Int) -> Bool {
    guard characters[index] == sign, index + 1 < end, !characters[index + 1].isWhitespace else {
      return false
    }
    index += 1
    return true
  }

  private mutating func readPiece(before end: Int) {
    let wanted = !take("-", before: end)
    let asWritten = take("=", before: end)
    let folded = !asWritten && take("~", before: end)
    if quotes.contains(characters[index]) {
      guard let phrase = quoted(before: end) else { return }
      append(asWritten ? .written(phrase) : .phrase(phrase), phrase, wanted: wanted)
      return
    }
    var word = bareWord(before: end)
    while let more = restOfNumber(after: word, before: end) { word += " " + more }
    if asWritten {
      append(.written(word), word, wanted: wanted)
    } else if folded {
      append(.folded(word), word, wanted: wanted)
    } else if wanted, word == "OR" {
      pieces.append(.or)
    } else if wanted, word == "AND" {
      hint = "All words have to be there anyway; AND was left out."
    } else if wanted, let distance = nearness(word) {
      pieces.append(.near(distance))
    } else if let colon = word.firstIndex(of: ":"),
      let field = Filter.Field(rawValue: word[..<colon].lowercased())
    {
      readCondition(field, String(word[word.index(after: colon)...]), wanted, before: end)
    } else if word.count > 1, word.hasSuffix("*") {
      let beginning = String(word.dropLast())
      append(.prefix(beginning), beginning, wanted: wanted)
    } else {
      append(.word(word), word, wanted: wanted)
    }
  }

  private mutating func bareWord(before end: Int) -> String {
    let start = index
    while index < end, !characters[index].isWhitespace, !quotes.contains(characters[index]) {
      index += 1
    }
    return String(characters[start..<index])
  }

  /// What goes on with a number after a blank: the next three digits of a long one, or a sign
  /// before or after it: `20 000`, `7,5 %`, `§ 33`; `nil`, and nothing read, where there is none.
  private mutating func restOfNumber(after word: String, before end: Int) -> String? {
    let (start, isDigit) = (index, { (character: Character) in "0"..."9" ~= character })
    guard index + 1 < end, characters[index] == " ", !quotes.contains(characters[index + 1])
    else { return nil }
    index += 1
    let next = bareWord(before: end)
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
  private mutating func quoted(before end: Int) -> String? {
    let rest = characters[(index + 1)..<end]
    guard let close = rest.firstIndex(where: quotes.contains) else {
      hint = "The quotation mark is not closed, so its words were searched for one by one."
      index += 1
      return nil
    }
    index = close + 1
    return String(rest[..<close])
  }

  /// `NEAR` is `NEAR/10`.
  private func nearness(_ word: String) -> Int? {
    if word == "NEAR" { return 10 }
    guard word.hasPrefix("NEAR/"), let distance = Int(word.dropFirst(5)) else { return nil }
    return min(max(0, distance), 100)
  }

  private mutating func readCondition(
    _ field: Filter.Field, _ bare: String, _ wanted: Bool, before end: Int
  ) {
    var value = bare
    if value.isEmpty, index < end, quotes.contains(characters[index]) {
      value = quoted(before: end) ?? ""
    }
    guard !value.allSatisfy(\.isWhitespace) else {
      hint = "“\(field.rawValue):” needs a word right after it; it was left out."
      return
    }
    switch field {
    case .date where DateSpan(value) == nil:
      hint = "“date:” takes 2020, 2020-03 or 2020..2022; it was searched for as words."
    case .has where value.lowercased() != "note":
      hint = "“has:” only knows has:note; it was searched for as words."
    case .title where Token.tokens(in: value).isEmpty, .note where Token.tokens(in: value).isEmpty:
      hint = "Signs that are not part of a word were left out."
      return
    default:
      filter.conditions.append(Filter.Condition(field, value, isWanted: wanted))
      return
    }
    append(.word(field.rawValue), field.rawValue, wanted: wanted)
    append(.word(value), value, wanted: wanted)
  }

  private mutating func append(_ term: Query.Term, _ words: String, wanted: Bool) {
    if Token.tokens(in: words).isEmpty {
      hint = hint ?? "Signs that are not part of a word were left out."
    } else {
      pieces.append(.term(term, wanted: wanted))
    }
  }

  /// Makes one term of words with `NEAR` between them.
  private mutating func joinNeighbours() {
    var joined: [Piece] = []
    var distance: Int?
    for piece in pieces {
      switch piece {
      case .near(let next):
        if case .term(_, wanted: true)? = joined.last, distance == nil {
          distance = next
        } else {
          hint = "NEAR stands between two words; here it was left out."
        }
      case .term(let term, wanted: true):
        if let within = distance, case .term(let last, wanted: true)? = joined.popLast() {
          joined.append(.term(neighbours(last, term, within), wanted: true))
        } else {
          joined.append(piece)
        }
        distance = nil
      default:
        if distance != nil { hint = "NEAR stands between two words; here it was left out." }
        distance = nil
        joined.append(piece)
      }
    }
    if distance != nil { hint = "NEAR stands between two words; here it was left out." }
    pieces = joined
  }

  private func neighbours(_ left: Query.Term, _ right: Query.Term, _ within: Int) -> Query.Term {
    guard case .near(let terms, let earlier) = left else {
      return .near([left, right], within: within)
    }
    return .near(terms + [right], within: max(earlier, within))
  }

  private mutating func assembled() -> Query {
    var alternatives: [Query.Conjunction] = []
    for group in pieces.split(separator: .or, omittingEmptySubsequences: false) {
      var conjunction = Query.Conjunction(wanted: [])
      for case .term(let term, let wanted) in group {
        if wanted { conjunction.wanted.append(term) } else { conjunction.unwanted.append(term) }
      }
      if conjunction.wanted.isEmpty, !conjunction.unwanted.isEmpty {
        hint = "There has to be a word to look for; “-” was left out."
        swap(&conjunction.wanted, &conjunction.unwanted)
      }
      if !conjunction.wanted.isEmpty {
        alternatives.append(conjunction)
      } else if pieces.contains(.or) {
        hint = "OR stands between two words; here it was left out."
      }
    }
    return Query(alternatives, filter: filter, hint: hint)
  }
}

private let quotes: Set<Character> = ["\"", "”", "“", "„", "»", "«"]
