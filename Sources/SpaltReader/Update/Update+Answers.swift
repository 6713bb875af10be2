internal import SpaltNotes
internal import SpaltSearch
internal import SpaltText

extension ReaderState {
  /// Takes an answer from outside.
  mutating func take(_ event: Event) -> [Effect] {
    switch event {
    case .input: return []
    case .line(let line): return takeLine(line)
    case .textsListed(let texts):
      self.texts = texts
      return previewChosen()
    case .opened(let text, let number): return opened(text, number)
    case .openFailed(let number, let reason):
      guard opening?.number == number else { return [] }
      opening = nil
      typedAhead = []
      complain(reason)
      return []
    case .previewed(let id, let document):
      for index in screens.indices {
        guard case .archive(var archive) = screens[index] else { continue }
        archive.previews[id] = document
        screens[index] = .archive(archive)
      }
      return []
    case .searchFor(let query): return openSearch(query)
    case .searchFinished(let number, let page): return found(page, number)
    case .searchFailed(let number, let reason): return searchFailed(reason, number)
    case .notesListed(let notes):
      allNotes = notes
      reflow { state in _ = state.withReading { $0.update(notes) } }
      return []
    case .saved(let number, let note): return saved(note, number)
    case .conflict(let number, let note): return conflict(note, number)
    case .saveFailed(let number, let reason): return saveFailed(reason, number)
    case .sourceLoaded(let id, let source):
      guard fetchingSource == id else { return [] }
      fetchingSource = nil
      openSource(source, of: id)
      return []
    case .sourceFailed(let reason):
      fetchingSource = nil
      typedAhead = []
      complain(reason)
      return []
    case .editorClosed(let text): return editorClosed(text)
    case .preferencesChanged(let preferences):
      reflow { $0.preferences = preferences }
      say(Words.settingsRead)
      return preferences.themes.first.map { [.useTheme($0)] } ?? []
    case .archiveChanged: return [.listTexts, .listNotes]
    case .notice(let text):
      say(text)
      return []
    case .failure(let text):
      complain(text)
      return []
    }
  }

  // MARK: Opening

  /// Asks for a text; ``opened(_:_:)`` goes to the place once it is there.
  mutating func open(_ id: TextID, at target: Opening.Target, replacing: Bool = false) -> [Effect] {
    let number = nextRequest()
    opening = Opening(number: number, target: target, replacesTop: replacing)
    return [.open(id, number: number)]
  }

  private mutating func opened(_ text: OpenText, _ number: Int) -> [Effect] {
    guard let opening, opening.number == number else { return [] }
    self.opening = nil
    var effects: [Effect] = []
    if opening.replacesTop, case .reading = screen {
      rememberPlace()
      effects = popScreen()
    }
    for note in text.notes where !allNotes.contains(where: { $0.id == note.id }) {
      allNotes.append(note)
    }
    screens.append(.reading(ReadingScreen(text)))
    go(to: opening.target)
    if !text.drafts.isEmpty { say(Words.draftWaits) }
    return effects + [.setTitle(windowTitle)]
  }

  /// Goes to a place of the text shown.
  mutating func go(to target: Opening.Target) {
    guard case .reading(var reading) = screen else { return }
    let layout = reading.layout(geometry, preferences)
    let height = geometry.textRows
    switch target {
    case .lastPlace:
      let place = reading.cursor
      let start = place == .start ? reading.firstSentence : reading.sentence(at: place).lowerBound
      reading.top = layout.first
      reading.show(start, in: layout, height: height)
    case .position(let position):
      reading.jump(to: reading.sentence(at: position).lowerBound, in: layout, height: height)
    case .hit(let hit):
      guard let block = hit.block else { break }
      if !reading.canHoldCursor(block), reading.text.document.blocks.indices.contains(block) {
        // The words are in folded furniture: show it.
        reading.isUnfolded = true
        screen = .reading(reading)
        return go(to: target)
      }
      let position = Position(block: block, offset: hit.range.lowerBound)
      reading.jump(to: reading.sentence(at: position).lowerBound, in: layout, height: height)
      // A long sentence can hold the hit rows below its start.
      reading.reveal(position, in: layout, height: height)
    case .note(let id):
      guard let placed = reading.placed.first(where: { $0.note.id == id }) else { break }
      let start = reading.sentence(at: placed.range.lowerBound).lowerBound
      reading.jump(to: start, in: layout, height: height)
      reading.focus = id
    }
    screen = .reading(reading)
  }

  // MARK: Saving

  private mutating func saved(_ note: Note, _ number: Int) -> [Effect] {
    allNotes.removeAll { $0.id == note.id }
    allNotes.append(note)
    let waiting = changes.take(number)
    var effects: [Effect] = []
    reflow { state in
      _ = state.withReading { reading in
        reading.update(note)
        guard reading.sheet?.saving == number else { return }
        if let subject = reading.draftSubject {
          effects = [.dropDraft(subject)]
          reading.text.drafts.removeAll { $0.subject == subject }
        }
        reading.sheet = nil
      }
    }
    guard let waiting else { return effects }
    changes.record(waiting, after: note)
    say(Words.done(waiting, note: note))
    return effects + [.listTexts]
  }

  /// Somebody else changed the note first: both texts are put before the writer.
  private mutating func conflict(_ theirs: Note, _ number: Int) -> [Effect] {
    allNotes.removeAll { $0.id == theirs.id }
    allNotes.append(theirs)
    _ = changes.take(number)
    var isMine = false
    reflow { state in
      _ = state.withReading { reading in
        reading.update(theirs)
        guard let sheet = reading.sheet, sheet.saving == number else { return }
        isMine = true
        let both = Words.bothTexts(mine: sheet.editor.text, theirs: theirs)
        reading.sheet = NoteSheet(target: .existing(theirs), body: both)
      }
    }
    complain(isMine ? Words.conflictInSheet : Words.conflict)
    return []
  }

  private mutating func saveFailed(_ reason: String, _ number: Int) -> [Effect] {
    _ = changes.take(number)
    _ = withReading { reading in
      guard reading.sheet?.saving == number else { return }
      reading.sheet?.saving = nil
      reading.sheet?.failure = reason
    }
    complain(reason)
    return []
  }

  private mutating func editorClosed(_ text: String?) -> [Effect] {
    guard let text else {
      complain(Words.editorFailed)
      return [.redraw]
    }
    reflow { state in
      _ = state.withReading { reading in
        guard let sheet = reading.sheet else { return }
        reading.sheet = NoteSheet(target: sheet.target, body: text)
      }
    }
    showPassage()
    return [.redraw]
  }
}

extension ChangeHistory {
  /// The change with a number, no longer waited for.
  mutating func take(_ number: Int) -> Waiting? {
    guard let index = waiting.firstIndex(where: { $0.number == number }) else { return nil }
    return waiting.remove(at: index)
  }

  /// Remembers how to take an accepted change back.
  mutating func record(_ waiting: Waiting, after note: Note) {
    // What makes a note is taken back by putting it in the trash.
    let inverse = waiting.change.map { $0.inverse(before: waiting.before) } ?? .delete
    guard let inverse else { return }
    let step = Step(note: note.id, change: inverse)
    switch waiting.purpose {
    case .new:
      done.append(step)
      undone = []
      isFresh = true
    case .undo: undone.append(step)
    case .redo: done.append(step)
    }
  }
}
