public import SpaltNotes
public import SpaltScreen
internal import SpaltSearch
internal import SpaltText

/// Everything the reader knows.
///
/// A value: the same state and event always give the same next state and effects, so whole
/// sessions can be played in memory.
public struct ReaderState: Equatable {
  public var size: Size
  public var preferences: Preferences
  /// From the first screen to the one shown; never empty.
  ///
  /// Going back is taking the last away.
  public internal(set) var screens: [Screen] = [.archive(ArchiveScreen())]
  public internal(set) var message: Message?
  /// The line typed after `:`, `nil` when none is.
  public internal(set) var commandLine: TextEditor?
  /// The words Tab goes through while a command is typed.
  var completion: CommandCompletion?
  var commandHistory = CommandHistory()
  /// Marks by their letter: small ones belong to a text, capital ones to the archive.
  var marks = Marks()
  /// Places in texts that another text took the place of, the last one left last.
  var placesLeft: [Passage] = []
  /// What is to be read out where there is no screen; the sentence being read when `nil`.
  var readOut: Range<Position>?
  /// What was read out before the last line was typed.
  var readBefore: Range<Position>?
  /// The keys of a sequence not yet finished.
  var pendingKeys: [Key] = []
  /// The state before the first of ``pendingKeys``, where that key did something at once.
  var beforePending: Earlier?
  /// The command waiting for the letter of a mark.
  var markCommand: Command?
  /// Whether the notes are to be listed once the texts are: another program changed either.
  var isRefreshing = false
  /// The texts of the archive, `nil` until first listed.
  public private(set) var texts: TextList?
  /// Of the whole archive, the trash included; for the list of notes and the left pane.
  var allNotes = NoteShelf()
  var trail = HitTrail()
  var changes = ChangeHistory()
  /// Last used first.
  var recentQueries: [String] = []
  /// Kept until forgotten, in the order in which they were saved.
  var savedQueries: [String] = []
  /// How far the index has come while it is being made, else `nil`.
  var indexing: IndexState?
  /// Whether the index was damaged and has been made anew: once more would lead nowhere.
  var hasRenewedIndex = false
  /// The number of the last request; an answer with another number than the one waited for is
  /// late and dropped.
  var requests = 0
  /// The text being opened, and where in it to go.
  var opening: Opening? = Opening(number: 0, target: .lastPlace)
  /// The text whose source is being fetched.
  var fetchingSource: TextID?
  /// Typed while a screen was on its way: meant for that screen, and given to it.
  var typedAhead: [TerminalInput] = []

  public init(size: Size, preferences: Preferences = Preferences()) {
    self.size = size
    self.preferences = preferences
  }

  /// What the user has set, on the command line, in the configuration or with a key.
  public struct Preferences: Equatable, Sendable {
    public var keymap = Keymap.standard
    public var hyphenation = Hyphenation.none
    public var isJustified = false
    /// Cell columns added to the measure the width gives; negative narrows.
    public var widening = 0
    /// The most cell columns of a line of body, `nil` for what the width gives.
    public var widestMeasure: Int?
    /// The themes to go through, in order; the first is in use.
    public var themes: [String] = []
    /// The themes that follow the terminal's ground; empty once the user has chosen one.
    public var themesByGround: [Ground: String] = [:]
    /// Whether the text is read aloud or line by line: a step goes by sentences, there are no rows.
    public var isLinear = false

    public init() {}
  }

  /// A line for the bottom of the screen.
  public struct Message: Equatable, Sendable {
    public enum Kind: Sendable { case notice, failure }
    public var kind: Kind
    public var text: String
  }

  struct Opening: Equatable {
    var number: Int
    var target: Target
    /// Whether the text takes the place of the one shown.
    var replacesTop = false

    enum Target: Equatable {
      case lastPlace
      case position(Position)
      case hit(Hit)
      case note(NoteID)
      /// Near where the note may belong, to choose words for it.
      case placing(NoteID)
    }
  }

  /// A state kept inside a state.
  final class Earlier: Equatable {
    let state: ReaderState
    init(_ state: ReaderState) { self.state = state }
    static func == (left: Earlier, right: Earlier) -> Bool { left.state == right.state }
  }

  public enum Screen: Equatable {
    case archive(ArchiveScreen)
    case reading(ReadingScreen)
    case search(SearchScreen)
    case notes(NoteListScreen)
    case versions(VersionListScreen)
    case outline(OutlineScreen)
    case source(SourceScreen)
    case help(HelpScreen)
    case links(LinkScreen)
  }

