/// A screen in memory.
///
/// Rendering writes here and nowhere else. The terminal copies a finished
/// buffer to curses; tests print one and compare it with a golden screen.
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
    _ text: some StringProtocol, row: Int, column: Int = 0, limit: Int? = nil,
    as role: Role = .body, _ traits: Cell.Traits = []
  ) -> Int {
    let edge = min(size.columns, limit ?? size.columns)
    guard (0..<size.rows).contains(row), column >= 0 else { return column }
    var column = column
    for character in text {
      if Glyph.isPlain(character) {
        guard column < edge else { return column }
        put(Cell(character, role, traits), width: 1, at: row * size.columns + column)
        column += 1
        continue
      }
      for glyph in Glyph.shown(for: character) {
        guard column + glyph.width <= edge else { return column }
        let index = row * size.columns + column
        put(Cell(glyph.character, role, traits), width: glyph.width, at: index)
        column += glyph.width
      }
    }
    return column
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

  /// Sets one cell, or two for a wide character, and blanks what is left of a wide character that
  /// was half covered.
  private mutating func put(_ cell: Cell, width: Int, at index: Int) {
    if cells[index].character == nil { cells[index - 1].character = " " }
    let next = index + width
    if next < cells.count, cells[next].character == nil { cells[next].character = " " }
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
