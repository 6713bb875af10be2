internal import Foundation
internal import GRDB
internal import SpaltSearch
internal import SpaltText

extension IndexSearch {
  /// The tiers whose texts are asked for one after the other; the last takes in all.
  var tiers: [Tier] {
    switch reach {
    case .near: request.order == .newest ? [.infix] : [.exact, .inflected, .compound, .infix]
    case .folded: [.folded]
    case .fuzzy: [.fuzzy]
    }
  }

  mutating func searchTexts(after place: PagePlace?) throws {
    if request.query.alternatives.isEmpty { return try listTexts(after: place) }
    var earlier: IndexExpressions.Expression?
    // Where few texts answer at all, one look finds those of every tier.
    if place == nil, tiers.count > 1, let last = tiers.last {
      let exact = try expressions.expression(upTo: tiers[0])
      if try exact.map({ try isFew($0) }) ?? true,
        let widest = try expressions.expression(upTo: last), try isFew(widest)
      {
        _ = try take(widest, tiers.count - 1, after: nil)
        tellOfForms()
        return
      }
    }
    for (number, tier) in tiers.enumerated() {
      guard let expression = try expressions.expression(upTo: tier) else { continue }
      defer { earlier = expression }
      if let place, number < place.tier { continue }
      if expression == earlier { continue }
      let own = earlier.map { IndexExpressions.difference(expression, $0) } ?? expression
      let start = place.flatMap { number == $0.tier ? $0 : nil }
      if try take(own, number, after: start) { return }
    }
    tellOfForms()
  }

  /// Says that there may be texts with forms that were not looked for, once all others were given.
  private mutating func tellOfForms() {
    if expressions.isCapped, completeness == .exact {
      completeness = .nearestForms(expressions.mostForms)
    }
  }

  /// Whether all texts an expression lets in fit on the page.
  private mutating func isFew(_ expression: IndexExpressions.Expression) throws -> Bool {
    if let texts = try selection(of: expression) { return try isFew(texts) }
    let rows = try self.rows(of: expression)
    var count = 0
    let found = try Row.fetchCursor(
      database.cachedStatement(
        sql: "SELECT rowid FROM \(rows.table) WHERE \(rows.condition) LIMIT ?"),
      arguments: rows.arguments + [request.texts + 1])
    while try found.next() != nil { count += 1 }
    return count <= request.texts
  }

  /// Whether those of a selection fit on the page that the filter lets in.
  private mutating func isFew(_ texts: TextSelection) throws -> Bool {
    if texts.count <= request.texts { return true }
    if selected?.isNarrowed == false, let filtered {
      var count = 0
      for row in texts.newest(before: .max, count: Self.mostLooked) {
        guard let isLetIn = try filtered.letsIn(row) else { break }
        count += isLetIn ? 1 : 0
        if count > request.texts { return false }
      }
      try narrow(texts)
    }
    return texts.count <= request.texts
  }

  /// Texts looked at, at most, to see whether more are let in than fit on the page.
  private static let mostLooked = 300

  private mutating func narrow(_ texts: TextSelection) throws {
    try filtered?.narrow(texts)
    selected?.isNarrowed = true
  }

  /// The texts that an expression, the filter and the request let in, for the engine to find.
  private func rows(of expression: IndexExpressions.Expression) throws -> IndexRows {
    var rows = try IndexRows(expression, isExact: false, database)
    if let text = request.text {
      rows.demand("\(rows.table).rowid = (SELECT id FROM text WHERE name = ?)", [text.rawValue])
    }
    if let condition = filter.condition {
      rows.demand("+\(rows.table).rowid IN (\(condition))", filter.arguments)
    }
    return rows
  }

  /// Reads texts in their order until the page is full.
  ///
  /// - Returns: Whether it is.
  private mutating func take(
    _ expression: IndexExpressions.Expression, _ tier: Int, after start: PagePlace?
  ) throws -> Bool {
    var place = start ?? PagePlace(generation: generation, attempt: attempt, tier: tier)
    if start == nil, request.order == .newest || expression.text.isEmpty { place.row = .max }
    var count = max(1, request.texts - texts.count) + 1
    while true {
      let candidates = try self.candidates(expression, after: place, count: count)
      for (index, candidate) in candidates.enumerated() {
        if texts.count >= request.texts {
          next = place.token
          return true
        }
        if stop.isReached || index > Self.mostRead {
          completeness = .partial(texts: nil)
          next = place.token
          return true
        }
        place = PagePlace(
          generation: generation, attempt: attempt, tier: tier, score: candidate.score,
          row: candidate.row)
        try read(candidate)
      }
      if candidates.count < count { return false }
      // Some could not answer after all.
      count = min(2 * count, 200)
    }
  }

  /// The texts that an expression lets in, and the filter and the request, where all of these are
  /// known; `nil` where the engine has to be asked.
  private mutating func selection(
    of expression: IndexExpressions.Expression
  ) throws -> TextSelection? {
    if let selected, selected.expression == expression { return selected.texts }
    guard let lists, let texts = try lists.selection(of: expression) else { return nil }
    if filtered == nil, request.text != nil || filter.condition != nil {
      filtered = try FilteredTexts(filter, request.text, lists, database)
    }
    selected = (expression, texts, isNarrowed: filtered?.narrowIfKnown(texts) ?? true)
    return texts
  }

