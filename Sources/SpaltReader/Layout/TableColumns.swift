internal import SpaltScreen
internal import SpaltText

/// The columns that the rows of a table share, in cell columns.
///
/// A row keeps its cells as one line of text; where the source of a plain text had a tab or
/// several blanks the text has one space that stands for nothing in the source, and that is where a
/// cell ends. A text of another format has tabs.
struct TableColumns: Equatable {
  private var starts: [Int]
  private var widths: [Int]
  /// Whether a column holds numbers, which stand right under each other's last digit.
  private var isNumeric: [Bool]

  /// Cell columns between two columns.
  private static let gap = 2

  /// The columns of rows that follow each other; `nil` where they are no table or do not fit.
  init?(_ rows: some Sequence<Block>, measure: Int) {
    var widths: [Int] = []
    var isNumeric: [Bool] = []
    var isFirst = true
    for row in rows {
      for (index, cell) in Self.cells(of: row).enumerated() {
        if index == widths.count {
          widths.append(0)
          isNumeric.append(true)
        }
        let words = row.text.slice(cell)
        widths[index] = max(widths[index], Self.width(of: cell, in: row))
        // A heading over a column of numbers is none itself.
        if !isFirst, !Self.isNumber(words) { isNumeric[index] = false }
      }
      isFirst = false
    }
    guard widths.count > 1 else { return nil }
    var starts: [Int] = []
    var column = 0
    for width in widths {
      starts.append(column)
      column += width + Self.gap
    }
    guard column - Self.gap <= measure else { return nil }
    self.starts = starts
    self.widths = widths
    self.isNumeric = isNumeric
  }

  /// A row in these columns; `nil` for a row with references, whose marks have no room.
  func line(of block: Block) -> TextLine? {
    guard block.references.isEmpty else { return nil }
    let count = block.text.utf8.count
    let stops = zip(Self.cells(of: block), starts.indices).map { cell, index in
      let spare = isNumeric[index] ? widths[index] - Self.width(of: cell, in: block) : 0
      return TextLine.Stop(offset: cell.lowerBound, column: starts[index] + spare)
    }
    return TextLine(
      text: block.text, references: [], range: 0..<count, end: count, indent: 0, stops: stops)
  }

  /// The cells of a row as UTF-8 byte ranges of its text.
  static func cells(of block: Block) -> [Range<Int>] {
    let bytes = Array(block.text.utf8)
    var cells: [Range<Int>] = []
    var start = 0
    // Formats that say where a cell ends have a tab there.
    if bytes.contains(0x09) {
      for index in bytes.indices where bytes[index] == 0x09 {
        cells.append(start..<index)
        start = index + 1
      }
      return cells + [start..<bytes.count]
    }
    for (run, next) in zip(block.map.runs, block.map.runs.dropFirst()) {
      let end = run.text + run.length
      // The two runs are apart in the text by the space that was put in.
      guard end >= start, next.text == end + 1, end < bytes.count,
        bytes[end] == UInt8(ascii: " ")
      else { continue }
      cells.append(start..<end)
      start = next.text
    }
    return cells + [start..<max(start, bytes.count)]
  }

  private static func width(of cell: Range<Int>, in block: Block) -> Int {
    Glyph.width(of: block.text.slice(cell))
  }

  private static func isNumber(_ words: Substring) -> Bool {
    let signs: Set<Character> = [
      ",", ".", "-", "–", "−", "+", "±", "%", "(", ")", " ", "\u{A0}", "/", "€", "$", "£",
    ]
    return words.contains { $0.isNumber } && words.allSatisfy { $0.isNumber || signs.contains($0) }
  }
}
