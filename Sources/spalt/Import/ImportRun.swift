import CArchiveGuard
import SpaltArchive
import SpaltImport
import SpaltText
import SpaltThreads

/// Takes files into the archive, many at a time.
///
/// While one batch is being stored the next is read and repaired. A batch is stored whole, so that
/// an end in the middle keeps whole texts and nothing else.
struct ImportRun {
  /// A batch is stored when it holds so many texts or so many bytes of source.
  private static let most = (texts: 500, bytes: 4 << 20)

  private let files: [FoundFile]
  private var names: TextNames
  private let given: GivenFacts
  private let archive: EmbeddedArchive?
  private let reporter: ImportReporter
  private var progress: ImportProgress
  private(set) var failed = 0
  private var counts = ImportCounts()

  init(
    files: [FoundFile], names: TextNames, given: GivenFacts, archive: EmbeddedArchive?,
    _ reporter: ImportReporter
  ) {
    self.files = files
    self.given = given
    self.archive = archive
    self.reporter = reporter
    self.names = names
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
        // Taken out one by one, so that none is kept here while it is stored.
        var texts = Array(try await read(file).reversed())
        while var text = texts.popLast() {
          if text.isLong {
            // By itself, and what came before it first, so that no two are in memory.
            try await finish(storing, stored)
            (storing, stored) = (nil, [])
            if !Interruption.isAsked { try await storeLong(&text) }
          } else {
            text.analysed = text.content.flatMap { archive?.analyse($0.document, $0.source) }
            bytes += text.summary.sourceByteCount
            batch.append(text)
          }
        }
      } catch is Interruption.Ending {
        break
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
    if file.byteCount >= ReadText.longest {
      progress.tell("reading and repairing \(Sanitizer.line(file.name))")
    }
    let bytes = FileBytes(try isInput ? Files.read("-") : Files.read(file.path))
    let before = try await known(file)
    if let before, try await passOver(file, bytes, before) { return [] }
    let (name, encoding) = (file.name, given.encoding)
    // For C-c: a short text is repaired sooner than a thread would be started.
    let content =
      bytes.count < 64 << 10
      ? try FileContent(of: bytes, name: name, encoding: encoding)
      : try await Interruption.orElse { try FileContent(of: bytes, name: name, encoding: encoding) }
    switch content {
    case .formatted(let parts):
      var texts: [ReadText] = []
      for part in parts { texts.append(try await readText(part, of: file)) }
      return texts
    case .plain(let source, let encoding, let repair):
      return [try await readText(source, encoding, repair, of: file, before)]
    }
  }

  /// A text that a page, a book, a feed … holds.
  private mutating func readText(
    _ text: ImportedText, of file: FoundFile
  ) async throws -> ReadText {
    var file = file
    var source = text.source
    // An entry or a message is known again by its own name within the file's.
    if let part = text.part.flatMap({ TextNaming.id(from: $0) }) {
      file.name += TextNames.partSign + part.rawValue
      source = Source(
        name: file.name, digest: source.digest, byteCount: source.byteCount, text: source.text,
        replacements: source.replacements)
    }
    let before = try await known(file)
    var metadata = given.metadata(
      known: before?.metadata, title: text.facts.title ?? TextNames.stem(of: file.name),
      language: text.facts.language)
    metadata.publisher = metadata.publisher ?? text.facts.publisher
    metadata.date = metadata.date ?? text.facts.date
    let id = try await id(of: file, before, part: text.part)
    return ReadText(
      path: file.path.shown, source: source,
      document: Document(id: id, metadata: metadata, blocks: text.blocks), findings: text.findings)
  }

  /// A plain text, repaired.
  private mutating func readText(
    _ source: Source, _ encoding: TextEncoding, _ repair: Repair, of file: FoundFile,
    _ before: TextSummary?
  ) async throws -> ReadText {
    let id = try await id(of: file, before, part: nil)
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
  ) async throws -> TextID {
    if let given = given.id {
      guard let part else { return given }
      return TextNaming.id(from: "\(given.rawValue) \(part)") ?? given
    }
    if let before { return before.id }
    guard let id = try await newID(for: file) else {
      throw ImportProblem.noName(file.path.shown)
    }
    return id
  }

