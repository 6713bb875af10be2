internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  // MARK: Commands on the passage or the note under the cursor

  mutating func performOnNote(_ command: Command) -> [Effect] {
    guard let reading else { return [] }
    if reading.text.isFormer, command.writesOnPassage {
      complain(Words.formerVersion)
      return []
    }
    if command == .addNote || command == .highlight, reading.passage.isEmpty {
      complain(Words.noWordsHere)
      return []
    }
    switch command {
    case .addNote:
      return openNewNote(on: reading)
    case .noteOnText:
      var sheet = NoteSheet(target: .new(.start..<(.start)))
      sheet.isOnWholeText = true
      return openSheet(sheet)
    case .reply, .toggleDone, .colour:
      guard let index = reading.noteUnderCursor else {
        complain(Words.noNoteHere)
        return []
      }
      return perform(command, on: reading.placed[index])
    case .resumeDraft: return resumeDraft()
    case .attachHere: return attachHere()
    case .highlight:
      let new = NewNote(
        text: reading.text.document.id, passage: reading.passage, kind: .highlight, body: "")
      _ = withReading { $0.selection = nil }
      return add(new)
    case .editNote, .editNoteOutside:
      guard let index = reading.noteUnderCursor else {
        complain(Words.noNoteHere)
        return []
      }
      return edit(reading.placed[index].note, outside: command == .editNoteOutside)
    case .trash:
      guard let index = reading.noteUnderCursor else {
        complain(Words.noNoteHere)
        return []
      }
      return change(reading.placed[index].note, [.delete])
    default: return []
    }
  }

  private mutating func perform(_ command: Command, on placed: PlacedNote) -> [Effect] {
    let note = placed.note
    switch command {
    case .toggleDone: return change(note, [.setDone(!note.isDone)])
    case .colour: return change(note, [.setColour(NoteSheet.colour(after: note.colour))])
    default:
      var sheet = NoteSheet(target: .new(placed.range))
      sheet.parent = note.id
      sheet.isOnWholeText = note.isOnWholeText
      return openSheet(sheet)
    }
  }

  /// Opens the sheet on the passage, with the words of a draft that was begun there.
  ///
  /// What was selected is what is meant, whatever draft lies beneath a part of it.
  private mutating func openNewNote(on reading: ReadingScreen) -> [Effect] {
    guard let draft = reading.draft(overlapping: reading.passage),
      reading.selection == nil || draft.range == reading.passage
    else {
      return openSheet(NoteSheet(target: .new(reading.passage)))
    }
    return openSheet(NoteSheet(target: .new(draft.range), body: draft.body))
  }

  /// Opens the sheet on a note, with the words of its draft when there is one.
  mutating func edit(_ note: Note, outside: Bool) -> [Effect] {
    let draft = reading?.text.drafts.last { $0.subject == .note(note.id) }
    let body = draft?.body ?? note.body
    let effects = openSheet(NoteSheet(target: .existing(note), body: body))
    return outside ? effects + [.edit(body)] : effects
  }

  /// Goes on with the draft kept last, wherever in the text it was begun.
  private mutating func resumeDraft() -> [Effect] {
    guard let reading, let draft = reading.text.drafts.last else {
      complain(Words.noDraft)
      return []
    }
    switch draft.subject {
    case .note(let id):
      guard let note = reading.text.notes.first(where: { $0.id == id }) else { break }
      go(to: .note(id))
      return edit(note, outside: false)
    case .passage(let passage, let version):
      guard version == reading.text.summary.version else { break }
      go(to: .position(passage.range.lowerBound))
      return openSheet(NoteSheet(target: .new(passage.range), body: draft.body))
    }
    // The note is gone or the text has changed: the words go to where the reader is.
    return openSheet(NoteSheet(target: .new(reading.passage), body: draft.body))
  }

  private mutating func openSheet(_ sheet: NoteSheet) -> [Effect] {
    reflow { state in
      _ = state.withReading {
        $0.sheet = sheet
        $0.selection = nil
      }
    }
    showPassage()
    return []
  }

  /// Scrolls so that the words the sheet is about are in view above it.
  mutating func showPassage() {
    guard case .reading(var reading) = screen, let passage = reading.sheet?.passage else { return }
    let layout = reading.layout(geometry, preferences)
    let height = geometry.textRows
    let last = reading.text.document.clamp(
      Position(
        block: passage.upperBound.block, offset: max(0, passage.upperBound.offset - 1)))
    reading.reveal(last, in: layout, height: height)
    reading.reveal(passage.lowerBound, in: layout, height: height)
    screen = .reading(reading)
  }

  // MARK: Typing

  mutating func typeNote(_ key: Key) -> [Effect] {
    guard case .reading(var reading) = screen, var sheet = reading.sheet else { return [] }
    // Nothing is typed into words on their way to the disk; the receipt is a moment away.
    if sheet.saving != nil { return [] }
    switch key {
    case .escape: return closeSheet()
    case .control("s"), .control("d"): return saveSheet()
    case .control("e"): return [.edit(sheet.editor.text)]
    case .control("l"): return [.redraw]
    case .control("z"): return [.suspend]
    default: break
    }
    sheet.failure = nil
    guard sheet.handle(key, knownTags: knownTags) else { return [] }
    let before = geometry.textRows
    reading.sheet = sheet
    screen = .reading(reading)
    if geometry.textRows != before { showPassage() }
    return []
  }

  /// Puts the sheet away; what was typed stays as a draft.
  private mutating func closeSheet() -> [Effect] {
    guard let reading, let subject = reading.draftSubject else { return [] }
    let unsaved = reading.unsavedNote
    reflow { state in
      _ = state.withReading { reading in
        reading.sheet = nil
        reading.text.drafts.removeAll { $0.subject == subject }
        guard let unsaved else { return }
        // The archive gives it its time; here only its place among the others counts.
        let time = reading.text.drafts.last?.time ?? Timestamp(rawValue: "")
        reading.text.drafts.append(Draft(subject: subject, body: unsaved.body, time: time))
      }
    }
    guard let unsaved else { return [.dropDraft(subject)] }
    say(Words.draftKept)
    return [.keepDraft(unsaved)]
  }

  private mutating func saveSheet() -> [Effect] {
    guard let reading, let sheet = reading.sheet else { return [] }
    let body = sheet.editor.text
    let tags = sheet.tags
    guard sheet.kind == .highlight || !tags.isEmpty || body.contains(where: { !$0.isWhitespace })
    else {
      complain(Words.emptyNote)
      return []
    }
    let effects: [Effect]
    switch sheet.target {
    case .new(let passage):
      effects = add(
        NewNote(
          text: reading.text.document.id, passage: sheet.isOnWholeText ? nil : passage,
          kind: sheet.kind, body: body, tags: tags, colour: sheet.colour, parent: sheet.parent))
    case .existing(let note):
      let changes = sheet.changes(to: note)
      guard !changes.isEmpty else { return closeSheet() }
      effects = change(note, changes)
    }
    let number = requests
    _ = withReading { $0.sheet?.saving = number }
    say(Words.saving)
    return effects
  }

  /// The tags of the archive, the most used first.
  var knownTags: [String] {
    var uses: [String: Int] = [:]
    for note in allNotes where !note.deleted { for tag in note.tags { uses[tag, default: 0] += 1 } }
    return uses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// The lines of the sheet as set, and the cursor among them.
  func sheetLines(_ sheet: NoteSheet) -> [TypedLine] {
    TypedLine.lines(of: sheet.editor, width: max(4, size.columns - 4))
  }

  // MARK: Changes, undo, redo

  private mutating func add(_ new: NewNote) -> [Effect] {
    let number = nextRequest()
    changes.waiting.append(.init(number: number, changes: [], before: nil, purpose: .own))
    return [.addNote(number: number, new)]
  }

  mutating func change(
    _ note: Note, _ wanted: [NoteOperation.Change], purpose: ChangeHistory.Purpose = .own
  ) -> [Effect] {
    let number = nextRequest()
    changes.waiting.append(
      .init(number: number, changes: wanted, before: note, purpose: purpose))
    return [
      .changeNote(
        number: number, id: note.id, expected: note.revision, wanted, purpose: purpose)
    ]
  }

  mutating func undo() -> [Effect] {
    guard let step = changes.done.popLast() else {
      return askForHistory(.undo, else: Words.nothingToUndo)
    }
    return take(step, purpose: .undo)
  }

  mutating func redo() -> [Effect] {
    guard let step = changes.undone.popLast() else {
      return askForHistory(.redo, else: Words.nothingToRedo)
    }
    return take(step, purpose: .redo)
  }

  /// Asks once a session for what was done before it.
  private mutating func askForHistory(
    _ purpose: ChangeHistory.Purpose, else words: String
  ) -> [Effect] {
    // What was done in this session is at the end of what would come.
    guard !changes.isWhole, changes.done.isEmpty, changes.undone.isEmpty else {
      complain(words)
      return []
    }
    changes.isWhole = true
    changes.waitsFor = purpose
    return [.loadHistory]
  }

  mutating func historyLoaded(_ done: [NoteStep], _ undone: [NoteStep]) -> [Effect] {
    guard let purpose = changes.waitsFor else { return [] }
    changes.waitsFor = nil
    if changes.done.isEmpty, changes.undone.isEmpty {
      changes.done = done
      changes.undone = undone
    }
    return purpose == .undo ? undo() : redo()
  }

  private mutating func take(
    _ step: ChangeHistory.Step, purpose: ChangeHistory.Purpose
  ) -> [Effect] {
    guard let note = allNotes.note(step.note) else {
      complain(Words.noteGone)
      return []
    }
    return change(note, step.changes, purpose: purpose)
  }
}
