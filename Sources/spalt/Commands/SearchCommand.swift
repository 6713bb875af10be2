public import ArgumentParser
import SpaltArchive
import SpaltNotes
import SpaltSearch
import SpaltText

extension SearchScope: ExpressibleByArgument {}

/// `spalt search`: passages and notes that answer.
struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search texts and notes.",
    discussion: """
      All words must be there, in any form. "two words" as a phrase, one OR other, =word as written, \
      ~word whatever its rings and dots, word* by its beginning, -word not there, one NEAR/5 other. \
      title:, lang:, source:, kind:, date:, tag:, note: and has:note narrow what is searched.

      EXAMPLES
        spalt search granskning
        spalt search '"klinisk forskning" -avtal'
        spalt search 'pension lang:da date:2020..2022'
        spalt search --in notes --json jäv
        spalt search -- -ord             a query that begins with a hyphen
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "What to look for.") var query: [String]
  @Option(name: .customLong("in"), help: "Where to look: all, texts or notes.")
  var scope = SearchScope.all
  @Option(help: ArgumentHelp("The most hits to print.", valueName: "n")) var limit = 100
  @Flag(help: "One JSON object a line.") var json = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 on.") }
  }

  func run() async throws {
    let query = Query(parsing: query.joined(separator: " "))
    if query.isEmpty {
      Output.complain(query.hint ?? "There is nothing to search for; type a word.")
      throw ExitStatus.nothingFound
    }
    let archive = try await options.openArchive()
    if try await archive.indexState() != .complete, !archive.isReadOnly {
      Output.complain("The search index is being made.")
      try await archive.completeIndex { _ in }
    }
    let page = try await archive.search(query, in: scope, limit: limit)
    if let hint = page.hint { Output.complain(hint) }
    var texts = TextCache(archive: archive)
    for hit in page.hits.prefix(limit) {
      if json {
        try Output.print(json: HitRecord(hit, in: try await texts.text(around: hit)))
      } else {
        let place = hit.note.map { " note \($0.rawValue)" } ?? hit.block.map { ":\($0)" } ?? ""
        let line = "\(hit.before)[\(hit.quote)]\(hit.after)"
        Output.print("\(hit.text.rawValue)\(place): \(Sanitizer.line(line))")
      }
    }
    if page.hits.isEmpty {
      let advice = page.suggestion.map { " Did you mean \(Sanitizer.line($0))?" } ?? ""
      Output.complain("Nothing found.\(advice)")
      throw ExitStatus.nothingFound
    }
  }
}

/// What hits lie in, each text and note read once.
private struct TextCache {
  var archive: any Archive
  private var documents: [TextID: Document] = [:]
  private var bodies: [NoteID: String] = [:]

  init(archive: any Archive) { self.archive = archive }

  mutating func text(around hit: Hit) async throws -> String {
    if let id = hit.note {
      if let body = bodies[id] { return body }
      let body = try await archive.note(id).body
      bodies[id] = body
      return body
    }
    guard let block = hit.block else { return hit.quote }
    if documents[hit.text] == nil {
      documents[hit.text] = try await archive.text(hit.text).document
    }
    guard let blocks = documents[hit.text]?.blocks, blocks.indices.contains(block) else {
      return hit.quote
    }
    return blocks[block].text
  }
}