  /// What the archive has of the text that is asked for, or of a file of this name.
  private func known(_ file: FoundFile) async throws -> TextSummary? {
    guard let id = given.id else { return try await names.known(file) }
    return try await names.known(id)
  }

  private mutating func newID(for file: FoundFile) async throws -> TextID? {
    guard let id = TextNames.id(of: file.name) else { return nil }
    // A file asked for by itself does not get another name behind its owner's back.
    if !file.isInFolder, let owner = try await names.known(id) {
      throw ImportProblem.nameTaken(id: id, by: owner.sourceName, file: file.name)
    }
    return try await names.newID(for: file)
  }

  /// Whether the archive has these very bytes; the catalogue entry may change all the same.
  private mutating func passOver(
    _ file: FoundFile, _ bytes: FileBytes, _ before: TextSummary
  ) async throws -> Bool {
    guard let archive, given.encoding == nil, !reporter.isJSON,
      before.sourceByteCount == bytes.count, before.version == bytes.digest
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
    return Task(executorPreference: WorkerThreads.shared) { try await archive.store(texts) }
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
        try await archive.describe(text.summary.id, as: text.summary.metadata)
        isDescribed = true
      }
      progress.clear()
      counts.add(receipt, isDescribed: isDescribed)
      try await reporter.report(text, receipt, isDescribed: isDescribed, in: archive)
    }
  }
}

extension ImportRun {
  /// Stores a text that takes a while, giving its memory back on the way.
  ///
  /// C-c ends the storing and leaves nothing of it; a batch of small texts is stored in a moment.
  private mutating func storeLong(_ text: inout ReadText) async throws {
    guard let archive, let incoming = text.handOver(keepsContent: reporter.isJSON) else {
      return try await finish(nil, [text])
    }
    spalt_return_memory()
    progress.tell("storing and indexing \(Sanitizer.line(text.summary.sourceName))")
    let storing = Task(executorPreference: WorkerThreads.shared) {
      [try await archive.store(incoming)]
    }
    let watch = Task {
      while !Task.isCancelled {
        if Interruption.isAsked { return storing.cancel() }
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
    defer { watch.cancel() }
    do {
      try await finish(storing, [text])
    } catch ArchiveError.cancelled where Interruption.isAsked {
      progress.clear()
    }
  }
}

/// A text read and repaired, not yet stored.
struct ReadText: Sendable {
  var path: String
  /// As the archive's list will have it.
  var summary: TextSummary
  /// Byte sequences of the file that no letter could be made of.
  var replacements: Int
  var findings: [Finding]
  /// The text itself, `nil` once it is handed over and nobody asks for it any more.
  var content: (document: Document, source: Source)?
  /// What the archive takes in; `nil` in a dry run.
  var analysed: AnalysedText?

  /// Whether it takes so long that it can be given up half-way, and is told of meanwhile.
  var isLong: Bool { summary.sourceByteCount >= Self.longest }
  /// In bytes of source.
  static let longest = 4 << 20

  /// The text for the archive; it is kept here only where it is to be printed.
  mutating func handOver(keepsContent: Bool) -> IncomingText? {
    guard let content else { return nil }
    if !keepsContent { self.content = nil }
    return IncomingText(content.document, content.source)
  }

  init(path: String, source: Source, document: Document, findings: [Finding]) {
    self.path = path
    summary = TextSummary(
      id: document.id, metadata: document.metadata, wordCount: document.wordCount,
      blockCount: document.blocks.count, version: source.digest, sourceName: source.name,
      sourceByteCount: source.byteCount)
    replacements = source.replacements
    self.findings = findings
    content = (document, source)
  }
}
