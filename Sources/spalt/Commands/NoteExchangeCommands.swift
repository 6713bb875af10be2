public import ArgumentParser
import SpaltArchive
import SpaltNotes
import SpaltText

extension NoteFormat: ExpressibleByArgument {}

/// `spalt note export`.
struct NoteExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write notes out.",
    discussion: """
      jsonl is the backup: one note a line, nothing lost, the trash included. markdown is for \
      reading and printing.

      EXAMPLES
        spalt note export > notes.jsonl
        spalt note export expressen-pisa --format markdown
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text; all texts without.", completion: Completions.texts) var text:
    String?
  @Option(help: "jsonl or markdown; jsonld, hypothesis and csv are not there yet.")
  var format = NoteFormat.jsonl

  func run() async throws {
    guard format == .jsonl || format == .markdown else {
      throw NoteProblem.notYet("Export as \(format.rawValue)")
    }
    let archive = try await options.openArchive()
    let id = text.map { TextID($0) }
    let notes = try await archive.notes(of: id, includingTrash: format == .jsonl)
    if format == .markdown {
      let texts = try await archive.texts()
      let titles = Dictionary(uniqueKeysWithValues: texts.map { ($0.id, $0.metadata.title) })
      Output.printExactly(markdown(of: notes, titles: titles))
    } else {
      try await NotePrinting(archive).print(notes, json: true)
    }
    if notes.isEmpty { throw ExitStatus.nothingFound }
  }
}

/// `spalt note import`.
struct NoteImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read notes in.",
    discussion: """
      The format is told by the content; jsonl can be read. All notes are taken, or none. A note \
      whose id the archive has is left as it is.

      EXAMPLE
        spalt note import notes.jsonl
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A file; - is standard input.") var file: String

  func run() async throws {
    let bytes = try Files.read(file, limit: 256 << 20)
    guard let content = String(validating: bytes, as: UTF8.self) else {
      throw NoteImportFailure.notUTF8(file)
    }
    let drafts: [NoteDraft]
    do {
      drafts = try noteDrafts(in: content)
    } catch {
      throw NoteImportFailure.unreadable(file, "\(error)")
    }
    let archive = try await options.openArchive()
    var places = NotePlaces(archive: archive)
    var operations: [NoteOperation] = []
    for (index, draft) in drafts.enumerated() {
      let note = try await places.note(of: draft, number: index + 1, file: file)
      operations.append(
        NoteOperation(
          id: Clock.newID(), note: note.id, expected: 0, change: .add(note), time: note.modified))
    }
    let receipts = try await archive.append(operations)
    let added = receipts.count { if case .accepted = $0 { true } else { false } }
    let known = receipts.count - added
    let rest = known == 0 ? "" : "; \(known) the archive had already, and left as they are"
    Output.complain("\(added) \(added == 1 ? "note" : "notes") taken in\(rest).")
  }
}

/// Why notes were not taken in; nothing was changed.
enum NoteImportFailure: Error, CustomStringConvertible {
  case notUTF8(String)
  case unreadable(String, String)
  case note(Int, file: String, reason: String)

  var description: String {
    switch self {
    case .notUTF8(let file): "\(Sanitizer.line(file)) is not UTF-8 text; no note was taken in."
    case .unreadable(let file, let reason):
      "\(Sanitizer.line(file)): \(reason) No note was taken in."
    case .note(let number, let file, let reason):
      "\(Sanitizer.line(file)): note \(number): \(reason) No note was taken in."
    }
  }
}

/// Finds the places of notes that are read in, each text opened once.
private struct NotePlaces {
  private struct Ground {
    var document: Document
    var index: CodePointIndex
    var version: String
  }

  let archive: any Archive
  private var grounds: [TextID: Ground] = [:]

  init(archive: any Archive) { self.archive = archive }

  mutating func note(of draft: NoteDraft, number: Int, file: String) async throws -> Note {
    do {
      let placed = try await place(of: draft)
      let time = draft.created ?? Clock.now
      return Note(
        id: draft.id ?? NoteID(Clock.newID()), text: draft.text, kind: draft.kind,
        body: draft.body, tags: draft.tags, colour: draft.colour, selectors: placed.selectors,
        anchor: placed.anchor ?? .orphan, created: time, modified: draft.modified ?? time,
        deleted: draft.deleted, revision: draft.revision)
    } catch let refusal as NoteDraft.Refusal {
      throw NoteImportFailure.note(number, file: file, reason: "\(refusal)")
    }
  }

  private mutating func place(
    of draft: NoteDraft
  ) async throws -> (selectors: Selectors, anchor: Anchor?) {
    do {
      let ground = try await ground(of: draft.text)
      return try draft.placed(
        in: ground.document, index: ground.index, version: ground.version)
    } catch ArchiveError.noSuchText {
      // A note written out whole can wait for its text.
      guard case .remembered(let selectors, _) = draft.place else {
        throw ArchiveError.noSuchText(draft.text)
      }
      return (selectors, nil)
    }
  }

  private mutating func ground(of id: TextID) async throws -> Ground {
    if let ground = grounds[id] { return ground }
    let version = try await archive.text(id)
    let source = try await archive.source(of: id, version: nil)
    let ground = Ground(
      document: version.document, index: CodePointIndex(source.text), version: version.version)
    grounds[id] = ground
    return ground
  }
}
