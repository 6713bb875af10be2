/// What stands in the text between two lines of one paragraph.
enum Joint: Equatable, Sendable {
  case space
  /// A split word, or a hyphen of the word's own at the line's end.
  case nothing
  /// A split word whose hyphen the line breaking set; the hyphen goes.
  case nothingWithoutHyphen
}

/// Decides how two lines join.
///
/// In doubt a space: a word left split is a blemish, two words run together are a wrong word.
struct JoinRule {
  let text: PlainText
  let conventions: Conventions

  func joint(_ first: Line, _ second: Line) -> Joint {
    if let (last, _) = text.scalar(before: first.content.upperBound), last == "\u{AD}" {
      return .nothing
    }
    if isOptionalHyphen(first, before: second) { return .nothingWithoutHyphen }
    if isDropCapital(first, before: second) || isRange(first, second) { return .nothing }
    let canSplitSilently = conventions.spaceMeansWholeWord || conventions.wordsAreSplitSilently
    guard first.end == .hyphen || (canSplitSilently && first.end == .letter && first.trailing == 0),
      let split = SplitWord(first: first, second: second, in: text)
    else { return .space }
    if split.hasHyphen { return hyphenJoint(split, first, second) }
    guard isBareEnd(first) else { return .space }
    if conventions.spaceMeansWholeWord, isWithinAbbreviation(split) { return .nothing }
    guard second.start == .lower else { return .space }
    if conventions.spaceMeansWholeWord { return .nothing }
    guard conventions.wordsAreSplitSilently else { return .space }
    let lexicon = text.lexicon
    // The text is known to split words so: one half that is no word will do.
    let isSplit =
      lexicon.contains(split.joined)
      && !(lexicon.contains(split.left) && lexicon.contains(split.right))
    return isSplit ? .nothing : .space
  }

  /// Whether a line ends in the dash of `1914–18` or `Malmö–Lund`, which has no spaces.
  private func isRange(_ first: Line, _ second: Line) -> Bool {
    guard let (dash, length) = text.scalar(before: first.content.upperBound),
      dash == "–" || dash == "—",
      let (before, _) = text.scalar(before: first.content.upperBound - length), before.isWordPart
    else { return false }
    let after = text.scalar(at: second.content.lowerBound).value
    return (before.isDigit && after.isDigit) || (after.isWordPart && first.trailing == 0)
  }

  /// Whether a line ends within a word in `¬`, as readers of scanned pages write a hyphen that the
  /// line breaking set.
  private func isOptionalHyphen(_ first: Line, before second: Line) -> Bool {
    guard let (sign, length) = text.scalar(before: first.content.upperBound), sign == "¬",
      let (letter, _) = text.scalar(before: first.content.upperBound - length)
    else { return false }
    return letter.isLetter && text.scalar(at: second.content.lowerBound).value.isLetter
  }

  /// Whether a line is one large letter and the next the rest of its word.
  private func isDropCapital(_ first: Line, before second: Line) -> Bool {
    guard first.width == 1, second.start == .lower,
      let letter = text.scalar(before: first.content.upperBound)?.value, letter.isUpper
    else { return false }
    // These are words too: `I begynnelsen`, `Å gå`.
    guard ["I", "A", "Å", "Ö", "Ø", "O"].contains(letter) else { return true }
    return text.lexicon.contains(String(letter) + text.word(after: second.content.lowerBound))
  }

  /// `OE` and `CD`: capitals on both sides of the line's end.
  private func isWithinAbbreviation(_ split: SplitWord) -> Bool {
    let left = split.left.unicodeScalars
    let right = split.right.unicodeScalars
    return left.allSatisfy(\.isUpper) && right.count > 1
      && right.prefix(2).allSatisfy(\.isUpper)
  }

  /// Whether the line ends in a letter itself, not in a letter and a closing quote.
  private func isBareEnd(_ line: Line) -> Bool {
    text.scalar(before: line.content.upperBound)?.value.isWordPart ?? false
  }

  private func hyphenJoint(_ split: SplitWord, _ first: Line, _ second: Line) -> Joint {
    if split.isSuspended { return .space }
    // A space after the hyphen: it may wait for a later word, `gång- cykel- och busstrafik`.
    if first.trailing > 0, second.start == .lower, !conventions.hyphensSplitWords { return .space }
    guard second.start == .lower, !split.isCompound, conventions.hyphensSplitWords else {
      return .nothing
    }
    let lexicon = text.lexicon
    if lexicon.contains(split.joined) { return .nothingWithoutHyphen }
    return lexicon.contains(split.hyphened) ? .nothing : .nothingWithoutHyphen
  }
}
