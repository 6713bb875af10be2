import ArgumentParser
import Glibc
import SpaltArchive
import SpaltHyphenation
import SpaltReader
import SpaltSettings
import SpaltTerminal
import SpaltText

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
    let patterns = HyphenationPatterns()
    // Reading the patterns takes as long as all the rest, so it is done beside it, and before it
    // is known which language will be needed first.
    Task.detached { patterns.prepare(.swedish) }
    Task.detached { patterns.prepare(.danish) }
    async let reading = UserSettings.read()
    let archive = try await options.openArchive()
    var first: [Event] = []
    var effects: [Effect] = []
    if let text {
      // A text that is not there is told in the shell, not on a screen that closes.
      let open = try await TextLoading.open(TextID(text), in: archive)
      first.append(.opened(open, number: 0))
      effects = [.listTexts, .listNotes]
    } else {
      first.append(.textsListed(try await archive.texts()))
    }
    let settings = await reading
    if let search { first.append(.searchFor(search)) }
    if archive.isReadOnly { first.append(.notice("This archive can only be read.")) }
    if let complaint = settings.complaints.first { first.append(.failure("\(complaint)")) }
    let status = try await read(archive, settings, patterns, first, effects)
    for complaint in settings.complaints { Output.complain("spalt: \(complaint)") }
    archive.close()
    // Not through a thrown status: what the signal said is the status whatever the number.
    if status != 0 { Glibc.exit(status) }
  }

  /// The session in a scope of its own, so that the terminal is given back before anything else.
  private func read(
    _ archive: EmbeddedArchive, _ settings: UserSettings, _ patterns: HyphenationPatterns,
    _ first: [Event], _ effects: [Effect]
  ) async throws -> Int32 {
    var session = try ReadingSession(archive: archive, settings: settings, patterns: patterns)
    return await session.run(first, effects)
  }
}
