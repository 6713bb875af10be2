internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  /// Does what a line says that was typed where there is no screen to press keys on.
  ///
  /// While a note, a query or a command is being written the line is part of it. Else it is a
  /// number of a row, `/words`, `?words`, `:command`, the name of a command, or keys as help names
  /// them. An empty line reads on.
  mutating func takeLine(_ line: String) -> [Effect] {
    message = nil
    readBefore = readOut
    readOut = nil
    defer { pendingKeys = [] }
    if awaitsScreen { stopWaiting() }
    if reading?.sheet != nil, case .reading = screen { return writeLine(line) }
    if commandLine != nil { return typeLine(line) }
    if case .archive(let archive) = screen, archive.isTypingFilter { return typeLine(line) }
    if case .search(var search) = screen, search.editor.text.isEmpty, !line.isEmpty {
      search.editor.paste(line)
      screen = .search(search)
      return ask()
    }
    if line.isEmpty { return readOn() }
    if let number = Int(line) { return goToRow(number) }
    let rest = String(line.dropFirst())
    switch line.first {
    case "/": return openLinearSearch(rest)
    case "?": return openHelp(rest)
    case ":" where !rest.isEmpty: return run(rest)
    default: break
    }
    if isCommandLine(line) { return run(line) }
    return pressKeys(named: line)
  }

  private mutating func typeLine(_ line: String) -> [Effect] {
    line.flatMap { press(.character($0)) } + press(.enter)
  }

  /// A line of a note; a full stop by itself saves, as in `ed` and in mail.
  private mutating func writeLine(_ line: String) -> [Effect] {
    switch line {
    case ".": return press(.control("s"))
    case ".q": return press(.escape)
    case ".e": return press(.control("e"))
    case ".n":
      _ = withReading { reading in
        guard let sheet = reading.sheet else { return }
        reading.sheet = NoteSheet(target: sheet.target)
      }
      return []
    default: break
    }
    // A line of the note that begins with a full stop is written with two.
    let words = line.hasPrefix("..") ? String(line.dropFirst()) : line
    _ = withReading { reading in
      let isFirst = reading.sheet?.editor.text.isEmpty ?? true
      reading.sheet?.editor.paste(isFirst ? words : "\n\(words)")
    }
    return []
  }

  private mutating func readOn() -> [Effect] {
    switch screen {
    case .reading: perform(.nextSentence)
    case .source, .help: perform(.pageDown)
    default: perform(.open)
    }
  }

  private mutating func openLinearSearch(_ query: String) -> [Effect] {
    // A second search takes the place of the first list of hits.
    if case .search = screen { screens.removeLast() }
    return openSearch(query)
  }

  /// A row of a list by its number: it is chosen and opened; while reading, a paragraph.
  private mutating func goToRow(_ number: Int) -> [Effect] {
    if case .reading(let reading) = screen {
      guard reading.text.document.blocks.indices.contains(number - 1) else {
        complain(Words.noRow(number))
        return []
      }
      go(to: .position(Position(block: number - 1, offset: 0)))
      readOut = self.reading?.currentSentence
      return []
    }
    if case .source(var source) = screen, source.lines.indices.contains(number - 1) {
      source.top = .init(line: number - 1)
      screen = .source(source)
      return []
    }
    guard choose(row: number - 1) else {
      complain(Words.noRow(number))
      return []
    }
    return perform(.open)
  }

  /// Chooses a row of the list shown, counted from 0; false where there is none.
  private mutating func choose(row: Int) -> Bool {
    switch screen {
    case .archive(var archive):
      let rows = archive.rows(of: texts)
      guard rows.indices.contains(row) else { return false }
      archive.chosen = rows[row].id
      screen = .archive(archive)
    case .notes(var list):
      let rows = list.rows(of: allNotes)
      guard rows.indices.contains(row) else { return false }
      list.chosen = rows[row].id
      screen = .notes(list)
    case .outline(var outline):
      guard outline.entries.indices.contains(row) else { return false }
      outline.chosen = row
      screen = .outline(outline)
    case .search(var search):
      let order = search.hitsInOrder
      guard order.indices.contains(row) else { return false }
      search.chosen = order[row]
      screen = .search(search)
    case .versions(var list):
      guard list.versions?.indices.contains(row) == true else { return false }
      list.chosen = row
      screen = .versions(list)
    case .links(var links):
      guard links.addresses.indices.contains(row) else { return false }
      links.chosen = row
      screen = .links(links)
    case .reading, .source, .help: return false
    }
    return true
  }

  /// Whether a line begins with the name of a command or with a word that `:` knows.
  private func isCommandLine(_ line: String) -> Bool {
    let name = String(line.prefix { $0 != " " })
    // `q` alone is the key and goes back.
    return Command(rawValue: name) != nil || CommandWord.offered.contains { $0.rawValue == name }
  }

  /// Keys by their names, parted by spaces: `]n`, `C-o`, `jjj`, `m a`.
  ///
  /// A word that is no key and no sequence of the table does nothing at all: its letters might be
  /// keys that change a note.
  private mutating func pressKeys(named line: String) -> [Effect] {
    if line.allSatisfy({ $0 == " " }) { return line.flatMap { press(.character($0)) } }
    var keys: [Key] = []
    for word in line.split(separator: " ").map(String.init) {
      if let key = Key(name: word) {
        keys.append(key)
        continue
      }
      let letters = word.map(Key.character)
      guard isSequence(letters) || Set(letters).count == 1 else {
        complain(Words.noCommand(word))
        return []
      }
      keys += letters
    }
    var effects: [Effect] = []
    for key in keys {
      let isKnown =
        !pendingKeys.isEmpty || markCommand != nil || preferences.keymap.command(for: [key]) != nil
        || !preferences.keymap.continuations(of: key).isEmpty
      guard isKnown else {
        complain(Words.noCommand(key.name))
        return effects
      }
      effects += press(key)
    }
    return effects
  }

  private func isSequence(_ keys: [Key]) -> Bool {
    guard keys.count == 2 else { return false }
    let first = preferences.keymap.command(for: [keys[0]])
    return preferences.keymap.command(for: keys) != nil || first == .setMark || first == .goToMark
  }

  // MARK: Commands without rows

  /// How many sentences a page is.
  private static let page = 8

  /// Does a command in the way of a reader without rows; `nil` for one that needs no other way.
  mutating func performLinearly(_ command: Command) -> [Effect]? {
    switch screen {
    case .reading: return readLinearly(command)
    case .search: return searchLinearly(command)
    default: return nil
    }
  }

  private mutating func readLinearly(_ command: Command) -> [Effect]? {
    switch command {
    case .lineDown, .nextSentence: step(.sentence, by: 1)
    case .lineUp, .previousSentence: step(.sentence, by: -1)
    case .nextParagraph, .halfPageDown: step(.paragraph, by: 1)
    case .previousParagraph, .halfPageUp: step(.paragraph, by: -1)
    // `u` right after a change undoes it, here too.
    case .halfPageUpOrUndo where !changes.isFresh: step(.paragraph, by: -1)
    case .pageDown: step(.sentence, by: Self.page)
    case .pageUp: step(.sentence, by: -Self.page)
    default: return nil
    }
    return []
  }

  /// Moves the cursor, and reads out what was moved over; in a selection, moves its end.
  private mutating func step(_ unit: TextUnit, by count: Int) {
    guard case .reading(var reading) = screen else { return }
    changes.isFresh = false
    let isSelecting = reading.selection != nil
    var moved = 0
    var first: Position?
    // After a paragraph was read out, the next sentence is the one behind it.
    if unit == .sentence, count > 0, !isSelecting, let read = readBefore,
      read.contains(reading.cursor), read.upperBound.offset > 0
    {
      let last = Position(block: read.upperBound.block, offset: read.upperBound.offset - 1)
      reading.cursor = reading.sentence(at: last).lowerBound
    }
    while moved < abs(count), reading.step(unit, by: count.signum()) {
      moved += 1
      if moved == 1 { first = reading.cursor }
    }
    screen = .reading(reading)
    guard moved > 0 else {
      say(count > 0 ? Words.endOfText : Words.startOfText)
      return
    }
    if isSelecting { return }
    let here = reading.currentSentence
    switch (unit, count) {
    case (.paragraph, _):
      let end = reading.text.document.blocks[here.lowerBound.block].text.utf8.count
      readOut = here.lowerBound..<Position(block: here.lowerBound.block, offset: end)
    case (_, 2...): readOut = (first ?? here.lowerBound)..<here.upperBound
    default: readOut = here
    }
  }

  private mutating func searchLinearly(_ command: Command) -> [Effect]? {
    switch command {
    case .open: return typeQuery(.enter)
    case .jumpForward: return typeQuery(.tab)
    case .lineDown, .nextSentence, .nextHit: return chooseHit(by: 1)
    case .lineUp, .previousSentence, .previousHit: return chooseHit(by: -1)
    case .pageDown: return chooseHit(by: LinearReport.window)
    case .pageUp: return chooseHit(by: -LinearReport.window)
    default: return nil
    }
  }
}
