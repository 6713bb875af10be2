import SpaltArchive
import SpaltNotes
import SpaltReader
import SpaltText

/// Puts together what a reading screen needs of a text.
enum TextLoading {
  static func open(_ id: TextID, in archive: some Archive) async throws(ArchiveError) -> OpenText {
    let summary = try await archive.summary(of: id)
    let version = try await archive.text(id)
    let notes = try await archive.notes(of: id)
    let place = try await archive.place(of: id)
    let own = Set(notes.map(\.id))
    let drafts = try await archive.drafts().filter { draft in
      switch draft.subject {
      case .note(let note): own.contains(note)
      case .passage(let passage, _): passage.text == id
      }
    }
    return OpenText(
      summary: summary, document: version.document, notes: notes,
      place: place?.position ?? .start, drafts: drafts)
  }
}
