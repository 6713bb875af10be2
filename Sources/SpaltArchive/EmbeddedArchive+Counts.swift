internal import GRDB
public import SpaltSearch
internal import SpaltText
internal import Synchronization

extension EmbeddedArchive {
  public func count(
    _ request: SearchRequest, withFacets: Bool
  ) async throws(ArchiveError) -> SearchCounts {
    let stop = Stop(nil)
    return try await read(until: stop) { database in
      let query = request.query
      guard request.scope != .notes, !query.isEmpty else { return SearchCounts(texts: 0) }
      let view = try IndexView(
        self, until: stop, readsLists: self.readsLists.load(ordering: .relaxed), database)
      let filter = try IndexFilter(query.filter, view)
      guard let texts = try AnsweringTexts(request, filter, view) else {
        return SearchCounts(texts: 0)
      }
      var counts = SearchCounts(
        texts: try texts.count(database), isLowerBound: texts.isCapped)
      if !withFacets { return counts }
      if counts.texts > mostFaceted { counts.completeness = .capped(at: mostFaceted) }
      counts.facets = try facets(of: texts.newest(mostFaceted, database), database)
      return counts
    }
  }
}

/// Each text costs a look into two tables.
private let mostFaceted = 10_000

/// All texts that answer, by their lists or as a query of the database.
private enum AnsweringTexts {
  case selected(TextSelection, isCapped: Bool)
  case asked(source: String, row: String, StatementArguments, isCapped: Bool)

  /// - Returns: `nil` when nothing answers, or nothing was asked of texts.
  init?(_ request: SearchRequest, _ filter: IndexFilter, _ view: IndexView) throws {
    let text = request.text?.rawValue
    if request.query.alternatives.isEmpty {
      guard let condition = filter.condition else { return nil }
      if let lists = view.lists {
        self = .selected(try lists.selection(of: filter, request.text), isCapped: false)
        return
      }
      self = .asked(
        source: "text WHERE id IN (\(condition)) AND (? IS NULL OR name = ?)", row: "id",
        filter.arguments + [text, text], isCapped: false)
      return
    }
    for attempt in try Attempt.all(of: request, view.database) {
      guard let (expression, isCapped) = try Self.widest(attempt, view) else { continue }
      if let lists = view.lists, let texts = try lists.selection(of: expression) {
        if texts.count == 0 { continue }
        if text != nil || filter.condition != nil {
          texts.keep(try lists.texts(in: filter, request.text))
        }
        self = .selected(texts, isCapped: isCapped)
        return
      }
      var rows = try IndexRows(expression, isExact: true, view.database)
      let isMet = try Int64.fetchOne(
        view.database, sql: "SELECT rowid FROM \(rows.table) WHERE \(rows.condition) LIMIT 1",
        arguments: rows.arguments)
      if isMet == nil { continue }
      if let text {
        rows.demand("\(rows.table).rowid = (SELECT id FROM text WHERE name = ?)", [text])
      }
      if let condition = filter.condition {
        rows.demand("+\(rows.table).rowid IN (\(condition))", filter.arguments)
      }
      self = .asked(
        source: "\(rows.table) WHERE \(rows.condition)", row: "rowid", rows.arguments,
        isCapped: isCapped)
      return
    }
    return nil
  }

  /// An attempt with its words in every form it reaches.
  private static func widest(
    _ attempt: Attempt, _ view: IndexView
  ) throws -> (IndexExpressions.Expression, isCapped: Bool)? {
    let matchers = IndexSearch.matchers(attempt.query, view.languages, attempt.reach)
    var expressions = IndexExpressions(matchers: matchers, areTexts: true, view)
    let tier: Tier =
      switch attempt.reach {
      case .near: .infix
      case .folded: .folded
      case .fuzzy: .fuzzy
      }
    let expression = try expressions.expression(upTo: tier)
    return expression.map { ($0, expressions.isCapped) }
  }

  /// Whether a word has more forms than were looked for.
  var isCapped: Bool {
    switch self {
    case .selected(_, let isCapped), .asked(_, _, _, let isCapped): isCapped
    }
  }

  func count(_ database: Database) throws -> Int {
    switch self {
    case .selected(let texts, _): texts.count
    case .asked(let source, _, let arguments, _):
      try Int.fetchOne(
        database.cachedStatement(sql: "SELECT count(*) FROM \(source)"), arguments: arguments)
        ?? 0
    }
  }

  func newest(_ count: Int, _ database: Database) throws -> [Int64] {
    switch self {
    case .selected(let texts, _): texts.newest(before: .max, count: count)
    case .asked(let source, let row, let arguments, _):
      try Int64.fetchAll(
        database, sql: "SELECT \(row) FROM \(source) ORDER BY \(row) DESC LIMIT ?",
        arguments: arguments + [count])
    }
  }
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
