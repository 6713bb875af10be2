/// The language of a text, as a lower-case BCP 47 primary tag.
public struct Language: Hashable, Sendable, RawRepresentable {
  public let rawValue: String

  /// - Parameter rawValue: A tag such as `sv`, `da` or `nb-NO`; all but the first part is dropped.
  public init(rawValue: String) {
    self.rawValue = String(rawValue.lowercased().prefix { $0 != "-" && $0 != "_" })
  }

  public static let swedish = Language(rawValue: "sv")
  public static let danish = Language(rawValue: "da")
  public static let norwegian = Language(rawValue: "nb")
  public static let english = Language(rawValue: "en")
  public static let german = Language(rawValue: "de")
  /// Not told: the text is read, but words are neither stemmed nor hyphenated.
  public static let undetermined = Language(rawValue: "und")
}
