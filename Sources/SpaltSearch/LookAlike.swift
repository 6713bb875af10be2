/// Words that look like signs of the query language and are none.
enum LookAlike {
  /// A word that is an operator elsewhere, or in capitals.
  struct Operator {
    let hint: QueryHint
    /// Between which words it is one; at the start or end of a query it is a word like others.
    let needsLeft, needsRight: Bool

    private init(_ hint: QueryHint, needsLeft: Bool = true, needsRight: Bool = true) {
      (self.hint, self.needsLeft, self.needsRight) = (hint, needsLeft, needsRight)
    }

    init?(_ word: String) {
      switch word.lowercased() {
      case "or": self.init(.orAsWord(word))
      case "and": self.init(.andAsWord(word))
      case "not" where word == "NOT": self.init(.notAsWord(word), needsLeft: false)
      case let small where small.hasPrefix("!") && small.dropFirst().first?.isLetter == true:
        self.init(.notAsWord(word), needsLeft: false, needsRight: false)
      case let small where small.hasPrefix("near/") && Int(small.dropFirst(5)) != nil:
        self.init(.nearAsWord(word))
      default: return nil
      }
    }
  }

  /// What to say of a word with a colon that is no filter: of `titel:jäv` and `foo:bar`, not of
  /// `12:30`, `OECD:s` or an address.
  ///
  /// - Parameters:
  ///   - word: Not a filter.
  ///   - hasPhrase: Whether a phrase follows right after it.
  /// - Returns: `nil` when it is none of these.
  static func filterHint(_ word: String, hasPhrase: Bool) -> QueryHint? {
    guard let colon = word.firstIndex(of: ":") else { return nil }
    let name = word[..<colon]
    let value = word[word.index(after: colon)...]
    guard name.count >= 2, name.allSatisfy(\.isLetter), value.isEmpty ? hasPhrase : value.count >= 2
    else { return nil }
    // `OECD:s` is one word, and more signs make an address.
    if !value.isEmpty, Token.tokens(in: word).count < 2 { return nil }
    if value.contains(where: { "/@:".contains($0) }) { return nil }
    if let field = field(meantBy: name.lowercased()) {
      return .filterMeant(typed: String(name), field)
    }
    // With a number it is a reference: `isbn:978`.
    let isWord = !value.isEmpty && value.allSatisfy { $0.isLetter || $0 == "-" || $0 == "*" }
    return isWord ? .noSuchFilter(String(name)) : nil
  }

  private static func field(meantBy name: String) -> Filter.Field? {
    if let field = otherNames[name] { return field }
    guard name.count >= 4, name.unicodeScalars.count <= Misspelling.longest else { return nil }
    var misspelling = Misspelling(name)
    return Filter.Field.allCases.first { misspelling.distance(to: $0.rawValue, atMost: 1) != nil }
  }

  /// What filters are called elsewhere, and in the languages of those who search.
  private static let otherNames: [String: Filter.Field] = [
    "titel": .title, "tittel": .title, "rubrik": .title, "overskrift": .title, "headline": .title,
    "language": .language, "språk": .language, "sprog": .language,
    "publisher": .source, "publication": .source, "källa": .source, "kilde": .source,
    "type": .kind, "typ": .kind, "sort": .kind,
    "datum": .date, "dato": .date, "year": .date, "år": .date,
    "tags": .tag, "tagg": .tag, "notes": .note, "anteckning": .note,
  ]
}
