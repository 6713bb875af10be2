import CArchiveGuard
import Glibc
import SpaltArchive
import SpaltHyphenation
import SpaltReader
import SpaltSettings
import SpaltTerminal
import SpaltText
import SpaltThreads

/// What the reader is to begin with.
struct ReadingRequest {
  /// The archive's path as named on the command line, `nil` for the usual one.
  var archive: String?
  /// The id of a text to open where it was left, else the list of texts.
  var text: String?
  /// A search to begin with.
  var search: String?
  /// Whether to read line by line; a terminal that can do no more, or the configuration, asks too.
  var isLinear = false

  /// Reads until the user leaves.
  func run() async throws {
    // Their growing took a tenth of the time to the first page.
    spalt_share_one_heap()
    let patterns = HyphenationPatterns(memory: Surroundings.cacheFolder)
    // Before it is known which language will be needed first, and beside the rest.
    WorkerThreads.shared.start { patterns.prepare(.swedish) }
    WorkerThreads.shared.start { patterns.prepare(.danish) }
    let configuration = UserSettings.readConfigurationFile()
    // What the terminal needs is fetched while the archive is opened.
    async let reading = {
      Terminal.prepare()
      return UserSettings.read(configuration)
    }()
    var beginning = try await Beginning(
      path: UserSettings.archivePath(archive, configuration.value), text: text)
    let settings = await reading
    if let search { beginning.events.append(.searchFor(search)) }
    if beginning.archive.isReadOnly {
      beginning.events.append(.notice("This archive can only be read."))
    }
    if let complaint = settings.complaints.first {
      beginning.events.append(.failure("\(complaint)"))
    }
    let isLinear = isLinear || Surroundings.isDumb || configuration.value.linear
    let status =
      isLinear
      ? try await LinearSession.run(beginning, settings, patterns)
      : try await read(beginning, settings, patterns)
    for complaint in settings.complaints { Output.complain("spalt: \(complaint)") }
    beginning.archive.close()
    // Not through a thrown status: what the signal said is the status whatever the number.
    if status != 0 { Spalt.end(status) }
  }

  /// The session in a scope of its own, so that the terminal is given back before anything else.
  private func read(
    _ beginning: Beginning, _ settings: UserSettings, _ patterns: HyphenationPatterns
  ) async throws -> Int32 {
    var session = try ReadingSession(
      archive: beginning.archive, settings: settings, patterns: patterns)
    return await session.run(beginning.events, beginning.effects)
  }
}

extension ReadingRequest {
  /// The request that a command line of plain words makes; `nil` when it is anything else.
  ///
  /// `spalt`, `spalt TEXT`, `spalt open`, `spalt open TEXT`, each with `--archive FILE` and
  /// `--linear` or without, mean here what they mean to the parser, which takes a quarter of the
  /// time to the first page to say so: it looks at every type by reflection.
  init?(plain words: [String]) {
    var names: [String] = []
    var archive: String?
    var isLinear = false
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--archive", archive == nil, let file = rest.popFirst(), !file.hasPrefix("-") {
        archive = file
      } else if word == "--linear" {
        isLinear = true
      } else if word.hasPrefix("-") || word.isEmpty {
        return nil
      } else {
        names.append(word)
      }
    }
    if names.first == "open" {
      names.removeFirst()
    } else if let name = names.first, SpaltCommand.hasCommand(name) {
      return nil
    }
    guard names.count <= 1 else { return nil }
    self.init(archive: archive, text: names.first, isLinear: isLinear)
  }
}
