/// What is looked for: a tree of values, never a piece of a database's own language.
public struct Query: Equatable, Sendable {
  /// One thing to look for.
  public enum Term: Equatable, Sendable {
    /// A word, in any form.
    case word(String)
    /// A word as written: `=word`.
    case written(String)
    /// The beginning of a word: `word*`.
    case prefix(String)
    /// A word of which more letters may come, in any form: what is being typed.
    case unfinished(String)
    /// Words one after the other: `"two words"`.
    case phrase(String)
    /// A word whatever its rings, dots and strokes: `~word`.
    case folded(String)
    /// Words or phrases with at most so many words between neighbours: `one NEAR/5 other`.
    case near([Term], within: Int)
  }

  /// What one place must hold, and must not hold.
  public struct Conjunction: Equatable, Sendable {
    public var wanted: [Term]
    public var unwanted: [Term]

    public init(wanted: [Term], unwanted: [Term] = []) {
      self.wanted = wanted
      self.unwanted = unwanted
    }
  }

  /// One of these has to hold; empty when nothing was asked but what ``filter`` says.
  public var alternatives: [Conjunction]
  /// Which texts come into question.
  public var filter: Filter
  /// A sentence for the user where the query was not what it looked like, else `nil`.
  public var hint: String?
  /// What was typed; empty for a query that was made otherwise.
  public internal(set) var typed = ""
  /// Where in it the words to look for stand, UTF-8 bytes, as far as they may be misspelt.
  var places: [Range<Int>] = []

  public init(_ alternatives: [Conjunction], filter: Filter = Filter(), hint: String? = nil) {
    self.alternatives = alternatives
    self.filter = filter
    self.hint = hint
  }

  /// Whether nothing at all was asked.
  public var isEmpty: Bool { alternatives.isEmpty && filter.isEmpty }

  /// The last word taken as the beginning of one, as while it is being typed.
  ///
  /// - Parameter isInsideToo: Whether it may stand inside of others, where it has so many letters
  ///   that longer words are looked into; that takes longer.
  /// - Returns: `nil` when the query does not end in a plain word.
  public func completingLastWord(isInsideToo: Bool = true) -> Query? {
    var query = self
    let last = alternatives.last?.wanted.last
    guard case .word(let word)? = last, word.count >= 2 else { return nil }
    let tokens = Token.tokens(in: word)
    let reachesInside =
      isInsideToo && tokens.count == 1 && tokens[0].form.count >= WordPattern.shortestInside
    // Parentheses put one last word into several alternatives.
    for index in alternatives.indices where alternatives[index].wanted.last == last {
      let end = alternatives[index].wanted.count - 1
      query.alternatives[index].wanted[end] = reachesInside ? .unfinished(word) : .prefix(word)
    }
    return query
  }
}
