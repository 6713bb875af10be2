public import SpaltText

/// Where to look.
public enum SearchScope: String, CaseIterable, Sendable { case all, texts, notes }

/// In which order texts are given.
public enum SearchOrder: String, CaseIterable, Sendable {
  /// Nearest tier first, then by BM25.
  case relevance
  /// Those last taken into the archive first.
  case newest
}

/// A place in the answer to one request; only the archive that made it can read it.
public struct PageToken: Hashable, Sendable, RawRepresentable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
}

/// What is asked of an index.
public struct SearchRequest: Equatable, Sendable {
  public var query: Query
  public var scope: SearchScope
  public var order: SearchOrder
  /// The only text to look in, `nil` for all.
  public var text: TextID?
  /// The most texts on a page, at least 1.
  public var texts: Int
  /// Where an earlier page ended, `nil` for the first.
  public var after: PageToken?
  /// Whether the last word may be unfinished: when no text has it, it is taken for the beginning of
  /// one.
  public var isTyping: Bool
  /// What there is by then is given, `nil` for however long it takes.
  public var deadline: Duration?

  public init(
    _ query: Query, in scope: SearchScope = .all, order: SearchOrder = .relevance,
    text: TextID? = nil, texts: Int = 20, after: PageToken? = nil, isTyping: Bool = false,
    deadline: Duration? = nil
  ) {
    self.query = query
    self.scope = scope
    self.order = order
    self.text = text
    self.texts = texts
    self.after = after
    self.isTyping = isTyping
    self.deadline = deadline
  }
}
