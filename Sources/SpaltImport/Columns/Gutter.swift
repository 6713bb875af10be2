/// The blank stripe between two columns of running text that stand side by side.
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

  /// What a row holds.
  enum Parts {
    case blank
    /// Something over both columns.
    case across
    case columns(left: ArraySlice<PageRows.Ink>, right: ArraySlice<PageRows.Ink>)
  }

  /// The gutter of a page, or `nil` where its rows prove none.
  init?(of rows: PageRows, in text: PlainText) {
    guard let start = Self.commonStart(of: rows) else { return nil }
    rightStart = start
    leftStart = 0
    let pairs = pairs(of: rows)
    guard pairs.count >= 8 else { return nil }
    let aligned = pairs.count { abs((rows[$0].first { begins($0) }?.start ?? .max) - start) <= 1 }
    guard aligned * 10 >= pairs.count * 6, embedded(in: rows, Set(pairs)) * 6 <= pairs.count else {
      return nil
    }
    let sides = ColumnSides(rows, self, of: text)
    guard ColumnLine.areProse(sides.left), ColumnLine.areProse(sides.right), !sides.areCells else {
      return nil
    }
    leftStart = Self.most(sides.leftStarts)
  }

  /// Rows of which both sides have letters.
  func pairs(of rows: PageRows) -> [Int] {
    (0..<rows.count).filter { row in
      guard case .columns(let left, let right) = parts(of: rows[row]) else { return false }
      return !left.isEmpty && !right.isEmpty
    }
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

  /// The cell in which most stretches begin that are not the first of their row.
  private static func commonStart(of rows: PageRows) -> Int? {
    // Wider than any page.
    let widest = 400
    var counts = [Int](repeating: 0, count: widest)
    for row in 0..<rows.count {
      for ink in rows[row].dropFirst() where ink.start < widest { counts[ink.start] += 1 }
    }
    let best = counts.indices.max { counts[$0] < counts[$1] }
    return best.flatMap { counts[$0] >= 5 ? $0 : nil }
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
    guard anew.count >= 2, common.count * 2 >= starts, anew.count * 2 >= common.count else {
      return false
    }
    return max(left.count, right.count) < 12 * (common.count + 1)
  }

  /// What lines below a blank one begin with, by their rows.
  private static func starts(of lines: [ColumnLine]) -> [Int: Line.Start] {
    let parted = zip(lines, lines.dropFirst()).filter { $1.row > $0.row + 1 }
    return Dictionary(uniqueKeysWithValues: parted.map { ($1.row, $1.start) })
  }
}
