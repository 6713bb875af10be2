internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  /// What can follow the first key of a sequence, one line each where one line for all is too
  /// narrow; above the line at the bottom.
  func drawPendingHints(on canvas: inout CellBuffer) {
    guard let key = pendingKeys.first, commandLine == nil else { return }
    let bindings = continuations(of: key)
    guard pendingHintIsLong else { return }
    let rows = bindings.map { binding in
      (binding.keys.dropFirst().map(\.name).joined(), binding.command.help)
    }
    let height = min(rows.count, size.rows - 3)
    for (index, (name, help)) in rows.prefix(height).enumerated() {
      let row = size.rows - 1 - height + index
      fill(row, as: .status, on: &canvas)
      let column = canvas.write(" \(key.name)\(name)  ", row: row, as: .status, .strong)
      canvas.write(
        cut(help, to: size.columns - column - 1), row: row, column: max(8, column), as: .status)
    }
  }

  /// The sequences that go on after a key and mean something on the screen shown.
  private func continuations(of key: Key) -> [Keymap.Binding] {
    preferences.keymap.continuations(of: key).filter { $0.command.screens.contains(screen.kind) }
  }

  private var pendingHintIsLong: Bool {
    // A low window keeps its text: what the first key led to would lie under the lines.
    guard let key = pendingKeys.first, continuations(of: key).count <= geometry.textRows / 2
    else { return false }
    return pendingHintOnOneLine.map { Glyph.width(of: $0) + 2 > size.columns } ?? false
  }

  /// What stands in the line at the bottom while a sequence is unfinished.
  var pendingHint: String? {
    guard pendingHintIsLong, let key = pendingKeys.first else { return pendingHintOnOneLine }
    // A key that is a command and begins others too has been obeyed.
    let done = beforePending == nil ? nil : preferences.keymap.command(for: [key])
    return message?.text ?? done.map { Words.canGoOn(key, after: $0) } ?? "\(key.name) …"
  }

  /// What can follow the first key of a sequence.
  private var pendingHintOnOneLine: String? {
    guard let key = pendingKeys.first else {
      let set = reading.map { marks.names(from: $0.text.document.id) } ?? []
      return markCommand.map { Words.markHint($0, set: set) }
    }
    let follow = continuations(of: key)
      .map { "\($0.keys.dropFirst().map(\.name).joined()) \($0.command.help)" }
      .joined(separator: "  ·  ")
    // What the key did at once is told before what it can become.
    return [message?.text, "\(key.name) …  \(follow)"].compactMap { $0 }.joined(separator: "  ")
  }

  func drawCommandLine(on canvas: inout CellBuffer) {
    guard let commandLine else { return }
    let row = size.rows - 1
    canvas.mark(row: row, as: .input)
    drawField(
      commandLine, prompt: ":", row: row, columns: 0..<size.columns, on: &canvas)
    drawCompletions(of: commandLine.text, on: &canvas)
  }

  /// What the line can become, in the row above it; of one command, what it does.
  private func drawCompletions(of line: String, on canvas: inout CellBuffer) {
    let completion = completion ?? CommandCompletion(of: line, in: self)
    let row = size.rows - 2
    guard row > 1, !line.isEmpty, !completion.candidates.isEmpty else { return }
    fill(row, as: .status, on: &canvas)
    if completion.chosen == nil, completion.candidates == [line],
      let command = Command(rawValue: line)
    {
      canvas.write(cut(" \(command.help)", to: size.columns), row: row, as: .status)
      return
    }
    // Around the chosen one, as many as fit.
    var first = 0
    let chosen = completion.chosen ?? -1
    let widths = completion.candidates.map { Glyph.width(of: $0) + 2 }
    while first < chosen, widths[first...chosen].reduce(2, +) > size.columns { first += 1 }
    var column = 1
    for (index, candidate) in completion.candidates.enumerated().dropFirst(first) {
      guard column + Glyph.width(of: candidate) < size.columns - 1 else {
        canvas.write("…", row: row, column: min(column, size.columns - 1), as: .status)
        break
      }
      canvas.write(
        Sanitizer.line(candidate), row: row, column: column,
        as: index == chosen ? .row : .status, index == chosen ? .strong : [])
      column += widths[index]
    }
  }

  func fill(_ row: Int, as role: Role, on canvas: inout CellBuffer) {
    canvas.write(String(repeating: " ", count: size.columns), row: row, as: role)
  }
}
