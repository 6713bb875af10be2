internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  // MARK: The archive

  mutating func performInArchive(_ command: Command) -> [Effect] {
    guard case .archive(var archive) = screen else { return [] }
    let rows = archive.rows(of: texts)
    switch command {
    case .open:
      guard !rows.isEmpty else { return [] }
      return open(rows[archive.chosenRow(in: rows)].id, at: .lastPlace)
    case .sort:
      let orders = ArchiveScreen.Order.allCases
      let next = (orders.firstIndex(of: archive.order) ?? 0) + 1
      archive.order = orders[next % orders.count]
      say(Words.sorted(by: archive.order))
    case .filter:
      archive.filter = archive.filter ?? TextEditor()
      archive.isTypingFilter = true
    case .copyCitation: return copyCitation(as: .plain)
    case .copyBibTeX: return copyCitation(as: .bibtex)
    case .copyJSON: return copyCitation(as: .json)
    default:
      guard !rows.isEmpty,
        let row = listStep(command, from: archive.chosenRow(in: rows), count: rows.count)
      else { return [] }
      archive.chosen = rows[row].id
    }
    screen = .archive(archive)
    return previewChosen()
  }

  mutating func typeFilter(_ key: Key) -> [Effect] {
    guard case .archive(var archive) = screen else { return [] }
    switch key {
    case .escape:
      archive.filter = nil
      archive.isTypingFilter = false
    case .enter, .down, .up:
      archive.isTypingFilter = false
    default:
      guard archive.filter?.handle(key) == true else { return [] }
      archive.chosen = nil
    }
    screen = .archive(archive)
    return previewChosen()
  }

  /// Asks for the chosen text's first lines, once.
  mutating func previewChosen() -> [Effect] {
    guard case .archive(let archive) = screen, let texts else { return [] }
    let rows = archive.rows(of: texts)
    guard !rows.isEmpty else { return [] }
    let id = rows[archive.chosenRow(in: rows)].id
    return archive.previews[id] == nil ? [.preview(id)] : []
  }

  // MARK: Notes

  mutating func openNotes(
    of text: TextID?, _ part: NoteListScreen.Part = .kept
  ) -> [Effect] {
    let focus = reading.flatMap { reading in
      reading.noteUnderCursor.map { reading.placed[$0].note.id }
    }
    let list = NoteListScreen(text: text, chosen: focus, part: part)
    // Going from one list to the other changes the list and not the way back.
    if case .notes = screen { screen = .notes(list) } else { screens.append(.notes(list)) }
    return [.listNotes] + documentOfChosen()
  }

  mutating func performInNotes(_ command: Command) -> [Effect] {
    guard case .notes(var list) = screen else { return [] }
    let rows = list.rows(of: allNotes)
    if command == .fold || command == .lostNotes {
      let other: NoteListScreen.Part = command == .fold ? .trash : .lost
      list.part = list.part == other ? .kept : other
      list.chosen = nil
      screen = .notes(list)
      return documentOfChosen()
    }
    guard !rows.isEmpty else { return [] }
    let chosen = list.chosenRow(in: rows)
    switch command {
    case .open: return openNote(rows[chosen])
    case .editNote, .editNoteOutside:
      let effects = openNote(rows[chosen])
      guard case .reading = screen else { return effects }
      return effects + edit(rows[chosen], outside: command == .editNoteOutside)
    case .trash:
      // The next row takes the place of the one that goes.
      list.chosen = rows[min(chosen + 1, rows.count - 1)].id
      screen = .notes(list)
      return change(rows[chosen], [list.part == .trash ? .restore : .delete])
    case .toggleDone: return change(rows[chosen], [.setDone(!rows[chosen].isDone)])
    case .colour:
      return change(rows[chosen], [.setColour(NoteSheet.colour(after: rows[chosen].colour))])
    case .attachFirst: return attach(rows[chosen], to: 0)
    case .attachSecond: return attach(rows[chosen], to: 1)
    case .attachThird: return attach(rows[chosen], to: 2)
    case .attachHere: return choosePlace(for: rows[chosen])
    default:
      guard let row = listStep(command, from: chosen, count: rows.count) else { return [] }
      list.chosen = rows[row].id
      screen = .notes(list)
      return documentOfChosen()
    }
  }

  /// Asks for the text of the chosen note where its words are to be shown.
  mutating func documentOfChosen() -> [Effect] {
    guard case .notes(let list) = screen else { return [] }
    let rows = list.rows(of: allNotes)
    guard !rows.isEmpty else { return [] }
    let note = rows[list.chosenRow(in: rows)]
    guard note.anchor.state == .edited || !note.anchor.suggestions.isEmpty,
      document(of: note.text, in: list) == nil
    else { return [] }
    return [.preview(note.text)]
  }

  /// The version at hand of a text, as far as it has been read.
  func document(of id: TextID, in list: NoteListScreen) -> Document? {
    if let reading, reading.text.document.id == id, !reading.text.isFormer {
      return reading.text.document
    }
    return list.documents[id]
  }

  /// Gives a note that has lost its words one of the places suggested.
  private mutating func attach(_ note: Note, to suggestion: Int) -> [Effect] {
    guard case .notes(let list) = screen else { return [] }
    guard note.anchor.range == nil, note.anchor.suggestions.indices.contains(suggestion),
      let document = document(of: note.text, in: list),
      let version = summary(of: note.text)?.version
    else {
      complain(note.anchor.range == nil ? Words.noSuchSuggestion : Words.noteHasPlace)
      return []
    }
    let range = note.anchor.suggestions[suggestion]
    return change(note, [.attach(Selectors(range, in: document, version: version))])
  }

  // MARK: Versions

  mutating func openVersions() -> [Effect] {
    guard let reading else { return [] }
    let id = reading.text.document.id
    screens.append(.versions(VersionListScreen(text: id)))
    return [.listVersions(id)]
  }

  mutating func performInVersions(_ command: Command) -> [Effect] {
    guard case .versions(var list) = screen, let versions = list.versions, !versions.isEmpty else {
      return []
    }
    if command == .open {
      let version = versions[list.chosen]
      screens.removeLast()
      if version.isAtHand { return open(list.text, at: .lastPlace, replacing: true) }
      let number = nextRequest()
      opening = Opening(number: number, target: .lastPlace, replacesTop: true)
      return [.openVersion(list.text, version: version.version, number: number)]
    }
    guard let row = listStep(command, from: list.chosen, count: versions.count) else { return [] }
    list.chosen = row
    screen = .versions(list)
    return []
  }

  /// Goes to a note beside its passage.
  private mutating func openNote(_ note: Note) -> [Effect] {
    guard note.anchor.range != nil, !note.deleted else {
      complain(note.deleted ? Words.noteInTrash : Words.noteHasNoPlace)
      return []
    }
    return go(to: .note(note.id), in: note.text)
  }

  /// Goes to a place of a text, on its screen when that is open below this one.
  mutating func go(to target: Opening.Target, in text: TextID) -> [Effect] {
    guard let reading, reading.text.document.id == text, !reading.text.isFormer else {
      return open(text, at: target)
    }
    while screens.count > 1 {
      if case .reading = screen { break }
      screens.removeLast()
    }
    go(to: target)
    return []
  }

  // MARK: Outline

  mutating func openOutline() -> [Effect] {
    guard let reading else { return [] }
    let entries = reading.outline
    guard !entries.isEmpty else {
      complain(Words.noHeadings)
      return []
    }
    let chosen = entries.index(atBlock: reading.cursor.block) ?? 0
    screens.append(.outline(OutlineScreen(entries: entries, chosen: chosen)))
    return []
  }

  mutating func performInOutline(_ command: Command) -> [Effect] {
    guard case .outline(var outline) = screen else { return [] }
    if command == .open {
      let block = outline.entries[outline.chosen].block
      let effects = popScreen()
      go(to: .position(Position(block: block, offset: 0)))
      return effects
    }
    if command == .outline { return popScreen() }
    guard let row = listStep(command, from: outline.chosen, count: outline.entries.count) else {
      return []
    }
    outline.chosen = row
    screen = .outline(outline)
    return []
  }

  /// The row a movement leads to in a list, `nil` for a command that is no movement.
  func listStep(_ command: Command, from row: Int, count: Int) -> Int? {
    let page = max(1, geometry.textRows - 1)
    let target: Int
    switch command {
    case .lineDown, .nextSentence, .nextNote: target = row + 1
    case .lineUp, .previousSentence, .previousNote: target = row - 1
    case .pageDown: target = row + page
    case .pageUp: target = row - page
    case .halfPageDown, .nextParagraph: target = row + page / 2
    case .halfPageUp, .halfPageUpOrUndo, .previousParagraph: target = row - page / 2
    case .top: target = 0
    case .bottom: target = count - 1
    default: return nil
    }
    return min(max(0, target), max(0, count - 1))
  }
}
