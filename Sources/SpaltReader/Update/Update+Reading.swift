internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  /// How the screen is divided; the sheet of a note takes rows from the text.
  var geometry: PageGeometry {
    var footer = 0
    if let sheet = reading?.sheet { footer = sheetHeight(sheet) }
    return PageGeometry(
      size: size, widest: preferences.widestMeasure, widening: preferences.widening,
      footer: footer)
  }

  /// Rows of the sheet, its rule included; it grows with the note to a third of the screen.
  func sheetHeight(_ sheet: NoteSheet) -> Int {
    let most = max(2, size.rows / 3)
    let lines = sheetLines(sheet).count
    return min(most, max(min(6, most), lines + 2))
  }

  /// Changes something the rows depend on, the passage at the top kept in its place.
  mutating func reflow(_ change: (inout ReaderState) -> Void) {
    let before = (geometry, preferences)
    let tops = screens.map { screen -> ReadingScreen.RestingTop? in
      guard case .reading(let reading) = screen else { return nil }
      if let resting = reading.restingTop, resting.row == reading.top { return resting }
      let layout = reading.layout(before.0, before.1)
      return .init(
        row: reading.top, place: layout.position(at: reading.top),
        isBlank: layout.row(at: reading.top) == .gap)
    }
    change(&self)
    for (index, top) in tops.enumerated() where screens.indices.contains(index) {
      guard let top, case .reading(var reading) = screens[index] else { continue }
      let layout = reading.layout(geometry, preferences)
      let height = geometry.textRows
      reading.top = layout.address(of: top.place)
      if top.isBlank, let above = layout.previous(before: reading.top),
        layout.row(at: above) == .gap
      {
        reading.top = above
      }
      reading.top = min(reading.top, layout.lastTop(height: height))
      // The very first row may be a blank or folded one above the first letter.
      if top.place <= layout.position(at: layout.first) { reading.top = layout.first }
      // The start of the sentence may be above the page already.
      reading.reveal(max(reading.cursor, top.place), in: layout, height: height, around: 0)
      reading.restingTop = .init(row: reading.top, place: top.place, isBlank: top.isBlank)
      screens[index] = .reading(reading)
    }
  }

  mutating func performInReading(_ command: Command) -> [Effect] {
    guard case .reading(var reading) = screen else { return [] }
    let height = geometry.textRows
    let layout = reading.layout(geometry, preferences)
    if let rows = rows(scrolledBy: command) {
      reading.scroll(by: rows, in: layout, height: height)
      screen = .reading(reading)
      return []
    }
    if let (unit, step) = unit(steppedOverBy: command) {
      if unit != .word || reading.selection != nil { reading.step(unit, by: step) }
      reading.reveal(reading.head, in: layout, height: height)
      screen = .reading(reading)
      return []
    }
    switch command {
    case .top:
      reading.jump(to: reading.firstSentence, in: layout, height: height)
      reading.top = layout.first
    case .bottom:
      reading.jump(to: reading.lastSentence, in: layout, height: height)
      reading.top = layout.lastTop(height: height)
      reading.keepCursorInView(layout, height: height)
    case .jumpBack:
      guard let place = reading.jumps.back(from: reading.cursor) else { return jumpBackToText() }
      reading.show(place, in: layout, height: height)
    case .jumpForward:
      guard let place = reading.jumps.forward() else { break }
      reading.show(place, in: layout, height: height)
    case .setMark, .goToMark: markCommand = command
    case .select: reading.toggleSelection()
    case .fold: return toggleFold()
    case .nextNote, .previousNote:
      guard reading.stepNote(by: command == .nextNote ? 1 : -1, in: layout, height: height) else {
        say(reading.placed.isEmpty ? Words.noNotes : Words.noMoreNotes)
        break
      }
    case .open: return openUnderCursor()
    case .followLink: return followLink()
    case .outline: return openOutline()
    case .links: return openLinks()
    case .showSource:
      fetchingSource = reading.text.document.id
      return [.loadSource(reading.text.document.id)]
    case .copyQuote, .copyCitation, .copyBibTeX, .copyJSON: return copy(command)
    default: return performOnNote(command)
    }
    screen = .reading(reading)
    return []
  }

  /// How far a command scrolls, in rows; a page keeps one row of the one before.
  private func rows(scrolledBy command: Command) -> Int? {
    let height = geometry.textRows
    return switch command {
    case .lineDown: 1
    case .lineUp: -1
    case .pageDown: max(1, height - 1)
    case .pageUp: -max(1, height - 1)
    case .halfPageDown: max(1, height / 2)
    case .halfPageUp, .halfPageUpOrUndo: -max(1, height / 2)
    default: nil
    }
  }

  private func unit(steppedOverBy command: Command) -> (unit: TextUnit, step: Int)? {
    switch command {
    case .nextSentence: (.sentence, 1)
    case .previousSentence: (.sentence, -1)
    case .nextParagraph: (.paragraph, 1)
    case .previousParagraph: (.paragraph, -1)
    case .nextWord: (.word, 1)
    case .previousWord: (.word, -1)
    default: nil
    }
  }

  private mutating func toggleFold() -> [Effect] {
    reflow { state in _ = state.withReading { $0.isUnfolded.toggle() } }
    return []
  }

  /// `Enter` while reading: the words for a note that is being placed, the note under the cursor, else what the sentence leads to.
  private mutating func openUnderCursor() -> [Effect] {
    guard let reading else { return [] }
    if reading.placing != nil { return performOnNote(.attachHere) }
    if reading.noteUnderCursor != nil { return performOnNote(.editNote) }
    return reading.link == nil ? [] : followLink()
  }

  private mutating func copy(_ command: Command) -> [Effect] {
    guard let reading else { return [] }
    switch command {
    case .copyCitation: return copyCitation(as: .plain)
    case .copyBibTeX: return copyCitation(as: .bibtex)
    case .copyJSON: return copyCitation(as: .json)
    default: break
    }
    let words = reading.text.document.words(in: reading.passage)
    say(preferences.isLinear ? Words.copyFollows : Words.quoteCopied)
    return [
      .copy(
        Words.quote(words, from: reading.text.summary, block: reading.passage.lowerBound.block))
    ]
  }

  /// A citation of the place being read, or of the text chosen in the archive.
  mutating func copyCitation(as format: Citation.Format) -> [Effect] {
    let citation: Citation
    if case .archive(let archive) = screen {
      let rows = archive.rows(of: texts)
      guard !rows.isEmpty else { return [] }
      citation = Citation(of: rows[archive.chosenRow(in: rows)], block: nil)
    } else {
      guard let reading else { return [] }
      citation = Citation(of: reading.text.summary, block: reading.passage.lowerBound.block)
    }
    say(preferences.isLinear ? Words.copyFollows : Words.citationCopied(format))
    return [.copy(citation.written(as: format))]
  }

  // MARK: Mouse

  mutating func wheel(by lines: Int) -> [Effect] {
    guard !isTooSmall else { return [] }
    switch screen {
    case .reading(var reading):
      let layout = reading.layout(geometry, preferences)
      reading.scroll(by: lines, in: layout, height: geometry.textRows)
      screen = .reading(reading)
      return []
    case .search:
      return chooseHit(by: lines)
    default:
      let command = lines > 0 ? Command.lineDown : .lineUp
      return (0..<min(10, abs(lines))).flatMap { _ in perform(command) }
    }
  }

  /// A press places the reading cursor, a drag selects.
  mutating func pointer(_ input: TerminalInput, at point: ScreenPoint) -> [Effect] {
    if let effects = pointBesideText(input, at: point) { return effects }
    guard !isTooSmall, case .reading(var reading) = screen, reading.sheet == nil,
      let place = place(at: point, of: reading)
    else { return [] }
    switch input {
    case .press:
      reading.selection = nil
      reading.focus = nil
      reading.restingCursor = nil
      reading.cursor = reading.sentence(at: place).lowerBound
      reading.pressed = place
    case .drag:
      guard let start = reading.pressed, start != place else { break }
      reading.selection = .init(
        anchor: min(reading.word(at: start).lowerBound, reading.word(at: place).lowerBound),
        end: max(reading.word(at: start).upperBound, reading.word(at: place).upperBound))
    default:
      reading.pressed = nil
    }
    screen = .reading(reading)
    return []
  }

  /// The place of the text shown in a cell.
  func place(at point: ScreenPoint, of reading: ReadingScreen) -> Position? {
    let geometry = geometry
    let layout = reading.layout(geometry, preferences)
    let rows = layout.rows(from: reading.top, count: geometry.textRows)
    guard rows.indices.contains(point.row - 1), case .line(let line) = rows[point.row - 1].row
    else { return nil }
    var column = geometry.bodyStart + line.indent
    for letter in line.letters {
      if point.column < column + letter.width {
        return Position(block: rows[point.row - 1].address.block, offset: letter.offset)
      }
      column += letter.width
    }
    let end = line.letters.last?.offset ?? line.range.lowerBound
    return Position(block: rows[point.row - 1].address.block, offset: end)
  }
}
