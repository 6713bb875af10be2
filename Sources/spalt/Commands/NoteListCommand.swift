import ArgumentParser
import SpaltArchive
import SpaltNotes
import SpaltText

/// `spalt note list`.
struct NoteListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List notes, those without a place too.",
    discussion: """
      EXAMPLES
        spalt note list
        spalt note list expressen-pisa --json
        spalt note list --lost                 without a place, and where they may belong
        spalt note list --open --tag jäv
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The id of a text; all texts without.", completion: Completions.texts)
  var text: String?
  @Flag(help: "One JSON object a line.") var json = false
  @Flag(help: "Those in the trash instead.") var trash = false
  @Flag(help: "Only those whose words are gone or stand in several places.") var lost = false
  @Flag(help: "Only those not done.") var open = false
  @OptionGroup var tags: GivenTags

  func run() async throws {
    let archive = try await options.openArchive()
    let all = try await archive.notes(of: text.map { TextID($0) }, includingTrash: trash)
    let notes = all.filter { note in
      note.deleted == trash && (!lost || note.anchor.range == nil) && !(open && note.isDone)
        && tags.tags.allSatisfy(note.tags.contains)
    }
    let printing = NotePrinting(archive)
    try await printing.print(notes, json: json, withSuggestions: lost)
    guard notes.isEmpty else { return }
    if let text, all.isEmpty, (try? await archive.summary(of: TextID(text))) == nil {
      Output.complain("\(ArchiveError.noSuchText(TextID(text)))")
    } else {
      Output.complain("There are no such notes.")
    }
    throw ExitStatus.nothingFound
  }
}
