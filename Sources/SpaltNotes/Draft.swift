public import SpaltText

/// Words of a note that were typed and are neither saved nor thrown away.
public struct Draft: Equatable, Sendable {
  /// What is being written.
  public enum Subject: Hashable, Sendable {
    /// A change to a note.
    case note(NoteID)
    /// A new note on a passage of one version of a text.
    case passage(Passage, version: String)
  }

  public var subject: Subject
  public var body: String
  /// When it was last kept.
  public var time: Timestamp

  public init(subject: Subject, body: String, time: Timestamp) {
    self.subject = subject
    self.body = body
    self.time = time
  }
}
