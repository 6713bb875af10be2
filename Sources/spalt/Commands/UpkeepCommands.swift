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

/// `spalt check`: whether all is well.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check the archive and its index.",
    discussion: "EXAMPLE\n  spalt check && echo fine")

  @OptionGroup var options: GlobalOptions

  func run() async throws {
    let problems = try await EmbeddedArchive.open(options.path, mode: .existing).check()
    guard !problems.isEmpty else {
      Output.print("The archive is sound.")
      return
    }
    for problem in problems { Output.print(problem) }
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
