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
        if page.hits.isEmpty { continue }
        page.hint = query.hint ?? hint(for: reach)
        return page
      }
      if scope != .notes {
        page.hits = try spread(query, languages, limit, database)
        page.forms = forms(of: page.hits)
        if !page.hits.isEmpty {
          page.hint = "No paragraph has all of these words; here are texts that do."
        }
      }
      return page
    }
  }
}

/// Hits for words that no paragraph has together, in the texts that have them all.
private func spread(
  _ query: Query, _ languages: [Language], _ limit: Int, _ database: Database
) throws -> [Hit] {
  var hits: [Hit] = []
  for conjunction in query.alternatives where conjunction.wanted.count > 1 {
    var found: [Hit] = []
    var texts: Set<TextID>?
    for term in conjunction.wanted {
      let alone = Query([Query.Conjunction(wanted: [term], unwanted: conjunction.unwanted)])
      var search = IndexSearch(alone, languages, .near, limit, database)
      try search.searchTexts()
      texts = texts?.intersection(search.texts) ?? search.texts
      found += search.hits(limit: limit)
      if texts?.isEmpty == true { break }
    }
    hits += found.filter { texts?.contains($0.text) == true }
  }
  let ordered = hits.enumerated().sorted { left, right in
    (left.element.tier, -left.element.score, left.offset)
      < (right.element.tier, -right.element.score, right.offset)
  }
  return ordered.prefix(limit).map(\.element)
}

/// What to tell of hits that are not what was typed.
private func hint(for reach: Reach) -> String? {
  switch reach {
  case .near: nil
  case .folded: "Nothing is written so; these are, with other letters for å, ä, ö, æ and ø."
  case .fuzzy: "Nothing is written so; these are one letter off."
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
