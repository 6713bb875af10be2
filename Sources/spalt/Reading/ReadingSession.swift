import Glibc
import SpaltArchive
import SpaltHyphenation
import SpaltReader
import SpaltScreen
import SpaltSettings
import SpaltTerminal
import SpaltText
import SpaltThreads

/// The loop: wait, read, update, draw, do what has to be done outside.
///
/// The terminal, the signals and the state live on one thread; the archive answers on others,
/// through a mailbox.
struct ReadingSession: ~Copyable {
  private var terminal: Terminal
  private let signals: Signals
  private let mailbox: Mailbox<Event>
  private let errands: Errands
  private var keeper: Keeper
  private var state: ReaderState
  private var settings: UserSettings
  private let patterns: HyphenationPatterns
  private let watch = SettingsWatch()
  private let archiveWatch: ArchiveWatch?
  /// When the sentence that scrolling came upon is marked, in milliseconds; `nil` when none waits.
  private var pause: UInt64?

  init(
    archive: EmbeddedArchive, settings: UserSettings, patterns: HyphenationPatterns
  ) throws {
    let signals = try Signals()
    let mailbox = try Mailbox<Event>()
    let terminal = try Terminal(
      TerminalOptions(
        theme: settings.theme, mouse: settings.configuration.mouse))
    state = ReaderState(size: terminal.size, preferences: settings.preferences(patterns))
    errands = Errands(archive: archive, mailbox: mailbox)
    keeper = Keeper(errands: errands)
    self.terminal = terminal
    self.signals = signals
    self.mailbox = mailbox
    self.settings = settings
    self.patterns = patterns
    archiveWatch = ArchiveWatch(archive.path)
  }

  /// Reads until the user leaves, a signal ends the program or the terminal is gone.
  ///
  /// `first` is what is known at the start, such as the text asked for or a warning; `start` is
  /// what has to be done at once.
  ///
  /// - Returns: The exit status.
  mutating func run(_ first: [Event], _ start: [Effect]) async -> Int32 {
    for event in first { if let status = await take(event) { return status } }
    // What the first page does not need waits until it is there.
    terminal.present(render(state))
    let patterns = patterns
    WorkerThreads.shared.start { patterns.settle() }
    watch.start()
    errands.lookForOthersChanges()
    for effect in start { if let status = await perform(effect) { return status } }
    while true {
      terminal.present(render(state))
      await wait()
      if let status = await takeSignals() { return status }
      if watch.hasChanged(), let status = await reload() { return status }
      if archiveWatch?.isLookDue() == true { errands.lookForOthersChanges() }
      for event in mailbox.collect() { if let status = await take(event) { return status } }
      while let input = terminal.nextInput() {
        if let status = await take(.input(input)) { return status }
      }
      if terminal.isGone { return await end(status: 128 + SIGHUP) }
      if let pause, pause <= Clock.monotonic { _ = await take(.paused) }
      keeper.look(at: state)
      await keeper.keepWhatIsDue()
    }
  }

