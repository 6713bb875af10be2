internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  /// Lets the addresses on a line of the text lead where they say.
  func drawLinks(
    _ line: TextLine, of block: Int, at row: Int, _ geometry: PageGeometry,
    _ reading: ReadingScreen, on canvas: inout CellBuffer
  ) {
    for address in reading.addresses(in: block) where address.range.overlaps(line.range) {
      var column = geometry.bodyStart + line.indent
      var columns: Range<Int>?
      for letter in line.letters {
        if address.range.contains(letter.offset), !letter.isInserted {
          columns = (columns?.lowerBound ?? column)..<(column + letter.width)
        }
        column += letter.width
      }
      if let columns { canvas.link(row: row, columns: columns, to: address.text) }
    }
  }

  /// Every address whole, over as many rows as it needs: what is opened is what was read.
  func draw(_ links: LinkScreen, on canvas: inout CellBuffer) {
    drawTitle("\(Words.programName)  \(Words.linksTitle)", on: &canvas)
    drawStatus("", hints: hints(Words.linksHints), on: &canvas)
    let width = max(1, size.columns - 3)
    var rows: [(text: String, isChosen: Bool, address: String)] = []
    var chosenRow = 0
    for (index, address) in links.addresses.enumerated() {
      let isChosen = index == links.chosen
      if isChosen { chosenRow = rows.count }
      for line in pieces(of: Sanitizer.line(address.text), width: width) {
        rows.append((line, isChosen, address.text))
      }
      rows.append(("", false, ""))
    }
    let height = max(1, size.rows - 3)
    let top = max(0, min(chosenRow, rows.count - height))
    for (offset, row) in rows[top...].prefix(height).enumerated() {
      if row.isChosen { canvas.mark(row: 2 + offset, as: .row) }
      let end = canvas.write(
        row.text, row: 2 + offset, column: 2, as: row.isChosen ? .row : .body)
      canvas.link(row: 2 + offset, columns: 2..<end, to: row.address)
    }
    canvas.write("▸", row: 2 + chosenRow - top, as: .row)
    canvas.cursor = ScreenPoint(row: 2 + chosenRow - top, column: 0)
  }

  /// A text cut every so many cell columns; an address has no places to break.
  private func pieces(of text: String, width: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var used = 0
    for character in text {
      let columns = Glyph.width(of: String(character))
      if used + columns > width {
        pieces.append(piece)
        piece = ""
        used = 0
      }
      piece.append(character)
      used += columns
    }
    return pieces + [piece]
  }
}
