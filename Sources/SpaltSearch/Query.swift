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
    /// Words one after the other: `"two words"`.
    case phrase(String)
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

  /// One of these has to hold; empty when nothing was asked.
  public var alternatives: [Conjunction]
  /// A sentence for the user where the query was not what it looked like, else `nil`.
  public var hint: String?

  public init(_ alternatives: [Conjunction], hint: String? = nil) {
    self.alternatives = alternatives
    self.hint = hint
  }

  public var isEmpty: Bool { alternatives.isEmpty }
}
