internal import SpaltText

/// Lines that a page carries for itself: its number, and a head or foot repeated on each page.
struct PageFurniture: Equatable, Sendable {
  private(set) var numbers: LineSet = []
  private(set) var runningHeads: LineSet = []

  init(of text: PlainText, isMarkdown: Bool) {
    let filled = text.lines.indices.filter { !text.lines[$0].isBlank }
    if isMarkdown { findFrontMatter(filled, text) }
    let repeated = RepeatedLines(filled, in: text)
    findNumbers(filled, text, repeated)
    for place in PageCount(filled, repeated, in: text).places {
      let index = filled[place]
      if RepeatedLines.key(of: text.lines[index], text) == nil {
        numbers.insert(index)
      } else if !numbers.contains(index) {
        runningHeads.insert(index)
      }
    }
    // A head of two lines: the one beside the page's turn tells of the other.
    for _ in 0..<2 { findRunningHeads(filled, text, repeated) }
    findHeadsInSentences(filled, text)
  }

  func kind(of line: Int) -> BlockKind? {
    if numbers.contains(line) { return .pageNumber }
    return runningHeads.contains(line) ? .boilerplate : nil
  }

  /// Data about the file between two lines of three hyphens at its very start.
  private mutating func findFrontMatter(_ filled: [Int], _ text: PlainText) {
    let isFence = { (index: Int) in text.bytes[text.lines[index].content].elementsEqual("---".utf8)
    }
    guard let first = filled.first, isFence(first),
      let last = filled.dropFirst().prefix(60).firstIndex(where: isFence)
    else { return }
    runningHeads.formUnion(filled[...last])
  }

  private mutating func findNumbers(
    _ filled: [Int], _ text: PlainText, _ repeated: RepeatedLines
  ) {
    for (place, index) in filled.enumerated() {
      let line = text.lines[index]
      if line.width >= 5, isRule(text.bytes[line.content]) { runningHeads.insert(index) }
      guard line.width <= 24, text.bytes[line.content].contains(where: { $0 &- 0x30 < 10 }),
        let isCertain = pageNumberForm(text.string(line.content))
      else { continue }
      let above = place > 0 ? index - filled[place - 1] - 1 : 9
      let below = place + 1 < filled.count ? filled[place + 1] - index - 1 : 9
      let next = place + 1 < filled.count ? text.lines[filled[place + 1]] : nil
      let turns = line.followsFormFeed || next?.followsFormFeed == true
      // A bare number between blank lines could be anything in a row of numbers: a table.
      let isAlone =
        above > 0 && below > 0 && !isNumber(place - 1, filled, text)
        && !isNumber(place + 1, filled, text)
      // Beside a line that returns on other pages, the number counts them.
      let hasHead =
        (above == 0 && repeated.contains(place - 1) && below > 0)
        || (below == 0 && repeated.contains(place + 1) && above > 0)
      if turns || (isCertain && above + below > 0) || isAlone || hasHead { numbers.insert(index) }
    }
  }

  /// A row of underscores above the foot of a page.
  private func isRule(_ bytes: SourceBytes.SubSequence) -> Bool { bytes.allSatisfy { $0 == 0x5F } }

  private func isNumber(_ place: Int, _ filled: [Int], _ text: PlainText) -> Bool {
    guard filled.indices.contains(place) else { return false }
    let line = text.lines[filled[place]]
    return line.width <= 24 && text.bytes[line.content].allSatisfy { $0 &- 0x30 < 10 }
  }

  /// Lines that return, each time where a page turns.
  private mutating func findRunningHeads(
    _ filled: [Int], _ text: PlainText, _ repeated: RepeatedLines
  ) {
    for places in repeated.groups {
      let turning = places.filter {
        $0 > 0 && !numbers.contains(filled[$0]) && turnsPage(near: $0, filled, text)
      }
      // The text's first line is its name, and its return needs no second witness.
      let repeatsTitle = places.first == 0
      if turning.count >= 3 || (repeatsTitle && !turning.isEmpty)
        || (turning.count == 2
          && (turning.contains { cutsSentence($0, filled, text) }
            || turning.allSatisfy { opensPage($0, filled, text) }))
      {
        runningHeads.formUnion(turning.map { filled[$0] })
      }
    }
  }

