internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  /// Takes a press or drag that is not on the words of the text: on a note in the margin, the
  /// ruler, the rows of a list.
  ///
  /// - Returns: `nil` when it is for the text.
  mutating func pointBesideText(_ input: TerminalInput, at point: ScreenPoint) -> [Effect]? {
    guard !isTooSmall, commandLine == nil else { return [] }
    switch screen {
    case .reading(let reading):
      guard reading.sheet == nil else { return [] }
      return pointBesideText(input, at: point, of: reading)
    case .archive, .search, .notes, .outline, .versions, .links:
      if case .press = input { return pressRow(at: point) }
      return []
    case .source, .help: return []
    }
  }

  private mutating func pointBesideText(
    _ input: TerminalInput, at point: ScreenPoint, of reading: ReadingScreen
  ) -> [Effect]? {
    let geometry = geometry
    if geometry.pane > 0, point.column <= geometry.pane, reading.pressed == nil {
      guard case .press = input else { return [] }
      return follow(paneRow(at: point.row, reading, geometry)?.target)
    }
    switch input {
    case .press:
      if let ruler = geometry.ruler, point.column >= ruler, point.row > 0 {
        _ = withReading { $0.holdsRuler = true }
        scroll(toRulerRow: point.row - 1 + reading.travelledRuler(geometry.textRows))
        return []
      }
      guard let id = note(at: point, of: reading),
        let note = reading.placed.first(where: { $0.note.id == id })
      else { return nil }
      // Opened where it stands: the page does not move under the pointer.
      _ = withReading {
        $0.selection = nil
        $0.restingCursor = nil
        $0.cursor = $0.sentence(at: note.range.lowerBound).lowerBound
        $0.focus = id
      }
      return edit(note.note, outside: false)
    case .drag:
      if reading.holdsRuler {
        scroll(toRulerRow: point.row - 1)
        return []
      }
      // Beyond the last row, or the first, the text comes to the pointer.
      let last = geometry.textRows
      if reading.pressed != nil, point.row <= 0 || point.row > last {
        _ = scrollText(by: point.row <= 0 ? -1 : 1)
        return dragged(to: ScreenPoint(row: min(max(1, point.row), last), column: point.column))
      }
      return nil
    default:
      _ = withReading { $0.holdsRuler = false }
      return nil
    }
  }

  /// Goes where a row of the pane leads.
  private mutating func follow(_ target: PaneRow.Target?) -> [Effect] {
    guard let target, case .reading(var reading) = screen else { return [] }
    switch target {
    case .text(let id):
      guard id != reading.text.document.id else { return [] }
      return open(id, at: .lastPlace)
    case .place(let place):
      reading.jump(
        to: reading.sentence(at: place).lowerBound, in: reading.layout(geometry, preferences),
        height: geometry.textRows)
    case .note(let id):
      guard let note = reading.placed.first(where: { $0.note.id == id }) else { return [] }
      reading.jump(
        to: reading.sentence(at: note.range.lowerBound).lowerBound,
        in: reading.layout(geometry, preferences), height: geometry.textRows)
      reading.focus = id
    }
    screen = .reading(reading)
    return []
  }

  private mutating func dragged(to point: ScreenPoint) -> [Effect] {
    pointer(.drag(point), at: point)
  }

  private mutating func scrollText(by rows: Int) -> Bool {
    guard case .reading(var reading) = screen else { return false }
    let layout = reading.layout(geometry, preferences)
    reading.scroll(by: rows, in: layout, height: geometry.textRows)
    screen = .reading(reading)
    return true
  }

  /// The part of the text that a row of the ruler stands for comes into view.
  private mutating func scroll(toRulerRow row: Int) {
    guard case .reading(var reading) = screen else { return }
    let height = geometry.textRows
    let share = Double(min(max(0, row), height - 1)) / Double(max(1, height - 1))
    let layout = reading.layout(geometry, preferences)
    let target = reading.text.document.clamp(reading.extent.position(at: share))
    reading.top = layout.top(
      layout.advance(layout.address(of: target), by: -Int(share * Double(height - 1))),
      height: height)
    if row <= 0 { reading.top = layout.first }
    reading.keepCursorInView(layout, height: height)
    screen = .reading(reading)
  }

  /// The note whose words stand in a cell, beside the text or under it.
  private func note(at point: ScreenPoint, of reading: ReadingScreen) -> NoteID? {
    let geometry = geometry
    let layout = reading.layout(geometry, preferences)
    let rows = layout.rows(from: reading.top, count: geometry.textRows)
    guard (0..<geometry.textRows).contains(point.row - 1) else { return nil }
    if rows.indices.contains(point.row - 1), case .note(let line) = rows[point.row - 1].row {
      return reading.placed[line.note].note.id
    }
    guard let start = geometry.marginStart, point.column >= start - 2 else { return nil }
    let speaking = reading.placed.filter(\.showsWords)
    let open = reading.openNote
    let margin = MarginLayout(
      layout: layout, notes: speaking, width: geometry.margin, memory: reading.cache.margin,
      opened: speaking.firstIndex { $0.note.id == open })
    let beside = margin.lines(beside: rows.map(\.address), height: geometry.textRows)
    return beside[point.row - 1].map { speaking[$0.note].note.id }
  }

  // MARK: Lists

  /// A press on a row chooses it; on the row that is chosen already, it opens.
  ///
  /// Rows are told by what is drawn: a cell of the chosen row has the role of one.
  private mutating func pressRow(at point: ScreenPoint) -> [Effect] {
    if isChosen(point.row) { return openChosen() }
    let wanted = point.row
    let down = render(self).cursor.map { wanted > $0.row } ?? true
    // Walk towards the row as the keys would; lists differ in how they lay their rows out.
    for _ in 0..<size.rows {
      let before = self
      let effects = stepInList(by: down ? 1 : -1)
      if isChosen(wanted) { return effects }
      let row = render(self).cursor?.row ?? wanted
      guard self != before, down ? row <= wanted : row >= wanted else {
        self = before
        return []
      }
    }
    return []
  }

  private func isChosen(_ row: Int) -> Bool {
    guard (0..<size.rows).contains(row) else { return false }
    return render(self)[row: row].contains { $0.role == .row }
  }

  private mutating func stepInList(by step: Int) -> [Effect] {
    if case .search = screen { return chooseHit(by: step) }
    return perform(step > 0 ? .lineDown : .lineUp)
  }

  private mutating func openChosen() -> [Effect] {
    if case .search = screen { return typeQuery(.enter) }
    return perform(.open)
  }
}
