public import ArgumentParser
import SpaltArchive
import SpaltNotes
import SpaltText

extension NoteFormat: ExpressibleByArgument {}
extension NoteColour: ExpressibleByArgument {}

/// `spalt note export`.
struct NoteExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write notes out.",
    discussion: """
      jsonl and jsonld (W3C Web Annotations) are backups: nothing is lost, the trash is included. \
      hypothesis is for Hypothesis, markdown for reading and printing, csv for a spreadsheet.

      EXAMPLES
        spalt note export > notes.jsonl
        spalt note export expressen-pisa --format markdown
        spalt note export --format csv > notes.csv
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text; all texts without.", completion: Completions.texts)
  var text: String?
  @Option(help: "jsonl, jsonld, hypothesis, markdown or csv.") var format = NoteFormat.jsonl

  func run() async throws {
    let archive = try await options.openArchive()
    let isBackup = format == .jsonl || format == .jsonld
    let notes = try await archive.notes(of: text.map { TextID($0) }, includingTrash: isBackup)
    // Those written beside, one by one: an archive may have a hundred thousand others.
    var texts: [TextSummary] = []
    for id in Set(notes.map(\.text)) {
      if let text = try await AskedTexts(archive: archive).text(id) { texts.append(text) }
    }
    let titles = Dictionary(uniqueKeysWithValues: texts.map { ($0.id, $0.metadata.title) })
    let printing = NotePrinting(archive)
    switch format {
    case .jsonl: try await printing.print(notes, json: true)
    case .jsonld, .hypothesis: try await printing.print(notes, as: format, titles: titles)
    case .csv: Output.printExactly(commaSeparatedValues(of: notes, titles: titles))
    case .markdown:
      let citations = Dictionary(
        uniqueKeysWithValues: texts.map { text in
          let parts = [text.metadata.publisher, text.metadata.title, text.metadata.date]
          return (text.id, parts.compactMap { $0 }.joined(separator: ", "))
        })
      Output.printExactly(markdown(of: notes, titles: titles, citations: citations))
    }
    if notes.isEmpty {
      Output.complain("There are no notes to write out.")
      throw ExitStatus.nothingFound
    }
  }
}

/// `spalt note import`.
struct NoteImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read notes in.",
    discussion: """
      The format is told by the content: jsonl, W3C JSON-LD or the JSON of Hypothesis. A note \
      whose words are not in its text comes in without a place and keeps its quote; a note \
      that cannot be read is named and the others are taken. A note whose id the archive has is \
      left as it is. Notes of another program find their text by their quote, or are given one.

      EXAMPLES
        spalt note import notes.jsonl
        spalt note import annotations.json --text expressen-pisa
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A file; - is standard input.") var file: String
  @Option(help: ArgumentHelp("The text all notes are about.", valueName: "id"))
  var text: String?

  func run() async throws {
    let archive = try await options.openArchive()
    if let text { _ = try await archive.summary(of: TextID(text)) }
    var importing = NoteImporting(
      archive: archive, file: Files.name(of: file), text: text.map { TextID($0) })
    try await importing.takeIn(file)
    let status = importing.report()
    if status != .done { throw status }
  }
}
