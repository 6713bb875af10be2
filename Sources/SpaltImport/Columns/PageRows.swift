/// The lines of a page, each with the stretches of ink on it and the character cells they stand in.
struct PageRows {
  /// Letters with no gap of two blanks between them.
  struct Ink: Equatable {
    @Narrow<UInt32> private var lower: Int
    @Narrow<UInt32> private var upper: Int
    @Narrow<UInt32> private(set) var start: Int
    @Narrow<UInt32> private(set) var end: Int

    init(bytes: Range<Int>, start: Int, end: Int) {
      lower = bytes.lowerBound
      upper = bytes.upperBound
      self.start = start
      self.end = end
    }

    /// The place in the text, in bytes.
    var bytes: Range<Int> { lower..<upper }
  }

  /// For each row, the end of its ink in ``ink``.
  private var ends: [UInt32] = []
  private var ink: [Ink] = []

  var count: Int { ends.count }

  /// The ink of a row from left to right; none of a blank one.
  subscript(row: Int) -> ArraySlice<Ink> {
    ink[(row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])]
  }

  /// What of each row stands right of a gutter; nothing of one that a heading goes over.
  func right(of gutter: Gutter) -> PageRows {
    var rest = PageRows()
    for row in 0..<count {
      if case .columns(_, let right) = gutter.parts(of: self[row]) {
        rest.ink.append(contentsOf: right)
      }
      rest.ends.append(UInt32(rest.ink.count))
    }
    return rest
  }

  private init() {}

  /// Reads a range without form feeds, in bytes.
  init(_ range: Range<Int>, of text: PlainText) {
    let page = text.bytes.buffer(range)
    var start = range.lowerBound
    while start < range.upperBound {
      let end = range.lowerBound + page.lineEnd(from: start - range.lowerBound)
      addRow(start..<end, text)
      let isPair =
        end + 1 < range.upperBound && text.bytes[end] == 0x0D && text.bytes[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
    }
  }

  private mutating func addRow(_ range: Range<Int>, _ text: PlainText) {
    if let whole = Self.unbroken(range, text) {
      if whole.end > whole.start { ink.append(whole) }
      ends.append(UInt32(ink.count))
      return
    }
    var open: (byte: Int, cell: Int)?
    var inked = (byte: range.lowerBound, cell: 0)
    var cell = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let (value, length) = text.scalar(at: index)
      // A tab's width is anybody's guess: it counts as ink, and nothing is told by it.
      if value == " " || value == "\u{A0}" {
        if let start = open, cell - inked.cell >= 1 {
          ink.append(
            Ink(bytes: start.byte..<inked.byte, start: start.cell, end: inked.cell))
          open = nil
        }
        cell += 1
      } else {
        if open == nil { open = (index, cell) }
        if !value.isCombining { cell += 1 }
        inked = (index + length, cell)
      }
      index += length
    }
    if let open {
      ink.append(Ink(bytes: open.byte..<inked.byte, start: open.cell, end: inked.cell))
    }
    ends.append(UInt32(ink.count))
  }

  /// The one stretch of a row, empty for a blank one, where it is plain to see: as in most rows, no two
  /// blanks part letters, and each code point takes a cell.
  private static func unbroken(_ range: Range<Int>, _ text: PlainText) -> Ink? {
    let row = text.bytes.buffer(range)
    let start = row.firstIndex { $0 != 0x20 } ?? row.count
    let end = row.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? start
    // A no-break space or a combining mark may begin with one of these.
    let inner = UnsafeBufferPointer(rebasing: row[start..<end])
    if inner.gap(from: 0) < inner.count || inner.has(anyOf: (0xC2, 0xCC, 0xCD)) { return nil }
    let letters = range.lowerBound + start..<range.lowerBound + end
    return Ink(bytes: letters, start: start, end: start + text.codePoints(letters))
  }
}
