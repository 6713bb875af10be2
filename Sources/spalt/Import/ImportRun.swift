import SpaltArchive
import SpaltImport
import SpaltText

/// Takes files into the archive, many at a time.
///
/// While one batch is being stored the next is read and repaired. A batch is stored whole, so that
/// an end in the middle keeps whole texts and nothing else.
struct ImportRun {
  /// A batch is stored when it holds so many texts or so many bytes of source.
  private static let most = (texts: 200, bytes: 4 << 20)

  private let files: [FoundFile]
  private var names: TextNames
  private let given: GivenFacts
  private let archive: EmbeddedArchive?
  private let reporter: ImportReporter
  private var progress: ImportProgress
  private(set) var failed = 0
  private var counts = ImportCounts()

  init(
    files: [FoundFile], known: [TextSummary], given: GivenFacts, archive: EmbeddedArchive?,
    _ reporter: ImportReporter
  ) {
    self.files = files
    self.given = given
    self.archive = archive
    self.reporter = reporter
    names = TextNames(known, files: files)
    progress = ImportProgress(
      texts: files.count, bytes: files.reduce(0) { $0 + $1.byteCount },
      isShown: reporter.isBarShown)
  }

  /// Says why something was not imported, and goes on.
  mutating func refuse(_ error: any Error) {
    progress.clear()
    failed += 1
    Output.complain("spalt: \(error)")
  }

  func summarize() {
    Output.complain(counts.sentence(refused: failed, isDryRun: archive == nil))
  }

  /// Imports all files; a single one that cannot be is thrown as an error of the whole.
  mutating func work(refusingAtOnce: Bool) async throws {
    var batch: [ReadText] = []
    var bytes = 0
    var storing: Task<[StoreReceipt], any Error>?
    var stored: [ReadText] = []
    for file in files {
      if Interruption.isAsked { break }
      do {
        for var text in try await read(file) {
          text.analysed = archive?.analyse(text.document, text.source)
          batch.append(text)
          bytes += text.source.byteCount
        }
      } catch {
        if refusingAtOnce { throw error }
        refuse(error)
      }
      progress.advance(bytes: file.byteCount)
      guard batch.count >= Self.most.texts || bytes >= Self.most.bytes else { continue }
      try await finish(storing, stored)
      (storing, stored) = (store(batch), batch)
      batch = []
      bytes = 0
    }
    try await finish(storing, stored)
    try await finish(store(batch), batch)
    progress.clear()
  }

  /// The texts of a file; none for one that has not changed.
  private mutating func read(_ file: FoundFile) async throws -> [ReadText] {
    let isInput = file.path == RawPath("-")
    let bytes = try isInput ? Files.read("-") : Files.read(file.path)
    let before = given.id.map { names.known($0) } ?? names.known(file)
    if let before, try await passOver(file, bytes, before) { return [] }
    let formatted = try texts(in: bytes, name: file.name, encoding: given.encoding) {
      try PageLayouts.read($0, name: file.name)
    }
    if let formatted { return try formatted.map { try readText($0, of: file) } }
    return [try readPlain(bytes, of: file, before)]
  }

  /// A text that a page, a book, a feed … holds.
  private mutating func readText(_ text: ImportedText, of file: FoundFile) throws -> ReadText {
    var file = file
    var source = text.source
    // An entry or a message is known again by its own name within the file's.
    if let part = text.part.flatMap({ TextNaming.id(from: $0) }) {
      file.name += TextNames.partSign + part.rawValue
      source = Source(
        name: file.name, digest: source.digest, byteCount: source.byteCount, text: source.text,
        replacements: source.replacements)
    }
    let before = given.id.map { names.known($0) } ?? names.known(file)
    var metadata = given.metadata(
      known: before?.metadata, title: text.facts.title ?? TextNames.stem(of: file.name),
      language: text.facts.language)
    metadata.publisher = metadata.publisher ?? text.facts.publisher
    metadata.date = metadata.date ?? text.facts.date
    let id = try id(of: file, before, part: text.part)
    return ReadText(
      path: file.path.shown, source: source,
      document: Document(id: id, metadata: metadata, blocks: text.blocks), findings: text.findings)
  }

