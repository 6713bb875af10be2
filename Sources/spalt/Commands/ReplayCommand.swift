import ArgumentParser
import Glibc
import SpaltArchive
import SpaltHyphenation
import SpaltNotes
import SpaltReader
import SpaltScreen
import SpaltText

/// `spalt replay`: what a reader would see after some keys, without a terminal.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Press keys and print the screen they lead to.",
    discussion: """
      Runs the reader without a terminal, on the archive as it is: keys that write, write. \
      Characters stand for their keys; <Enter>, <Esc>, <Space>, <C-s>, <PgDn> and the like for the \
      others, <lt> for the bracket; <80x24> is a new size, <press 10,4>, <drag 20,4>, \
      <release 20,4>, <wheel 3> and <paste words> are what they say. Every answer is waited for \
      before the next key.

      EXAMPLES
        spalt replay 'jj<Enter>'
        spalt replay '/granskning<Enter>nn' expressen-pisa --size 100x30
        spalt replay ')aMy words.<C-s>' expressen-pisa --archive trial.spalt --format svg
        spalt replay '' --format roles
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ansi, svg
    /// One letter a cell that names what the cell means.
    case roles
  }

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The keys, as above.") var keys: String
  @Argument(
    help: "The id of a text to begin in, else the list of texts.",
    completion: Completions.texts)
  var text: String?
  @Option(
    help: ArgumentHelp("Cell columns and rows.", valueName: "columnsxrows"),
    transform: ReplayCommand.size)
  var size = Size(columns: 80, rows: 24)
  @Option(help: "How to write the screen: text, ansi, svg, or roles.") var format = Format.text
  @Option(
    help: ArgumentHelp("The theme of ansi and svg.", valueName: "name"),
    completion: Completions.themes)
  var theme: String?
  @Option(
    help: ArgumentHelp(
      "Lets the clock stand still, so that dates come out the same: 2026-11-02.",
      valueName: "date"),
    transform: ReplayCommand.milliseconds)
  var clock: UInt64?

  func run() async throws {
    let script = try KeyScript(keys)
    if let clock { Clock.stop(at: clock) }
    let settings = UserSettings.read(theme: theme)
    for complaint in settings.complaints { Output.complain("spalt: \(complaint)") }
    let beginning = try await Beginning(path: options.path, text: text)
    var reader = try HeadlessReader(
      archive: beginning.archive, settings: settings,
      patterns: HyphenationPatterns(memory: Surroundings.cacheFolder), size: size)
    for event in beginning.events { await reader.take(event) }
    await reader.start(beginning.effects)
    for input in script.inputs where reader.status == nil { await reader.take(.input(input)) }
    // The screen as it is when one has stopped to look at it.
    await reader.take(.paused)
    let screen = render(reader.state)
    switch format {
    case .text: Output.print(screen.description)
    case .roles: Output.print(screen.roles)
    case .ansi: Output.printStyled(screen.ansi(in: reader.theme))
    case .svg: Output.print(screen.svg(in: reader.theme))
    }
    await reader.keepEverything()
    beginning.archive.close()
  }

  private static func size(_ text: String) throws -> Size {
    guard let size = Size(written: text) else {
      throw ValidationError("--size takes cell columns and rows from 1 to 1000, such as 120x40.")
    }
    return size
  }

  private static func milliseconds(_ text: String) throws -> UInt64 {
    let numbers = text.split(separator: "-").compactMap { Int32($0) }
    guard TextNaming.isDate(text), numbers.count == 3 else {
      throw ValidationError("--clock takes a day such as 2026-11-02.")
    }
    var parts = tm()
    parts.tm_year = numbers[0] - 1900
    parts.tm_mon = numbers[1] - 1
    parts.tm_mday = numbers[2]
    // Noon, so that it is the same day everywhere.
    parts.tm_hour = 12
    return UInt64(max(0, timegm(&parts))) * 1000
  }
}
