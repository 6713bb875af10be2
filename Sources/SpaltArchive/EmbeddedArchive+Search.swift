internal import GRDB
public import SpaltSearch
internal import SpaltText

extension EmbeddedArchive {
  public func search(
    _ query: Query, in scope: SearchScope, limit: Int
  ) async throws(ArchiveError) -> SearchPage {
    try await read { database in
      var page = SearchPage(hits: [], hint: query.hint)
      if query.isEmpty || limit <= 0 { return page }
      let languages = try String.fetchAll(database, sql: "SELECT DISTINCT language FROM term")
        .map(Language.init(rawValue:))
      // What is written otherwise is only offered when nothing is written so.
      for reach in Reach.allCases {
        var search = IndexSearch(query, languages, reach, limit, database)
        if scope != .texts { try search.searchNotes() }
        if scope != .notes { try search.searchTexts() }
        page.completeness = search.completeness
        page.hits = search.hits(limit: limit)
        page.forms = forms(of: page.hits)
        if !page.hits.isEmpty { break }
      }
      return page
    }
  }
}

/// The words that matched, nearest first, each once.
private func forms(of hits: [Hit]) -> [String] {
  var counts: [String: (tier: Tier, count: Int)] = [:]
  for hit in hits {
    let form = hit.quote.lowercased()
    let known = counts[form] ?? (hit.tier, 0)
    counts[form] = (min(known.tier, hit.tier), known.count + 1)
  }
  return counts.sorted { left, right in
    (left.value.tier, -left.value.count, left.key)
      < (right.value.tier, -right.value.count, right.key)
  }
  .prefix(12).map(\.key)
}

/// One query held against the index: candidates by full text, the truth by the matcher.
private struct IndexSearch {
  private let database: Database
  private let matchers: [Language: Matcher]
  private let expression: IndexExpression
  /// Blocks or notes looked at, at most.
  private let cap: Int
  private(set) var completeness = SearchPage.Completeness.exact
  private var found: [(hit: Hit, order: Int)] = []

  init(
    _ query: Query, _ languages: [Language], _ reach: Reach, _ limit: Int, _ database: Database
  ) {
    self.database = database
    var matchers: [Language: Matcher] = [:]
    for language in Set(languages).union([.undetermined]) {
      matchers[language] = Matcher(query, language: language, reach: reach)
    }
    self.matchers = matchers
    expression = IndexExpression(matchers: matchers)
    cap = max(500, limit <= Int.max / 2 ? 2 * limit : limit)
  }

  mutating func searchTexts() throws {
    try search(
      """
      SELECT block.id, text.name, language, block.text, ordinal, block.kind, score
      FROM (SELECT rowid AS row, -bm25(passage) AS score FROM passage
        WHERE passage MATCH ? ORDER BY bm25(passage) LIMIT ?)
      JOIN block ON block.id = row
      JOIN version ON version.id = block.version JOIN text ON text.id = version.text
      """
    ) { search, row, score in
      let kind = BlockKind(name: row[5])
      let weight = kind?.level != nil ? 1.25 : kind?.isText == false ? 0.25 : 1
      let text = row.exact(3)
      guard let matcher = search.matchers[Language(rawValue: row[2])] else { return }
      for match in matcher.matches(in: text) {
        search.add(
          Snippet(around: match.range, in: text), match, .text, TextID(row[1] as String),
          block: row[4], score: score * weight)
      }
    }
  }

  mutating func searchNotes() throws {
    try search(
      """
      SELECT note.id, note.text, coalesce(language, 'und'), body, tags, note.name, score,
        anchor.start_block
      FROM (SELECT rowid AS row, -bm25(annotation) AS score FROM annotation
        WHERE annotation MATCH ? ORDER BY bm25(annotation) LIMIT ?)
      JOIN note ON note.id = row
      LEFT JOIN text ON text.name = note.text AND NOT removed
      LEFT JOIN version ON version.id = text.version
      LEFT JOIN anchor ON anchor.note = note.id AND anchor.version = version.digest
      """
    ) { search, row, score in
      let words = NoteWords(body: row.exact(3), tags: Exact(row.exact(4)).lines)
      let length = words.body.utf8.count
      let matcher = search.matchers[Language(rawValue: row[2])] ?? search.matchers[.undetermined]
      for var match in matcher?.matches(in: words.text) ?? [] {
        var snippet = Snippet(around: match.range, in: words.body)
        if match.range.upperBound > length {
          // A tag: it stands beside the words of the note, at their end.
          snippet = Snippet(around: length..<length, in: words.body)
          snippet.quote = String(words.text.slice(match.range))
          match.range = length..<length
        }
        search.add(
          snippet, match, .note, TextID(row.exact(1)), block: row[7], score: score,
          note: NoteID(row[5] as String))
      }
    }
  }

  /// Nearest tier first, then by relevance; notes before texts.
  func hits(limit: Int) -> [Hit] {
    found.sorted { left, right in
      if left.hit.kind != right.hit.kind { return left.hit.kind == .note }
      if left.hit.tier != right.hit.tier { return left.hit.tier < right.hit.tier }
      if left.hit.score != right.hit.score { return left.hit.score > right.hit.score }
      return left.order < right.order
    }
    .prefix(limit).map(\.hit)
  }

  private mutating func add(
    _ snippet: Snippet, _ match: Match, _ kind: Hit.Kind, _ text: TextID, block: Int?,
    score: Double, note: NoteID? = nil
  ) {
    let hit = Hit(
      kind: kind, text: text, block: block, range: match.range, quote: snippet.quote,
      before: snippet.before, after: snippet.after, tier: match.tier, score: score, note: note)
    found.append((hit, found.count))
  }

  private mutating func search(
    _ sql: String, _ take: (inout IndexSearch, Row, Double) throws -> Void
  ) throws {
    var seen: Set<Int64> = []
    guard let all = try expression.text(exactly: false, database) else { return }
    var rows = try Row.fetchAll(database, sql: sql, arguments: [all, cap])
    if rows.count == cap {
      completeness = .capped(at: cap)
      // The nearest must not be crowded out by the merely frequent.
      if let exact = try expression.text(exactly: true, database) {
        rows = try Row.fetchAll(database, sql: sql, arguments: [exact, cap]) + rows
      }
    }
    for row in rows where seen.insert(row[0]).inserted {
      try Task.checkCancellation()
      try take(&self, row, row[6])
    }
  }
}
