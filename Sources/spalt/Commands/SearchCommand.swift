public import ArgumentParser
import SpaltSearch

extension SearchScope: ExpressibleByArgument {}

/// `spalt search`: passages and notes that answer.
struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search texts and notes.",
    discussion: """
      All words must be there, in any form. "two words" as a phrase, one OR other, a (one OR other), \
      =word as written, ~word whatever its rings and dots, word* by its beginning, -word not there, one NEAR/5 other. \
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
  @Option(help: ArgumentHelp("The most hits to print.", valueName: "n"))
  var limit = PassageSearch.usualLimit
  @Flag(help: "One JSON object a line.") var json = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 on.") }
  }

  func run() async throws {
    try await PassageSearch(
      archive: options.archive, words: query, scope: scope, limit: limit, isJSON: json
    ).run()
  }
}
