public import SpaltText

/// The forms under which a word of one language is filed.
public struct TermAnalysis {
  private let stemmer: Stemmer

  public init(_ language: Language) { stemmer = Stemmer(language) }

  /// The stem of a token's form.
  public func stem(_ form: String) -> String { stemmer.stem(form) }

  /// A stem without rings, dots, strokes and accents, the Scandinavian way.
  public func fold(_ stem: String) -> String { foldKey(stem) }
}