  /// The screen shown.
  public internal(set) var screen: Screen {
    get { screens[screens.count - 1] }
    set { screens[screens.count - 1] = newValue }
  }

  /// The nearest reading screen under the one shown, itself included.
  var reading: ReadingScreen? {
    for case .reading(let reading) in screens.reversed() { return reading }
    return nil
  }

  /// Changes the nearest reading screen.
  mutating func withReading<Result>(_ change: (inout ReadingScreen) -> Result) -> Result? {
    for index in screens.indices.reversed() {
      guard case .reading(var reading) = screens[index] else { continue }
      let result = change(&reading)
      screens[index] = .reading(reading)
      return result
    }
    return nil
  }

  mutating func say(_ text: String) { message = Message(kind: .notice, text: text) }

  mutating func complain(_ text: String) { message = Message(kind: .failure, text: text) }

  mutating func nextRequest() -> Int {
    requests += 1
    return requests
  }

  /// What is being typed, for whoever must keep it before the program ends.
  public var unsavedNote: UnsavedNote? { reading?.unsavedNote }

  /// Whether scrolling left something for a moment without keys, when ``Event/paused`` comes: a
  /// sentence to mark, its note to open, pane and ruler to be set in their places.
  ///
  /// To draw them is to send several lines, and a line step is to cost one.
  public var isAwaitingPause: Bool {
    guard case .reading(let reading) = screen else { return false }
    return !reading.isSettled
      || reading.travel.isUnderway(top: reading.top, height: geometry.textRows)
  }

  /// The notes of the text being read, orphans too.
  public var notes: [Note] { reading?.text.notes ?? [] }

  /// What the open sheet holds, `nil` without a sheet.
  public var sheetBody: String? { reading?.sheet?.editor.text }

  /// The place being read, for whoever must keep it before the program ends.
  public var place: KeptPlace? {
    guard let reading, !reading.text.isFormer else { return nil }
    return KeptPlace(
      text: reading.text.document.id, position: reading.cursor,
      top: preferences.isLinear || isTooSmall ? nil : reading.placeAtTop(geometry, preferences),
      read: reading.readShare)
  }
}

/// The hits of the last search, in the order they are walked.
struct HitTrail: Equatable {
  var query = ""
  var hits: [Hit] = []
  /// The hit shown last.
  var current: Int?
  /// What asks for the hits after the last.
  var request: SearchRequest?
  /// The request for them that is under way.
  var waitingFor: Int?

  /// Which of the hits in its text a hit is, counted from 1 as they are walked; a note stands for
  /// itself.
  func place(of index: Int) -> (number: Int, count: Int) {
    let hit = hits[index]
    guard hit.kind == .text else { return (1, 1) }
    let isOwn = { (other: Hit) in other.kind == .text && other.text == hit.text }
    return (hits[..<index].count(where: isOwn) + 1, hits.count(where: isOwn))
  }

  /// The hits in one text, as ranges of it.
  func ranges(in text: TextID) -> [(index: Int, range: Range<Position>)] {
    hits.enumerated().compactMap { index, hit in
      guard hit.kind == .text, hit.text == text, let block = hit.block else { return nil }
      let start = Position(block: block, offset: hit.range.lowerBound)
      return (index, start..<Position(block: block, offset: hit.range.upperBound))
    }
  }
}

/// What can be undone: for each change to a note, the change that takes it back.
struct ChangeHistory: Equatable {
  typealias Step = NoteStep
  typealias Purpose = NoteOperation.Purpose

  struct Waiting: Equatable {
    var number: Int
    /// None for making a note.
    var changes: [NoteOperation.Change]
    /// The note before the change, `nil` when the change makes it.
    var before: Note?
    var purpose: Purpose
  }

  var done: [Step] = []
  var undone: [Step] = []
  var waiting: [Waiting] = []
  /// Whether the last thing the user did was a change to a note.
  var isFresh = false
  /// Whether what earlier sessions did is among ``done``.
  var isWhole = false
  /// What was asked for while the changes of earlier sessions were on their way.
  var waitsFor: Purpose?
}

extension ReaderState {
  mutating func list(_ texts: TextList) { self.texts = texts }

  mutating func list(_ text: TextSummary) { texts?.put(text) }

  /// What the archive's list says of a text.
  func summary(of id: TextID) -> TextSummary? {
    texts.flatMap { texts in texts.index(of: id).map { texts[$0] } }
  }

  /// Shows at once how much of a text has been read, as the archive will say when it is next listed.
  mutating func list(_ id: TextID, readTo read: Double) {
    texts?.setRead(read, of: id)
  }
}
