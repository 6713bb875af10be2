/// Lines of narrow columns set to one width, which the program that reads the pages takes for several
/// where their spaces are wide.
struct LooseLines {
  private let pages: PageWords
  private let body: Double
  private let edges: [Int: (left: Double, right: Double)]
  /// How many lines of each block go from edge to edge and are whole.
  private var wholeLines: [Int: Int] = [:]

  /// - Parameters:
  ///   - pages: The lines of the file.
  ///   - measures: The size of its letters.
  ///   - edges: The left and right edge of the text in each block.
  init(
    _ pages: PageWords, _ measures: PageMeasures, _ edges: [Int: (left: Double, right: Double)]
  ) {
    self.pages = pages
    self.edges = edges
    body = measures.bodyHeight
    for line in pages.lines where line.words.count >= 3 && isFull(line.left, line.right, line.block)
    {
      wholeLines[line.block, default: 0] += 1
    }
  }

  private func isFull(_ left: Double, _ right: Double, _ block: Int) -> Bool {
    guard let edge = edges[block] else { return false }
    return left < edge.left + body * 0.5 && right > edge.right - body * 0.5
  }

  /// Whether two lines after each other are parts of one.
  func isOneLine(_ first: Int, _ second: Int) -> Bool {
    guard isSameRow(first, second) else { return false }
    var start = first
    while start > 0, first - start < 20, isSameRow(start - 1, start) { start -= 1 }
    var end = second + 1
    while end < pages.lines.count, end - second < 20, isSameRow(end - 1, end) { end += 1 }
    return isOneLine(start..<end)
  }

  private func isSameRow(_ first: Int, _ second: Int) -> Bool {
    let (left, right) = (pages.lines[first], pages.lines[second])
    return left.block == right.block && right.left > left.right
      && abs(left.foot - right.foot) < body * 0.3
  }

  /// Whether a row goes from edge to edge, as a line does that is set to the width of its column: its parts
  /// stand near each other, or among whole lines.
  func isOneLine(_ row: Range<Int>) -> Bool {
    let (first, last) = (pages.lines[row.lowerBound], pages.lines[row.upperBound - 1])
    guard first.block == last.block, isFull(first.left, last.right, first.block) else {
      return false
    }
    if wholeLines[first.block, default: 0] >= 3 { return true }
    return row.dropFirst().allSatisfy {
      pages.lines[$0].left - pages.lines[$0 - 1].right < body * 2.5
    }
  }
}
