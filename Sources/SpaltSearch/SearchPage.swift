/// How much of the truth an answer is.
public enum Completeness: Equatable, Sendable {
  /// All there is, with the pages that follow.
  case exact
  /// Only so many were ranked or counted.
  case capped(at: Int)
  /// A word has more forms than were looked for: so many, the nearest.
  case nearestForms(Int)
  /// So many texts were not looked at; `nil` when their number is not known.
  case partial(texts: Int?)
  /// The archive has changed since the page before.
  case stale
}

extension Completeness {
  /// What it means, as a sentence for the user; `nil` when there is all.
  public var notice: String? {
    switch self {
    case .exact: nil
    case .capped(let limit): "Only the first \(limit) were ranked; add a word to narrow."
    case .nearestForms(let count):
      "Only the \(count) nearest forms of a word were looked for; type more of it."
    case .partial(let texts?): "\(texts) texts are not in the index yet."
    case .partial(nil): "There was no time for all of it; add a word to narrow."
    case .stale: "The archive has changed since; search again."
    }
  }
}

/// A part of the answer to a query: all hits of some texts.
public struct SearchPage: Equatable, Sendable {
  /// Notes first, then texts; nearest tier first, then by relevance.
  public var hits: [Hit]
  public var completeness: Completeness
  /// Where the next page begins, `nil` when this is the last.
  public var next: PageToken?
  /// The words of the archive that matched, as written, for the line that explains the answer.
  public var forms: [String]
  /// Words of the archive that differ from those asked for by rings, dots and strokes alone, and
  /// that were not searched for.
  public var otherwise: [String]
  /// The query with words the archive has, when it found nothing as it was.
  public var suggestion: String?
  /// A sentence for the user where the query was not what it looked like, else `nil`.
  public var hint: String?

  public init(
    hits: [Hit], completeness: Completeness = .exact, next: PageToken? = nil, forms: [String] = [],
    otherwise: [String] = [], suggestion: String? = nil, hint: String? = nil
  ) {
    self.hits = hits
    self.completeness = completeness
    self.next = next
    self.forms = forms
    self.otherwise = otherwise
    self.suggestion = suggestion
    self.hint = hint
  }
}

/// How many texts answer a query, and of what sort; slower than a page of them.
public struct SearchCounts: Equatable, Sendable {
  /// A value of a field and the texts that have it.
  public struct Facet: Equatable, Sendable {
    public var field: Filter.Field
    public var value: String
    public var texts: Int

    public init(_ field: Filter.Field, _ value: String, texts: Int) {
      self.field = field
      self.value = value
      self.texts = texts
    }
  }

  /// Texts with all of the words, in whatever paragraphs.
  public var texts: Int
  /// Whether there are more, with forms of a word that were not looked for.
  public var isLowerBound: Bool
  /// By field, most texts first.
  public var facets: [Facet]
  /// Of ``facets``.
  public var completeness: Completeness

  public init(
    texts: Int, isLowerBound: Bool = false, facets: [Facet] = [],
    completeness: Completeness = .exact
  ) {
    self.texts = texts
    self.isLowerBound = isLowerBound
    self.facets = facets
    self.completeness = completeness
  }
}

/// How far an index has come.
public enum IndexState: Equatable, Sendable {
  case complete
  /// So many texts of so many are in it; the others have to be put in.
  case building(done: Int, of: Int)
}
