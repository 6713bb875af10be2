internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  func draw(_ help: HelpScreen, on canvas: inout CellBuffer) {
    drawTitle("\(Words.programName)  \(Words.helpTitle)", on: &canvas)
    drawStatus("", hints: hints(Words.helpHints), on: &canvas)
    let text = 3 + Self.helpKeyColumns
    let lines = helpLines(help).dropFirst(help.top).prefix(geometry.textRows)
    for (offset, line) in lines.enumerated() {
      switch line {
      case .heading(let text): canvas.write(text, row: 1 + offset, column: 1, as: .heading, .strong)
      case .command(let keys, let words):
        canvas.write(keys, row: 1 + offset, column: 3, limit: text, as: .key)
        canvas.write(cut(words, to: size.columns - text - 1), row: 1 + offset, column: text)
      case .blank: break
      }
    }
    guard let filter = help.filter, message == nil else { return }
    let row = size.rows - 1
    if help.isTyping {
      drawField(
        filter, prompt: " \(Words.helpPrompt)", row: row, columns: 0..<size.columns, on: &canvas)
    } else {
      fill(row, as: .input, on: &canvas)
      canvas.write(
        cut(" \(Words.helpPrompt)\(filter.text) ", to: size.columns), row: row, as: .input)
    }
  }
}
