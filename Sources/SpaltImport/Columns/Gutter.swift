/// The blank stripe between a column of running text and what stands right of it: another column, or
/// two, with a gutter of their own.
///
/// It is proven by the page itself, or by other pages of the same text: many rows in which the right
/// side begins in one cell, and running text on either side of it. Tables, lists side by side and
/// cells of several lines have such a stripe too, but no text that runs on, or they begin anew
/// on both sides at once.
struct Gutter: Equatable {
  /// The cell that most lines of the left column begin in.
  var leftStart: Int
  /// The cell that most lines of the right column begin in.
  var rightStart: Int
  /// The gutter right of this one, where there are three columns or more; else none.
  private(set) var next: [Gutter] = []

  /// How many columns it parts, those of the next gutter too.
  var columnCount: Int { next.reduce(2) { max($0, $1.columnCount + 1) } }

  /// What a row holds.
  enum Parts {
    case blank
    /// Something over both columns.
    case across
    /// What stands left and right of the gutter.
    case columns(left: ArraySlice<PageRows.Ink>, right: ArraySlice<PageRows.Ink>)
  }

  /// The gutter of a page, or `nil` where its rows prove none.
  init?(of rows: PageRows, in text: PlainText) {
    let starts = Self.commonStarts(of: rows)
    for (place, start) in starts.enumerated() {
      let next = place + 1 < starts.count ? starts[place + 1] : nil
      if let gutter = Gutter(before: start, of: rows, next: next, text) {
        self = gutter
        return
      }
    }
    return nil
  }

  private init?(before start: Int, of rows: PageRows, next third: Int?, _ text: PlainText) {
    rightStart = start
    leftStart = 0
    // Where the middle one of three columns is short, rows below it tell nothing of where it began.
    let pairs = pairs(of: rows).filter { row in
      guard let third else { return true }
      return rows[row].contains { $0.start >= start - 2 && $0.start < third - 1 }
    }
    guard pairs.count >= 8 else { return nil }
    let aligned = pairs.count { abs((rows[$0].first { begins($0) }?.start ?? .max) - start) <= 1 }
    guard aligned * 10 >= pairs.count * 6, embedded(in: rows, Set(pairs)) * 6 <= pairs.count else {
      return nil
    }
    let sides = ColumnSides(rows, self, of: text)
    guard ColumnLine.areProse(sides.left), !sides.areCells else { return nil }
    if third != nil, let gutter = Gutter(of: rows.right(of: self), in: text) {
      next = [gutter]
    } else if !ColumnLine.areProse(sides.right) {
      return nil
    }
    leftStart = Self.most(sides.leftStarts)
  }

  /// Rows of which both sides have letters.
  func pairs(of rows: PageRows) -> [Int] { (0..<rows.count).filter { isPair(rows[$0]) } }

  /// How many rows have letters on both sides.
  func pairs(of rows: [ArraySlice<PageRows.Ink>]) -> Int { rows.count { isPair($0) } }

  private func isPair(_ row: ArraySlice<PageRows.Ink>) -> Bool {
    guard case .columns(let left, let right) = parts(of: row) else { return false }
    return !left.isEmpty && !right.isEmpty
  }

  func parts(of ink: ArraySlice<PageRows.Ink>) -> Parts {
    guard let first = ink.first, let last = ink.last else { return .blank }
    if last.end < rightStart { return .columns(left: ink, right: []) }
    if first.start >= rightStart - 2 { return .columns(left: [], right: ink) }
    let place = ink.firstIndex {
      begins($0) || $0.start >= rightStart
    }
    guard let place, ink[place - 1].end <= rightStart else { return .across }
    return .columns(left: ink[..<place], right: ink[place...])
  }

  /// Whether a stretch begins where lines of the right column do, or is a little set in.
  func begins(_ ink: PageRows.Ink) -> Bool {
    (rightStart - 2...rightStart + 6).contains(ink.start)
  }

  /// Rows over both columns in the midst of rows of both.
  private func embedded(in rows: PageRows, _ pairs: Set<Int>) -> Int {
    (0..<rows.count).count { row in
      guard case .across = parts(of: rows[row]) else { return false }
      return pairs.contains(row - 1) && pairs.contains(row + 1)
    }
  }

  /// The cells in which most stretches begin that are not the first of their row, from left to right.
  private static func commonStarts(of rows: PageRows) -> [Int] {
    // Wider than any page.
    let widest = 400
    var counts = [Int](repeating: 0, count: widest)
    for row in 0..<rows.count {
      for ink in rows[row].dropFirst() where ink.start < widest { counts[ink.start] += 1 }
    }
    guard let best = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[best] >= 5 else {
      return []
    }
    // Those of a third column; nearer ones are the best's own paragraphs, set in.
    let other = counts.indices.filter { abs($0 - best) > 12 }.max { counts[$0] < counts[$1] }
    guard let other, counts[other] * 2 >= counts[best] else { return [best] }
    return [min(best, other), max(best, other)]
  }

  private static func most(_ cells: [Int]) -> Int {
    var counts: [Int: Int] = [:]
    for cell in cells { counts[cell, default: 0] += 1 }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
  }
}

/// The lines of both columns of a page, each from its top to its foot.
struct ColumnSides {
  private(set) var left: [ColumnLine] = []
  private(set) var right: [ColumnLine] = []
  /// The cells that the left lines begin in.
  private(set) var leftStarts: [Int] = []

  init(_ rows: PageRows, _ gutter: Gutter, of text: PlainText) {
    for row in 0..<rows.count {
      guard case .columns(let left, let right) = gutter.parts(of: rows[row]) else { continue }
      if let line = ColumnLine(left, row: row, of: text) {
        self.left.append(line)
        leftStarts.append(left.first?.start ?? 0)
      }
      if let line = ColumnLine(right, row: row, of: text) { self.right.append(line) }
    }
  }

  /// Whether both sides begin anew in the same rows, as the cells of a table do.
  ///
  /// Pages do so too, but are higher, and most begin within a sentence.
  var areCells: Bool {
    let leftStarts = Self.starts(of: left)
    let rightStarts = Self.starts(of: right)
    let common = leftStarts.filter { rightStarts[$0.key] != nil }
    let anew = common.filter { $0.value != .lower && rightStarts[$0.key] != .lower }
    let starts = max(leftStarts.count, rightStarts.count)
    if anew.count >= 2, common.count * 2 >= starts, anew.count * 2 >= common.count,
      max(left.count, right.count) < 12 * (common.count + 1)
    {
      return true
    }
    // Where no blank row parts the cells; in running text two sentences begin side by side by chance.
    let leftSentences = Self.sentenceStarts(of: left)
    let rightSentences = Self.sentenceStarts(of: right)
    let together = leftSentences.intersection(rightSentences).count
    return together >= 3 && together * 5 >= max(leftSentences.count, rightSentences.count) * 3
  }

  /// What lines below a blank one begin with, by their rows.
  private static func starts(of lines: [ColumnLine]) -> [Int: Line.Start] {
    let parted = zip(lines, lines.dropFirst()).filter { $1.row > $0.row + 1 }
    return Dictionary(uniqueKeysWithValues: parted.map { ($1.row, $1.start) })
  }

  /// The rows of lines that begin a sentence, the first apart.
  private static func sentenceStarts(of lines: [ColumnLine]) -> Set<Int> {
    Set(zip(lines, lines.dropFirst()).filter { !$0.isOpen && $1.start != .lower }.map(\.1.row))
  }
}
