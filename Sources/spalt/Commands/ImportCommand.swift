import ArgumentParser
import SpaltArchive
import SpaltImport
import SpaltNotes
import SpaltText

/// `spalt import`: texts from files.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring plain text or Markdown into the archive.",
    discussion: """
      The text is repaired (split words, doubled lines, footnote marks in words) and kept beside its \
      source. A file whose text is there already becomes a new version of it, and the notes are \
      carried over.

      EXAMPLES
        spalt import article.txt
        spalt import --as pisa-2018 --publisher Expressen --date 2020-09-01 saved.txt
        spalt import --dry-run report.txt          what would be repaired
        pdftotext report.pdf - | spalt import --as report -
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(
    help: ArgumentHelp("Files to import; - is standard input.", valueName: "path"),
    completion: .file())
  var paths: [String]
  @Option(name: .customLong("as"), help: ArgumentHelp("The id of the text.", valueName: "id"))
  var id: String?
  @Option(help: "Its title.") var title: String?
  @Option(help: "Its language: sv, da, nb, en, de …") var language: String?
  @Option(help: "When it was published: 2020, 2020-09 or 2020-09-01.") var date: String?
  @Option(help: "Who published it.") var publisher: String?
  @Flag(help: "Say what would be done, and do nothing.") var dryRun = false
  @Flag(help: "One JSON object a text, with every block.") var json = false

  func validate() throws {
    if id != nil, paths.count > 1 {
      throw ValidationError("--as names one text; import one file with it.")
    }
    if let id, TextNaming.id(from: id)?.rawValue != id {
      throw ValidationError(
        "“\(Sanitizer.line(id))” is no id; take lower-case letters, digits and hyphens.")
    }
    if paths.contains("-"), id == nil {
      throw ValidationError("Standard input has no name; give one with --as.")
    }
    if let date, !TextNaming.isDate(date) {
      throw ValidationError("--date takes 2020, 2020-09 or 2020-09-01.")
    }
  }

  func run() async throws {
    // Everything is read before anything is stored: one bad file leaves the archive as it was.
    let texts = try paths.map(read)
    try refuseSameNames(texts)
    if dryRun {
      for text in texts { try report(text, receipt: nil) }
      return
    }
    let archive = try await options.openArchive()
    let known = try await archive.texts()
    for text in texts {
      var text = text
      let before = known.first { $0.id == text.document.id }
      if let before, id == nil, before.sourceName != text.source.name {
        throw ImportProblem.nameTaken(
          id: before.id, by: before.sourceName, file: text.source.name)
      }
      keepWhatIsKnown(before, in: &text)
      let receipt = try await archive.store(text.document, source: text.source)
      try report(text, receipt: receipt, summary: try await archive.summary(of: text.document.id))
    }
  }

  /// A text read and repaired, not yet stored.
  private struct ReadText {
    var path: String
    var source: Source
    var document: Document
    var findings: [Finding]
  }

  private func read(_ path: String) throws -> ReadText {
    let name = Files.name(of: path)
    let source = try decode(try Files.read(path), name: name)
    let repair = repair(source)
    let stem =
      name.hasSuffix(".txt") || name.hasSuffix(".md") || name.hasSuffix(".markdown")
      ? String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)]) : name
    guard let id = id.map({ TextID($0) }) ?? TextNaming.id(from: stem) else {
      throw ImportProblem.noName(path)
    }
    let metadata = Metadata(
      title: title ?? repair.title ?? stem, publisher: publisher,
      language: language.map { Language(rawValue: $0) } ?? repair.language, date: date)
    return ReadText(
      path: path, source: source,
      document: Document(id: id, metadata: metadata, blocks: repair.blocks),
      findings: repair.findings)
  }

  /// Two files of one command must not become two versions of one text.
  private func refuseSameNames(_ texts: [ReadText]) throws {
    var paths: [TextID: String] = [:]
    for text in texts {
      if let other = paths.updateValue(text.path, forKey: text.document.id) {
        throw ImportProblem.sameName(other, text.path, id: text.document.id)
      }
    }
  }

  /// What the catalogue knows of an earlier version holds for the new one unless said otherwise.
  private func keepWhatIsKnown(_ before: TextSummary?, in text: inout ReadText) {
    guard let known = before?.metadata else { return }
    text.document.metadata = Metadata(
      title: title ?? known.title, publisher: publisher ?? known.publisher,
      language: language.map { Language(rawValue: $0) } ?? known.language,
      date: date ?? known.date, kind: known.kind, rights: known.rights)
  }

  private func report(
    _ text: ReadText, receipt: StoreReceipt?, summary: TextSummary? = nil
  ) throws {
    let document = text.document
    let summary =
      summary
      ?? TextSummary(
        id: document.id, metadata: document.metadata, wordCount: document.wordCount,
        blockCount: document.blocks.count, version: text.source.digest,
        sourceName: text.source.name, sourceByteCount: text.source.byteCount)
    if json {
      try Output.print(
        json: TextRecord(summary, document: document, source: text.source.text))
    } else {
      let facts = "\(summary.blockCount) blocks, \(summary.wordCount) words"
      Output.print("\(document.id.rawValue): \(receipt.map(sentence) ?? "not stored"), \(facts)")
      for finding in text.findings { Output.print("  \(finding)") }
    }
    if text.source.replacements > 0 {
      Output.complain(
        "\(text.path): \(text.source.replacements) places were not UTF-8 and are shown as �.")
    }
  }

  private func sentence(_ receipt: StoreReceipt) -> String {
    switch receipt {
    case .added: "added"
    case .unchanged: "unchanged"
    case .updated(let notes): "new version\(fate(of: notes))"
    case .restored(let notes): "brought back\(fate(of: notes))"
    }
  }

  private func fate(of notes: [SpaltNotes.Anchor.State: Int]) -> String {
    let parts = SpaltNotes.Anchor.State.allCases.compactMap { state in
      notes[state].map { "\($0) \(state.rawValue)" }
    }
    return parts.isEmpty ? "" : "; notes: \(parts.joined(separator: ", "))"
  }
}

/// Why files cannot become texts under these names.
enum ImportProblem: Error, CustomStringConvertible {
  case noName(String)
  case sameName(String, String, id: TextID)
  case nameTaken(id: TextID, by: String, file: String)

  var description: String {
    switch self {
    case .noName(let path):
      "\(Sanitizer.line(path)) has no letter in its name; give the text an id with --as."
    case .sameName(let first, let second, let id):
      """
      \(Sanitizer.line(first)) and \(Sanitizer.line(second)) would both be called \
      “\(id.rawValue)”; import them one by one with --as.
      """
    case .nameTaken(let id, let owner, let file):
      """
      The archive has a text “\(id.rawValue)” from \(Sanitizer.line(owner)); import \
      \(Sanitizer.line(file)) with --as \(id.rawValue) as a new version of it, or under another id.
      """
    }
  }
}
