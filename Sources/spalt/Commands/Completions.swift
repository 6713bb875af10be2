import ArgumentParser
import SpaltArchive
import SpaltText

/// What a shell can complete besides the names of commands and options.
enum Completions {
  /// The ids of the texts, from the archive the line names.
  static let texts = CompletionKind.custom { words, _, _ async in
    let named = words.lastIndex(of: "--archive").flatMap { index in
      words.indices.contains(index + 1) ? words[index + 1] : nil
    }
    let path = UserSettings.archivePath(named)
    // Never makes an archive: completing is no use of one.
    guard let archive = try? EmbeddedArchive.open(path, mode: .existing),
      let texts = try? await archive.texts()
    else { return [] }
    archive.close()
    return texts.map { Sanitizer.line($0.id.rawValue) }
  }

  static let themes = CompletionKind.custom { _, _, _ in
    ThemeShelf(folder: "\(Surroundings.configurationFolder)/themes").names
  }
}
