import ArgumentParser
import SpaltArchive
import SpaltText

/// `spalt remove`: a text to the trash.
struct RemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Put a text in the trash; its notes stay.",
    discussion: """
      The notes stay in the archive, without a place. Importing the text again brings both back.

      EXAMPLE
        spalt remove expressen-pisa
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text.", completion: Completions.texts) var text: String

  func run() async throws {
    let archive = try await options.openArchive()
    let notes = try await archive.notes(of: TextID(text)).count
    try await archive.remove(TextID(text))
    let kept = notes == 0 ? "" : notes == 1 ? " Its note stays." : " Its \(notes) notes stay."
    Output.complain("“\(text)” is in the trash.\(kept)")
  }
}

/// `spalt check`: whether all is well, and what can be saved when it is not.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check the archive and its index.",
    discussion: """
      With --salvage every note that can still be read is written out as jsonl, which spalt note \
      import takes, however damaged the archive is.

      EXAMPLES
        spalt check && echo fine
        spalt check --salvage saved-notes.jsonl
      """)

  @OptionGroup var options: GlobalOptions
  @Option(
    help: ArgumentHelp(
      "Write the notes to a new file; - is standard output.", valueName: "file"))
  var salvage: String?

  func run() async throws {
    // First what is worth most: a check of a broken file may itself fail.
    if let salvage { try Salvage(options.path).write(to: salvage) }
    let problems = try await EmbeddedArchive.open(options.path, mode: .existing).check()
    guard !problems.isEmpty else {
      if salvage != "-" { Output.print("The archive is sound.") }
      return
    }
    for problem in problems {
      if salvage == "-" { Output.complain(problem) } else { Output.print(problem) }
    }
    throw ExitStatus.error
  }
}

/// `spalt reindex`: the index anew.
struct ReindexCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reindex", abstract: "Make the search index anew from texts and notes.",
    discussion: "EXAMPLE\n  spalt reindex")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    try await EmbeddedArchive.open(options.path, mode: .existing).reindex()
    Output.complain("The index is new.")
  }
}
