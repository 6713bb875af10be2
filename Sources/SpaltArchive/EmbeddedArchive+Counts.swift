internal import GRDB
public import SpaltSearch
internal import SpaltText

extension EmbeddedArchive {
  public func count(
    _ request: SearchRequest, withFacets: Bool
  ) async throws(ArchiveError) -> SearchCounts {
    try await read { database in
      let query = request.query
      guard request.scope != .notes, !query.isEmpty else { return SearchCounts(texts: 0) }
      let languages = try TermList.languages(database)
      let filter = try IndexFilter(query.filter, languages, database)
      guard let texts = try AnsweringTexts(request, languages, filter, database) else {
        return SearchCounts(texts: 0)
      }
      var counts = SearchCounts(texts: try texts.count(database))
      if !withFacets { return counts }
      if counts.texts > mostFaceted { counts.completeness = .capped(at: mostFaceted) }
      counts.facets = try facets(of: texts.newest(mostFaceted, database), database)
      return counts
    }
  }
}

/// Each text costs a look into two tables.
private let mostFaceted = 10_000

/// The rows of all texts that answer, as a query of the database.
private struct AnsweringTexts {
  private let source: String
  private let row: String
  private let arguments: StatementArguments

  /// - Returns: `nil` when nothing answers, or nothing was asked of texts.
  init?(
    _ request: SearchRequest, _ languages: [Language], _ filter: IndexFilter, _ database: Database
  ) throws {
    if request.query.alternatives.isEmpty {
      guard let condition = filter.condition else { return nil }
      row = "id"
      source = "text WHERE id IN (\(condition)) AND (? IS NULL OR name = ?)"
      arguments = filter.arguments + [request.text?.rawValue, request.text?.rawValue]
      return
    }
    guard var rows = try widest(request, languages, database) else { return nil }
    if let text = request.text {
      rows.demand("\(rows.table).rowid = (SELECT id FROM text WHERE name = ?)", [text.rawValue])
    }
    if let condition = filter.condition {
      rows.demand("+\(rows.table).rowid IN (\(condition))", filter.arguments)
    }
    row = "rowid"
    source = "\(rows.table) WHERE \(rows.condition)"
    arguments = rows.arguments
  }

  func count(_ database: Database) throws -> Int {
    try Int.fetchOne(
      database.cachedStatement(sql: "SELECT count(*) FROM \(source)"), arguments: arguments) ?? 0
  }

  func newest(_ count: Int, _ database: Database) throws -> [Int64] {
    try Int64.fetchAll(
      database, sql: "SELECT \(row) FROM \(source) ORDER BY \(row) DESC LIMIT ?",
      arguments: arguments + [count])
  }
}

/// The rows of the first attempt that finds anything.
private func widest(
  _ request: SearchRequest, _ languages: [Language], _ database: Database
) throws -> IndexRows? {
  for attempt in try Attempt.all(of: request, database) {
    let matchers = IndexSearch.matchers(attempt.query, languages, attempt.reach)
    var expressions = IndexExpressions(matchers: matchers, areTexts: true, database)
    let tier: Tier =
      switch attempt.reach {
      case .near: .infix
      case .folded: .folded
      case .fuzzy: .fuzzy
      }
    guard let expression = try expressions.expression(upTo: tier) else { continue }
    let rows = try IndexRows(expression, isExact: true, database)
    let isMet = try Int64.fetchOne(
      database, sql: "SELECT rowid FROM \(rows.table) WHERE \(rows.condition) LIMIT 1",
      arguments: rows.arguments)
    if isMet != nil { return rows }
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
