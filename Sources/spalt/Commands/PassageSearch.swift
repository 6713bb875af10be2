import CArchiveGuard
import SpaltArchive
import SpaltNotes
import SpaltSearch
import SpaltText

/// One search from the command line, and what it prints.
struct PassageSearch {
  /// The archive's path as named on the command line, `nil` for the usual one.
  var archive: String?
  var words: [String]
  var scope = SearchScope.all
  /// The most hits to print.
  var limit = Self.usualLimit
  /// One JSON object a line.
  var isJSON = false

  static let usualLimit = 100

  func run() async throws {
    spalt_expect_short_life()
    let query = Query(parsing: words.joined(separator: " "))
    if query.isEmpty {
      Output.complain(query.hint ?? "There is nothing to search for; type a word.")
      throw ExitStatus.nothingFound
    }
    let archive = try await FirstArchive.open(UserSettings.archivePath(archive))
    let page = try await search(query, archive)
    if let hint = page.hint { Output.complain(hint) }
    // More hits than were asked for are no lack.
    if page.next == nil, page.hits.count < limit, let notice = page.completeness.notice {
      Output.complain(notice)
    }
    for hit in page.hits.prefix(limit) {
      if isJSON {
        try Output.print(json: HitRecord(hit))
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

  /// Searches; an index that is not complete is completed first, one that is damaged made anew.
  private func search(_ query: Query, _ archive: EmbeddedArchive) async throws -> SearchPage {
    do {
      if try await archive.indexState() != .complete, !archive.isReadOnly {
        Output.complain("The search index is being made.")
        try await archive.completeIndex { _ in }
      }
      return try await archive.search(query, in: scope, limit: limit)
    } catch {
      guard case .damagedIndex = error, !archive.isReadOnly else { throw error }
    }
    Output.complain("The search index is damaged and being made anew.")
    try await archive.reindex()
    return try await archive.search(query, in: scope, limit: limit)
  }
}

extension PassageSearch {
  /// The search that a command line of plain words makes; `nil` when it is anything else.
  ///
  /// `spalt search WORD ...`, with `--archive FILE`, `--limit N` and `--json` or without, means here
  /// what it means to the parser, which would take as long to say so as the search takes.
  init?(plain arguments: [String]) {
    var words: [String] = []
    var archive: String?
    var isJSON = false
    var limit: Int?
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--archive", archive == nil, let file = rest.popFirst(), !file.hasPrefix("-") {
        archive = file
      } else if word == "--json", !words.isEmpty, !isJSON {
        isJSON = true
      } else if word == "--limit", !words.isEmpty, limit == nil,
        let number = rest.popFirst().flatMap({ Int($0) }), number >= 1
      {
        limit = number
      } else if word.hasPrefix("-") {
        return nil
      } else {
        words.append(word)
      }
    }
    guard words.first == "search", words.count > 1 else { return nil }
    self.init(
      archive: archive, words: Array(words.dropFirst()), limit: limit ?? Self.usualLimit,
      isJSON: isJSON)
  }
}
