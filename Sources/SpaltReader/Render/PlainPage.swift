internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

/// A whole text as plain lines, with its notes in the margin if asked for.
///
/// For pipes and printers: the same rule of widths and the same margin as on the screen, but no
/// pane, no ruler and nothing folded. Trailing blanks are removed.
///
/// - Parameters:
///   - text: What to print.
///   - width: Cell columns; no line is wider.
///   - showsNotes: Whether notes stand beside their passages, or under them where the width has no
///     room for a margin.
///   - hyphenation: Where words may be parted.
///   - isJustified: Whether lines are spread to the full measure.
/// - Returns: One string a line, without line ends.
public func plainPage(
  of text: OpenText, width: Int, showsNotes: Bool, hyphenation: Hyphenation,
  isJustified: Bool = false
) -> [String] {
  var reading = ReadingScreen(text)
  reading.isUnfolded = true
  reading.selection = nil
  if !showsNotes { reading.update([]) }
  var preferences = ReaderState.Preferences()
  preferences.hyphenation = hyphenation
  preferences.isJustified = isJustified
  let geometry = PageGeometry.plain(width: width, hasMargin: showsNotes)
  let layout = reading.layout(geometry, preferences)
  let rows = layout.rows(from: layout.first, count: .max)
  let margin = MarginLayout(
    layout: layout, notes: reading.placed.filter(\.showsWords), width: geometry.margin,
    opened: nil, isForPaper: true)
  var beside = [MarginLine?](repeating: nil, count: rows.count)
  if geometry.marginStart != nil {
    // Notes on the last words may go on below them.
    let most = rows.count + margin.mostRowsBelow
    beside = margin.lines(beside: rows.map(\.address), height: most)
    while beside.count > rows.count, beside[beside.count - 1] == nil { beside.removeLast() }
  }
  return beside.enumerated().map { index, line in
    var canvas = CellBuffer(Size(columns: width, rows: 1))
    if rows.indices.contains(index) {
      let (address, row) = rows[index]
      reading.drawPlain(row, of: address.block, geometry, on: &canvas)
      if geometry.gutter > 0, case .line(let text) = row,
        let mark = reading.gutterMark(of: text, at: address, in: layout, width: geometry.gutter)
      {
        canvas.write(mark.text, row: 0, column: geometry.gutterStart + mark.column)
      }
    }
    if let line, let start = geometry.marginStart {
      canvas.write("│", row: 0, column: start - 2)
      if line.part == .first {
        canvas.write(String(margin.notes[line.note].letter), row: 0, column: start)
      }
      canvas.write(line.text, row: 0, column: start + 2)
    }
    return canvas.description
  }
}

extension ReadingScreen {
  /// One row without roles or marks that need colour.
  fileprivate func drawPlain(
    _ row: PageRow, of block: Int, _ geometry: PageGeometry, on canvas: inout CellBuffer
  ) {
    switch row {
    case .gap, .fold: break
    case .note(let line):
      let label = line.part == .first ? "\(placed[line.note].letter) " : "  "
      canvas.write(label + line.text, row: 0, column: geometry.bodyStart)
    case .line(let line):
      if let marker = line.marker { canvas.write(marker, row: 0, column: geometry.bodyStart) }
      canvas.write(
        String(line.letters.map(\.character)), row: 0, column: geometry.bodyStart + line.indent)
    }
  }
}
