/// A screen in memory.
///
/// Rendering writes here and nowhere else. A ``Painter`` makes a terminal show a finished buffer;
/// tests print one and compare it with a golden screen.
public struct CellBuffer: Equatable, Sendable {
  public let size: Size
  /// Where the terminal's own cursor stands, or `nil` to hide it.
  ///
  /// A screen reader reads from here.
  public var cursor: ScreenPoint?
  private var cells: [Cell]
  /// Where cells lead, by number.
  var addresses: [UInt32: String] = [:]

  public init(_ size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    self.cells = Array(repeating: Cell(" "), count: self.size.columns * self.size.rows)
  }

  /// The cells of one row from left to right.
  public subscript(row row: Int) -> ArraySlice<Cell> {
    cells[(row * size.columns)..<((row + 1) * size.columns)]
  }

  /// Whether a row has the same cells as a row of another screen as wide.
  func hasRow(_ row: Int, asRow other: Int, of screen: CellBuffer) -> Bool {
    let length = size.columns * MemoryLayout<Cell>.stride
    return cells.withUnsafeBytes { cells in
      screen.cells.withUnsafeBytes { others in
        // Many cells at a time, for a screen is compared at every step.
        var (own, foreign) = (row * length, other * length)
        let (end, width) = (own + length, MemoryLayout<SIMD8<UInt64>>.size)
        var difference = SIMD8<UInt64>()
        while own + width <= end {
          let left = cells.loadUnaligned(fromByteOffset: own, as: SIMD8<UInt64>.self)
          let right = others.loadUnaligned(fromByteOffset: foreign, as: SIMD8<UInt64>.self)
          difference |= left ^ right
          own += width
          foreign += width
        }
        guard difference == SIMD8<UInt64>() else { return false }
        return cells[own..<end].elementsEqual(others[foreign..<(foreign + end - own)])
      }
    }
  }

  /// The part of the screen that fits another size, at its top left; the rest is blank.
  public func cut(to size: Size) -> CellBuffer {
    var part = CellBuffer(size)
    let columns = min(self.size.columns, part.size.columns)
    for row in 0..<min(self.size.rows, part.size.rows) {
      let start = row * part.size.columns
      part.cells.replaceSubrange(start..<(start + columns), with: self[row: row].prefix(columns))
      // Half of a wide character says nothing.
      if columns < self.size.columns, self[row: row].dropFirst(columns).first?.isRightHalf == true {
        part.cells[start + columns - 1].blank()
      }
    }
    part.cursor = cursor
    part.addresses = addresses
    return part
  }

  /// Writes one line of text from left to right, cutting it at the edge.
  ///
  /// Sanitises: a control character arrives as its mark. Rows and columns outside the screen
  /// are left out.
  ///
  /// `limit` is the first cell column not to write in, the screen's width when `nil`.
  ///
  /// - Returns: The cell column after the last one written. A double-width character that
  ///   would straddle the edge is left out, and nothing after it is written.
  @discardableResult
  public mutating func write(
    _ text: String, row: Int, column: Int = 0, limit: Int? = nil, as role: Role = .body,
    _ traits: Cell.Traits = []
  ) -> Int {
    let edge = min(size.columns, limit ?? size.columns)
    guard (0..<size.rows).contains(row), column >= 0 else { return column }
    var utf8 = text
    return utf8.withUTF8 { bytes in
      write(bytes, of: text, row * size.columns, column..<max(column, edge), role, traits)
    }
  }

  private mutating func write(
    _ bytes: UnsafeBufferPointer<UInt8>, of text: String, _ start: Int, _ columns: Range<Int>,
    _ role: Role, _ traits: Cell.Traits
  ) -> Int {
    var column = columns.lowerBound
    var place = 0
    while place < bytes.count {
      let run = putPlain(bytes, from: place, start, column..<columns.upperBound, role, traits)
      if run.column > column {
        (column, place) = run
        continue
      }
      if column == columns.upperBound, Glyph.plain(at: place, of: bytes) != nil { return column }
      let index = text.utf8.index(text.startIndex, offsetBy: place)
      for glyph in Glyph.shown(for: text[index]) {
        guard column + glyph.width <= columns.upperBound else { return column }
        put(Cell(glyph.character, role, traits), width: glyph.width, at: start + column)
        column += glyph.width
      }
      place += text[index].utf8.count
    }
    return column
  }

