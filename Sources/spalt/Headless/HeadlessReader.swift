import Glibc
import SpaltArchive
import SpaltHyphenation
import SpaltReader
import SpaltScreen
import SpaltSettings
import SpaltText

/// The reader without a screen of its own: the same update, the same errands, and every answer
/// waited for.
///
/// For screens that are written down (``ReplayCommand``) and for reading line by line
/// (``LinearSession``).
struct HeadlessReader {
  private(set) var state: ReaderState
  private(set) var theme: Theme
  /// What was last sent to a clipboard that is not there; taken by ``takeCopied()``.
  private var copied: String?
  /// The exit status, once the reader has left.
  private(set) var status: Int32?
  private let settings: UserSettings
  private let patterns: HyphenationPatterns
  private let mailbox: Mailbox<Event>
  private let errands: Errands
  private var keeper: Keeper

  /// - Parameters:
  ///   - archive: Where the errands are run.
  ///   - settings: What the user has set.
  ///   - patterns: Where words may be parted.
  ///   - size: Of the screen that is drawn, if one is.
  ///   - isLinear: Whether the text is read by sentences, without rows.
  /// - Throws: ``MailboxFailure`` when the process has no file descriptors left.
  init(
    archive: EmbeddedArchive, settings: UserSettings, patterns: HyphenationPatterns, size: Size,
    isLinear: Bool = false
  ) throws {
    mailbox = try Mailbox<Event>()
    errands = Errands(archive: archive, mailbox: mailbox)
    keeper = Keeper(errands: errands)
    var preferences = settings.preferences(patterns)
    preferences.isLinear = isLinear
    state = ReaderState(size: size, preferences: preferences)
    theme = settings.theme
    self.settings = settings
    self.patterns = patterns
  }

  /// Takes an event, does what it asks for, and waits for all the answers.
  mutating func take(_ event: Event) async {
    await step(event)
    await settle()
    keeper.look(at: state)
  }

  /// Does something that is not asked by an event, such as listing the texts at the start.
  mutating func start(_ effects: [Effect]) async {
    for effect in effects { await perform(effect) }
    await settle()
  }

  /// Writes down drafts and the place; returns when they are on the disk.
  mutating func keepEverything() async {
    keeper.look(at: state)
    await keeper.keepEverything()
  }

  mutating func takeCopied() -> String? {
    defer { copied = nil }
    return copied
  }

  private mutating func step(_ event: Event) async {
    guard status == nil else { return }
    for effect in update(&state, with: event) { await perform(effect) }
  }

  /// Takes answers until none is on its way.
  private mutating func settle() async {
    while status == nil {
      let isIdle = errands.isIdle
      let letters = mailbox.collect()
      for letter in letters { await step(letter) }
      guard letters.isEmpty else { continue }
      if isIdle { return }
      var source = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
      // The answer is sent a moment before its errand counts as done.
      _ = poll(&source, 1, 2)
    }
  }

  private mutating func perform(_ effect: Effect) async {
    switch effect {
    case .quit:
      await keepEverything()
      patterns.remember()
      status = ExitStatus.done.rawValue
    case .suspend, .redraw, .setTitle: break
    case .useTheme(let name):
      let reading = settings.themes.theme(named: name)
      theme = reading.value
      if let complaint = reading.diagnostics.first { await step(.failure("\(complaint)")) }
    case .copy(let text): copied = text
    case .edit(let text):
      await keepEverything()
      switch OutsideEditor.edit(text, with: settings.editor) {
      case .success(let edited): await step(.editorClosed(edited))
      case .failure(let failure):
        await step(.editorClosed(nil))
        await step(.failure("\(failure)"))
      }
    case .keepDraft(let note): keeper.keep(note)
    case .dropDraft(let subject): keeper.drop(subject)
    case .keepPlace(let place): keeper.keep(place)
    default: errands.run(effect)
    }
  }
}

/// What a session begins with, whatever shows it.
struct Beginning {
  var archive: EmbeddedArchive
  var events: [Event] = []
  var effects: [Effect] = []

  /// So many texts are listed in some twentieth of a second, before the first page; more come
  /// after it.
  private static let fewTexts = 4000

  /// Opens the archive and, where one is asked for, the text.
  init(path: String, text: String?) async throws {
    archive = try await FirstArchive.open(path)
    if let text {
      // A text that is not there is told in the shell, not on a screen that closes.
      let open = OpenText(try await archive.opening(of: TextID(text)))
      events.append(.opened(open, number: 0))
      effects = [.listTexts, .listNotes]
    } else if try await archive.textCount() <= Self.fewTexts {
      events.append(.textsListed(TextList(try await archive.texts())))
    } else {
      effects = [.listTexts]
    }
  }
}
