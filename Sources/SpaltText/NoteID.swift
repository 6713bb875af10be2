/// The name of a note, made where the note is written: a UUID of version 7 in lower case.
///
/// Here rather than with the notes because a search hit can point at a note.
public struct NoteID: Hashable, Sendable, RawRepresentable, Comparable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// Older first: a UUID of version 7 begins with its time.
  public static func < (left: NoteID, right: NoteID) -> Bool { left.rawValue < right.rawValue }
}
