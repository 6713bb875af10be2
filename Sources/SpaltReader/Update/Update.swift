internal import SpaltScreen
internal import SpaltText

/// Moves the state one step on and says what has to be done outside.
///
/// The only place where the reader's state changes. No clock, no files, no terminal: the same state
/// and event always give the same result.
public func update(_ state: inout ReaderState, with event: Event) -> [Effect] {
  guard case .input(let input) = event else {
    let effects = state.take(event)
    return effects + state.takeTypedAhead()
  }
  return state.take(input)
}

extension ReaderState {
  /// Whether the screen is too small to draw on; the reader then waits for a larger one.
  var isTooSmall: Bool {
    size.columns < PageGeometry.smallest.columns || size.rows < PageGeometry.smallest.rows
  }

  // MARK: Input

  fileprivate mutating func take(_ input: TerminalInput) -> [Effect] {
    switch input {
    case .resized(let size):
      reflow { $0.size = size }
      return []
    case .ground(let ground): return follow(ground)
    default: break
    }
    if awaitsScreen {
      // Esc gives up waiting; everything else is meant for what comes.
      if input == .key(.escape) || input == .key(.control("c")) {
        stopWaiting()
      } else if typedAhead.count < Self.mostTypedAhead {
        typedAhead.append(input)
      }
      return []
    }
    switch input {
    case .resized, .ground: return []
    case .key(let key):
      message = nil
      return press(key)
    case .paste(let text):
      endKeySequence()
      return paste(text)
    case .wheel(let lines):
      endKeySequence()
      return wheel(by: lines)
    case .press(let point):
      endKeySequence()
      return pointer(input, at: point)
    case .drag(let point), .release(let point): return pointer(input, at: point)
    }
  }

  /// What the last key said, and what it waited for, is over when the hand goes elsewhere.
  private mutating func endKeySequence() {
    message = nil
    pendingKeys = []
    beforePending = nil
    markCommand = nil
  }

  /// Whether a screen asked for is still on its way.
  var awaitsScreen: Bool {
    // `Enter` before the answer: what follows is meant for the text of the first hit.
    if case .search(let search) = screen, search.opensWhenFound { return true }
    return fetchingSource != nil || (opening?.number ?? 0) > 0
  }

  /// More than anyone types while waiting; a key held down must not fill the memory.
  private static let mostTypedAhead = 1000

  mutating func stopWaiting() {
    if case .search(var search) = screen {
      search.opensWhenFound = false
      screen = .search(search)
    }
    opening = nil
    fetchingSource = nil
    typedAhead = []
  }

  /// Gives what was typed ahead to the screen that has come, up to the next wait.
  fileprivate mutating func takeTypedAhead() -> [Effect] {
    var effects: [Effect] = []
    while !awaitsScreen, !typedAhead.isEmpty { effects += take(typedAhead.removeFirst()) }
    return effects
  }

  // MARK: Keys

  mutating func press(_ key: Key) -> [Effect] {
    if isTooSmall {
      guard let command = preferences.keymap.command(for: [key]) else { return [] }
      return command == .quit || command == .close ? leave() : []
    }
    if commandLine != nil { return typeCommand(key) }
    if let effects = typeIntoScreen(key) { return effects }
    return follow(key)
  }

  /// Follows a sequence of keys through the keymap.
  private mutating func follow(_ key: Key) -> [Effect] {
    let before = pendingKeys
    pendingKeys = []
    let earlier = beforePending
    beforePending = nil
    if let waiting = markCommand {
      markCommand = nil
      guard case .character(let name) = key else { return [] }
      return useMark(name, waiting)
    }
    let keymap = preferences.keymap
    if !before.isEmpty, let command = keymap.command(for: before + [key]) {
      // The first key of the sequence did something of its own: take it back.
      if let earlier { self = earlier.state }
      pendingKeys = []
      return perform(command)
    }
    // Esc gives the sequence up, and nothing else.
    if !before.isEmpty, key == .escape { return [] }
    let goesOn = !keymap.continuations(of: key).isEmpty
    let isSelecting =
      if case .reading(let reading) = screen { reading.selection != nil } else { false }
    guard let command = keymap.command(for: [key], selecting: isSelecting) else {
      if goesOn { pendingKeys = [key] }
      return []
    }
    guard goesOn else { return perform(command) }
    let now = Earlier(self)
    let effects = perform(command)
    pendingKeys = [key]
    beforePending = now
    return effects
  }

  /// Gives a key to the field being typed in, if there is one.
  ///
  /// - Returns: `nil` when no field took the key.
  private mutating func typeIntoScreen(_ key: Key) -> [Effect]? {
    switch screen {
    case .reading(let reading) where reading.sheet != nil: return typeNote(key)
    case .search: return preferences.isLinear ? nil : typeQuery(key)
    case .help(let help) where help.isTyping: return typeHelp(key)
    case .archive(let archive) where archive.isTypingFilter: return typeFilter(key)
    default: return nil
    }
  }

