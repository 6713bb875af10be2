/// Lines whose look alone says what they are.
extension Paragraphs {
  /// A row of a table: two cells parted by tabs or by wide gaps, and a like row beside it.
  func isRow(_ index: Int, _ line: Line) -> Bool {
    if text.hasLeader(line) { return true }
    guard line.tabs > 0 || line.wideGaps > 0 || isPiped(line) else { return false }
    if line.tabs > 1 || isPiped(line) { return true }
    let neighbours = [neighbour(of: index, step: -1), neighbour(of: index, step: 1)]
    return neighbours.contains { near in
      guard let near else { return false }
      return line.tabs > 0 ? near.tabs == line.tabs : near.wideGaps > 0
    }
  }

  private func neighbour(of index: Int, step: Int) -> Line? {
    var near = index + step
    while text.lines.indices.contains(near), abs(near - index) < 3 {
      if !text.lines[near].isBlank { return text.lines[near] }
      near += step
    }
    return nil
  }

  /// `| a | b |`, as in Markdown.
  private func isPiped(_ line: Line) -> Bool {
    let bytes = text.bytes[line.content]
    return bytes.first == 0x7C && bytes.last == 0x7C && bytes.count > 2
  }

  /// `|---|:--|` under the head of a Markdown table.
  func isTableRule(_ line: Line) -> Bool {
    let bytes = text.bytes[line.content]
    return bytes.first == 0x7C && bytes.contains(0x2D)
      && bytes.allSatisfy { $0 == 0x7C || $0 == 0x2D || $0 == 0x3A || $0 == 0x20 }
  }

  /// Three grave accents or tildes, around code in Markdown.
  func isFence(_ line: Line) -> Bool {
    let start = text.bytes[line.content].prefix(3)
    return start.count == 3 && (start.allSatisfy { $0 == 0x60 } || start.allSatisfy { $0 == 0x7E })
  }

  /// A line of `=` or `-` that makes the line above a heading: in Markdown, or as wide as it.
  func isUnderline(_ line: Line, below title: Range<Int>?) -> Bool {
    guard line.content.count >= 3 else { return false }
    let bytes = text.bytes[line.content]
    guard bytes.allSatisfy({ $0 == 0x3D }) || bytes.allSatisfy({ $0 == 0x2D }) else { return false }
    guard !conventions.isMarkdown, bytes.first == 0x2D, let title else { return true }
    return abs(text.codePoints(title) - line.width) <= 2
  }

  /// Whether a line opens as a part of a section does in Danish and Norwegian statutes, with `Stk.` and
  /// a number; within a sentence it is written small.
  func opensSubsection(_ line: Line) -> Bool {
    guard line.start == .upper else { return false }
    let bytes = text.bytes[line.content].prefix(6)
    return bytes.starts(with: "Stk. ".utf8) && bytes.count == 6 && (bytes.last ?? 0) &- 0x30 < 10
  }

  /// Who made a picture, on a line of its own.
  func isCredit(_ line: Line) -> Bool {
    // Most lines have no colon so early and need no closer look.
    line.width <= 120 && text.bytes[line.content].prefix(40).contains(0x3A)
      && startsAsCredit(text.string(line.content))
  }
}

/// Whether a line opens as a picture's credit does in the Nordic press, English or German.
func startsAsCredit(_ line: String) -> Bool {
  guard has(0x3A, within: 40, of: line), creditKeys.contains(openingKey(of: line)) else {
    return false
  }
  let plain = line.drop { "([*_ ".contains($0) }.lowercased()
  guard let colon = plain.firstIndex(of: ":"), plain.index(after: colon) < plain.endIndex else {
    return false
  }
  let words = plain[..<colon].split(separator: " ")
  guard words.count <= 2, let first = words.first else { return false }
  return creditWords.contains(String(first))
    && words.dropFirst().allSatisfy { $0 == "/" || creditWords.contains(String($0)) }
}

private let creditKeys = KeySet(creditWords)

private let creditWords: Set<String> = [
  "foto", "fotograf", "fotografi", "bild", "bilder", "arkivfoto", "arkivbild", "pressfoto",
  "pressebild", "pressbild", "genrebild", "modelfoto", "illustration", "grafik", "grafikk",
  "photo", "photograph", "picture", "image", "montage", "collage", "video", "tv", "foto/bild",
  "pressefoto", "illustrasjon", "credit",
]

extension PlainText {
  /// `Inledning ........ 3`, as in a table of contents.
  func hasLeader(_ line: Line) -> Bool {
    guard line.end == .digit, line.width <= 200 else { return false }
    let dots = bytes[line.content].split(omittingEmptySubsequences: true) {
      $0 != 0x2E && $0 != 0x20
    }
    return dots.contains { $0.count { $0 == 0x2E } >= 4 }
  }
}
