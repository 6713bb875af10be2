/// Headings without a number that stand in wrapped text with no blank line to set them off.
///
/// A line of running text is full: it ends early only where a paragraph ends, and that with a stop.
/// So a short line without a stop, whose next word had room and begins with a capital, is a title.
struct TitleLines: Equatable, Sendable {
  /// The lines of each title, by the index of its first.
  private(set) var titles: [Int: [Int]] = [:]

  init(of text: PlainText, _ conventions: Conventions, _ footnotes: Footnotes) {
    guard conventions.wrapping == .wrapped else { return }
    let rule = BreakRule(text: text, conventions: conventions)
    let pairs = text.pairs
    // From below, so that a title right above another knows it.
    for place in pairs.indices.reversed() {
      let pair = pairs[place]
      let last = text.lines[pair.first]
      let body = text.lines[pair.second]
      let gap = rule.gap(pair)
      let isTight = conventions.isDoubled && gap == .none
      guard gap != .blank, body.start == .upper, last.end == .letter,
        body.width * 10 >= conventions.width(of: body) * 7 || titles[pair.second] != nil,
        rule.hasRoom(last, for: body, share: isTight ? 90 : conventions.isGreedy ? 97 : 80),
        !body.followsFormFeed, footnotes.bodies[pair.second] == nil
      else { continue }
      let lines = Self.lines(endingAt: place, pairs, text, rule)
      guard let first = lines.first, text.lines[first].start == .upper,
        lines.allSatisfy({ Self.canBeTitle($0, text, footnotes) }),
        lines.allSatisfy({ Self.isNarrow(text.lines[$0], conventions) })
          || last.width * 10 < conventions.width(of: last) * 7
      else { continue }
      titles[first] = lines
    }
  }

  /// The lines up to the pair's first that belong together, or none when they are no title.
  private static func lines(
    endingAt place: Int, _ pairs: [LinePair], _ text: PlainText, _ rule: BreakRule
  ) -> [Int] {
    var lines = [pairs[place].first]
    var above = place - 1
    while above >= 0 {
      let pair = pairs[above]
      let upper = text.lines[pair.first]
      let lower = text.lines[pair.second]
      if rule.gap(pair) == .blank || upper.end == .sentence { return lines }
      // Another title stands above, or an item of a list without signs.
      if lower.start != .lower,
        rule.hasRoom(upper, for: lower, share: rule.conventions.isGreedy ? 90 : 65)
      {
        return upper.end == .letter && upper.width >= 4 ? lines : []
      }
      guard lines.count < 4 else { return [] }
      lines.insert(pair.first, at: 0)
      above -= 1
    }
    return lines
  }

  /// Whether a line is narrower than lines of running text; those of a long title above its last need
  /// not be.
  private static func isNarrow(_ line: Line, _ conventions: Conventions) -> Bool {
    line.width * 100 < conventions.width(of: line) * (conventions.isGreedy ? 95 : 85)
  }

  private static func canBeTitle(
    _ index: Int, _ text: PlainText, _ footnotes: Footnotes
  ) -> Bool {
    let line = text.lines[index]
    return line.tabs == 0 && line.wideGaps == 0
      && text.openingMark(of: line) == nil && footnotes.bodies[index] == nil
      && !(text.bytes[line.content].prefix(40).contains(0x3A)
        && startsAsCredit(text.string(line.content)))
  }
}
