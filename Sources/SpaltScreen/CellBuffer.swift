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
    var column = column
    for character in text {
      for glyph in Glyph.shown(for: character) {
        guard let next = put(glyph, row: row, column: column, limit: limit, as: role, traits)
        else { return column }
        column = next
      }
    }
    return column
  }

  /// Writes one glyph; returns the column after it, or `nil` when it does not fit.
  private mutating func put(
    _ glyph: Glyph, row: Int, column: Int, limit: Int?, as role: Role, _ traits: Cell.Traits
  ) -> Int? {
    guard (0..<size.rows).contains(row), column >= 0 else { return nil }
    let edge = min(size.columns, limit ?? size.columns)
    guard column + glyph.width <= edge else { return nil }
    let index = row * size.columns + column
    cells[index] = Cell(glyph.character, role, traits)
    if glyph.width == 2 { cells[index + 1] = Cell(nil, role, traits) }
    return column + glyph.width
  }

  /// Gives cells of a row another role, keeping their characters.
  public mutating func mark(row: Int, columns: Range<Int>? = nil, as role: Role) {
    for index in indices(row: row, columns: columns) { cells[index].role = role }
  }

  /// Adds traits to cells of a row.
  public mutating func add(_ traits: Cell.Traits, row: Int, columns: Range<Int>) {
    for index in indices(row: row, columns: columns) { cells[index].traits.formUnion(traits) }
  }

  private func indices(row: Int, columns: Range<Int>?) -> Range<Int> {
    guard (0..<size.rows).contains(row) else { return 0..<0 }
    let whole = 0..<size.columns
    let columns = columns?.clamped(to: whole) ?? whole
    return (row * size.columns + columns.lowerBound)..<(row * size.columns + columns.upperBound)
  }
}
