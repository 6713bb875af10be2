/// What the catalogue says of a text.
public struct Metadata: Equatable, Sendable {
  public var title: String
  public var publisher: String?
  public var language: Language
  /// A date, month or year in ISO 8601 form, as exact as it is known.
  public var date: String?
  /// What sort of text it is, in plain words: `news article`, `book chapter`.
  public var kind: String?
  /// Who holds the rights and what they allow, as one sentence.
  public var rights: String?

  public init(
    title: String, publisher: String? = nil, language: Language = .undetermined,
    date: String? = nil, kind: String? = nil, rights: String? = nil
  ) {
    self.title = title
    self.publisher = publisher
    self.language = language
    self.date = date
    self.kind = kind
    self.rights = rights
  }
}