  /// A short line beside a page's number, both in the midst of a sentence, is the page's too, even
  /// where it never returns.
  private mutating func findHeadsInSentences(_ filled: [Int], _ text: PlainText) {
    for place in filled.indices where numbers.contains(filled[place]) {
      for beside in [place - 1, place + 1] where filled.indices.contains(beside) {
        let index = filled[beside]
        let line = text.lines[index]
        guard !numbers.contains(index), !runningHeads.contains(index),
          line.end != .sentence, line.start != .lower, text.openingMark(of: line) == nil,
          cutsSentence(beside, filled, text)
        else { continue }
        // The words on its other side, which it must not touch, and those above both.
        let words = beside < place ? beside - 1 : beside + 1
        let above = min(beside, place) - 1
        guard above >= 0, filled.indices.contains(words) else { continue }
        let width = text.lines[filled[above]].width
        guard abs(filled[words] - index) > 1, width >= 40, line.width * 10 < width * 8 else {
          continue
        }
        runningHeads.insert(index)
      }
    }
  }

  /// Whether a form feed, a page number or a known head stands within a line of this one.
  private func turnsPage(near place: Int, _ filled: [Int], _ text: PlainText) -> Bool {
    (max(0, place - 1)...min(filled.count - 1, place + 1)).contains { near in
      numbers.contains(filled[near]) || (near != place && runningHeads.contains(filled[near]))
        || (near >= place && text.lines[filled[near]].followsFormFeed)
    }
  }

  /// Whether a line stands right after a form feed, and right above the page's number.
  private func opensPage(_ place: Int, _ filled: [Int], _ text: PlainText) -> Bool {
    text.lines[filled[place]].followsFormFeed && numbers.contains(filled[place] + 1)
  }

  /// Whether the sentence above the page's furniture goes on below it.
  private func cutsSentence(_ place: Int, _ filled: [Int], _ text: PlainText) -> Bool {
    var above = place - 1
    while above > 0, numbers.contains(filled[above]) { above -= 1 }
    var below = place + 1
    while below < filled.count, numbers.contains(filled[below]) { below += 1 }
    guard above >= 0, below < filled.count else { return false }
    return text.lines[filled[above]].isOpen && text.lines[filled[below]].start == .lower
  }
}

/// Whether the line has the form of a page number, and if so whether it can be nothing else.
///
/// `10` may be; `- 10 -`, `Sida 3 av 12`, `3 (12)`, `Side 3` can be nothing else.
func pageNumberForm(_ line: String) -> Bool? {
  // `(s. 14)` ends a sentence that refers to another text.
  guard !line.hasPrefix("(") || !line.contains(where: \.isLetter) else { return nil }
  let words = line.lowercased().split { !$0.isLetter && !$0.isNumber }
  let numbers = words.compactMap { Int($0) }
  guard (1...2).contains(numbers.count), numbers.allSatisfy({ (1...9999).contains($0) }) else {
    return nil
  }
  let others = words.filter { Int($0) == nil }
  if others.isEmpty {
    let signs = line.filter { !$0.isNumber && !$0.isWhitespace }
    if numbers.count == 2 { return signs == "/" || signs == "()" ? true : nil }
    // A year on a line of its own is a heading.
    if signs.isEmpty { return (1500...2100).contains(numbers[0]) ? nil : false }
    return ["--", "––", "——", "|", "[]"].contains(signs) ? true : nil
  }
  guard let first = others.first, pageWords.contains(String(first)) else { return nil }
  return others.dropFirst().allSatisfy { ofWords.contains(String($0)) } ? true : nil
}

private let pageWords: Set<String> = [
  "sida", "sid", "s", "side", "page", "p", "seite", "sivu", "pagina",
]
private let ofWords: Set<String> = ["av", "af", "of", "von"]
