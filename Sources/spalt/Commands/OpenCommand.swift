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
        spalt --linear open expressen-pisa     line by line, for a screen reader
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(
    help: "The id of a text to open where you left off.", completion: Completions.texts)
  var text: String?
  @Option(help: ArgumentHelp("Begin with a search.", valueName: "query")) var search: String?

  @Flag(
    help: ArgumentHelp(
      "Read line by line, without a screen; so too where TERM is dumb.",
      discussion:
        "For screen readers and terminals that only print. ? in it says what can be typed."))
  var linear = false

  func run() async throws {
    try await ReadingRequest(
      archive: options.archive, text: text, search: search, isLinear: linear
    ).run()
  }
}
