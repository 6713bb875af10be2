import ArgumentParser
import SpaltArchive
import SpaltHyphenation
import SpaltReader
import SpaltText

/// `spalt show`: one text, whole.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print one text.",
    discussion: """
      EXAMPLES
        spalt show expressen-pisa | less
        spalt show expressen-pisa --notes --width 100
        spalt show expressen-pisa --source > article.txt
        spalt show expressen-pisa --json
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text, as spalt list shows it.", completion: Completions.texts)
  var text: String
  @Flag(help: "One JSON object with every block.") var json = false
  @Flag(help: "The text as it came, before repair.") var source = false
  @Flag(help: "Notes in the margin, beside their passages.") var notes = false
  @Option(help: ArgumentHelp("Cell columns of the page, 20 to 400.", valueName: "n"))
  var width: Int?

  func validate() throws {
    if json, source { throw ValidationError("--json and --source exclude each other.") }
    if let width, !(20...400).contains(width) {
      throw ValidationError("--width takes a number from 20 to 400.")
    }
  }

  func run() async throws {
    let archive = try await options.openArchive()
    let id = TextID(text)
    if source {
      Output.printExactly(try await archive.source(of: id, version: nil).text)
      return
    }
    let open = OpenText(try await archive.opening(of: id))
    if json {
      let source = try await archive.source(of: id, version: nil)
      try Output.print(
        json: TextRecord(open.summary, document: open.document, source: source.text))
      return
    }
    let patterns = HyphenationPatterns()
    let lines = plainPage(
      of: open, width: width ?? (notes ? 100 : 72), showsNotes: notes,
      // Without a margin there is room, and words stay whole for grep.
      hyphenation: notes ? Hyphenation { patterns.breaks(in: $0, of: $1) } : .none)
    for line in lines { Output.print(Sanitizer.line(line)) }
  }
}
