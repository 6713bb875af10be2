/// A term of a query as words that follow each other.
public struct TermPattern: Equatable, Sendable {
  /// At successive places; one for a plain word, none for neighbours.
  public let words: [WordPattern]
  /// The words written as one, `nil` when there is one anyway or they were not joined.
  public let whole: WordPattern?
  /// Whether the words are the parts of one compound, which may also be spelt out:
  /// `PISA-granskning`, the granskning of PISA.
  public let isCompound: Bool
  /// Terms that have to stand near each other, in any order; empty for words in a row.
  public let neighbours: [TermPattern]
  /// The most words between neighbours.
  let within: Int

  /// Whether it asks for nothing but words by themselves, if near each other.
  public var asksForWords: Bool {
    neighbours.isEmpty ? isOneWord : neighbours.allSatisfy(\.asksForWords)
  }

  /// Whether it is but one word, that stands as one word in a text.
  public var isOneWord: Bool { words.count == 1 && whole == nil && neighbours.isEmpty }

  /// Every word of it, one of which stands wherever it does.
  var all: [WordPattern] { words + (whole.map { [$0] } ?? []) + neighbours.flatMap(\.all) }

  init(_ term: Query.Term, _ stemmer: Stemmer, _ count: inout Int) {
    if case .near(let terms, let within) = term {
      neighbours = terms.map { TermPattern($0, stemmer, &count) }
      self.within = within
      (words, whole, isCompound) = ([], nil, false)
      return
    }
    (neighbours, within) = ([], 0)
    let (text, demand): (String, WordPattern.Demand) =
      switch term {
      case .word(let text): (text, .anyForm)
      case .written(let text): (text, .asWritten)
      case .prefix(let text): (text, .beginning)
      case .unfinished(let text): (text, .unfinished)
      case .phrase(let text): (text, .inflection)
      case .folded(let text): (text, .folded)
      case .near: ("", .anyForm)
      }
    let tokens = Token.tokens(in: text)
    let plain = tokens.filter { $0.span == 1 }
    var words: [WordPattern] = []
    for (index, token) in plain.enumerated() {
      let isLast = index == plain.count - 1
      // In a row of words only the last can be cut short, and none is part of a longer one.
      let own: WordPattern.Demand =
        switch demand {
        case .beginning where !isLast: .asWritten
        case .anyForm where plain.count > 1: .inflection
        default: demand
        }
      words.append(WordPattern(token.form, own, stemmer, &count))
    }
    self.words = words
    let joined = tokens.first { $0.span == plain.count && $0.span > 1 }
    whole = joined.map { WordPattern($0.form, demand, stemmer, &count) }
    isCompound = joined != nil && demand == .anyForm
  }
}