  /// A plain text, repaired.
  private mutating func readPlain(
    _ bytes: [UInt8], of file: FoundFile, _ before: TextSummary?
  ) throws -> ReadText {
    let id = try id(of: file, before, part: nil)
    let encoding = given.encoding ?? detectEncoding(bytes)
    let source = try decode(bytes, name: file.name, encoding: encoding)
    let repair = repair(source)
    let metadata = given.metadata(
      known: before?.metadata, title: repair.title ?? TextNames.stem(of: file.name),
      language: repair.language)
    return ReadText(
      path: file.path.shown, source: source,
      document: Document(id: id, metadata: metadata, blocks: repair.blocks),
      findings: (encoding == .utf8 ? [] : [.encoding(encoding)]) + repair.findings)
  }

  private mutating func id(
    of file: FoundFile, _ before: TextSummary?, part: String?
  ) throws -> TextID {
    if let given = given.id {
      guard let part else { return given }
      return TextNaming.id(from: "\(given.rawValue) \(part)") ?? given
    }
    guard let id = try before?.id ?? newID(for: file) else {
      throw ImportProblem.noName(file.path.shown)
    }
    return id
  }

  private mutating func newID(for file: FoundFile) throws -> TextID? {
    guard let id = TextNames.id(of: file.name) else { return nil }
    // A file asked for by itself does not get another name behind its owner's back.
    if !file.isInFolder, let owner = names.known(id) {
      throw ImportProblem.nameTaken(id: id, by: owner.sourceName, file: file.name)
    }
    return names.newID(for: file)
  }

  /// Whether the archive has these very bytes; the catalogue entry may change all the same.
  private mutating func passOver(
    _ file: FoundFile, _ bytes: [UInt8], _ before: TextSummary
  ) async throws -> Bool {
    guard let archive, given.encoding == nil, !reporter.isJSON,
      before.sourceByteCount == bytes.count, before.version == contentDigest(of: bytes)
    else { return false }
    var summary = before
    summary.metadata = given.metadata(
      known: before.metadata, title: before.metadata.title, language: before.metadata.language)
    let isChanged = summary.metadata != before.metadata
    if isChanged { try await archive.describe(before.id, as: summary.metadata) }
    progress.clear()
    counts.add(.unchanged, isDescribed: isChanged)
    reporter.report(summary, .unchanged, isDescribed: isChanged)
    return true
  }

  /// Begins to store a batch beside the reading of the next.
  private func store(_ batch: [ReadText]) -> Task<[StoreReceipt], any Error>? {
    guard let archive, !batch.isEmpty else { return nil }
    let texts = batch.compactMap(\.analysed)
    return Task { try await archive.store(texts) }
  }

  /// Waits for a batch and says what became of it.
  private mutating func finish(
    _ storing: Task<[StoreReceipt], any Error>?, _ batch: [ReadText]
  ) async throws {
    let receipts = try await storing?.value ?? []
    for (place, text) in batch.enumerated() {
      let receipt = place < receipts.count ? receipts[place] : nil
      var isDescribed = false
      if receipt == .unchanged, given.isCatalogued, let archive {
        try await archive.describe(text.document.id, as: text.document.metadata)
        isDescribed = true
      }
      progress.clear()
      counts.add(receipt, isDescribed: isDescribed)
      try await reporter.report(text, receipt, isDescribed: isDescribed, in: archive)
    }
  }
}

/// A text read and repaired, not yet stored.
struct ReadText: Sendable {
  var path: String
  var source: Source
  var document: Document
  var findings: [Finding]
  /// What the archive takes in; `nil` in a dry run.
  var analysed: AnalysedText?
}
