import SpaltArchive
import SpaltText

/// The texts that files may be of.
protocol KnownTexts: Sendable {
  func text(_ id: TextID) async throws -> TextSummary?
  /// The text that came from a file of this name, by bytes: two spellings of `å` are two files.
  func text(fromSource name: String) async throws -> TextSummary?
}

/// All texts of an archive, for many files.
struct ListedTexts: KnownTexts {
  private var texts: [TextID: TextSummary] = [:]
  private var bySource: [[UInt8]: TextID] = [:]

  init(_ texts: [TextSummary]) {
    for text in texts {
      self.texts[text.id] = text
      let name = Array(text.sourceName.utf8)
      bySource[name] = min(text.id, bySource[name] ?? text.id)
    }
  }

  var sourceNames: some Sequence<String> { texts.values.lazy.map(\.sourceName) }

  func text(_ id: TextID) -> TextSummary? { texts[id] }

  func text(fromSource name: String) -> TextSummary? {
    bySource[Array(name.utf8)].flatMap { texts[$0] }
  }
}

/// An archive asked for one text after another, for few files: to list a hundred thousand texts takes
/// a second.
struct AskedTexts: KnownTexts {
  let archive: EmbeddedArchive

  func text(_ id: TextID) async throws -> TextSummary? {
    do {
      return try await archive.summary(of: id)
    } catch ArchiveError.noSuchText {
      return nil
    }
  }

  func text(fromSource name: String) async throws -> TextSummary? {
    try await archive.text(fromSource: name)
  }
}
