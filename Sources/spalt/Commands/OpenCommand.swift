import ArgumentParser

/// `spalt`, `spalt open`: the reader.
struct OpenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Read (the default).",
    discussion: """
      EXAMPLES
        spalt
        spalt open ledelse-januar
        spalt --search granskning
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text to open where you left off.") var text: String?
  @Option(help: ArgumentHelp("Begin with a search.", valueName: "query")) var search: String?

  func run() async throws {
    try await ReadingRequest(path: options.path, text: text, search: search).run()
  }
}
