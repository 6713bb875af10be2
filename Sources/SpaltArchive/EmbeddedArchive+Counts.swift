internal import GRDB
public import SpaltSearch
internal import SpaltText

extension EmbeddedArchive {
  public func count(_ request: SearchRequest) async throws(ArchiveError) -> SearchCounts {
    try await read { database in
      let query = request.query
      guard request.scope != .notes, !query.isEmpty else { return SearchCounts(texts: 0) }
      let languages = try TermList.languages(database)
      let filter = try IndexFilter(query.filter, languages, database)
      var conditions: [String] = []
      var arguments: StatementArguments = []
      if !query.alternatives.isEmpty {
        guard let expression = try widest(query, languages, database) else {
          return SearchCounts(texts: 0)
        }
        conditions.append("passage MATCH ?")
        arguments += [expression]
      }
      if let text = request.text {
        conditions.append("passage.rowid = (SELECT id FROM text WHERE name = ?)")
        arguments += [text.rawValue]
      }
      if let condition = filter.condition {
        conditions.append("+passage.rowid IN (\(condition))")
        arguments += filter.arguments
      }
      if conditions.isEmpty { return SearchCounts(texts: 0) }
      let rows = try Int64.fetchAll(
        database,
        sql: """
          SELECT rowid FROM passage WHERE \(conditions.joined(separator: " AND ")) ORDER BY rowid DESC
          """,
        arguments: arguments)
      var counts = SearchCounts(texts: rows.count)
      if rows.count > mostFaceted { counts.completeness = .capped(at: mostFaceted) }
      counts.facets = try facets(of: rows.prefix(mostFaceted), database)
      return counts
    }
  }
}

/// Each text costs a look into two tables.
private let mostFaceted = 10_000

/// The index query of the nearest reach that finds anything.
private func widest(
  _ query: Query, _ languages: [Language], _ database: Database
) throws -> String? {
  for (reach, tier) in zip(Reach.allCases, [Tier.infix, .folded, .fuzzy]) {
    let matchers = Dictionary(
      uniqueKeysWithValues: Set(languages).union([.undetermined]).map {
        ($0, Matcher(query, language: $0, reach: reach))
      })
    var expressions = IndexExpressions(matchers: matchers, database)
    guard let expression = try expressions.expression(upTo: tier) else { continue }
    let isMet = try Int64.fetchOne(
      database, sql: "SELECT rowid FROM passage WHERE passage MATCH ? LIMIT 1",
      arguments: [expression.text])
    if isMet != nil { return expression.text }
  }
  return nil
}

private func facets(
  of texts: some Sequence<Int64>, _ database: Database
) throws -> [SearchCounts.Facet] {
  let statement = try database.cachedStatement(
    sql: """
      SELECT language, publisher, date FROM text JOIN version ON version.id = text.version
      WHERE text.id = ?
      """)
  var counts: [Filter.Field: [String: Int]] = [:]
  for text in texts {
    guard let row = try Row.fetchOne(statement, arguments: [text]) else { continue }
    counts[.language, default: [:]][row.text(0), default: 0] += 1
    if let publisher = row.textIfAny(1) {
      counts[.source, default: [:]][publisher, default: 0] += 1
    }
    if let year = row.textIfAny(2)?.prefix(4), year.count == 4 {
      counts[.date, default: [:]][String(year), default: 0] += 1
    }
  }
  return [Filter.Field.language, .source, .date].flatMap { field in
    (counts[field] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { SearchCounts.Facet(field, $0.key, texts: $0.value) }
  }
}
