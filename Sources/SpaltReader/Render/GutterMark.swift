internal import SpaltNotes
internal import SpaltText

/// The letters and the bar beside a line that notes touch.
struct GutterMark: Equatable {
  struct Cell: Equatable {
    var letter: Character
    var isReversed: Bool

    init(_ letter: Character, isReversed: Bool = false) {
      self.letter = letter
      self.isReversed = isReversed
    }

    /// The letter of one note, or a sign for several; that of `marked`, reversed, if it is among them.
    init(_ notes: ArraySlice<PlacedNote>, _ marked: NoteID?) {
      let current = notes.first { $0.note.id == marked }
      letter = (current ?? (notes.count == 1 ? notes.first : nil))?.letter ?? "+"
      isReversed = current != nil
    }
  }

  var cells: [Cell]

  init(_ cells: [Cell]) { self.cells = cells }

  var text: String { String(cells.map(\.letter)) }

  /// The cells before the mark: the bar always stands in the second one.
  var column: Int { 2 - cells.count }
}

extension ReadingScreen {
  /// The mark of a line; `nil` where no note touches it.
  ///
  /// With a cell to spare two letters take the place of the bar where two notes begin on one line, or
  /// one and a sign that there are more. In a gutter of two cells each letter keeps the bar beside
  /// it: the second goes down to the next row of the passages, and a sign stands for those that find
  /// no row.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - address: Its row.
  ///   - layout: What the row belongs to.
  ///   - width: Cell columns of the gutter.
  ///   - marked: The note to tell from the others: ``markedNote``.
  /// - Returns: What to write in the gutter.
  func gutterMark(
    of line: TextLine, at address: RowAddress, in layout: TextLayout, width: Int,
    marked: NoteID? = nil
  ) -> GutterMark? {
    guard let own = letters(on: line, of: address.block) else { return nil }
    let bar = GutterMark.Cell("▌")
    guard width < 3 else {
      switch own.count {
      case 0: return GutterMark([bar])
      case 1: return GutterMark([GutterMark.Cell(own[...], marked), bar])
      default:
        var cells = [GutterMark.Cell(own[..<1], marked), GutterMark.Cell(own[1...], marked)]
        // In the place of the bar, and as visible; unless one is to be told from the other.
        if !cells.contains(where: \.isReversed) {
          for index in cells.indices { cells[index].isReversed = true }
        }
        return GutterMark(cells)
      }
    }
    let waiting = lettersLeft(above: address, in: layout) + own
    guard !waiting.isEmpty else { return GutterMark([bar]) }
    let goesOn = layout.next(after: address).flatMap { letters(at: $0, in: layout) } != nil
    return GutterMark([GutterMark.Cell(goesOn ? waiting[..<1] : waiting[...], marked), bar])
  }

  /// The notes with a letter that begin on a line; `nil` where no note touches it.
  private func letters(on line: TextLine, of block: Int) -> [PlacedNote]? {
    let touching = notes(touching: line, of: block)
    guard !touching.isEmpty else { return nil }
    let start = Position(block: block, offset: line.range.lowerBound)
    return touching.filter { $0.range.lowerBound >= start && $0.letter != " " }
  }

  private func letters(at address: RowAddress, in layout: TextLayout) -> [PlacedNote]? {
    guard case .line(let line)? = layout.row(at: address) else { return nil }
    return letters(on: line, of: address.block)
  }

  /// How far down a letter may go, in rows.
  private static let furthest = 4

  /// The letters that the rows above had no room for.
  private func lettersLeft(above address: RowAddress, in layout: TextLayout) -> [PlacedNote] {
    var rows: [[PlacedNote]] = []
    var row = layout.previous(before: address)
    while let above = row, rows.count < Self.furthest, let letters = letters(at: above, in: layout)
    {
      rows.append(letters)
      row = layout.previous(before: above)
    }
    return rows.reversed().reduce(into: []) { waiting, letters in
      waiting = Array((waiting + letters).dropFirst())
    }
  }
}
