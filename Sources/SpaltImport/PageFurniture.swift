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
    findRunningHeads(filled, text, repeated)
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
        || (turning.count == 2 && turning.contains { cutsSentence($0, filled, text) })
      {
        runningHeads.formUnion(turning.map { filled[$0] })
      } else if countsPages(places, filled, text) {
        runningHeads.formUnion(places.map { filled[$0] })
      }
    }
  }

  /// Whether a form feed or a page number stands within a line of this one.
  private func turnsPage(near place: Int, _ filled: [Int], _ text: PlainText) -> Bool {
    (max(0, place - 1)...min(filled.count - 1, place + 1)).contains { near in
      numbers.contains(filled[near]) || (near >= place && text.lines[filled[near]].followsFormFeed)
    }
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

  /// Whether lines that differ only in a number are heads of pages: the numbers rise by one or
  /// two, and sentences run on over some of the lines, as they never do over a heading.
  private func countsPages(_ places: [Int], _ filled: [Int], _ text: PlainText) -> Bool {
    guard places.count >= 3 else { return false }
    let counts = places.map { lastNumber(in: text.bytes[text.lines[filled[$0]].content]) }
    for (first, second) in zip(counts, counts.dropFirst()) {
      guard let first, let second, (1...2).contains(second - first) else { return false }
    }
    return places.count { cutsSentence($0, filled, text) } * 4 >= places.count
  }

  /// The page number is the first or the last thing on its line.
  private func lastNumber(in bytes: SourceBytes.SubSequence) -> Int? {
    let isDigit = { (byte: UInt8) in byte &- 0x30 < 10 }
    let tail = bytes.reversed().prefix { isDigit($0) }.reversed().map { Int($0) - 0x30 }
    let digits = tail.isEmpty ? bytes.prefix { isDigit($0) }.map { Int($0) - 0x30 } : Array(tail)
    return (1...4).contains(digits.count) ? digits.reduce(0) { $0 * 10 + $1 } : nil
  }
}

/// Short lines that stand in the text more than once, their numbers aside.
private struct RepeatedLines {
  /// Places among the filled lines, each group from the top.
  private(set) var groups: [[Int]] = []
  private var members: LineSet = []

  init(_ filled: [Int], in text: PlainText) {
    var once = KeySet()
    var twice = KeySet()
    for index in filled {
      guard let key = Self.key(of: text.lines[index], text) else { continue }
      if once.contains(key) { twice.insert(key) } else { once.insert(key) }
    }
    guard twice.count > 0 else { return }
    var places: [WordKey: [Int]] = [:]
    for (place, index) in filled.enumerated() {
      guard let key = Self.key(of: text.lines[index], text), twice.contains(key) else { continue }
      places[key, default: []].append(place)
    }
    groups = places.values.sorted { $0[0] < $1[0] }
    for group in groups { members.formUnion(group) }
  }

  func contains(_ place: Int) -> Bool { members.contains(place) }

  /// The letters of the line, without the numbers, which count the pages.
  private static func key(of line: Line, _ text: PlainText) -> WordKey? {
    guard line.width <= 90, line.width > 2, line.start != .lower || line.end == .digit else {
      return nil
    }
    var key = WordKey()
    var letters = 0
    var index = line.content.lowerBound
    while index < line.content.upperBound {
      let byte = text.bytes[index]
      if byte < 0x80 {
        index += 1
        if byte <= 0x20 && (byte == 0x20 || (0x09...0x0D).contains(byte)) { continue }
        if byte &- 0x30 < 10 { continue }
        let isLetter = (byte | 0x20) &- 0x61 < 26
        key.append(UInt32(isLetter ? byte | 0x20 : byte))
        letters += isLetter ? 1 : 0
        continue
      }
      let (value, length) = text.scalar(at: index)
      if !value.isDigit, !value.isWhite {
        key.append(value)
        letters += value.isLetter ? 1 : 0
      }
      index += length
    }
    return letters > 1 ? key : nil
  }
}

/// Whether the line has the form of a page number, and if so whether it can be nothing else.
///
/// `10` may be; `- 10 -`, `Sida 3 av 12`, `3 (12)`, `Side 3` can be nothing else.
private func pageNumberForm(_ line: String) -> Bool? {
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
