public import SpaltNotes
public import SpaltText

/// One version of a text, with the digest that names it.
public struct TextVersion: Equatable, Sendable {
  public var document: Document
  /// The digest of the source; what ``Selectors/version`` holds for a note made in it.
  public var version: String

  public init(document: Document, version: String) {
    self.document = document
    self.version = version
  }
}

/// A text as it is opened for reading: the version at hand, and what the reader left in it.
public struct TextOpening: Equatable, Sendable {
  public var summary: TextSummary
  public var document: Document
  /// Those not in the trash, in reading order, orphans last.
  public var notes: [Note]
  /// Where the reader left off, `nil` before the first time.
  public var place: ReadingPlace?
  /// Words typed about this text and neither saved nor thrown away, oldest first.
  public var drafts: [Draft]
}

/// What became of a text that was to be stored.
public enum StoreReceipt: Equatable, Sendable {
  /// The archive had no such text.
  case added
  /// The source differs from the version at hand, which is kept beside it.
  ///
  /// The numbers tell how the notes fared.
  case updated(notes: [Anchor.State: Int])
  /// The version at hand has this very source; nothing was done.
  case unchanged
  /// The text was in the trash and is back.
  case restored(notes: [Anchor.State: Int])
}

/// Where a reader left off.
public struct ReadingPlace: Equatable, Sendable {
  /// The sentence being read.
  public var position: Position
  /// The first words on the screen; `nil` where there was none.
  public var top: Position?
  /// How far it is through the text, 0 to 1.
  public var read: Double

  public init(position: Position, read: Double, top: Position? = nil) {
    self.position = position
    self.top = top
    self.read = min(max(0, read), 1)
  }
}

/// A place in the order in which an archive was changed; only the archive can read it.
public struct ArchivePosition: Hashable, Sendable, RawRepresentable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
}

/// What changed since a position.
public struct ArchiveChanges: Equatable, Sendable {
  public var texts: Set<TextID>
  public var notes: Set<NoteID>
  /// Ask from here the next time.
  public var position: ArchivePosition

  public init(texts: Set<TextID> = [], notes: Set<NoteID> = [], position: ArchivePosition) {
    self.texts = texts
    self.notes = notes
    self.position = position
  }
}

/// One version of a text as a row of a list.
public struct VersionSummary: Equatable, Sendable {
  /// The digest of the source.
  public var version: String
  public var sourceName: String
  public var words: Int
  public var blocks: Int
  /// Notes that have a place in it.
  public var notes: Int
  public var isAtHand: Bool
}

/// What can be undone and done again.
public struct UndoLog: Equatable, Sendable {
  public struct Step: Equatable, Sendable {
    public var note: NoteID
    /// In the order in which they are made; one or, where several fields were saved at once, more.
    public var changes: [NoteOperation.Change]
  }

  /// The changes that take back what was done, newest last.
  public var done: [Step] = []
  /// The changes that do again what was undone, newest last.
  public var undone: [Step] = []
}

/// What became of a merge.
public struct MergeReceipt: Equatable, Sendable {
  /// Operations this archive did not have.
  public var operations = 0
  /// Notes that are new or changed by them.
  public var notes = 0
  /// Notes with two bodies of which neither writer knew the other's.
  public var conflicts = 0
}
