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
    return min(most, max(min(6, most), lines + 1))
  }

  /// Changes something the rows depend on, the passage at the top kept in its place.
  mutating func reflow(_ change: (inout ReaderState) -> Void) {
    let before = (geometry, preferences)
    let tops = screens.map { screen -> Position? in
      guard case .reading(let reading) = screen else { return nil }
      return reading.layout(before.0, before.1).position(at: reading.top)
    }
    change(&self)
    for (index, top) in tops.enumerated() where screens.indices.contains(index) {
      guard let top, case .reading(var reading) = screens[index] else { continue }
      let layout = reading.layout(geometry, preferences)
      reading.top = min(layout.address(of: top), layout.lastTop(height: geometry.textRows))
      // The very first row may be a blank or folded one above the first letter.
      if top <= layout.position(at: layout.first) { reading.top = layout.first }
      reading.reveal(reading.cursor, in: layout, height: geometry.textRows)
      screens[index] = .reading(reading)
    }
  }

  mutating func performInReading(_ command: Command) -> [Effect] {
    guard case .reading(var reading) = screen else { return [] }
    let height = geometry.textRows
    let layout = reading.layout(geometry, preferences)
    switch command {
    case .lineDown: reading.scroll(by: 1, in: layout, height: height)
    case .lineUp: reading.scroll(by: -1, in: layout, height: height)
    case .pageDown: reading.scroll(by: max(1, height - 1), in: layout, height: height)
    case .pageUp: reading.scroll(by: -max(1, height - 1), in: layout, height: height)
    case .halfPageDown: reading.scroll(by: max(1, height / 2), in: layout, height: height)
    case .halfPageUp, .halfPageUpOrUndo:
      reading.scroll(by: -max(1, height / 2), in: layout, height: height)
    case .top:
      reading.jump(to: reading.firstSentence, in: layout, height: height)
      reading.top = layout.first
    case .bottom: reading.jump(to: reading.lastSentence, in: layout, height: height)
    case .nextSentence: reading.step(.sentence, by: 1)
    case .previousSentence: reading.step(.sentence, by: -1)
    case .nextParagraph: reading.step(.paragraph, by: 1)
    case .previousParagraph: reading.step(.paragraph, by: -1)
    case .nextWord: if reading.selection != nil { reading.step(.word, by: 1) }
    case .previousWord: if reading.selection != nil { reading.step(.word, by: -1) }
    case .jumpBack:
      guard let place = reading.jumps.back(from: reading.cursor) else { break }
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
    case .outline: return openOutline()
    case .showSource:
      fetchingSource = reading.text.document.id
      return [.loadSource(reading.text.document.id)]
    case .copyQuote, .copyCitation: return copy(command)
    default: return performOnNote(command)
    }
    reading.reveal(reading.head, in: layout, height: height)
    screen = .reading(reading)
    return []
  }

  private mutating func toggleFold() -> [Effect] {
    reflow { state in _ = state.withReading { $0.isUnfolded.toggle() } }
    return []
  }

  /// `Enter` while reading: the note under the cursor.
  private mutating func openUnderCursor() -> [Effect] {
    guard let reading, reading.noteUnderCursor != nil else { return [] }
    return performOnNote(.editNote)
  }

  private mutating func copy(_ command: Command) -> [Effect] {
    guard let reading else { return [] }
    let summary = reading.text.summary
    if command == .copyCitation {
      say(Words.citationCopied)
      return [.copy(Words.citation(summary, block: reading.cursor.block))]
    }
    let words = reading.text.document.words(in: reading.passage)
    say(Words.quoteCopied)
    return [.copy(Words.quote(words, from: summary))]
  }

  mutating func useMark(_ name: Character, _ command: Command) -> [Effect] {
    guard case .reading(var reading) = screen else { return [] }
    if command == .setMark {
      reading.marks[name] = reading.cursor
      say(Words.markSet(name))
    } else if let place = reading.marks[name] {
      reading.jump(to: place, in: reading.layout(geometry, preferences), height: geometry.textRows)
    } else {
      complain(Words.noMark(name))
    }
    screen = .reading(reading)
    return []
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
    guard !isTooSmall, case .reading(var reading) = screen, reading.sheet == nil,
      let place = place(at: point, of: reading)
    else { return [] }
    switch input {
    case .press:
      reading.selection = nil
      reading.focus = nil
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
  private func place(at point: ScreenPoint, of reading: ReadingScreen) -> Position? {
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
