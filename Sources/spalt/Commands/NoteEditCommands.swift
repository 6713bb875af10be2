import ArgumentParser
import SpaltArchive
import SpaltNotes
import SpaltText

/// `spalt note edit`.
struct NoteEditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change what a note says.",
    discussion: """
      Without an option the note opens in your editor.

      EXAMPLES
        spalt note edit 0190…
        spalt note edit 0190… --body "Checked." --tag source --done
        spalt note edit 0190… --kind question --colour red
      """)

  @OptionGroup var named: NamedNote
  @Option(help: "The new words; - reads them from standard input.") var body: String?
  @OptionGroup var tags: GivenTags
  @Flag(help: "Take all tags away.") var noTags = false
  @Option(help: "note, highlight or question.") var kind: Note.Kind?
  @Option(help: "yellow, green, blue, red or purple; none takes it away.") var colour: String?
  @Flag(help: "It is settled.") var done = false
  @Flag(help: "It is open again.") var reopen = false
  @Flag(help: "Print the note as JSON.") var json = false

  func validate() throws {
    if done, reopen { throw ValidationError("--done and --reopen exclude each other.") }
    if noTags, !tags.given.isEmpty {
      throw ValidationError("--no-tags and --tag exclude each other.")
    }
  }

  func run() async throws {
    var (archive, note) = try await named.open()
    note = try await archive.change(note, try changes(of: note))
    try await NotePrinting(archive).print([note], json: json)
  }

  private func changes(of note: Note) throws -> [NoteOperation.Change] {
    var changes: [NoteOperation.Change] = []
    if let body { changes.append(.setBody(try NoteBody.read(body))) }
    if !tags.given.isEmpty || noTags { changes.append(.setTags(tags.tags)) }
    if let kind { changes.append(.setKind(kind)) }
    if let colour {
      guard colour == "none" || NoteColour(rawValue: colour) != nil else {
        throw NoteProblem.unknownColour(colour)
      }
      changes.append(.setColour(colour == "none" ? nil : colour))
    }
    if done || reopen { changes.append(.setDone(done)) }
    guard changes.isEmpty else { return changes }
    let edited = try OutsideEditor.edit(note.body).get()
    return edited == note.body ? [] : [.setBody(edited)]
  }
}

/// `spalt note attach`.
struct NoteAttachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Give a note that has lost its words a place by hand.",
    discussion: """
      EXAMPLES
        spalt note list --lost
        spalt note attach 0190… --suggestion 1
        spalt note attach 0190… --quote "the words it is about now"
      """)

  @OptionGroup var named: NamedNote
  @OptionGroup var place: QuotedPlace
  @Option(help: ArgumentHelp("The number of a suggested place.", valueName: "n"))
  var suggestion: Int?
  @Flag(help: "Print the note as JSON.") var json = false

  func validate() throws {
    if (suggestion == nil) == (place.quote == nil) {
      throw ValidationError("Give --suggestion or --quote.")
    }
  }

  func run() async throws {
    var (archive, note) = try await named.open()
    let version = try await archive.text(note.text)
    let range: Range<Position>
    if let quote = place.quote {
      range = try await place.range(of: quote, in: version, archive)
    } else {
      let number = suggestion ?? 0
      guard note.anchor.suggestions.indices.contains(number - 1) else {
        throw NoteProblem.noSuggestion(number, of: note.anchor.suggestions.count)
      }
      range = note.anchor.suggestions[number - 1]
    }
    note = try await archive.change(
      note, .attach(Selectors(range, in: version.document, version: version.version)))
    try await NotePrinting(archive).print([note], json: json)
  }
}

/// `spalt note delete`.
struct NoteDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Put a note in the trash.",
    discussion: "EXAMPLE\n  spalt note delete 0190…")

  @OptionGroup var named: NamedNote

  func run() async throws {
    let (archive, note) = try await named.open()
    if !note.deleted { _ = try await archive.change(note, .delete) }
    Output.complain(
      "The note is in the trash; spalt note restore \(note.id.rawValue) brings it back.")
  }
}

/// `spalt note restore`.
struct NoteRestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Take a note out of the trash.",
    discussion: "EXAMPLE\n  spalt note restore 0190…")

  @OptionGroup var named: NamedNote

  func run() async throws {
    let (archive, note) = try await named.open()
    if note.deleted { _ = try await archive.change(note, .restore) }
    Output.complain("The note is back.")
  }
}
