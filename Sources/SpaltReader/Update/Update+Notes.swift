internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  // MARK: Commands on the passage or the note under the cursor

  mutating func performOnNote(_ command: Command) -> [Effect] {
    guard let reading else { return [] }
    switch command {
    case .addNote:
      return openNewNote(on: reading)
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
      return change(reading.placed[index].note, .delete)
    default: return []
    }
  }

  /// Opens the sheet on the passage, or on the words of a draft that waits to be finished: a
  /// second new note would take the draft's place.
  private mutating func openNewNote(on reading: ReadingScreen) -> [Effect] {
    guard let draft = reading.text.draft, draft.note == nil else {
      return openSheet(NoteSheet(target: .new(reading.passage)))
    }
    say(Words.draftReopened)
    return openSheet(NoteSheet(target: .new(draft.passage ?? reading.passage), body: draft.body))
  }

  /// Opens the sheet on a note, with the words of its draft when there is one.
  mutating func edit(_ note: Note, outside: Bool) -> [Effect] {
    let draft = reading?.text.draft
    let body = draft?.note == note.id ? draft?.body ?? note.body : note.body
    let effects = openSheet(NoteSheet(target: .existing(note), body: body))
    return outside ? effects + [.edit(body)] : effects
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
    guard sheet.editor.handle(key) else { return [] }
    let before = geometry.textRows
    reading.sheet = sheet
    screen = .reading(reading)
    if geometry.textRows != before { showPassage() }
    return []
  }

  /// Puts the sheet away; what was typed stays as a draft.
  private mutating func closeSheet() -> [Effect] {
    guard let reading, let sheet = reading.sheet else { return [] }
    let draft = reading.draft
    let isUnchanged: Bool
    if case .existing(let note) = sheet.target {
      isUnchanged = note.body == sheet.editor.text
    } else {
      isUnchanged = sheet.editor.text.isEmpty
    }
    reflow { state in
      _ = state.withReading {
        $0.sheet = nil
        $0.text.draft = isUnchanged ? nil : draft
      }
    }
    guard let draft, !isUnchanged else {
      return [.dropDraft(text: reading.text.document.id, note: sheet.note)]
    }
    say(Words.draftKept)
    return [.keepDraft(draft)]
  }

  private mutating func saveSheet() -> [Effect] {
    guard let reading, let sheet = reading.sheet else { return [] }
    let body = sheet.editor.text
    guard body.contains(where: { !$0.isWhitespace }) else {
      complain(Words.emptyNote)
      return []
    }
    let effects: [Effect]
    switch sheet.target {
    case .new(let passage):
      effects = add(
        NewNote(
          text: reading.text.document.id, passage: passage, kind: .note, body: body,
          tags: hashtags(in: body)))
    case .existing(let note):
      effects = change(note, .setBody(body))
    }
    let number = requests
    _ = withReading { $0.sheet?.saving = number }
    say(Words.saving)
    return effects
  }

  /// Words that begin with `#`, without it.
  private func hashtags(in body: String) -> [String] {
    var tags: [String] = []
    for word in body.split(whereSeparator: \.isWhitespace) where word.hasPrefix("#") {
      let tag = String(word.dropFirst().prefix { $0.isLetter || $0.isNumber || "-_".contains($0) })
      if !tag.isEmpty, !tags.contains(tag) { tags.append(tag) }
    }
    return tags
  }

  /// The lines of the sheet as set, and the cursor among them.
  func sheetLines(_ sheet: NoteSheet) -> [TypedLine] {
    TypedLine.lines(of: sheet.editor, width: max(4, size.columns - 4))
  }

  // MARK: Changes, undo, redo

  private mutating func add(_ new: NewNote) -> [Effect] {
    let number = nextRequest()
    changes.waiting.append(.init(number: number, before: nil, purpose: .new))
    return [.addNote(number: number, new)]
  }

  mutating func change(
    _ note: Note, _ change: NoteOperation.Change, purpose: ChangeHistory.Purpose = .new
  ) -> [Effect] {
    let number = nextRequest()
    changes.waiting.append(.init(number: number, before: note, purpose: purpose))
    return [
      .changeNote(number: number, id: note.id, expected: note.revision, change)
    ]
  }

  mutating func undo() -> [Effect] {
    guard let step = changes.done.popLast() else {
      complain(Words.nothingToUndo)
      return []
    }
    return take(step, purpose: .undo)
  }

  mutating func redo() -> [Effect] {
    guard let step = changes.undone.popLast() else {
      complain(Words.nothingToRedo)
      return []
    }
    return take(step, purpose: .redo)
  }

  private mutating func take(
    _ step: ChangeHistory.Step, purpose: ChangeHistory.Purpose
  ) -> [Effect] {
    guard let note = allNotes.first(where: { $0.id == step.note }) else {
      complain(Words.noteGone)
      return []
    }
    return change(note, step.change, purpose: purpose)
  }
}
