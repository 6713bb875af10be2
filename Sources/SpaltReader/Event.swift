public import SpaltNotes
public import SpaltScreen
public import SpaltSearch
public import SpaltText

/// A text with all a reading screen needs.
public struct OpenText: Equatable, Sendable {
  public var summary: TextSummary
  public var document: Document
  /// Those not in the trash, orphans too, in any order.
  public var notes: [Note]
  /// Where the reader left off.
  public var place: Position
  /// What stood at the top of the screen then; `nil` when that is not known.
  public var top: Position?
  /// Words typed about this text and not saved, oldest first.
  public var drafts: [Draft]
  /// Whether this is an earlier version, to be looked at and not written in.
  public var isFormer = false

  public init(
    summary: TextSummary, document: Document, notes: [Note], place: Position = .start,
    top: Position? = nil, drafts: [Draft] = []
  ) {
    self.top = top
    self.summary = summary
    self.document = document
    self.notes = notes
    self.place = place
    self.drafts = drafts
  }
}

/// Something that happened, outside or inside the program.
public enum Event: Equatable, Sendable {
  case input(TerminalInput)
  /// Nothing has been typed for a moment; see ``ReaderState/isAwaitingPause``.
  case paused
  /// A line typed where there is no screen; see ``LinearReport``.
  case line(String)
  case textsListed(TextList)
  /// What the archive says of one text now.
  case textListed(TextSummary)
  /// The answer to ``Effect/open(_:number:)``; number 0 is the text to begin with.
  case opened(OpenText, number: Int)
  case openFailed(number: Int, reason: String)
  case previewed(TextID, Document)
  /// A search asked for from outside, as on the command line.
  case searchFor(String)
  case searchFinished(number: Int, SearchPage)
  case searchFailed(number: Int, reason: String)
  case hitsCounted(number: Int, SearchCounts)
  /// A search found the index unreadable.
  case indexDamaged(number: Int)
  /// How far the index has come that is being made.
  case indexed(IndexState)
  /// The index could not be made, for a reason to be told.
  case indexingFailed(reason: String)
  /// Queries kept from earlier, last used first, and those saved.
  case queriesListed(recent: [String], saved: [String])
  /// Notes of the whole archive, the trash included.
  case notesListed([Note])
  case saved(number: Int, Note)
  /// Somebody else changed the note first; this is what it says now.
  case conflict(number: Int, Note)
  case saveFailed(number: Int, reason: String)
  case sourceLoaded(TextID, String)
  case sourceFailed(reason: String)
  /// The text the editor outside left; `nil` when it failed or nothing was changed.
  case editorClosed(String?)
  /// What was done before this session and can be undone, and what was undone; newest last.
  case historyLoaded(done: [NoteStep], undone: [NoteStep])
  case versionsListed(TextID, [VersionRow])
  /// The user has changed the settings; the first of its themes is to be used.
  case preferencesChanged(ReaderState.Preferences)
  /// Another Spalt changed the archive.
  case archiveChanged
  /// One sentence for the bottom line.
  case notice(String)
  case failure(String)
}

/// Something that has to be done outside; the core never does it itself.
public enum Effect: Equatable, Sendable {
  case listTexts
  /// One text alone, which was changed.
  case listText(TextID)
  case open(TextID, number: Int)
  /// The document alone, for a look at it.
  case preview(TextID)
  /// Takes the place of any search or count under way.
  case search(number: Int, SearchRequest)
  /// Takes the place of any count under way.
  case countHits(number: Int, SearchRequest, withFacets: Bool)
  /// Puts into the index what is missing, or makes all of it anew.
  case completeIndex(anew: Bool)
  case listQueries
  case keepQuery(String, isSaved: Bool)
  case listNotes
  /// Makes the id, the time and the selectors, and appends.
  case addNote(number: Int, NewNote)
  /// Several changes are made one after the other or not at all.
  case changeNote(
    number: Int, id: NoteID, expected: Int, [NoteOperation.Change],
    purpose: NoteOperation.Purpose = .own)
  /// What earlier sessions did to notes.
  case loadHistory
  case listVersions(TextID)
  /// A version that need not be the one at hand.
  case openVersion(TextID, version: String, number: Int)
  case keepDraft(UnsavedNote)
  case dropDraft(Draft.Subject)
  case keepPlace(KeptPlace)
  case loadSource(TextID)
  /// Opens `$EDITOR` on a text and gives it back as ``Event/editorClosed(_:)``.
  case edit(String)
  /// To the clipboard of the terminal.
  case copy(String)
  /// Opens a web or mail address in the user's browser.
  case visit(String)
  case setTitle(String)
  case useTheme(String)
  case redraw
  case suspend
  case quit
}

/// Where a text is left: to be kept, and gone back to.
public struct KeptPlace: Equatable, Sendable {
  public var text: TextID
  /// The sentence being read.
  public var position: Position
  /// The first words on the screen; `nil` where there is none.
  public var top: Position?
  /// The share of the text above, 0 to 1.
  public var read: Double
}

/// A note as the reader makes it, before it has an id and a time.
public struct NewNote: Equatable, Sendable {
  public var text: TextID
  /// `nil` for the text as a whole.
  public var passage: Range<Position>?
  public var kind: Note.Kind
  public var body: String
  public var tags: [String]
  public var colour: String?
  /// The note it replies to.
  public var parent: NoteID?

  public init(
    text: TextID, passage: Range<Position>?, kind: Note.Kind, body: String, tags: [String] = [],
    colour: String? = nil, parent: NoteID? = nil
  ) {
    self.colour = colour
    self.parent = parent
    self.text = text
    self.passage = passage
    self.kind = kind
    self.body = body
    self.tags = tags
  }
}

/// Changes that take back what was done to a note, or do it again.
public struct NoteStep: Equatable, Sendable {
  public var note: NoteID
  public var changes: [NoteOperation.Change]

  public init(note: NoteID, changes: [NoteOperation.Change]) {
    self.note = note
    self.changes = changes
  }
}

/// A version of a text as a row of a list.
public struct VersionRow: Equatable, Sendable {
  public var version: String
  public var sourceName: String
  public var words: Int
  public var notes: Int
  public var isAtHand: Bool

  public init(version: String, sourceName: String, words: Int, notes: Int, isAtHand: Bool) {
    self.version = version
    self.sourceName = sourceName
    self.words = words
    self.notes = notes
    self.isAtHand = isAtHand
  }
}

/// What is being typed in the sheet.
public struct UnsavedNote: Equatable, Sendable {
  public var subject: Draft.Subject
  public var body: String

  public init(subject: Draft.Subject, body: String) {
    self.subject = subject
    self.body = body
  }
}
