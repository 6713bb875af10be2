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
    case setDone(Bool)
    /// To the trash.
    case delete
    /// Out of the trash.
    case restore
    /// Attached by hand to a place in the version at hand.
    case attach(Selectors)
  }

  /// What a change was made for; undoing and doing again are changes too.
  public enum Purpose: Int, Sendable { case own, undo, redo }

  /// Made by the writer, so that sending the same operation twice does nothing.
  public var id: String
  public var note: NoteID
  /// The revision of the note the writer saw, 0 for a new note.
  public var expected: Int
  public var change: Change
  public var time: Timestamp
  /// Who made it, as their machine knows them; empty when it was not told.
  public var author: String
  public var purpose: Purpose

  public init(
    id: String, note: NoteID, expected: Int, change: Change, time: Timestamp,
    author: String = "", purpose: Purpose = .own
  ) {
    self.author = author
    self.purpose = purpose
    self.id = id
    self.note = note
    self.expected = expected
    self.change = change
    self.time = time
  }
}

/// An operation as it lies in the history, with what places it among the others.
public struct LoggedOperation: Equatable, Sendable {
  public var operation: NoteOperation
  /// The archive it was made in; empty when that was not written down yet.
  public var device: String
  /// Larger than those of all operations its writer had seen, and near the time in milliseconds.
  public var clock: Int
  /// The names of the operations on the note that the writer saw last.
  public var parents: [String]
  /// The change that would have taken it back at once; `nil` for making a note, and when unknown.
  public var inverse: NoteOperation.Change?

  public init(
    _ operation: NoteOperation, device: String = "", clock: Int, parents: [String],
    inverse: NoteOperation.Change? = nil
  ) {
    self.operation = operation
    self.device = device
    self.clock = clock
    self.parents = parents
    self.inverse = inverse
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
