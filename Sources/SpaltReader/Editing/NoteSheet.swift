public import SpaltNotes
public import SpaltText

/// The sheet at the foot of the page on which a note is written.
public struct NoteSheet: Equatable, Sendable {
  public enum Target: Equatable, Sendable {
    /// A new note on a passage.
    case new(Range<Position>)
    /// A note that is there, as it was when the sheet was opened.
    case existing(Note)
  }

  public var target: Target
  public var editor: TextEditor
  /// The number of the save under way; the sheet closes when its receipt comes.
  public var saving: Int?
  /// Why the last save failed.
  ///
  /// The words stay in the sheet.
  public var failure: String?

  public init(target: Target, body: String = "") {
    self.target = target
    self.editor = TextEditor(body, isMultiline: true)
  }

  /// The words the note is about, which stay in view.
  public var passage: Range<Position>? {
    switch target {
    case .new(let range): range
    case .existing(let note): note.anchor.range
    }
  }

  /// The note being edited.
  public var note: NoteID? {
    if case .existing(let note) = target { note.id } else { nil }
  }
}
