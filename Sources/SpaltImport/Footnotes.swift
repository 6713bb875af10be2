/// The footnotes of a text: where they are called, and on which lines their bodies begin.
///
/// A mark counts only when a body with its label stands below: `translationell1` is a word with
/// a mark, `K2` and `m²` are words.
struct Footnotes: Equatable, Sendable {
  typealias Mark = FootnoteMark

  /// The marks in the running text, in order.
  private(set) var references: [Mark] = []
  /// Whether letters call some of them, so that no other sign tells of a call.
  private(set) var areLettered = false
  /// The label of the body that begins on a line.
  private(set) var bodies: [Int: Mark] = [:]

  init(of text: PlainText) {
    let lettered = LetterNotes(of: text)
    findNumbered(in: text)
    guard !lettered.bodies.isEmpty else { return }
    areLettered = true
    bodies.merge(lettered.bodies) { _, letter in letter }
    references = (references + lettered.references).sorted {
      $0.range.lowerBound < $1.range.lowerBound
    }
  }

  private mutating func findNumbered(in text: PlainText) {
    let candidates = text.footnoteBodies()
    guard !candidates.isEmpty else { return }
    for (line, body) in candidates where stands(alone: line, body, in: text) {
      bodies[line] = body
    }
    let starts = Set(candidates.values.map(\.range.lowerBound))
    let hasHalfRound = candidates.values.contains { $0.style == .halfRound }
    let marks = Self.settled(
      text.footnoteMarks().filter { !starts.contains($0.range.lowerBound) }
        .map { hasHalfRound ? $0 : $0.withoutBracket })
    pair(marks, with: candidates)
    let ended = pairEndnotes(marks, with: candidates)
    let rules = FootRules(of: text, candidates)
    for line in rules.notes { bodies[line] = candidates[line] }
    let signs = pairSigns(marks, with: candidates)
    var labels: [Mark.Style: [String: Int]] = [:]
    for body in bodies.values { labels[body.style, default: [:]][body.label, default: 0] += 1 }
    var counts: [String: Int] = [:]
    for mark in marks where mark.style == .digit { counts[mark.label, default: 0] += 1 }
    let called = rules.calls(among: marks)
    references = marks.filter { mark in
      if mark.style == .sign { return signs }
      if mark.style == .digit, ended.contains(mark.label) || called.contains(mark.range.lowerBound)
      {
        return true
      }
      guard let count = labels[mark.style]?[mark.label] else { return false }
      // A word that always ends in this digit is a name: CO2 beside a footnote 2.
      return mark.style != .digit || counts[mark.label, default: 0] <= count + 1
    }
  }

  /// Whether a body is one though its call was lost: it opens with a raised digit after a blank
  /// line, or stands below a page's foot rule.
  private func stands(alone line: Int, _ body: Mark, in text: PlainText) -> Bool {
    guard line > 0 else { return false }
    let above = text.lines[line - 1]
    if body.style == .superscript { return above.isBlank }
    // Extractors leave the rule as a line of spaces.
    return above.isBlank && above.range.count >= 20 && body.style == .digit
  }

  /// Each mark calls the next body with its label and style, or, where notes stand first, the last.
  private mutating func pair(_ marks: [Mark], with candidates: [Int: Mark]) {
    var lines: [Mark.Style: [String: [Int]]] = [:]
    // A numbered heading is a note's body only where there is no better one.
    let onlyWeak = Set(candidates.values.lazy.filter(\.isWeak).map(\.label))
      .subtracting(candidates.values.lazy.filter { !$0.isWeak }.map(\.label))
    for line in candidates.keys.sorted() {
      guard let body = candidates[line], !body.isWeak || onlyWeak.contains(body.label) else {
        continue
      }
      lines[body.style, default: [:]][body.label, default: []].append(line)
    }
    for mark in marks where mark.style != .sign {
      guard let all = lines[mark.style]?[mark.label] else { continue }
      let low = partition(all.count) {
        (candidates[all[$0]]?.range.lowerBound ?? 0) > mark.range.lowerBound
      }
      guard low < all.count || mark.style == .superscript || mark.style == .bracket else {
        continue
      }
      let line = all[min(low, all.count - 1)]
      bodies[line] = candidates[line]
    }
  }

  /// Notes in a numbered list below all their calls: `ord1 … ord2`, then `1. Se …`, `2. Jfr …`.
  ///
  /// Returns the labels of those found.
  private mutating func pairEndnotes(
    _ marks: [Mark], with candidates: [Int: Mark]
  ) -> Set<String> {
    let calls = marks.filter { $0.style == .digit }
    guard calls.count >= 2, let last = calls.last else { return [] }
    let numbers = calls.compactMap { Int($0.label) }
    guard zip(numbers, numbers.dropFirst()).allSatisfy({ $1 == $0 + 1 }) else { return [] }
    let below = candidates.filter {
      $0.value.style == .stopped && $0.value.range.lowerBound > last.range.lowerBound
    }
    let labels = Set(below.values.map(\.label))
    guard calls.allSatisfy({ labels.contains($0.label) }) else { return [] }
    for (line, body) in below where numbers.contains(Int(body.label) ?? 0) { bodies[line] = body }
    return Set(calls.map(\.label))
  }

  /// Asterisks and daggers have no number: each body belongs to the call in its place, and there
  /// must be as many of the one as of the other.
  private mutating func pairSigns(_ marks: [Mark], with candidates: [Int: Mark]) -> Bool {
    let calls = marks.filter { $0.style == .sign }
    let lines = candidates.keys.filter { candidates[$0]?.style == .sign }.sorted()
    let notes = lines.compactMap { candidates[$0] }
    guard !calls.isEmpty, calls.count == notes.count else { return false }
    let arePaired = zip(calls, notes).allSatisfy {
      $0.label == $1.label && $0.range.lowerBound < $1.range.lowerBound
    }
    guard arePaired else { return false }
    for (line, note) in zip(lines, notes) { bodies[line] = note }
    return true
  }

  private static func areCounted(_ marks: [Mark]) -> Bool {
    marks.count >= 2 && marks.enumerated().allSatisfy { Int($1.label) == $0 + 1 }
  }

  /// The marks without weak ones that are not needed: another mark calls the same note, or the
  /// numbers around do not rise through it.
  private static func settled(_ marks: [Mark]) -> [Mark] {
    guard marks.contains(where: \.isWeak) else { return marks }
    let strong = marks.filter { !$0.isWeak && $0.style == .digit }
    let labels = Set(strong.map(\.label))
    var weak: [String: Int] = [:]
    for mark in marks where mark.isWeak && mark.style == .digit {
      weak[mark.label, default: 0] += 1
    }
    // `ord (1)`: only where that is how all notes are called, counted from one.
    let spaced = marks.filter { $0.style == .round }
    let afterWords = areCounted(spaced.filter { !$0.followsNumber })
    let isCounted = afterWords || areCounted(spaced)
    return marks.filter { mark in
      guard mark.isWeak else { return true }
      if mark.style == .round { return isCounted && !(afterWords && mark.followsNumber) }
      guard !labels.contains(mark.label), weak[mark.label] == 1, let number = Int(mark.label)
      else { return false }
      let start = mark.range.lowerBound
      let below = strong.last { $0.range.lowerBound < start }.flatMap { Int($0.label) }
      let above = strong.first { $0.range.lowerBound > start }.flatMap { Int($0.label) }
      return (below ?? number - 1) == number - 1 && (above ?? number + 1) == number + 1
    }
  }
}
