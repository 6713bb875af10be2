internal import SpaltNotes
public import SpaltText

/// All notes, of one text or of the archive.
public struct NoteListScreen: Equatable {
  /// The text whose notes are listed, `nil` for all.
  public var text: TextID?
  public var chosen: NoteID?
  var part = Part.kept
  /// The texts of notes whose words have to be shown, at hand as far as they were asked for.
  var documents: [TextID: Document] = [:]

  /// Which notes are listed.
  enum Part: Equatable, Sendable {
    case kept
    /// Without a place, or with several.
    case lost
    case trash

    func holds(_ note: Note) -> Bool {
      switch self {
      case .kept: !note.deleted
      case .lost: !note.deleted && note.anchor.range == nil
      case .trash: note.deleted
      }
    }
  }

  /// The notes listed, in their order.
  func rows(of notes: NoteShelf) -> NoteShelf.Rows { notes.rows(of: text, part) }

  func chosenRow(in rows: NoteShelf.Rows) -> Int { chosen.flatMap { rows.row(of: $0) } ?? 0 }
}

/// The versions of the text being read, oldest first.
public struct VersionListScreen: Equatable {
  public var text: TextID
  /// `nil` until they are listed.
  public var versions: [VersionRow]?
  public var chosen = 0
}

/// The headings of the text being read.
public struct OutlineScreen: Equatable {
  public var entries: Outline
  public var chosen: Int
}
