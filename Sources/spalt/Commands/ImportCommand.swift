import ArgumentParser
import Glibc
import SpaltArchive
import SpaltImport
import SpaltText

/// `spalt import`: texts from files and folders.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring plain text or Markdown into the archive.",
    discussion: """
      The text is repaired (split words, doubled lines, footnote marks in words) and kept beside its \
      source. Of a folder all files are imported, those in its folders too, names that begin with a \
      stop apart. A file whose text is there already becomes a new version of it, and the notes are \
      carried over; one that has not changed is passed over. What cannot be read is named, and the \
      rest imported; C-c ends with what is done kept.

      EXAMPLES
        spalt import article.txt
        spalt import --as pisa-2018 --publisher Expressen --date 2020-09-01 saved.txt
        spalt import saved/                        a folder; again later for what is new in it
        spalt import --dry-run report.txt          what would be repaired
        spalt import --encoding macintosh old.txt  when the letters came out wrong
        pdftotext report.pdf - | spalt import --as report -
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(
    help: ArgumentHelp("Files and folders to import; - is standard input.", valueName: "path"),
    completion: .file())
  var paths: [String]
  @Option(name: .customLong("as"), help: ArgumentHelp("The id of the text.", valueName: "id"))
  var id: String?
  @Option(help: "Its title.") var title: String?
  @Option(help: "Its language: sv, da, nb, nn, en, de, fi …") var language: String?
  @Option(help: "When it was published: 2020, 2020-09 or 2020-09-01.") var date: String?
  @Option(help: "Who published it.") var publisher: String?
  @Option(
    help: ArgumentHelp(
      "The encoding of the file; else it is told from the bytes.",
      discussion: TextEncoding.allCases.map(\.rawValue).joined(separator: ", "), valueName: "name"))
  var encoding: String?
  @Flag(help: "Say what would be done, and do nothing.") var dryRun = false
  @Flag(help: "One JSON object a text, with every block.") var json = false

  func validate() throws {
    if id != nil || title != nil, paths.count > 1 {
      throw ValidationError("--as and --title are for one text; import one file with them.")
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
    if let encoding, TextEncoding(name: encoding) == nil {
      throw ValidationError(
        """
        “\(Sanitizer.line(encoding))” is no encoding Spalt reads; take one of \
        \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")).
        """)
    }
  }

  func run() async throws {
    var walk = FolderWalk()
    for path in paths where path != "-" { walk.add(path) }
    var files = walk.files
    if paths.contains("-") {
      files.append(
        FoundFile(
          path: RawPath("-"), name: Files.name(of: "-"), byteCount: 0, isInFolder: false))
    }
    if id != nil || title != nil, files.count > 1 {
      throw ValidationError("--as and --title are for one text, and the folder holds more.")
    }
    let isAlone = paths.count == 1 && walk.files.count == 1 && walk.failures.isEmpty
    if let failure = walk.failures.first, files.isEmpty, walk.failures.count == 1 { throw failure }
    let given = GivenFacts(
      id: id.map { TextID($0) }, title: title, publisher: publisher,
      language: language.map { Language(rawValue: $0) }, date: date,
      encoding: encoding.flatMap { TextEncoding(name: $0) })
    let isMany = files.count > 1
    // A terminal gets one line that changes, a file or pipe a line a text.
    let isBarShown = isMany && !dryRun && isatty(STDERR_FILENO) == 1
    let reporter = ImportReporter(
      isJSON: json, isQuiet: isBarShown && Output.isTerminal && !json, isBarShown: isBarShown,
      isDryRun: dryRun)
    let archive = dryRun ? nil : try await options.openArchive()
    var run = ImportRun(
      files: files, names: try await Self.names(for: files, in: archive), given: given,
      archive: archive, reporter)
    for failure in walk.failures { run.refuse(failure) }
    Interruption.watch()
    try await run.work(refusingAtOnce: isAlone || !isMany)
    if isMany || !walk.failures.isEmpty { run.summarize() }
    if Interruption.isAsked { throw ExitStatus.interrupted }
    if run.failed > 0 { throw ExitStatus.error }
  }

  /// More bytes than this may hold many texts, such as messages.
  private static let fewBytes = 1 << 20

  private static func names(
    for files: [FoundFile], in archive: EmbeddedArchive?
  ) async throws -> TextNames {
    guard let archive else { return TextNames(ListedTexts([]), files: files) }
    let areFew =
      files.count <= 100 && !files.contains(where: \.isInFolder)
      && files.reduce(0) { $0 + $1.byteCount } <= fewBytes
    return areFew
      ? TextNames(AskedTexts(archive: archive))
      : TextNames(ListedTexts(try await archive.texts()), files: files)
  }
}

/// What the command line says of the texts, whatever the files say.
struct GivenFacts {
  var id: TextID?
  var title: String?
  var publisher: String?
  var language: Language?
  var date: String?
  var encoding: TextEncoding?

  /// Whether there is anything to put into the catalogue.
  var isCatalogued: Bool { title != nil || publisher != nil || language != nil || date != nil }

  /// What is given, over what is known already, over what the file says.
  func metadata(known: Metadata?, title own: String, language told: Language) -> Metadata {
    Metadata(
      title: title ?? known?.title ?? own, publisher: publisher ?? known?.publisher,
      language: language ?? known?.language ?? told, date: date ?? known?.date, kind: known?.kind,
      rights: known?.rights)
  }
}

/// Why files cannot become texts under these names.
enum ImportProblem: Error, CustomStringConvertible {
  case noName(String)
  case nameTaken(id: TextID, by: String, file: String)

  var description: String {
    switch self {
    case .noName(let path):
      "\(Sanitizer.line(path)) has no letter in its name; give the text an id with --as."
    case .nameTaken(let id, let owner, let file):
      """
      The archive has a text “\(id.rawValue)” from \(Sanitizer.line(owner)); import \
      \(Sanitizer.line(file)) with --as \(id.rawValue) as a new version of it, or under another id.
      """
    }
  }
}