  /// Puts plain letters side by side as long as there are such, nearly always to the end.
  ///
  /// - Returns: The column and the byte after them.
  private mutating func putPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, from place: Int, _ start: Int, _ columns: Range<Int>,
    _ role: Role, _ traits: Cell.Traits
  ) -> (column: Int, place: Int) {
    let form = Cell(scalar: 0, role, traits)
    return cells.withUnsafeMutableBufferPointer { cells in
      var (column, place) = (columns.lowerBound, place)
      let isHalfCovered = column < columns.upperBound && cells[start + column].isRightHalf
      while place < bytes.count, column < columns.upperBound,
        let plain = Glyph.plain(at: place, of: bytes)
      {
        cells[start + column] = form.with(scalar: plain.value)
        column += 1
        place = plain.next
      }
      // What is half covered at either end goes.
      guard column > columns.lowerBound else { return (column, place) }
      if isHalfCovered { cells[start + columns.lowerBound - 1].blank() }
      let end = start + column
      if end < cells.count, cells[end].isRightHalf { cells[end].blank() }
      return (column, place)
    }
  }

  /// Writes a part of a text, as a whole one is written.
  @discardableResult
  public mutating func write(
    _ text: Substring, row: Int, column: Int = 0, limit: Int? = nil, as role: Role = .body,
    _ traits: Cell.Traits = []
  ) -> Int {
    write(String(text), row: row, column: column, limit: limit, as: role, traits)
  }

  /// Draws one glyph as ``Glyph/shown(for:)`` gives it; left out where it does not fit.
  public mutating func draw(
    _ character: Character, width: Int, row: Int, column: Int, as role: Role,
    _ traits: Cell.Traits
  ) {
    guard (0..<size.rows).contains(row), column >= 0, width > 0, column + width <= size.columns
    else { return }
    put(Cell(character, role, traits), width: width, at: row * size.columns + column)
  }

  /// Puts cells side by side, cut at the edge.
  ///
  /// Left out where the row or the column is outside the screen.
  public mutating func put(_ line: [Cell], row: Int, column: Int) {
    guard (0..<size.rows).contains(row), (0..<size.columns).contains(column) else { return }
    let count = min(line.count, size.columns - column)
    guard count > 0 else { return }
    let start = row * size.columns + column
    // What is half covered at either end goes.
    if cells[start].isRightHalf { cells[start - 1].blank() }
    let next = start + count
    if next < cells.count, cells[next].isRightHalf { cells[next].blank() }
    cells.replaceSubrange(start..<next, with: line[..<count])
    if count < line.count, line[count].isRightHalf { cells[next - 1].blank() }
  }

  /// Sets one cell, or two for a wide character, and blanks what is left of a wide character that
  /// was half covered.
  private mutating func put(_ cell: Cell, width: Int, at index: Int) {
    if cells[index].isRightHalf { cells[index - 1].blank() }
    let next = index + width
    if next < cells.count, cells[next].isRightHalf { cells[next].blank() }
    cells[index] = cell
    if width == 2 { cells[index + 1] = Cell(nil, cell.role, cell.traits) }
  }

  /// Gives cells of a row another role, keeping their characters.
  public mutating func mark(row: Int, columns: Range<Int>? = nil, as role: Role) {
    for index in indices(row: row, columns: columns) { cells[index].role = role }
  }

  /// Adds traits to cells of a row.
  public mutating func add(_ traits: Cell.Traits, row: Int, columns: Range<Int>) {
    for index in indices(row: row, columns: columns) { cells[index].traits.formUnion(traits) }
  }

  mutating func setLink(_ number: UInt32, row: Int, columns: Range<Int>) {
    for index in indices(row: row, columns: columns) { cells[index].link = number }
  }

  private func indices(row: Int, columns: Range<Int>?) -> Range<Int> {
    guard (0..<size.rows).contains(row) else { return 0..<0 }
    let whole = 0..<size.columns
    let columns = columns?.clamped(to: whole) ?? whole
    return (row * size.columns + columns.lowerBound)..<(row * size.columns + columns.upperBound)
  }
}
