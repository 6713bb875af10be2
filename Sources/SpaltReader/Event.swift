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
  /// Words typed about this text and not saved, oldest first.
  public var drafts: [Draft]

  public init(
    summary: TextSummary, document: Document, notes: [Note], place: Position = .start,
    drafts: [Draft] = []
  ) {
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
  /// A line typed where there is no screen; see ``LinearReport``.
  case line(String)
  case textsListed([TextSummary])
  /// The answer to ``Effect/open(_:number:)``; number 0 is the text to begin with.
  case opened(OpenText, number: Int)
  case openFailed(number: Int, reason: String)
  case previewed(TextID, Document)
  /// A search asked for from outside, as on the command line.
  case searchFor(String)
  case searchFinished(number: Int, SearchPage)
  case searchFailed(number: Int, reason: String)
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
  case open(TextID, number: Int)
  /// The document alone, for a look at it.
  case preview(TextID)
  case search(number: Int, query: String, scope: SearchScope, text: TextID?)
  case listNotes
  /// Makes the id, the time and the selectors, and appends.
  case addNote(number: Int, NewNote)
  case changeNote(number: Int, id: NoteID, expected: Int, NoteOperation.Change)
  case keepDraft(UnsavedNote)
  case dropDraft(Draft.Subject)
  case keepPlace(TextID, Position, read: Double)
  case loadSource(TextID)
  /// Opens `$EDITOR` on a text and gives it back as ``Event/editorClosed(_:)``.
  case edit(String)
  /// To the clipboard of the terminal.
  case copy(String)
  case setTitle(String)
  case useTheme(String)
  case redraw
  case suspend
  case quit
}

/// A note as the reader makes it, before it has an id and a time.
public struct NewNote: Equatable, Sendable {
  public var text: TextID
  public var passage: Range<Position>
  public var kind: Note.Kind
  public var body: String
  public var tags: [String]

  public init(
    text: TextID, passage: Range<Position>, kind: Note.Kind, body: String, tags: [String] = []
  ) {
    self.text = text
    self.passage = passage
    self.kind = kind
    self.body = body
    self.tags = tags
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
