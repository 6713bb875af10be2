import Glibc
import SpaltArchive
import SpaltHyphenation
import SpaltReader
import SpaltTerminal
import SpaltText

/// What the reader is to begin with.
struct ReadingRequest {
  /// The archive's path.
  var path: String
  /// The id of a text to open where it was left, else the list of texts.
  var text: String?
  /// A search to begin with.
  var search: String?

  /// Reads until the user leaves.
  func run() async throws {
    let patterns = HyphenationPatterns(memory: Surroundings.cacheFolder)
    // Before it is known which language will be needed first, and beside the rest.
    Task.detached { patterns.prepare(.swedish) }
    Task.detached { patterns.prepare(.danish) }
    async let reading = UserSettings.read()
    let archive = try await FirstArchive.open(path)
    var first: [Event] = []
    var effects: [Effect] = []
    if let text {
      // A text that is not there is told in the shell, not on a screen that closes.
      let open = OpenText(try await archive.opening(of: TextID(text)))
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

extension ReadingRequest {
  /// The request that a command line of plain words makes; `nil` when it is anything else.
  ///
  /// `spalt`, `spalt open`, `spalt open TEXT`, each with `--archive FILE` or without, mean here what
  /// they mean to the parser, which takes a quarter of the time to the first page to say so: it
  /// looks at every type by reflection.
  init?(plain words: [String]) {
    var names: [String] = []
    var archive: String?
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--archive", archive == nil, let file = rest.popFirst(), !file.hasPrefix("-") {
        archive = file
      } else if word.hasPrefix("-") || word.isEmpty {
        return nil
      } else {
        names.append(word)
      }
    }
    guard names.count <= 2, names.isEmpty || names[0] == "open" else { return nil }
    self.init(path: archive ?? Surroundings.archivePath, text: names.dropFirst().first)
  }
}
