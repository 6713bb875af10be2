internal import SpaltSearch

/// The keys of a word in the term list, as words of a full-text table.
///
/// No word of a text has `=` or `~` in it, so a stem is never taken for letters of another word.
enum TermKeys {
  static func stem(_ stem: String) -> String { "=" + stem }
  static func fold(_ fold: String) -> String { "~" + fold }

  /// The stem, what is left of it without rings and dots where that differs, and letters from
  /// inside.
  static func all(of word: String, _ analysis: TermAnalysis) -> String {
    let stem = analysis.stem(word)
    let fold = analysis.fold(stem)
    var keys = Self.stem(stem)
    if fold != stem { keys += " " + Self.fold(fold) }
    for fragment in fragments(of: word) { keys += " " + fragment }
    return keys
  }
}
