extension Query {
  /// Reads what a user typed.
  ///
  /// `word` in any form, `=word` as written, `word*` by its beginning, `"two words"` in a row,
  /// `-word` not there, `OR` between alternatives. Whatever makes no sense so is searched as
  /// plain words, with a ``hint``; nothing is an error.
  public init(parsing text: String) {
    var reader = QueryReader(text)
    self = reader.query()
  }
}

private struct QueryReader {
  private enum Piece: Equatable {
    case term(Query.Term, wanted: Bool)
    case or
  }

  private let characters: [Character]
  private var index = 0
  private var pieces: [Piece] = []
  private var hint: String?

  /// More than anybody types, and few enough to be answered at once.
  private static let longestQuery = 1000
  private static let mostTerms = 32

  init(_ text: String) {
    characters = Array(text.prefix(Self.longestQuery + 1))
  }

  mutating func query() -> Query {
    if characters.count > Self.longestQuery {
      hint = "Only the first \(Self.longestQuery) characters were searched for."
    }
    let end = min(characters.count, Self.longestQuery)
    while index < end, pieces.count < Self.mostTerms {
      if characters[index].isWhitespace { index += 1 } else { readPiece(before: end) }
    }
    if index < end { hint = "Only the first \(Self.mostTerms) words were searched for." }
    return assembled()
  }

  private mutating func readPiece(before end: Int) {
    var wanted = true
    var asWritten = false
    if characters[index] == "-", index + 1 < end, !characters[index + 1].isWhitespace {
      wanted = false
      index += 1
    }
    if characters[index] == "=", index + 1 < end, !characters[index + 1].isWhitespace {
      asWritten = true
      index += 1
    }
    if quotes.contains(characters[index]) {
      let rest = characters[(index + 1)..<end]
      if let close = rest.firstIndex(where: quotes.contains) {
        let phrase = String(rest[..<close])
        index = close + 1
        append(asWritten ? .written(phrase) : .phrase(phrase), phrase, wanted: wanted)
        return
      }
      hint = "The quotation mark is not closed, so its words were searched for one by one."
      index += 1
      return
    }
    let start = index
    while index < end, !characters[index].isWhitespace, !quotes.contains(characters[index]) {
      index += 1
    }
    let word = String(characters[start..<index])
    if word == "OR", wanted, !asWritten {
      pieces.append(.or)
    } else if word == "AND", wanted, !asWritten {
      hint = "All words have to be there anyway; AND was left out."
    } else if asWritten {
      append(.written(word), word, wanted: wanted)
    } else if word.count > 1, word.hasSuffix("*") {
      let beginning = String(word.dropLast())
      append(.prefix(beginning), beginning, wanted: wanted)
    } else {
      append(.word(word), word, wanted: wanted)
    }
  }

  private mutating func append(_ term: Query.Term, _ words: String, wanted: Bool) {
    if Token.tokens(in: words).isEmpty {
      hint = hint ?? "Signs that are not part of a word were left out."
    } else {
      pieces.append(.term(term, wanted: wanted))
    }
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
    return Query(alternatives, hint: hint)
  }
}

private let quotes: Set<Character> = ["\"", "”", "“", "„", "»", "«"]
