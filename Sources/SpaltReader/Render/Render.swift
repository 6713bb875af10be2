public import SpaltScreen
internal import SpaltText

/// The screen for a state.
///
/// Reads the state and touches nothing else.
public func render(_ state: ReaderState) -> CellBuffer {
  var canvas = CellBuffer(state.size)
  guard !state.isTooSmall else {
    let words = Words.tooSmall.first { Glyph.width(of: $0) <= state.size.columns }
    if state.size.rows > 0 { canvas.write(words ?? Words.tooSmall.last ?? "", row: 0) }
    return canvas
  }
  switch state.screen {
  case .archive(let screen): state.draw(screen, on: &canvas)
  case .reading(let screen):
    state.draw(screen, on: &canvas)
    if screen.isEmpty { state.drawEmptyText(on: &canvas) }
  case .search(let screen): state.draw(screen, on: &canvas)
  case .notes(let screen): state.draw(screen, on: &canvas)
  case .versions(let screen): state.draw(screen, on: &canvas)
  case .outline(let screen): state.draw(screen, on: &canvas)
  case .source(let screen): state.draw(screen, on: &canvas)
  case .help(let screen): state.draw(screen, on: &canvas)
  case .links(let screen): state.draw(screen, on: &canvas)
  }
  state.drawLongMessage(on: &canvas)
  state.drawPendingHints(on: &canvas)
  state.drawCommandLine(on: &canvas)
  return canvas
}

extension ReaderState {
  /// The line at the top: where one is.
  func drawTitle(_ text: String, right: String = "", on canvas: inout CellBuffer) {
    canvas.mark(row: 0, as: .title)
    let edge = size.columns - Glyph.width(of: right) - 1
    canvas.write(" \(cut(text, to: edge - 2))", row: 0, limit: edge, as: .title)
    if !right.isEmpty, edge > 8 { canvas.write(right, row: 0, column: edge, as: .title) }
  }

  /// The line at the bottom: the message when there is one, else what the screen says of itself and
  /// the keys that help now.
  func drawStatus(_ text: String, hints: [(String, String)], on canvas: inout CellBuffer) {
    let row = size.rows - 1
    canvas.mark(row: row, as: .status)
    if let pending = pendingHint {
      canvas.write(cut(" \(pending)", to: size.columns), row: row, as: .status)
      return
    }
    if let message {
      let role: Role = message.kind == .failure ? .failure : .notice
      canvas.mark(row: row, as: role)
      canvas.write(cut(" \(message.text)", to: size.columns), row: row, as: role)
      return
    }
    var column = canvas.write(" \(cut(text, to: size.columns - 1))", row: row, as: .status)
    let width = { (hint: (String, String)) in Glyph.width(of: hint.0) + Glyph.width(of: hint.1) + 3
    }
    // Whole hints only, at the right edge; the last, which leads to all others, goes last.
    var shown = hints
    while !shown.isEmpty, column + 2 + shown.map(width).reduce(0, +) > size.columns {
      shown.remove(at: max(0, shown.count - 2))
    }
    column = max(column + 2, size.columns - shown.map(width).reduce(0, +))
    for (key, meaning) in shown {
      column = canvas.write(key, row: row, column: column, as: .status, .strong)
      column = canvas.write(" \(meaning)  ", row: row, column: column, as: .status)
    }
  }

  func drawEmptyText(on canvas: inout CellBuffer) {
    canvas.write(
      cut(Words.emptyText, to: geometry.body), row: 2, column: geometry.bodyStart, as: .secondary)
  }

  /// A message too long for the line at the bottom begins in the rows above it: what to do about a
  /// failure stands at its end.
  func drawLongMessage(on canvas: inout CellBuffer) {
    guard let message, commandLine == nil, pendingHint == nil else { return }
    if case .search = screen { return }
    let lines = wrapped(Sanitizer.line(message.text), to: size.columns - 2)
    guard lines.count > 1 else { return }
    let role: Role = message.kind == .failure ? .failure : .notice
    let height = min(lines.count, size.rows - 2)
    for (index, line) in lines.prefix(height).enumerated() {
      let row = size.rows - height + index
      fill(row, as: role, on: &canvas)
      canvas.write(" \(line)", row: row, as: role)
    }
  }

  /// The keys of commands with a word each, as the keymap has them.
  func hints(_ commands: [(Command, String)]) -> [(String, String)] {
    commands.compactMap { command, word in
      let binding = preferences.keymap.bindings.first { $0.command == command }
      return binding.map { ($0.keys.map(\.name).joined(), word) }
    }
  }

  /// One line being typed; a long one is shown around its cursor, where the terminal's stands too.
  func drawField(
    _ editor: TextEditor, prompt: String, row: Int, columns: Range<Int>, on canvas: inout CellBuffer
  ) {
    for column in columns { canvas.write(" ", row: row, column: column, as: .input) }
    let start = canvas.write(
      prompt, row: row, column: columns.lowerBound, limit: columns.upperBound, as: .title)
    let room = columns.upperBound - start - 1
    var before = Glyph.width(of: editor.text.prefix(editor.cursor))
    var text = editor.text[...]
    while before > room, let first = text.first {
      before -= Glyph.width(of: String(first))
      text = text.dropFirst()
    }
    canvas.write(text, row: row, column: start, limit: columns.upperBound, as: .input)
    canvas.cursor = ScreenPoint(row: row, column: min(start + before, columns.upperBound - 1))
  }
}
