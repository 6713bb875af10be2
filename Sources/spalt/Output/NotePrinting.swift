import SpaltArchive
import SpaltNotes
import SpaltText

/// Prints notes, as JSON or for a person.
struct NotePrinting {
  private let archive: any Archive

  init(_ archive: any Archive) { self.archive = archive }

  func print(_ notes: [Note], json: Bool) async throws {
    var writers: [TextID: NoteWriter] = [:]
    for note in notes {
      guard json else {
        printPlainly(note)
        continue
      }
      let writer: NoteWriter
      if let known = writers[note.text] {
        writer = known
      } else {
        writer = try await self.writer(for: note.text)
      }
      writers[note.text] = writer
      Output.printJSON(try writer.line(for: note))
    }
  }

  private func writer(for id: TextID) async throws -> NoteWriter {
    do {
      let version = try await archive.text(id)
      let source = try await archive.source(of: id, version: nil)
      return NoteWriter(
        document: version.document, source: source.text, version: version.version)
    } catch ArchiveError.noSuchText {
      return NoteWriter()
    }
  }

  private func printPlainly(_ note: Note) {
    let state = note.anchor.state == .exact ? "" : " [\(note.anchor.state.rawValue)]"
    let tags = note.tags.map { " #\($0)" }.joined()
    Output.print(
      "\(note.id.rawValue) \(note.text.rawValue)\(state) “\(Sanitizer.line(note.selectors.quote))”\(tags)"
    )
    for line in note.body.split(separator: "\n", omittingEmptySubsequences: false)
    where !note.body.isEmpty {
      Output.print("    \(line)")
    }
  }
}
