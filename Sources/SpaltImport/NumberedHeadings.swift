/// Headings that carry a number: `2. Syfte`, `5.1.1 Inriktning`, `2 Bakgrund`.
///
/// The numbers of a text's headings rise through it; those of a list stand close together, and
/// a date or a year fits neither.
struct NumberedHeadings: Equatable, Sendable {
  struct Heading: Equatable, Sendable {
    var depth: Int
    /// Indices of the lines it runs over.
    var lines: [Int]
  }

  /// By the index of the first line.
  private(set) var headings: [Int: Heading] = [:]

  private struct Candidate {
    var line: Int
    var path: [Int]
    var hasStop: Bool
  }

  init(of text: PlainText, _ conventions: Conventions, _ footnotes: Footnotes) {
    let rule = ContinuationRule(text: text, conventions: conventions, footnotes: footnotes)
    let candidates = Self.candidates(text, conventions, footnotes)
    var widths: [Int: Int] = [:]
    for candidate in candidates {
      widths[candidate.path.count, default: 0] = max(
        widths[candidate.path.count, default: 0], text.lines[candidate.line].width)
    }
    let starts = Dictionary(
      candidates.map { ($0.line, $0.path) }, uniquingKeysWith: { first, _ in first })
    var last: [Int] = []
    /// The item found last: its number, and the line it ends on.
    var item: (path: [Int], end: Int)?
    for candidate in candidates {
      let width = widths[candidate.path.count] ?? 0
      let lines = rule.lines(from: candidate.line, width: width)
      guard let end = lines.last, fits(candidate, after: last) else { continue }
      let next = text.pair(after: end)
      if isItem(candidate, end: end, text, next, starts)
        || endsList(candidate, after: item, text, next)
      {
        item = (candidate.path, end)
        continue
      }
      headings[candidate.line] = Heading(depth: candidate.path.count, lines: lines)
      last = candidate.path
    }
    // One bare number is a quantity, not a heading.
    let bare = headings.keys.filter { starts[$0]?.count == 1 }
    let hasStops = candidates.contains { $0.hasStop && headings[$0.line] != nil }
    if !hasStops, headings.count == 1, bare.count == 1 { headings = [:] }
  }

  private static func candidates(
    _ text: PlainText, _ conventions: Conventions, _ footnotes: Footnotes
  ) -> [Candidate] {
    text.lines.enumerated().compactMap { index, line in
      guard !line.isBlank, line.width <= 160, line.tabs == 0, footnotes.bodies[index] == nil,
        let mark = text.openingMark(of: line), case .number(let path, let hasStop) = mark.kind,
        text.start(of: mark.rest) == .upper, line.end != .sentence,
        !startsWithMonth(text.word(after: mark.rest.lowerBound)), !text.hasLeader(line)
      else { return nil }
      // Within a paragraph a number is only a number: the line before must have ended.
      if let pair = text.pair(before: index),
        pair.gap == 0 || (conventions.isDoubled && pair.gap == 1),
        !line.followsFormFeed
      {
        let previous = text.lines[pair.first]
        let isFull =
          previous.width + line.firstWordWidth >= conventions.width(of: previous) * 9 / 10
        if previous.isOpen, isFull, conventions.wrapping == .wrapped { return nil }
      }
      return Candidate(line: index, path: path, hasStop: hasStop)
    }
  }

  /// Whether the number can follow the one before: `4.3` or `5` or `4.2.1` after `4.2`.
  private func fits(_ candidate: Candidate, after last: [Int]) -> Bool {
    let path = candidate.path
    // A part of a larger text need not begin with its first number.
    if last.isEmpty {
      return path.allSatisfy { $0 < 30 } && (candidate.hasStop || path.count > 1 || path[0] == 1)
    }
    let shared = zip(path, last).prefix { $0 == $1 }.count
    if shared == last.count { return path.count == last.count + 1 && path[shared] <= 3 }
    guard shared < path.count,
      path.count == shared + 1 || path.dropFirst(shared + 1).allSatisfy({ $0 == 1 })
    else { return false }
    return path[shared] > last[shared] && path[shared] <= last[shared] + 2
  }

  /// Whether the candidate is an item of a list: it ends as a sentence, or the next number follows
  /// with no words between.
  private func isItem(
    _ candidate: Candidate, end: Int, _ text: PlainText, _ next: LinePair?,
    _ starts: [Int: [Int]]
  ) -> Bool {
    if text.lines[end].end == .sentence || text.lines[end].end == .comma { return true }
    guard candidate.path.count == 1 else { return false }
    guard let next else { return true }
    if let path = starts[next.second] {
      return path == [candidate.path[0] + 1]
    }
    return runsOn(candidate, text)
  }

  /// Whether a candidate touches the item before it and nothing below: the last one of a list.
  private func endsList(
    _ candidate: Candidate, after item: (path: [Int], end: Int)?, _ text: PlainText,
    _ next: LinePair?
  ) -> Bool {
    guard let item, item.path.count == 1, candidate.path == [item.path[0] + 1], let next,
      next.gap > 0, let above = text.pair(before: candidate.line)
    else { return false }
    return above.first == item.end && above.gap == 0
  }

  /// Whether the line is full and the next number comes in the lines that touch it: the first line of
  /// an item, not a heading over its words.
  private func runsOn(_ candidate: Candidate, _ text: PlainText) -> Bool {
    let first = text.lines[candidate.line]
    let below = text.lines.dropFirst(candidate.line + 1).prefix(8).prefix { !$0.isBlank }
    guard let second = below.first, second.start != .upper,
      let next = below.firstIndex(where: { line in
        guard let mark = text.openingMark(of: line), case .number(let path, _) = mark.kind else {
          return false
        }
        return path == [candidate.path[0] + 1]
      }), next > candidate.line + 1
    else { return false }
    return below.allSatisfy { $0.width < first.width + 1 + second.firstWordWidth }
  }
}

/// Which lines after a heading's first still belong to it.
private struct ContinuationRule {
  let text: PlainText
  let conventions: Conventions
  let footnotes: Footnotes

  func lines(from start: Int, width: Int) -> [Int] {
    var lines = [start]
    guard conventions.wrapping == .wrapped else { return lines }
    while lines.count < 8, let last = lines.last, let pair = text.pair(after: last),
      continues(pair, width: width)
    {
      lines.append(pair.second)
    }
    return lines
  }

  private func continues(_ pair: LinePair, width: Int) -> Bool {
    let first = text.lines[pair.first]
    let next = text.lines[pair.second]
    let isInner = pair.gap == 0 || (conventions.isDoubled && pair.gap == 1 && !pair.isSpaced)
    guard isInner, footnotes.bodies[pair.second] == nil, !next.followsFormFeed,
      text.openingMark(of: next) == nil, first.end != .sentence
    else { return false }
    if next.start == .lower { return true }
    // Where lines stand apart, one that touches the heading is the body.
    if conventions.isDoubled, pair.gap == 0 { return false }
    // A capital goes on only where its word had no room on the line above, and the line is
    // as short as a heading's.
    return first.width + 1 + next.firstWordWidth > width
      && next.width < conventions.width(of: next) * 85 / 100 && next.width * 10 <= width * 11
  }
}
