/// Decides whether a line begins a paragraph or goes on with the open one.
struct BreakRule {
  /// How far apart two lines stand.
  enum Gap: Equatable, Sendable {
    /// No blank line.
    case none
    /// The blank line that every line of a doubled text has.
    case doubled
    /// A blank line that says something.
    case blank
  }

  let text: PlainText
  let conventions: Conventions

  func gap(_ pair: LinePair) -> Gap {
    if pair.gap == 0 { return .none }
    return conventions.isDoubled && pair.gap == 1 && !pair.isSpaced ? .doubled : .blank
  }

  /// Whether `second` begins a paragraph of its own by where it stands and how the lines look.
  ///
  /// `isSingle` tells that `first` is the only line of its paragraph, `next` is the line that
  /// touches `second` from below.
  func breaks(
    _ first: Line, _ second: Line, _ gap: Gap, crossesPage: Bool, isSingle: Bool, next: Line?
  ) -> Bool {
    if gap == .blank || crossesPage { return !runsOn(first, second, crossesPage: crossesPage) }
    switch conventions.wrapping {
    case .unknown:
      // Where lines hold a hundred letters, one with half of them ended on purpose.
      return conventions.longest >= 100 && first.end == .letter && second.start == .upper
        && (first.width + 1 + second.firstWordWidth) * 2 <= conventions.longest
    case .oneLineEach:
      return !(first.isOpen && second.start == .lower && (isLong(first) || isFull(first, second)))
    case .wrapped: break
    }
    if second.start == .lower { return false }
    if first.width + 1 + second.firstWordWidth <= conventions.roomOfLine { return true }
    if conventions.doubleSpaceEndsParagraph, first.trailing > 1 { return true }
    if conventions.bareStopEndsParagraph, first.end == .sentence, first.trailing == 0 {
      return true
    }
    if second.indent >= first.indent + 2,
      conventions.indentBeginsParagraph || (first.end == .sentence && second.start == .upper)
    {
      return true
    }
    let turnsPage = second.followsFormFeed || (conventions.spaceMeansPageTurn && second.indent == 1)
    let isShort = second.width * 10 < conventions.width(of: second) * 6
    if first.end == .sentence {
      if hasRoom(first, for: second, share: turnsPage ? 90 : ragged) || isCutShort(first) {
        return true
      }
      // A short line without a stop, above nothing or a capital, is the next part's heading.
      guard isShort, second.end == .letter, second.start == .upper else { return false }
      guard let next else { return true }
      return next.start == .upper && hasRoom(second, for: next, share: 75)
    }
    // Nobody wraps running text at half its width: an address, a greeting and a name.
    if second.start == .upper, first.end == .letter || first.end == .comma, isShort,
      hasRoom(first, for: second, share: 55)
    {
      return true
    }
    if first.end == .colon { return hasRoom(first, for: second, share: 50) }
    // A short line without a stop above running text is a heading over it.
    let isTitle =
      isSingle && first.end == .letter && first.width * 10 < conventions.width(of: first) * 6
    return isTitle && hasRoom(first, for: second, share: ragged)
      && second.width * 10 >= conventions.width(of: second) * 7
  }

  /// How full, in per cent, a line may look and yet have ended on purpose.
  ///
  /// Where blank lines part the paragraphs a few lines cannot tell more; where nothing else does,
  /// room for one word has to do.
  private var ragged: Int {
    conventions.paragraphsTouch ? max(conventions.fullness, 95) : conventions.fullness
  }

  /// Whether a line is clearly narrower than any whose sentence goes on, where nothing but that
  /// parts paragraphs.
  private func isCutShort(_ line: Line) -> Bool {
    conventions.paragraphsTouch && !conventions.indentBeginsParagraph
      && line.width * 100 < conventions.width(of: line) * (conventions.leastWidth - 5)
  }

  /// Whether a sentence goes on over a blank line: a drop capital's, or a page's end.
  func runsOn(_ first: Line, _ second: Line, crossesPage: Bool) -> Bool {
    guard first.isOpen, first.end != .digit || crossesPage, isLong(first) else { return false }
    if second.start == .lower { return crossesPage || !conventions.paragraphsBeginLower }
    // Over the foot of a page a full line without a stop runs on, whatever comes.
    return crossesPage && conventions.wrapping == .wrapped && second.start == .upper
      && first.width * 10 >= conventions.width(of: first) * 9
      && second.width * 10 >= conventions.width(of: second) * 7
  }

  /// Whether a line is as wide as lines of this text get, and the next word had no room on it.
  func isFull(_ first: Line, _ second: Line) -> Bool {
    first.width >= 60
      && first.width + 1 + second.firstWordWidth > conventions.width(of: first)
  }

  private func isLong(_ line: Line) -> Bool {
    // A hundred characters are more than a heading or an item has.
    conventions.wrapping == .wrapped
      ? line.width * 10 >= conventions.width(of: line) * 7 : line.width >= 100
  }

  /// Whether the next line's first word would have fitted on the line: then it was ended on
  /// purpose.
  ///
  /// `share` is how much of the full width, in per cent, counts as room on ragged lines.
  func hasRoom(_ first: Line, for second: Line, share: Int) -> Bool {
    (first.width + 1 + second.firstWordWidth) * 100 < conventions.width(of: first) * share
  }
}
