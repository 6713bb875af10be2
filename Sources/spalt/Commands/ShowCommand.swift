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
        spalt show expressen-pisa --versions
        spalt show expressen-pisa --of 8c6f7ed6 --notes      an earlier version, its notes as they stood
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text, as spalt list shows it.", completion: Completions.texts)
  var text: String
  @Flag(help: "One JSON object with every block.") var json = false
  @Flag(help: "The text as it came, before repair.") var source = false
  @Flag(help: "Notes in the margin, beside their passages.") var notes = false
  @Flag(help: "List the versions of the text, oldest first, and print none.") var versions = false
  @Option(
    name: .customLong("of"),
    help: ArgumentHelp("An earlier version, by the beginning of its digest.", valueName: "version"))
  var wanted: String?
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
    if versions {
      for version in try await archive.versions(of: id) {
        let record = VersionRecord(version)
        if json { try Output.print(json: record) } else { Output.print(record.sentence) }
      }
      return
    }
    let version = try await digest(of: id, in: archive)
    if source {
      Output.printExactly(try await archive.source(of: id, version: version).text)
      return
    }
    let open = OpenText(try await archive.opening(of: id, version: version))
    if json {
      let source = try await archive.source(of: id, version: version)
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

  /// The version asked for; `nil` for the one at hand.
  private func digest(of id: TextID, in archive: some Archive) async throws -> String? {
    guard let wanted else { return nil }
    let found = try await archive.versions(of: id).filter { $0.version.hasPrefix(wanted) }
    guard found.count == 1, !wanted.isEmpty else { throw ArchiveError.noSuchVersion(id, wanted) }
    return found[0].version
  }
}

/// One version of a text as JSON, and as a line for a person.
private struct VersionRecord: Encodable {
  private let version: String
  private let name: String
  private let words: Int
  private let notes: Int
  private let current: Bool

  init(_ summary: VersionSummary) {
    version = summary.version
    name = summary.sourceName
    words = summary.words
    notes = summary.notes
    current = summary.isAtHand
  }

  var sentence: String {
    let rest = current ? ", at hand" : ""
    let count = notes == 1 ? "1 note" : "\(notes) notes"
    return "\(version.prefix(12)) \(Sanitizer.line(name)): \(words) words, \(count)\(rest)"
  }
}
