public import SpaltText

/// A margin note: words about a passage.
public struct Note: Equatable, Sendable, Identifiable {
  public enum Kind: String, CaseIterable, Sendable { case note, highlight, question }

  public var id: NoteID
  public var text: TextID
  public var kind: Kind
  /// Markdown, to the byte as written.
  public var body: String
  /// Without `#`, in the order given, none twice.
  public var tags: [String]
  /// A name the theme knows, not a value.
  public var colour: String?
  /// Where the note was made.
  public var selectors: Selectors
  /// The note this one replies to.
  public var parent: NoteID?
  /// Whether what the note asks or asks for is settled.
  public var isDone: Bool
  /// Who wrote it, as that machine knew them; empty when it was not told.
  public var author: String
  /// Fields of another program's note that mean nothing here, as one JSON object; empty for none.
  public var extra: String
  /// Where it stands now.
  public var anchor: Anchor
  public var created: Timestamp
  public var modified: Timestamp
  /// In the trash.
  public var deleted: Bool
  /// The number of operations that have made the note what it is, at least 1.
  public var revision: Int

  public init(
    id: NoteID, text: TextID, kind: Kind = .note, body: String = "", tags: [String] = [],
    colour: String? = nil, selectors: Selectors, parent: NoteID? = nil, isDone: Bool = false,
    author: String = "", extra: String = "", anchor: Anchor, created: Timestamp,
    modified: Timestamp? = nil, deleted: Bool = false, revision: Int = 1
  ) {
    self.id = id
    self.text = text
    self.kind = kind
    self.body = body
    self.tags = tags
    self.colour = colour
    self.selectors = selectors
    self.parent = parent
    self.isDone = isDone
    self.author = author
    self.extra = extra
    self.anchor = anchor
    self.created = created
    self.modified = modified ?? created
    self.deleted = deleted
    self.revision = revision
  }
}

extension Note {
  /// Whether the note is about its text as a whole: it hangs on no words.
  public var isOnWholeText: Bool { selectors.isOnWholeText }
}

/// A moment as RFC 3339 in UTC with milliseconds: `2026-11-02T09:12:33.250Z`.
///
/// Shown and exchanged, never used to decide which of two edits came first.
public struct Timestamp: Hashable, Sendable, RawRepresentable, Comparable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.rawValue < right.rawValue
  }
}
