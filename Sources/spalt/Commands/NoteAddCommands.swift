public import ArgumentParser
import SpaltArchive
import SpaltNotes
import SpaltText

extension Note.Kind: ExpressibleByArgument {}

/// `spalt note add`.
struct NoteAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Write a note on the words quoted, or on a whole text.",
    discussion: """
      EXAMPLES
        spalt note add expressen-pisa --quote "brister i oberoende" --body "Who says so?"
        spalt note add expressen-pisa --quote granskning --near 5000 --tag jäv --body - < note.md
        spalt note add expressen-pisa --whole --body "Read together with the report."
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text.", completion: Completions.texts) var text: String
  @OptionGroup var place: QuotedPlace
  @Flag(help: "The note is about the text as a whole.") var whole = false
  @Option(help: "What the note says; - reads it from standard input.") var body = ""
  @OptionGroup var tags: GivenTags
  @Option(help: "note, highlight or question; a highlight when nothing is said.")
  var kind: Note.Kind?
  @Option(help: "yellow, green, blue, red or purple.") var colour: NoteColour?
  @Flag(help: "Print the note as JSON.") var json = false

  func validate() throws {
    if whole == (place.quote != nil) {
      throw ValidationError("Give the words with --quote, or --whole for the text as a whole.")
    }
  }

  func run() async throws {
    let archive = try await options.openArchive()
    let version = try await archive.text(TextID(text))
    var range: Range<Position>?
    if let quote = place.quote {
      range = try await place.range(of: quote, in: version, archive)
    }
    let isBare = body.isEmpty && tags.given.isEmpty && !whole
    let receipt = try await archive.add(
      on: range, in: version, kind: kind ?? (isBare ? .highlight : .note),
      body: try NoteBody.read(body), tags: tags.tags, colour: colour?.rawValue)
    guard case .accepted(let note) = receipt else { return }
    try await NotePrinting(archive).print([note], json: json)
  }
}

/// `spalt note reply`.
struct NoteReplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reply", abstract: "Write a note in reply to another, on the same words.",
    discussion: "EXAMPLE\n  spalt note reply 0190… --body \"See page 4.\"")

  @OptionGroup var named: NamedNote
  @Option(help: "What the reply says; - reads it from standard input.") var body: String
  @OptionGroup var tags: GivenTags
  @Flag(help: "Print the note as JSON.") var json = false

  func run() async throws {
    let (archive, parent) = try await named.open()
    var reply = Note(
      id: NoteID(Clock.newID()), text: parent.text, body: try NoteBody.read(body),
      tags: tags.tags, selectors: parent.selectors, parent: parent.id, author: Writer.name,
      anchor: parent.anchor, created: Clock.now)
    reply.anchor.version = try? await archive.text(parent.text).version
    let operation = NoteOperation(.add(reply), to: reply.id, expecting: 0)
    guard case .accepted(let note) = try await archive.append(operation) else { return }
    try await NotePrinting(archive).print([note], json: json)
  }
}
