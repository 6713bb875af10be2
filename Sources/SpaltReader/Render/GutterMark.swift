internal import SpaltText

/// The letters and the bar beside a line that notes touch.
struct GutterMark: Equatable {
  var text: String
  /// Letters stand where the bar would, and are made as visible.
  var isForBar = false

  /// The cells before the text: the bar always stands in the second one.
  var column: Int { 2 - text.count }
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
  /// - Returns: What to write in the gutter.
  func gutterMark(
    of line: TextLine, at address: RowAddress, in layout: TextLayout, width: Int
  ) -> GutterMark? {
    guard let own = letters(on: line, of: address.block) else { return nil }
    guard width < 3 else {
      switch own.count {
      case 0: return GutterMark(text: "▌")
      case 1: return GutterMark(text: "\(own[0])▌")
      default:
        return GutterMark(text: "\(own[0])\(own.count == 2 ? own[1] : "+")", isForBar: true)
      }
    }
    let waiting = lettersLeft(above: address, in: layout) + own
    guard let letter = waiting.first else { return GutterMark(text: "▌") }
    let goesOn = layout.next(after: address).flatMap { letters(at: $0, in: layout) } != nil
    return GutterMark(text: waiting.count > 1 && !goesOn ? "+▌" : "\(letter)▌")
  }

  /// The letters of notes that begin on a line; `nil` where no note touches it.
  private func letters(on line: TextLine, of block: Int) -> [Character]? {
    let touching = notes(touching: line, of: block)
    guard !touching.isEmpty else { return nil }
    let start = Position(block: block, offset: line.range.lowerBound)
    return touching.filter { $0.range.lowerBound >= start && $0.letter != " " }.map(\.letter)
  }

  private func letters(at address: RowAddress, in layout: TextLayout) -> [Character]? {
    guard case .line(let line)? = layout.row(at: address) else { return nil }
    return letters(on: line, of: address.block)
  }

  /// How far down a letter may go, in rows.
  private static let furthest = 4

  /// The letters that the rows above had no room for.
  private func lettersLeft(above address: RowAddress, in layout: TextLayout) -> [Character] {
    var rows: [[Character]] = []
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
