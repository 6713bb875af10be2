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
  enum Part: Equatable {
    case kept
    /// Without a place, or with several.
    case lost
    case trash
  }

  /// The notes listed: by text, those without a place last, then in text order.
  func rows(of notes: [Note]) -> [Note] {
    notes
      .filter { (text == nil || $0.text == text) && holds($0) }
      .sorted { key($0) < key($1) }
  }

  private func holds(_ note: Note) -> Bool {
    switch part {
    case .kept: !note.deleted
    case .lost: !note.deleted && note.anchor.range == nil
    case .trash: note.deleted
    }
  }

  private func key(_ note: Note) -> (TextID, Int, Position, NoteID) {
    let place = note.anchor.range?.lowerBound
    return (note.text, place == nil ? 1 : 0, place ?? .start, note.id)
  }

  func chosenRow(in rows: [Note]) -> Int {
    rows.firstIndex { $0.id == chosen } ?? 0
  }
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
