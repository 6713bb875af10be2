import SpaltArchive
import SpaltNotes
import SpaltReader
import SpaltText

extension Archive {
  /// Makes a note of what was written about a passage, and keeps it.
  func add(_ new: NewNote) async throws(ArchiveError) -> NoteReceipt {
    let version = try await text(new.text)
    return try await add(
      on: new.passage, in: version, kind: new.kind, body: new.body, tags: new.tags)
  }

  func add(
    on passage: Range<Position>, in version: TextVersion, kind: Note.Kind, body: String,
    tags: [String], colour: String? = nil
  ) async throws(ArchiveError) -> NoteReceipt {
    let document = version.document
    let range = document.clamp(passage.lowerBound)..<document.clamp(passage.upperBound)
    let note = Note(
      id: NoteID(Clock.newID()), text: document.id, kind: kind, body: body, tags: tags,
      colour: colour, selectors: Selectors(range, in: document, version: version.version),
      anchor: Anchor(state: .exact, range: range, source: document.source(of: range)),
      created: Clock.now)
    return try await append(
      NoteOperation(
        id: Clock.newID(), note: note.id, expected: 0, change: .add(note), time: note.created))
  }
}
