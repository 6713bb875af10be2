/// Rows of a page without a blank one between them.
struct ColumnBand {
  var rows: Range<Int>
  /// The left column's lines.
  var left: [ColumnLine] = []
  var right: [ColumnLine] = []
  /// Whether the rows stand as they are: a heading over both columns, a table, a page's head or foot.
  var isWhole = false

  /// Whether the text goes on at the top of another page in the next band, rather than below on this
  /// one; `blanks` blank rows lie between.
  func endsPage(before next: ColumnBand, blanks: Int) -> Bool {
    guard let last = left.last, let first = next.left.first else { return blanks > 1 }
    guard let lastRight = right.last else { return blanks > 1 }
    func goesOn(_ line: ColumnLine, _ next: ColumnLine?) -> Int {
      guard let next else { return 0 }
      return line.isOpen == (next.start == .lower) ? 1 : -1
    }
    let below = goesOn(last, first) + goesOn(lastRight, next.right.first)
    let beyond =
      goesOn(lastRight, first) + (next.left.last.map { goesOn($0, next.right.first) } ?? 0)
    return below == beyond ? blanks > 1 : beyond > below
  }
}

extension ColumnBand {
  /// The bands of a page from top to foot; rows over both columns are bands of their own.
  static func bands(of rows: PageRows, _ gutter: Gutter, in text: PlainText) -> [ColumnBand] {
    var bands: [ColumnBand] = []
    var open: ColumnBand?
    func close() {
      if var band = open {
        band.isWhole = band.isTable(rows, gutter)
        bands.append(band)
      }
      open = nil
    }
    for row in 0..<rows.count {
      switch gutter.parts(of: rows[row]) {
      case .blank: close()
      case .across:
        close()
        bands.append(ColumnBand(rows: row..<row + 1, isWhole: true))
      case .columns(let left, let right):
        var band = open ?? ColumnBand(rows: row..<row)
        open = nil
        band.rows = band.rows.lowerBound..<row + 1
        if let line = ColumnLine(left, row: row, of: text) { band.left.append(line) }
        if let line = ColumnLine(right, row: row, of: text) { band.right.append(line) }
        open = band
      }
    }
    close()
    return bands
  }

  /// Whether the rows are a table over both columns: no side is words, or its cells begin elsewhere.
  private func isTable(_ page: PageRows, _ gutter: Gutter) -> Bool {
    var pairs = 0
    var aligned = 0
    for row in rows {
      guard case .columns(let left, let right) = gutter.parts(of: page[row]), !left.isEmpty,
        let first = right.first
      else { continue }
      pairs += 1
      if gutter.begins(first) { aligned += 1 }
    }
    guard pairs > 1 else { return false }
    return aligned * 10 < pairs * 6 || !(ColumnLine.areWords(left) || ColumnLine.areWords(right))
  }

  /// The row's words where it is the only one and could be a page's head or foot; else `nil`.
  ///
  /// Without its figures, so that heads of several pages are the same.
  func edgeWords(of text: PlainText) -> String? {
    guard rows.count == 1, !isWhole else { return nil }
    let words = [left.first, right.first].compactMap { $0 }.map { text.string($0.range) }
    return words.joined(separator: " ").filter { !$0.isNumber && !$0.isWhitespace }
  }

  /// Whether a single row holds a page's number.
  func hasPageNumber(in text: PlainText) -> Bool {
    rows.count == 1
      && [left.first, right.first].contains { line in
        line.map { $0.width < 20 && pageNumberForm(text.string($0.range)) != nil } ?? false
      }
  }
}
