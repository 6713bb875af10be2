import ArgumentParser
import SpaltArchive
import SpaltNotes
import SpaltText

/// `spalt note`: notes without the reader.
struct NoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Add, list, edit, merge, export and import notes.",
    subcommands: [
      NoteAddCommand.self, NoteReplyCommand.self, NoteListCommand.self, NoteEditCommand.self,
      NoteAttachCommand.self, NoteDeleteCommand.self, NoteRestoreCommand.self,
      NoteHistoryCommand.self, NoteUndoCommand.self, NoteRedoCommand.self, NoteMergeCommand.self,
      NoteExportCommand.self, NoteImportCommand.self,
    ])
}

/// The note a command is about.
struct NamedNote: ParsableArguments {
  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a note, or a beginning that no other has.") var id: String

  func open() async throws -> (archive: EmbeddedArchive, note: Note) {
    let archive = try await options.openArchive()
    if let note = try? await archive.note(NoteID(id)) { return (archive, note) }
    let all = try await archive.notes(of: nil, includingTrash: true)
    let named = id.isEmpty ? [] : all.filter { $0.id.rawValue.hasPrefix(id) }
    if named.count > 1 { throw NoteProblem.severalNotes(id, named.count) }
    guard let note = named.first else { throw ArchiveError.noSuchNote(NoteID(id)) }
    return (archive, note)
  }
}

/// Where in a text the words of a note are, as the command line gives it.
struct QuotedPlace: ParsableArguments {
  @Option(help: "The words the note is about, as they stand in the text.") var quote: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Where in the source, in code points, when the words stand there more than once.",
      valueName: "offset"))
  var near: Int?

  func validate() throws {
    if let near, near < 0 { throw ValidationError("--near takes an offset from 0 up.") }
  }

  /// The place of the words, which must be one.
  func range(
    of quote: String, in version: TextVersion, _ archive: some Archive
  ) async throws -> Range<Position> {
    let id = version.document.id
    let source = CodePointIndex(try await archive.source(of: id, version: nil).text)
    let match = find(
      quote: quote, near: near.map { source.byte(atCodePoint: $0) }, prefix: nil, suffix: nil,
      in: version.document)
    switch match {
    case .found(let range): return range
    case .missing:
      Output.complain(
        "These words are not in “\(id.rawValue)”; check them against spalt show \(id.rawValue).")
      throw ExitStatus.nothingFound
    case .ambiguous(let places):
      let offsets = places.prefix(8)
        .map { "\(source.codePoint(atByte: version.document.source(of: $0).lowerBound))" }
      throw NoteProblem.severalPlaces(text: id.rawValue, count: places.count, offsets: offsets)
    }
  }
}

/// Tags as the command line gives them.
struct GivenTags: ParsableArguments {
  @Option(name: .customLong("tag"), help: "A tag, one word; may be repeated.")
  var given: [String] = []

  func validate() throws {
    for tag in given where tag.contains(where: \.isWhitespace) || plain(tag).isEmpty {
      throw ValidationError(
        "“\(Sanitizer.line(tag))” is no tag; a tag is one word, such as “open-question”.")
    }
  }

  var tags: [String] { given.map(plain) }

  private func plain(_ tag: String) -> String { String(tag.drop { $0 == "#" }) }
}

extension Archive {
  /// Changes a note as it was seen; somebody else's change in between is an error.
  func change(
    _ note: Note, _ changes: NoteOperation.Change..., purpose: NoteOperation.Purpose = .own
  ) async throws -> Note {
    try await change(note, changes, purpose: purpose)
  }

  func change(
    _ note: Note, _ changes: [NoteOperation.Change], purpose: NoteOperation.Purpose = .own
  ) async throws -> Note {
    let operations = NoteOperation.together(
      changes, to: note.id, expecting: note.revision, purpose: purpose)
    switch try await append(operations).last {
    case .accepted(let note), .duplicate(let note): return note
    case .conflict: throw NoteProblem.changedMeanwhile(note.id)
    case nil: return note
    }
  }
}

/// Why a note command did not do what it was asked.
enum NoteProblem: Error, CustomStringConvertible {
  case severalPlaces(text: String, count: Int, offsets: [String])
  case severalNotes(String, Int)
  case changedMeanwhile(NoteID)
  case bodyIsNotText
  case noSuggestion(Int, of: Int)
  case unknownColour(String)

  var description: String {
    switch self {
    case .severalPlaces(let text, let count, let offsets):
      """
      These words stand in \(count) places of “\(text)”; say which with --near \
      \(offsets.joined(separator: ", or "))\(count > offsets.count ? " …" : "").
      """
    case .severalNotes(let id, let count):
      "\(count) notes have an id that begins with \(Sanitizer.line(id)); give more of it."
    case .changedMeanwhile(let id):
      "Somebody else changed the note \(id.rawValue) meanwhile; look again and repeat the command."
    case .bodyIsNotText:
      "What came on standard input is not UTF-8 text; nothing was saved."
    case .noSuggestion(let number, let count):
      count == 0
        ? "No place is suggested for this note; give its words with --quote."
        : "There is no suggestion \(number); there are \(count), see spalt note list --lost."
    case .unknownColour(let name):
      """
      “\(Sanitizer.line(name))” is no colour of notes; take \
      \(NoteColour.allCases.map(\.rawValue).joined(separator: ", ")) or none.
      """
    }
  }
}

/// The words of a note as the command line gives them.
enum NoteBody {
  static func read(_ body: String) throws -> String {
    guard body == "-" else { return body }
    let bytes = try Files.read("-", limit: 16 << 20)
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw NoteProblem.bodyIsNotText
    }
    // The line end that a shell or an editor puts last is not part of the note.
    if text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
