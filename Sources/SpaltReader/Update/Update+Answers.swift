internal import SpaltNotes
internal import SpaltSearch
internal import SpaltText

extension ReaderState {
  /// Takes an answer from outside.
  mutating func take(_ event: Event) -> [Effect] {
    switch event {
    case .input: return []
    case .paused:
      _ = withReading {
        $0.restingCursor = nil
        $0.travel = Travel()
      }
      return []
    case .line(let line): return takeLine(line)
    case .textsListed(let texts):
      list(texts)
      return previewChosen() + refresh()
    case .textListed(let text):
      list(text)
      return []
    case .opened(let text, let number): return opened(text, number)
    case .openFailed(let number, let reason):
      guard opening?.number == number else { return [] }
      opening = nil
      typedAhead = []
      complain(reason)
      return []
    case .previewed(let id, let document):
      for index in screens.indices {
        if case .notes(var list) = screens[index] {
          list.documents[id] = document
          screens[index] = .notes(list)
        }
        guard case .archive(var archive) = screens[index] else { continue }
        archive.previews[id] = TextPreview(document)
        screens[index] = .archive(archive)
      }
      return []
    case .searchFor(let query): return openSearch(query)
    case .searchFinished(let number, let page): return found(page, number)
    case .searchFailed(let number, let reason): return searchFailed(reason, number)
    case .hitsCounted(let number, let counts):
      counted(counts, number)
      return []
    case .indexDamaged(let number): return indexDamaged(number)
    case .indexed(let state): return indexed(state)
    case .indexingFailed(let reason):
      indexing = nil
      complain(reason)
      return []
    case .queriesListed(let recent, let saved):
      recentQueries = recent
      savedQueries = saved
      return []
    case .notesListed(let notes):
      allNotes = NoteShelf(notes)
      reflow { $0.updateReadings(notes) }
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
    case .historyLoaded(let done, let undone): return historyLoaded(done, undone)
    case .versionsListed(let id, let versions):
      guard case .versions(var list) = screen, list.text == id else { return [] }
      list.versions = versions
      list.chosen = versions.lastIndex { $0.version == reading?.text.summary.version } ?? 0
      screen = .versions(list)
      return []
    case .preferencesChanged(let preferences):
      reflow { $0.preferences = preferences }
      say(Words.settingsRead)
      return preferences.themes.first.map { [.useTheme($0)] } ?? []
    case .archiveChanged:
      // First the texts: notes stand in the version at hand, which may be another by now.
      isRefreshing = true
      return [.listTexts]
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
    let known = Set(allNotes.map(\.id))
    for note in text.notes where !known.contains(note.id) { allNotes.put(note) }
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
      if let top = reading.text.top {
        reading.begin(with: top, in: layout, height: height)
      }
      let top = reading.top
      reading.show(start, in: layout, height: height)
      // Left in the middle of a sentence: what was left of it begins with the page.
      let first = layout.position(at: top)
      if reading.text.top != nil, start < first, reading.currentSentence.upperBound > first {
        reading.top = top
      }
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
    case .placing(let id):
      guard let note = allNotes.note(id) else { break }
      let near = note.anchor.range ?? note.anchor.suggestions.first
      screen = .reading(reading)
      go(to: near.map { .position($0.lowerBound) } ?? .lastPlace)
      beginPlacing(note)
      return
    }
    screen = .reading(reading)
  }

  // MARK: What others do

  /// Asks for what another program may have changed, once the texts are known.
  private mutating func refresh() -> [Effect] {
    guard isRefreshing else { return [] }
    isRefreshing = false
    guard let reading, !reading.text.isFormer,
      let now = summary(of: reading.text.document.id),
      now.version != reading.text.summary.version
    else { return [.listNotes] }
    say(Words.newVersion)
    // What is being typed belongs to the words shown; they stay until it is done.
    guard case .reading = screen, reading.sheet == nil else { return [.listNotes] }
    return open(now.id, at: .lastPlace, replacing: true) + [.listNotes]
  }

  /// Gives the texts being read their notes, as far as these stand in the version shown.
  private mutating func updateReadings(_ notes: [Note]) {
    for index in screens.indices {
      guard case .reading(var reading) = screens[index], !reading.text.isFormer else { continue }
      let now = summary(of: reading.text.document.id)
      guard now == nil || now?.version == reading.text.summary.version else { continue }
      reading.update(notes)
      screens[index] = .reading(reading)
    }
  }

  // MARK: Saving

  private mutating func saved(_ note: Note, _ number: Int) -> [Effect] {
    allNotes.put(note)
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
    return effects + [.listText(note.text)]
  }

  /// Somebody else changed the note first: both texts are put before the writer.
  private mutating func conflict(_ theirs: Note, _ number: Int) -> [Effect] {
    allNotes.put(theirs)
    _ = changes.take(number)
    var isMine = false
    reflow { state in
      _ = state.withReading { reading in
        reading.update(theirs)
        guard let sheet = reading.sheet, sheet.saving == number else { return }
        isMine = true
        let both = Words.bothTexts(mine: sheet.editor.text, theirs: theirs)
        reading.sheet = NoteSheet(target: .existing(theirs), body: both)
        reading.sheet?.takeFields(of: sheet)
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
        reading.sheet?.takeFields(of: sheet)
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
    let inverses = waiting.changes.compactMap { $0.inverse(before: waiting.before) }
    let step = Step(
      note: note.id, changes: waiting.changes.isEmpty ? [.delete] : inverses.reversed())
    guard !step.changes.isEmpty else { return }
    switch waiting.purpose {
    case .own:
      done.append(step)
      undone = []
      isFresh = true
    case .undo: undone.append(step)
    case .redo: done.append(step)
    }
  }
}