  fileprivate mutating func paste(_ text: String) -> [Effect] {
    if commandLine != nil {
      tellOfPaste(isWhole: commandLine?.paste(text))
      completion = nil
      return []
    }
    switch screen {
    case .reading(var reading):
      guard reading.sheet != nil else { break }
      reading.sheet?.paste(text)
      screen = .reading(reading)
      return []
    case .search(var search):
      tellOfPaste(isWhole: search.editor.paste(text))
      screen = .search(search)
      return ask()
    case .archive(var archive) where archive.isTypingFilter:
      tellOfPaste(isWhole: archive.filter?.paste(text))
      screen = .archive(archive)
      return []
    default: break
    }
    say(Words.pasteNeedsField)
    return []
  }

  private mutating func tellOfPaste(isWhole: Bool?) {
    if isWhole == false { say(Words.pasteWasCut(at: TextEditor.longestLine)) }
  }

  // MARK: Commands

  /// Does what a command asks, on whatever screen is shown.
  mutating func perform(_ command: Command) -> [Effect] {
    let wasFresh = changes.isFresh
    if preferences.isLinear, let effects = performLinearly(command) { return effects }
    changes.isFresh = false
    switch command {
    case .quit: return leave()
    case .back, .close: return goBack(command)
    case .search: return isOnHelp ? beginHelpSearch() : openSearch()
    case .help: return openHelp()
    case .commandLine:
      commandLine = TextEditor()
      completion = nil
      return []
    case .allNotes: return openNotes(of: nil)
    case .lostNotes:
      if case .notes = screen { break }
      return openNotes(of: nil, .lost)
    case .versions: return openVersions()
    case .textNotes: return openNotes(of: reading?.text.document.id)
    case .theme: return nextTheme()
    case .redraw:
      _ = withReading { $0.travel = Travel() }
      return [.redraw]
    case .suspend: return [.suspend]
    case .undo: return undo()
    case .redo: return redo()
    case .halfPageUpOrUndo where wasFresh: return undo()
    case .wider, .narrower:
      widen(by: command == .wider ? 2 : -2)
      return []
    case .justify:
      reflow { $0.preferences.isJustified.toggle() }
      say(preferences.isJustified ? Words.justified : Words.ragged)
      return []
    case .nextHit: return walkHits(by: 1)
    case .previousHit: return walkHits(by: -1)
    default: break
    }
    switch screen {
    case .archive: return performInArchive(command)
    case .reading: return performInReading(command)
    case .notes: return performInNotes(command)
    case .versions: return performInVersions(command)
    case .outline: return performInOutline(command)
    case .source: return performInSource(command)
    case .help: return performInHelp(command)
    case .links: return performInLinks(command)
    case .search: return []
    }
  }

  /// Sets the lines so many cell columns wider or narrower, and says how wide they are.
  private mutating func widen(by step: Int) {
    var wanted = preferences
    let before = measure(preferences)
    // What was added in a wider window may have no effect in this one.
    while measure(wanted) == before, abs(wanted.widening) <= PageGeometry.widestBody {
      wanted.widening += step
    }
    let columns = measure(wanted)
    guard columns != before else {
      say(step > 0 ? Words.widest(columns) : Words.narrowest(columns))
      return
    }
    reflow { $0.preferences = wanted }
    say(Words.measure(columns))
  }

  /// Cell columns of a line of body.
  private func measure(_ preferences: Preferences) -> Int {
    PageGeometry(
      size: size, widest: preferences.widestMeasure, widening: preferences.widening
    ).body
  }

  /// Ends the program, the place kept.
  mutating func leave() -> [Effect] {
    var effects: [Effect] = []
    if let unsavedNote { effects.append(.keepDraft(unsavedNote)) }
    if let place { effects.append(.keepPlace(place)) }
    return effects + [.quit]
  }

  /// One screen back, to the exact row left; `q` on the first screen quits, `Esc` does not.
  private mutating func goBack(_ command: Command) -> [Effect] {
    if case .reading(var reading) = screen, reading.selection != nil {
      reading.selection = nil
      screen = .reading(reading)
      return []
    }
    if case .reading(var reading) = screen, reading.placing != nil {
      reading.placing = nil
      screen = .reading(reading)
      say(Words.notPlaced)
      return []
    }
    if case .archive(var archive) = screen, archive.filter != nil {
      archive.filter = nil
      screen = .archive(archive)
      return []
    }
    guard screens.count > 1 else {
      if command == .close { return leave() }
      say(Words.quitHint)
      return []
    }
    return popScreen()
  }

  /// Takes the screen shown away.
  mutating func popScreen() -> [Effect] {
    guard screens.count > 1 else { return [] }
    var effects: [Effect] = []
    if case .reading = screen, let place {
      effects.append(.keepPlace(place))
      list(place.text, readTo: place.read)
    }
    screens.removeLast()
    // Once listed, what changes is told: by this program at once, of others by the archive.
    if case .archive = screen, texts == nil { effects.append(.listTexts) }
    return effects + [.setTitle(windowTitle)]
  }

  /// For the window of the terminal.
  var windowTitle: String {
    if case .reading(let reading) = screen { return Words.windowTitle(reading.text.summary) }
    return Words.programName
  }
}
