import ArgumentParser
import Glibc
import SpaltArchive
import SpaltText

/// Options that every command takes, before it or after it.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The archive to use.",
      discussion:
        "Else $SPALT_ARCHIVE, else the configuration's, else $XDG_DATA_HOME/spalt/archive.spalt.",
      valueName: "file"), completion: .file())
  var archive: String?

  /// The archive's path.
  var path: String {
    UserSettings.archivePath(archive)
  }

  /// Opens the archive; where there is none yet, makes it and puts the first texts in.
  func openArchive() async throws -> EmbeddedArchive {
    try await FirstArchive.open(path)
  }

  /// Moves `--archive FILE` from before the command to after it.
  ///
  /// The parser lets a command have its options only after its name; users put this one anywhere.
  /// What follows `--` is left alone.
  static func movedToEnd(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.count
    var kept: [String] = []
    var moved: [String] = []
    var index = 0
    while index < end {
      let isOption = arguments[index] == "--archive" && index + 1 < end
      if isOption || arguments[index].hasPrefix("--archive=") {
        moved += arguments[index..<(index + (isOption ? 2 : 1))]
        index += isOption ? 2 : 1
      } else {
        kept.append(arguments[index])
        index += 1
      }
    }
    return kept + moved + arguments[end...]
  }
}
