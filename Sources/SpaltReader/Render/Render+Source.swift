internal import SpaltScreen

extension ReaderState {
  func draw(_ source: SourceScreen, on canvas: inout CellBuffer) {
    drawTitle("\(Words.programName)  \(Words.sourceTitle) › \(source.title)", on: &canvas)
    drawStatus("", hints: hints(Words.sourceHints), on: &canvas)
    let window = source.window(height: geometry.textRows, width: width(of: source))
    let start = source.digits + 3
    for (offset, (place, text)) in window.enumerated() {
      let isMarked = source.marked.contains(place.line)
      // A line that goes on has its number once.
      if place.stretch == 0, place.row == 0 {
        let label = String(place.line + 1)
        canvas.write(
          label, row: 1 + offset, column: source.digits - label.count, as: .secondary)
      }
      if isMarked { canvas.write("▌", row: 1 + offset, column: start - 2, as: .noteMark) }
      canvas.write(text, row: 1 + offset, column: start, as: isMarked ? .cursor : .body)
    }
  }
}