  /// Sleeps until there is a key, a letter, a signal or something to keep.
  private func wait() async {
    var sources = [
      pollfd(
        fd: terminal.descriptor, events: Int16(POLLIN | (terminal.isBehind ? POLLOUT : 0)),
        revents: 0),
      pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    if let archiveWatch {
      sources.append(pollfd(fd: archiveWatch.descriptor, events: Int16(POLLIN), revents: 0))
    }
    let rest = pause.map { Int32(max(0, Int64($0) - Int64(Clock.monotonic))) } ?? -1
    let limits = [terminal.timeout, keeper.timeout, archiveWatch?.timeout ?? -1, rest].filter {
      $0 >= 0
    }
    // A signal wakes the poll as its descriptor does.
    _ = poll(&sources, nfds_t(sources.count), limits.min() ?? -1)
  }

  /// Shorter than it takes to look for the sentence, longer than between the keys of someone who
  /// scrolls on.
  private static let moment: UInt64 = 300

  private mutating func take(_ event: Event) async -> Int32? {
    defer { pause = state.isAwaitingPause ? Clock.monotonic + Self.moment : nil }
    if case .input(.ground(let ground)) = event { RememberedGround.write(ground) }
    for effect in update(&state, with: event) {
      if let status = await perform(effect) { return status }
    }
    return nil
  }

  private mutating func takeSignals() async -> Int32? {
    while let event = signals.next() {
      switch event {
      case .end: return await end(status: event.status ?? ExitStatus.error.rawValue)
      case .stop: await suspend()
      case .resume: terminal.recover()
      case .resize:
        // A window that is as it was by the time it is looked at was another in between.
        terminal.redraw()
        if let status = await take(.input(.resized(terminal.size))) { return status }
      case .user: break
      }
    }
    return nil
  }

  /// Reads the settings anew and takes over what changed.
  private mutating func reload() async -> Int32? {
    let old = settings
    settings = UserSettings.read()
    var preferences = state.preferences
    settings.update(&preferences, since: old)
    terminal.setMouse(settings.configuration.mouse)
    if let status = await take(.preferencesChanged(preferences)) { return status }
    if let complaint = settings.complaints.first {
      return await take(.failure("\(complaint)"))
    }
    return nil
  }

  private mutating func perform(_ effect: Effect) async -> Int32? {
    switch effect {
    case .quit: return await end(status: ExitStatus.done.rawValue)
    case .suspend: await suspend()
    case .redraw: terminal.redraw()
    case .setTitle(let title): terminal.setTitle(title)
    case .useTheme(let name):
      let reading = settings.themes.theme(named: name)
      terminal.setTheme(reading.value)
      if let complaint = reading.diagnostics.first { return await take(.failure("\(complaint)")) }
    case .copy(let text):
      if !terminal.copy(text) {
        return await take(
          .failure("The terminal has no clipboard, or the passage is too long for it."))
      }
    case .edit(let text): return await edit(text)
    case .visit(let address): return await visit(address)
    case .keepDraft(let note): keeper.keep(note)
    case .dropDraft(let subject): keeper.drop(subject)
    case .keepPlace(let place): keeper.keep(place)
    default: errands.run(effect)
    }
    return nil
  }

  /// To the shell and back, as C-z does everywhere; what is being typed is safe meanwhile.
  private mutating func suspend() async {
    keeper.look(at: state)
    await keeper.keepEverything()
    terminal.suspend()
    Signals.stop()
    terminal.resume()
    _ = await take(.input(.resized(terminal.size)))
  }

  /// Shows an address in the user's browser.
  private mutating func visit(_ address: String) async -> Int32? {
    guard OutsideBrowser.chosen != nil else {
      errands.visit(address)
      return nil
    }
    let (failure, status) = await lendTerminal {
      OutsideBrowser.visit(address, whenStopped: Signals.stop)
    }
    if let status { return status }
    guard let failure else { return nil }
    return await take(.failure(failure))
  }

  /// Runs the user's editor on the words of a note.
  private mutating func edit(_ text: String) async -> Int32? {
    let editor = settings.editor
    let (result, status) = await lendTerminal {
      OutsideEditor.edit(text, with: editor, whenStopped: Signals.stop)
    }
    if let status { return status }
    switch result {
    case .success(let edited): return await take(.editorClosed(edited))
    case .failure(let failure):
      _ = await take(.editorClosed(nil))
      return await take(.failure("\(failure)"))
    }
  }

  /// Gives the terminal to another program until it ends; what is being typed is safe meanwhile.
  ///
  /// - Returns: What the program left, and the exit status when a signal ends this one too.
  private mutating func lendTerminal<Result>(
    to program: () -> Result
  ) async -> (result: Result, status: Int32?) {
    keeper.look(at: state)
    await keeper.keepEverything()
    terminal.suspend()
    let result = program()
    terminal.resume()
    // C-c was meant for the other program, whatever this process was sent with it.
    while let event = signals.next() {
      if case .end(SIGINT) = event { continue }
      if case .end(SIGQUIT) = event { continue }
      if let status = event.status { return (result, await end(status: status)) }
    }
    return (result, await take(.input(.resized(terminal.size))))
  }

  /// Keeps draft and place before anything ends; the terminal is given back on return.
  private mutating func end(status: Int32) async -> Int32 {
    keeper.look(at: state)
    await keeper.keepEverything()
    patterns.remember()
    return status
  }
}
