internal import SpaltText

/// Breaks a block into lines no wider than the measure.
///
/// Ragged right: words are taken while they fit. A word is parted only where the line would else
/// stay visibly short, at most twice in a row, never a name, a number or an address. A hyphen
/// the text already has is a place to break.
struct LineBreaker {
  /// Cell columns.
  var measure: Int
  var language: Language
  var hyphenation: Hyphenation
  var isJustified = false

  /// A line that ends this much short, in cell columns, is worth a hyphen.
  private static let shortfall = 5
  /// No word is parted with fewer letters on either side.
  private static let shortestPart = (before: 2, after: 3)
  private static let mostHyphensInRow = 2
  /// A longer run of letters is no word; reading it to its end at every line takes forever.
  private static let longestWord = 200

  func lines(_ letters: [TextLine.Letter], indent: Int, end: Int) -> [TextLine] {
    let width = max(4, measure - indent)
    var lines: [TextLine] = []
    var start = 0
    var hyphens = 0
    while start < letters.count {
      // A line never begins with the space it was broken at.
      if !lines.isEmpty, letters[start].character == " ", !letters[start].isInserted {
        start += 1
        continue
      }
      let (next, isHyphenated) = lineEnd(letters, from: start, width: width, hyphens: hyphens)
      hyphens = isHyphenated ? hyphens + 1 : 0
      var taken = Array(letters[start..<next])
      while taken.last?.character == " " { taken.removeLast() }
      let offset = next < letters.count ? letters[next].offset : end
      if isHyphenated {
        taken.append(.init(character: "-", width: 1, offset: offset, isInserted: true))
      }
      if isJustified, next < letters.count { taken = Self.justified(taken, to: width) }
      lines.append(
        TextLine(
          letters: taken, indent: indent, marker: nil,
          range: letters[start].offset..<max(offset, letters[start].offset),
          isHyphenated: isHyphenated))
      start = next
    }
    return Self.contiguous(lines, end: end)
  }

  /// The first letter of the next line, and whether a hyphen ends this one.
  private func lineEnd(
    _ letters: [TextLine.Letter], from start: Int, width: Int, hyphens: Int
  ) -> (next: Int, isHyphenated: Bool) {
    var used = 0
    var index = start
    var lastBreak = start
    var usedAtBreak = 0
    while index < letters.count, used + letters[index].width <= width {
      used += letters[index].width
      index += 1
      if canBreak(letters, before: index) {
        lastBreak = index
        usedAtBreak = used
      }
    }
    guard index < letters.count else { return (letters.count, false) }
    // The space that did not fit may hang over the edge.
    if letters[index].character == " " { return (index + 1, false) }
    if hyphens < Self.mostHyphensInRow, width - usedAtBreak > Self.shortfall,
      let parted = part(letters, wordAt: lastBreak, room: width - usedAtBreak)
    {
      return (parted, true)
    }
    // A word longer than the line is cut where the line ends.
    return (lastBreak > start ? lastBreak : max(index, start + 1), false)
  }

  private func canBreak(_ letters: [TextLine.Letter], before index: Int) -> Bool {
    guard index < letters.count else { return true }
    let last = letters[index - 1].character
    if last == " " { return true }
    guard !letters[index].isInserted, index >= 2 else { return false }
    let isJoint = last == "-" || last == "–" || last == "/"
    return isJoint && letters[index - 2].character.isLetter && letters[index].character.isLetter
  }

  /// The letter before which the word at `start` is parted so that a hyphen still fits.
  private func part(_ letters: [TextLine.Letter], wordAt start: Int, room: Int) -> Int? {
    var end = start
    let limit = min(letters.count, start + Self.longestWord + 1)
    while end < limit, letters[end].character.isLetter { end += 1 }
    let shortest = Self.shortestPart.before + Self.shortestPart.after
    guard (shortest...Self.longestWord).contains(end - start) else { return nil }
    // Names are quoted and searched for by eye, and addresses are copied.
    guard letters[start].character.isLowercase, !isAddress(letters, from: end) else { return nil }
    let word = String(letters[start..<end].map(\.character))
    let breaks = Set(hyphenation.breaks(word.lowercased(), language))
    guard !breaks.isEmpty else { return nil }
    var best: Int?
    var used = 0
    var bytes = 0
    for index in start..<end {
      if breaks.contains(bytes), index - start >= Self.shortestPart.before,
        end - index >= Self.shortestPart.after
      {
        best = index
      }
      bytes += letters[index].character.utf8.count
      used += letters[index].width
      if used + 1 > room { break }
    }
    return best
  }

  private func isAddress(_ letters: [TextLine.Letter], from index: Int) -> Bool {
    guard index + 1 < letters.count else { return false }
    return "@:/.".contains(letters[index].character) && !letters[index + 1].character.isWhitespace
  }

  /// Spreads what a line falls short over its spaces, from the left; a very short line stays.
  private static func justified(_ letters: [TextLine.Letter], to width: Int) -> [TextLine.Letter] {
    let used = letters.reduce(0) { $0 + $1.width }
    let spaces = letters.filter { $0.character == " " }.count
    let missing = width - used
    guard missing > 0, spaces > 0, missing <= spaces * 2 else { return letters }
    var result: [TextLine.Letter] = []
    var seen = 0
    for letter in letters {
      result.append(letter)
      guard letter.character == " " else { continue }
      seen += 1
      let filling = missing * seen / spaces - missing * (seen - 1) / spaces
      for _ in 0..<filling {
        result.append(
          .init(character: " ", width: 1, offset: letter.offset, isInserted: true))
      }
    }
    return result
  }

  /// Makes every letter of the text belong to a line, spaces at line ends too.
  private static func contiguous(_ lines: [TextLine], end: Int) -> [TextLine] {
    var lines = lines
    for index in lines.indices {
      let next = index + 1 < lines.count ? lines[index + 1].range.lowerBound : end
      lines[index].range = lines[index].range.lowerBound..<max(next, lines[index].range.lowerBound)
    }
    return lines
  }
}
