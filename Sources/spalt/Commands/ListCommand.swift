import ArgumentParser
import SpaltArchive
import SpaltText

/// `spalt list`: the texts of the archive.
struct ListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the texts of the archive.",
    discussion: "EXAMPLES\n  spalt list\n  spalt list --json")

  @OptionGroup var options: GlobalOptions
  @Flag(help: "One JSON object a line.") var json = false

  func run() async throws {
    let texts = try await options.openArchive().texts()
    if json {
      for text in texts { try Output.print(json: TextRecord(text)) }
    } else {
      let width = texts.map(\.id.rawValue.count).max() ?? 0
      for text in texts {
        let padding = String(repeating: " ", count: width - text.id.rawValue.count)
        let facts = [
          text.metadata.publisher, text.metadata.language.rawValue, text.metadata.date,
          "\(text.wordCount) words", "\(Int((text.read * 100).rounded())) % read",
          text.noteCount == 0 ? nil : text.noteCount == 1 ? "1 note" : "\(text.noteCount) notes",
        ]
        let title = Sanitizer.line(text.metadata.title)
        Output.print(
          "\(text.id.rawValue)\(padding)  \(title) (\(facts.compactMap { $0 }.joined(separator: ", ")))"
        )
      }
    }
    if texts.isEmpty {
      Output.complain("There are no texts in this archive; spalt import FILE brings one in.")
      throw ExitStatus.nothingFound
    }
  }
}
