/// What a query was that it did not look like.
///
/// No query is an error: what makes no sense is searched as plain words or left out, and these are
/// the sentences that say so. A line of eighty columns holds each.
enum QueryHint: Equatable {
  case onlyFirstCharacters(Int)
  case onlyFirstWords(Int)
  case quoteNotClosed
  case parenthesisNotClosed
  case parenthesisNotOpened
  case tooManyChoices
  case signBeforeParenthesis
  case filterBeforeParenthesis
  case filterInParentheses
  case minusAlone
  case orMisplaced
  case orAsWord(String)
  case barForOR(String)
  case andLeftOut
  case andAsWord(String)
  case notAsWord(String)
  case nearMisplaced
  case nearWithoutNumber
  case nearAsWord(String)
  case star
  case signs
  case noWordAfter(Filter.Field)
  case noDate
  case datesReversed
  case hasOnlyNotes
  case filterMeant(typed: String, Filter.Field)
  case noSuchFilter(String)

  var sentence: String {
    switch self {
    case .onlyFirstCharacters(let count): "Only the first \(count) characters were searched for."
    case .onlyFirstWords(let count): "Only the first \(count) words were searched for."
    case .quoteNotClosed:
      "The quotation mark is not closed, so its words were searched for one by one."
    case .parenthesisNotClosed: "A “(” is not closed; it was taken to reach to the end."
    case .parenthesisNotOpened: "There is a “)” without its “(”; it was left out."
    case .tooManyChoices: "The parentheses give too many choices; they were left out."
    case .signBeforeParenthesis: "“=” and “~” stand before a single word; here they were left out."
    case .filterBeforeParenthesis: "A filter takes one word or \"phrase\"; its “(” was left out."
    case .filterInParentheses: "A filter holds for the whole query, within parentheses too."
    case .minusAlone: "There has to be a word to look for; “-” was left out."
    case .orMisplaced: "OR stands between two words; here it was left out."
    case .orAsWord(let word):
      "“\(word)” was searched for as a word; between alternatives write OR."
    case .barForOR(let bar): "“\(bar)” was left out; between alternatives write OR."
    case .andLeftOut: "All words have to be there anyway; AND was left out."
    case .andAsWord(let word):
      "“\(word)” was searched for as a word; all words have to be there anyway."
    case .notAsWord(let word): "“\(word)” was searched for as a word; -word leaves a word out."
    case .nearMisplaced: "NEAR stands between two words; here it was left out."
    case .nearWithoutNumber: "NEAR/ needs a number of words, as in NEAR/5; it was left out."
    case .nearAsWord(let word):
      "“\(word)” was searched for as words; the sign is NEAR/5, in capitals."
    case .star: "A * has a meaning only at the end of a single word; here it was left out."
    case .signs: "Signs that are not part of a word were left out."
    case .noWordAfter(let field):
      "“\(field.rawValue):” needs a word right after it; it was left out."
    case .noDate: "“date:” takes 2020, 2020-03 or 2020..2022; it was searched for as words."
    case .datesReversed: "“date:” goes from earlier to later; it was searched for as words."
    case .hasOnlyNotes: "“has:” only knows has:note; it was searched for as words."
    case .filterMeant(let name, let field):
      "“\(name):” was searched for as a word; the filter is called \(field.rawValue):."
    case .noSuchFilter(let name): "There is no filter “\(name):”; it was searched for as words."
    }
  }

  /// Whether what was meant is found all the same.
  private var isMinor: Bool { [.signs, .andLeftOut].contains(self) }

  /// Of several, the one to tell: the first that matters.
  static func mostTelling(of hints: [QueryHint]) -> QueryHint? {
    hints.first { !$0.isMinor } ?? hints.first
  }
}
