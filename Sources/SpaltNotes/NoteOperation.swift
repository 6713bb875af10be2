public import SpaltText

/// One change to one note, as it is appended to the archive.
///
/// The archive holds the operations; a note is what they add up to. Undo is an operation too.
public struct NoteOperation: Equatable, Sendable {
  public enum Change: Equatable, Sendable {
    case add(Note)
    case setBody(String)
    case setTags([String])
    case setKind(Note.Kind)
    case setColour(String?)
    /// To the trash.
    case delete
    /// Out of the trash.
    case restore
    /// Attached by hand to a place in the version at hand.
    case attach(Selectors)
  }

  /// Made by the writer, so that sending the same operation twice does nothing.
  public var id: String
  public var note: NoteID
  /// The revision of the note the writer saw, 0 for a new note.
  public var expected: Int
  public var change: Change
  public var time: Timestamp

  public init(id: String, note: NoteID, expected: Int, change: Change, time: Timestamp) {
    self.id = id
    self.note = note
    self.expected = expected
    self.change = change
    self.time = time
  }
}

/// What the archive answers to an operation.
public enum NoteReceipt: Equatable, Sendable {
  /// Durable. The note as it now is.
  case accepted(Note)
  /// This very operation had been accepted before.
  case duplicate(Note)
  /// Somebody else changed the note first; nothing was done. The note as it now is.
  case conflict(Note)
}
