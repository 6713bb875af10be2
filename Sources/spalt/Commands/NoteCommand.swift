import ArgumentParser
import SpaltArchive
import SpaltNotes
import SpaltText

/// `spalt note`: notes without the reader.
struct NoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Add, list, edit, export and import notes.",
    subcommands: [
      NoteAddCommand.self, NoteListCommand.self, NoteEditCommand.self, NoteDeleteCommand.self,
      NoteRestoreCommand.self, NoteHistoryCommand.self, NoteExportCommand.self,
      NoteImportCommand.self,
    ])
}

/// `spalt note add`.
struct NoteAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Write a note on the words quoted.",
    discussion: """
      EXAMPLES
        spalt note add expressen-pisa --quote "brister i oberoende" --body "Who says so?"
        spalt note add expressen-pisa --quote granskning --near 5000 --tag jäv --body - < note.md
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text.", completion: Completions.texts) var text: String
  @Option(help: "The words the note is about, as they stand in the text.") var quote: String
  @Option(
    help: ArgumentHelp(
      "Where in the source, in code points, when the words stand there more than once.",
      valueName: "offset"))
  var near: Int?
  @Option(help: "What the note says; - reads it from standard input.") var body = ""
  @Option(name: .customLong("tag"), help: "A tag; may be repeated.") var tags: [String] = []
  @Flag(help: "Print the note as JSON.") var json = false

  func run() async throws {
    let archive = try await options.openArchive()
    let id = TextID(text)
    let version = try await archive.text(id)
    let source = CodePointIndex(try await archive.source(of: id, version: nil).text)
    let match = find(
      quote: quote, near: near.map { source.byte(atCodePoint: $0) }, prefix: nil, suffix: nil,
      in: version.document)
    switch match {
    case .missing:
      Output.complain("These words are not in “\(text)”; check them against spalt show \(text).")
      throw ExitStatus.nothingFound
    case .ambiguous(let places):
      let offsets = places.prefix(8)
        .map { "\(source.codePoint(atByte: version.document.source(of: $0).lowerBound))" }
      throw NoteProblem.severalPlaces(text: text, count: places.count, offsets: offsets)
    case .found(let range):
      let kind: Note.Kind = body.isEmpty && tags.isEmpty ? .highlight : .note
      let receipt = try await archive.add(
        on: range, in: version, kind: kind, body: try NoteBody.read(body), tags: tags)
      guard case .accepted(let note) = receipt else { return }
      try await NotePrinting(archive).print([note], json: json)
    }
  }
}

/// `spalt note list`.
struct NoteListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List notes, those without a place too.",
    discussion: "EXAMPLES\n  spalt note list\n  spalt note list expressen-pisa --json")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text; all texts without.", completion: Completions.texts) var text:
    String?
  @Flag(help: "One JSON object a line.") var json = false
  @Flag(help: "Those in the trash instead.") var trash = false

  func run() async throws {
    let archive = try await options.openArchive()
    let all = try await archive.notes(of: text.map { TextID($0) }, includingTrash: trash)
    let notes = trash ? all.filter(\.deleted) : all
    try await NotePrinting(archive).print(notes, json: json)
    if notes.isEmpty { throw ExitStatus.nothingFound }
  }
}

/// `spalt note edit`.
struct NoteEditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change what a note says.",
    discussion: """
      Without --body and --tag the note opens in your editor.

      EXAMPLES
        spalt note edit 0190…
        spalt note edit 0190… --body "Checked." --tag done
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a note.") var id: String
  @Option(help: "The new words; - reads them from standard input.") var body: String?
  @Option(name: .customLong("tag"), help: "The new tags; may be repeated.") var tags: [String] = []
  @Flag(help: "Print the note as JSON.") var json = false

  func run() async throws {
    let archive = try await options.openArchive()
    var note = try await archive.note(NoteID(id))
    if let body {
      note = try await archive.change(note, .setBody(try NoteBody.read(body)))
    } else if tags.isEmpty {
      let edited = try OutsideEditor.edit(note.body).get()
      if edited != note.body { note = try await archive.change(note, .setBody(edited)) }
    }
    if !tags.isEmpty { note = try await archive.change(note, .setTags(tags)) }
    try await NotePrinting(archive).print([note], json: json)
  }
}

/// `spalt note delete`.
struct NoteDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Put a note in the trash.",
    discussion: "EXAMPLE\n  spalt note delete 0190…")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a note.") var id: String

  func run() async throws {
    let archive = try await options.openArchive()
    let note = try await archive.note(NoteID(id))
    if !note.deleted { _ = try await archive.change(note, .delete) }
    Output.complain("The note is in the trash; spalt note restore \(id) brings it back.")
  }
}

/// `spalt note restore`.
struct NoteRestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Take a note out of the trash.",
    discussion: "EXAMPLE\n  spalt note restore 0190…")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a note.") var id: String

  func run() async throws {
    let archive = try await options.openArchive()
    let note = try await archive.note(NoteID(id))
    if note.deleted { _ = try await archive.change(note, .restore) }
    Output.complain("The note is back.")
  }
}

/// `spalt note history`.
struct NoteHistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "What was done to a note (not there yet).")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a note.") var id: String

  func run() async throws { throw NoteProblem.notYet("The history of a note") }
}

extension Archive {
  /// Changes a note as it was seen; somebody else's change in between is an error.
  func change(_ note: Note, _ change: NoteOperation.Change) async throws -> Note {
    let receipt = try await append(
      NoteOperation(
        id: Clock.newID(), note: note.id, expected: note.revision, change: change,
        time: Clock.now))
    switch receipt {
    case .accepted(let note), .duplicate(let note): return note
    case .conflict: throw NoteProblem.changedMeanwhile(note.id)
    }
  }
}

/// Why a note command did not do what it was asked.
enum NoteProblem: Error, CustomStringConvertible {
  case severalPlaces(text: String, count: Int, offsets: [String])
  case changedMeanwhile(NoteID)
  case notYet(String)
  case bodyIsNotText

  var description: String {
    switch self {
    case .severalPlaces(let text, let count, let offsets):
      """
      These words stand in \(count) places of “\(text)”; say which with --near \
      \(offsets.joined(separator: ", or "))\(count > offsets.count ? " …" : "").
      """
    case .changedMeanwhile(let id):
      "Somebody else changed the note \(id.rawValue) meanwhile; look again and repeat the command."
    case .notYet(let what):
      "\(what) is not there yet in this version of Spalt."
    case .bodyIsNotText:
      "What came on standard input is not UTF-8 text; nothing was saved."
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
