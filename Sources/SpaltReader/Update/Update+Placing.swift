internal import SpaltNotes
internal import SpaltText

/// Giving a note words that the reader chooses, where the program found none or the wrong ones.
extension ReaderState {
  /// Leads from a list of notes to the text of one, near where it may belong.
  mutating func choosePlace(for note: Note) -> [Effect] {
    guard !note.deleted else {
      complain(Words.noteInTrash)
      return []
    }
    return go(to: .placing(note.id), in: note.text)
  }

  mutating func beginPlacing(_ note: Note) {
    _ = withReading {
      $0.selection = nil
      $0.placing = note
    }
    say(Words.placing(note))
  }

  /// Attaches the note being placed to the selection, or to the sentence being read.
  mutating func attachHere() -> [Effect] {
    guard let reading else { return [] }
    guard let waiting = reading.placing else {
      complain(Words.nothingToPlace)
      return []
    }
    // It may have been changed since the list was left.
    let note = allNotes.note(waiting.id) ?? waiting
    let selectors = Selectors(
      reading.passage, in: reading.text.document, version: reading.text.summary.version)
    _ = withReading {
      $0.selection = nil
      $0.placing = nil
    }
    return change(note, [.attach(selectors)])
  }
}
