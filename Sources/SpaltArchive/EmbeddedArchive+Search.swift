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