  /// The next texts of a selection in the order that was asked for.
  private mutating func candidates(
    _ expression: IndexExpressions.Expression, among texts: TextSelection, _ lists: TextLists,
    after place: PagePlace, count: Int
  ) throws -> [Candidate] {
    let isNewestFirst = request.order == .newest || expression.text.isEmpty
    if isNewestFirst, selected?.isNarrowed == false { try narrow(texts) }
    if isNewestFirst {
      if request.order == .relevance { isUnranked = true }
      return texts.newest(before: place.row, count: count).map { Candidate(row: $0, score: 0) }
    }
    if lists.rows - 1 > Self.mostRanked {
      texts.drop(before: lists.rows - Int64(Self.mostRanked))
      completeness = .capped(at: Self.mostRanked)
    }
    let (database, lengths) = (database, lengths)
    let best = { (place: PagePlace, count: Int) in
      try texts.best(
        after: place, count: count, wantsNearness: expression.wantsNearness, lengths,
        lists.passages, database)
    }
    if selected?.isNarrowed == false, let filtered {
      if let few = try filtered.first(count, after: place, best) { return few }
      try narrow(texts)
    }
    return try best(place, count)
  }

  private mutating func candidates(
    _ expression: IndexExpressions.Expression, after place: PagePlace, count: Int
  ) throws -> [Candidate] {
    if let lists, let texts = try selection(of: expression) {
      return try candidates(expression, among: texts, lists, after: place, count: count)
    }
    var rows = try self.rows(of: expression)
    if request.order == .newest || !rows.canBeRanked {
      if request.order == .relevance { isUnranked = true }
      rows.demand("\(rows.table).rowid < ?", [place.row])
      return try Int64.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT rowid FROM \(rows.table) WHERE \(rows.condition) ORDER BY rowid DESC LIMIT ?
            """),
        arguments: rows.arguments + [count]
      ).map { Candidate(row: $0, score: 0) }
    }
    try lengths.load(nil, database)
    let newest = try Int64.fetchOne(database, sql: "SELECT max(id) FROM text") ?? 0
    if newest > Self.mostRanked {
      rows.demand("passage.rowid > ?", [newest - Int64(Self.mostRanked)])
      completeness = .capped(at: Self.mostRanked)
    }
    return try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT row, score FROM (
            SELECT rowid AS row, text_rank(passage, ?, ?) AS score FROM passage
            WHERE \(rows.condition))
          WHERE score > ? OR score = ? AND row > ? ORDER BY score, row LIMIT ?
          """),
      arguments: [Data(expression.groups), expression.wantsNearness] + rows.arguments
        + [place.score, place.score, place.row, count]
    ).map { Candidate(row: Int64($0.integer(0)), score: $0.real(1)) }
  }

  /// Holds a text against the query.
  private mutating func read(_ candidate: Candidate) throws {
    guard let text = try StoredText.fetch(candidate.row, database) else { return }
    let matcher = matchers[text.language] ?? matchers[.undetermined]
    let stop = stop
    // A text with words has a language that the index knows.
    if matchers[text.language] == nil, reach == .near { throw IndexSoundness.damage }
    let answer = matcher?.matches(
      inBlocks: text.reading { stop.isReached }, atMost: Self.mostHitsOfText)
    if let failure = text.failure { throw failure }
    if text.isCut { completeness = .partial(texts: nil) }
    guard let answer, !answer.blocks.isEmpty else { return }
    texts.insert(candidate.row)
    // The text's own relevance against the paragraph's, which decides between paragraphs.
    let relevance = 1 + -candidate.score / (1 - candidate.score)
    var count = 0
    for block in answer.blocks {
      let words = text.blocks[block.block]
      var counter = CodePointCounter()
      for match in block.matches where count < Self.mostHitsOfText {
        count += 1
        let snippet = Snippet(around: match.range, in: words.text, &counter)
        append(
          match, snippet, text.id, block.block, block.relevance * words.weight * relevance,
          isLoose: answer.isSpread)
      }
    }
  }

  private mutating func append(
    _ match: Match, _ snippet: Snippet, _ text: TextID, _ block: Int, _ score: Double,
    isLoose: Bool
  ) {
    let hit = Hit(
      kind: .text, text: text, block: block, range: match.range, snippet: snippet,
      tier: match.tier, score: score)
    found.append(Found(hit: hit, isLoose: isLoose, isModifier: match.isModifier))
  }

  /// The texts a filter lets in, newest first, each with its first words as its hit.
  private mutating func listTexts(after place: PagePlace?) throws {
    guard reach == .near, let condition = filter.condition,
      request.query.filter.aboutNotes.count < request.query.filter.conditions.count
    else { return }
    var sql = condition + " AND text.id < ?"
    var arguments = filter.arguments + [place?.row ?? Int64.max]
    if let text = request.text {
      sql += " AND text.name = ?"
      arguments += [text.rawValue]
    }
    arguments += [request.texts + 1]
    let rows = try Int64.fetchAll(
      database, sql: sql + " ORDER BY text.id DESC LIMIT ?", arguments: arguments)
    for row in rows.prefix(request.texts) {
      guard let text = try StoredText.fetch(row, database) else { continue }
      for _ in text.reading(until: { text.hasWords }) {}
      texts.insert(row)
      let block = text.blocks.firstIndex { $0.weight >= 1 && !$0.text.isEmpty } ?? 0
      guard text.blocks.indices.contains(block) else { continue }
      let words = text.blocks[block].text
      let end = Token.tokens(in: words).prefix(8).map(\.range.upperBound).max() ?? 0
      append(
        Match(range: 0..<end, tier: .exact), Snippet(around: 0..<end, in: words), text.id, block, 1,
        isLoose: false)
    }
    if rows.count > request.texts, let last = rows.dropLast().last {
      next = PagePlace(generation: generation, attempt: attempt, tier: 0, row: last).token
    }
  }
}
