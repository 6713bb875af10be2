/// One side's part of a row of two columns.
struct ColumnLine {
  var row: Int
  /// The letters, in bytes of the text.
  var range: Range<Int>
  /// In characters, like ``firstWordWidth``.
  var width: Int
  var firstWordWidth: Int
  var start: Line.Start
  var end: Line.End
  private(set) var words = 1
  private(set) var letters = 0
  /// A sentence ends within the line and another begins.
  private(set) var hasInnerStop = false

  init?(_ ink: ArraySlice<PageRows.Ink>, row: Int, of text: PlainText) {
    guard let first = ink.first, let last = ink.last else { return nil }
    self.row = row
    range = first.bytes.lowerBound..<last.bytes.upperBound
    width = last.end - first.start
    start = text.start(of: range)
    end = text.end(of: range)
    let bytes = text.bytes[range]
    let gap = bytes.firstIndex(of: 0x20) ?? range.upperBound
    firstWordWidth = text.codePoints(range.lowerBound..<gap)
    var previous: UInt8 = 0
    for index in range {
      let byte = text.bytes[index]
      if byte | 0x20 &- 0x61 < 26 || byte >= 0x80 { letters += 1 }
      if previous == 0x20 {
        words += byte == 0x20 ? 0 : 1
        if let stop = index - range.lowerBound >= 2 ? text.bytes[index - 2] : nil,
          stop == 0x2E || stop == 0x3F || stop == 0x21,
          text.scalar(at: index).value.isUpper
        {
          hasInnerStop = true
        }
      }
      previous = byte
    }
  }

  var isOpen: Bool { end != .sentence && end != .colon }

  /// Whether lines are words rather than figures or names: at least so many words of letters in each.
  static func areWords(_ lines: [ColumnLine], each least: Int = 3) -> Bool {
    let bytes = lines.reduce(0) { $0 + $1.range.count - $1.words + 1 }
    return lines.reduce(0) { $0 + $1.words } >= least * lines.count
      && lines.reduce(0) { $0 + $1.letters } * 4 >= bytes * 3
  }

  /// Whether lines are running text that was broken where no further word had room.
  ///
  /// Its sentences run on in lower case, come to ends, and the lines are full. Entries of lists
  /// may begin in lower case too, but end where they like; cells of tables hold no sentences.
  static func areProse(_ lines: [ColumnLine]) -> Bool {
    guard lines.count >= 6, areWords(lines, each: 2),
      lines.reduce(0, { $0 + $1.width }) >= 14 * lines.count,
      lines.count(where: { $0.hasInnerStop || $0.end == .sentence }) * 12 >= max(lines.count, 24)
    else { return false }
    let widths = lines.map(\.width).sorted()
    let full = widths[widths.count * 9 / 10]
    let touching = zip(lines, lines.dropFirst()).filter { $1.row == $0.row + 1 }
    let running = touching.filter { $0.isOpen && $1.start == .lower }
    let filled = running.filter { ($0.width + 1 + $1.firstWordWidth) * 5 >= full * 4 }
    return running.count * 10 >= touching.count * 3 && filled.count * 5 >= running.count * 4
  }
}
