internal import Foundation
internal import GRDB
internal import SpaltNotes
internal import SpaltSearch
internal import SpaltText

/// One way to read a query; the first that finds anything is taken.
struct Attempt {
  var number: Int
  var query: Query
  var reach: Reach

  /// Nearest first: what is written otherwise is only offered when nothing is written so.
  static func all(of request: SearchRequest) -> [Attempt] {
    var ways: [(Query, Reach)] = [(request.query, .near)]
    if request.isTyping, let completed = request.query.completingLastWord {
      ways.append((completed, .near))
    }
    ways += [(request.query, .folded), (request.query, .fuzzy)]
    return ways.enumerated().map { Attempt(number: $0, query: $1.0, reach: $1.1) }
  }
}

/// One query held against the index: candidates by full text, the truth by the matcher.
struct IndexSearch {
  /// A text that may answer.
  private struct Candidate {
    var row: Int64
    var score: Double
  }

  private struct Found {
    var hit: Hit
    /// Whether its paragraph lacks some of the words.
    var isLoose: Bool
    var order: Int
  }

  private var request: SearchRequest
  private let database: Database
  private let matchers: [Language: Matcher]
  private let filter: IndexFilter
  private let reach: Reach
  private let attempt: Int
  private let generation: Int
  private let end: ContinuousClock.Instant?
  private var expressions: IndexExpressions
  private var found: [Found] = []
  private var texts: Set<Int64> = []
  private(set) var completeness = Completeness.exact
  private(set) var next: PageToken?

  /// Texts ranked at most: above, only the newest of them are.
  private static let mostRanked = 250_000
  /// Texts held against the matcher for one page, at most.
  private static let mostRead = 2000
  /// Hits of one text on a page, at most.
  private static let mostHitsOfText = 2000
  private static let mostNotes = 500

  init(
    _ request: SearchRequest, _ languages: [Language], _ attempt: Attempt, _ filter: IndexFilter,
    until end: ContinuousClock.Instant?, _ database: Database
  ) throws {
    self.request = request
    self.request.query = attempt.query
    self.attempt = attempt.number
    self.database = database
    reach = attempt.reach
    self.filter = filter
    self.end = end
    matchers = Self.matchers(attempt.query, languages, attempt.reach)
    expressions = IndexExpressions(matchers: matchers, database)
    generation = try IndexRecord.fetch(database)?.generation ?? 0
  }

  private static func matchers(
    _ query: Query, _ languages: [Language], _ reach: Reach
  ) -> [Language: Matcher] {
    Dictionary(
      uniqueKeysWithValues: Set(languages).union([.undetermined]).map {
        ($0, Matcher(query, language: $0, reach: reach))
      })
  }

  /// Whether there are hits, and none in a paragraph with all of the words.
  var isSpread: Bool { !found.isEmpty && found.allSatisfy(\.isLoose) }

  /// Notes before texts, all words together before some, nearest tier first, then by relevance.
  var hits: [Hit] {
    guard request.order == .relevance else {
      return found.sorted {
        ($0.hit.kind == .text ? 1 : 0, $0.order) < ($1.hit.kind == .text ? 1 : 0, $1.order)
      }
      .map(\.hit)
    }
    return found.sorted { left, right in
      let isNote = left.hit.kind == .note
      if isNote != (right.hit.kind == .note) { return isNote }
      if left.isLoose != right.isLoose { return right.isLoose }
      if left.hit.tier != right.hit.tier { return left.hit.tier < right.hit.tier }
      if left.hit.score != right.hit.score { return left.hit.score > right.hit.score }
      return left.order < right.order
    }
    .map(\.hit)
  }

  // MARK: Texts

  /// The tiers whose texts are asked for one after the other; the last takes in all.
  private var tiers: [Tier] {
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
      if try exact.map(isFew) ?? true, let widest = try expressions.expression(upTo: last),
        try isFew(widest)
      {
        _ = try take(widest, tiers.count - 1, after: nil)
        if expressions.isCapped { completeness = .capped(at: texts.count) }
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
    if expressions.isCapped { completeness = .capped(at: texts.count) }
  }

  /// Whether all texts an expression lets in fit on the page.
  private func isFew(_ expression: IndexExpressions.Expression) throws -> Bool {
    var count = 0
    let rows = try Row.fetchCursor(
      database.cachedStatement(sql: "SELECT rowid FROM passage WHERE passage MATCH ? LIMIT ?"),
      arguments: [expression.text, request.texts + 1])
    while try rows.next() != nil { count += 1 }
    return count <= request.texts
  }

  /// Reads texts in their order until the page is full.
  ///
  /// - Returns: Whether it is.
  private mutating func take(
    _ expression: IndexExpressions.Expression, _ tier: Int, after start: PagePlace?
  ) throws -> Bool {
    var place = start ?? PagePlace(generation: generation, attempt: attempt, tier: tier)
    if start == nil, request.order == .newest { place.row = .max }
    var count = max(1, request.texts - texts.count) + 1
    while true {
      let candidates = try self.candidates(expression, after: place, count: count)
      for (index, candidate) in candidates.enumerated() {
        if texts.count >= request.texts {
          next = place.token
          return true
        }
        if isLate || index > Self.mostRead {
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

  private var isLate: Bool {
    if Task.isCancelled { return true }
    return end.map { ContinuousClock.now >= $0 } ?? false
  }

  private mutating func candidates(
    _ expression: IndexExpressions.Expression, after place: PagePlace, count: Int
  ) throws -> [Candidate] {
    var conditions = ["passage MATCH ?"]
    var arguments: StatementArguments = [expression.text]
    if let text = request.text {
      conditions.append("passage.rowid = (SELECT id FROM text WHERE name = ?)")
      arguments += [text.rawValue]
    }
    if let condition = filter.condition {
      conditions.append("+passage.rowid IN (\(condition))")
      arguments += filter.arguments
    }
    let sql: String
    if request.order == .newest {
      conditions.append("passage.rowid < ?")
      arguments += [place.row, count]
      sql = """
        SELECT rowid, 0 FROM passage WHERE \(conditions.joined(separator: " AND "))
        ORDER BY rowid DESC LIMIT ?
        """
    } else {
      let newest =
        try Int64.fetchOne(database, sql: "SELECT max(id) FROM text") ?? 0
      if newest > Self.mostRanked {
        conditions.append("passage.rowid > ?")
        arguments += [newest - Int64(Self.mostRanked)]
        completeness = .capped(at: Self.mostRanked)
      }
      arguments =
        [Data(expression.groups), expression.wantsNearness] + arguments
        + [place.score, place.score, place.row, count]
      sql = """
        SELECT row, score FROM (
          SELECT rowid AS row, text_rank(passage, ?, ?) AS score FROM passage
          WHERE \(conditions.joined(separator: " AND ")))
        WHERE score > ? OR score = ? AND row > ? ORDER BY score, row LIMIT ?
        """
    }
    return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments).map {
      Candidate(row: Int64($0.integer(0)), score: $0.real(1))
    }
  }

  /// Holds a text against the query.
  private mutating func read(_ candidate: Candidate) throws {
    guard let text = try StoredText.fetch(candidate.row, database) else { return }
    let matcher = matchers[text.language] ?? matchers[.undetermined]
    guard let answer = matcher?.matches(inBlocks: text.blocks.lazy.map(\.text)),
      !answer.blocks.isEmpty
    else { return }
    texts.insert(candidate.row)
    // The text's own relevance against the paragraph's, which decides between paragraphs.
    let relevance = 1 + -candidate.score / (1 - candidate.score)
    var count = 0
    for block in answer.blocks {
      let words = text.blocks[block.block]
      for match in block.matches where count < Self.mostHitsOfText {
        count += 1
        append(
          match, in: words.text, text.id, block.block, block.relevance * words.weight * relevance,
          isLoose: answer.isSpread)
      }
    }
  }

  private mutating func append(
    _ match: Match, in words: String, _ text: TextID, _ block: Int, _ score: Double, isLoose: Bool
  ) {
    let snippet = Snippet(around: match.range, in: words)
    let hit = Hit(
      kind: .text, text: text, block: block, range: match.range, quote: snippet.quote,
      before: snippet.before, after: snippet.after, tier: match.tier, score: score)
    found.append(Found(hit: hit, isLoose: isLoose, order: found.count))
  }

  /// The texts a filter lets in, newest first, each with its first words as its hit.
  private mutating func listTexts(after place: PagePlace?) throws {
    guard reach == .near, let condition = filter.condition,
      request.query.filter.aboutNotes.count < request.query.filter.conditions.count
    else { return }
    var conditions = "id IN (\(condition)) AND id < ?"
    var arguments = filter.arguments + [place?.row ?? Int64.max]
    if let text = request.text {
      conditions += " AND name = ?"
      arguments += [text.rawValue]
    }
    arguments += [request.texts + 1]
    let rows = try Int64.fetchAll(
      database, sql: "SELECT id FROM text WHERE \(conditions) ORDER BY id DESC LIMIT ?",
      arguments: arguments)
    for row in rows.prefix(request.texts) {
      guard let text = try StoredText.fetch(row, database) else { continue }
      texts.insert(row)
      let block = text.blocks.firstIndex { $0.weight >= 1 && !$0.text.isEmpty } ?? 0
      guard text.blocks.indices.contains(block) else { continue }
      let words = text.blocks[block].text
      let end = Token.tokens(in: words).prefix(8).map(\.range.upperBound).max() ?? 0
      append(Match(range: 0..<end, tier: .exact), in: words, text.id, block, 1, isLoose: false)
    }
    if rows.count > request.texts, let last = rows.dropLast().last {
      next = PagePlace(generation: generation, attempt: attempt, tier: 0, row: last).token
    }
  }

  // MARK: Notes

  mutating func searchNotes(_ languages: [Language]) throws {
    var query = request.query
    let words = query.filter.conditions.filter { $0.field == .note && $0.isWanted }
      .map { Query.Term.word($0.value) }
    if query.alternatives.isEmpty, !words.isEmpty {
      query.alternatives = [Query.Conjunction(wanted: words)]
    } else {
      for index in query.alternatives.indices { query.alternatives[index].wanted += words }
    }
    let matchers = Self.matchers(query, languages, reach)
    var expressions = IndexExpressions(matchers: matchers, database)
    var conditions = ["NOT deleted"]
    var arguments: StatementArguments = []
    if !query.alternatives.isEmpty {
      guard let expression = try expressions.expression(upTo: tiers.last ?? .fuzzy) else { return }
      conditions.append("annotation MATCH ?")
      arguments += [expression.text]
    } else if filter.aboutNotes.isEmpty {
      return
    }
    if let text = request.text {
      conditions.append("note.text = ?")
      arguments += [text.rawValue]
    }
    if let condition = filter.condition {
      conditions.append("text.id IN (\(condition))")
      arguments += filter.arguments
    }
    let score = query.alternatives.isEmpty ? "0" : "-bm25(annotation)"
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT note.text, body, tags, note.name, anchor.start_block, language, \(score)
        FROM annotation JOIN note ON note.id = annotation.rowid
        LEFT JOIN text ON text.name = note.text
        LEFT JOIN version ON version.id = text.version
        LEFT JOIN anchor
          ON anchor.note = note.id AND anchor.version = version.digest AND NOT removed
        WHERE \(conditions.joined(separator: " AND "))
        ORDER BY \(score == "0" ? "note.id DESC" : "bm25(annotation)") LIMIT \(Self.mostNotes)
        """,
      arguments: arguments)
    if rows.count == Self.mostNotes { completeness = .capped(at: rows.count) }
    let tags = filter.aboutNotes.filter { $0.field == .tag }
    for row in rows {
      let own = Exact(row.text(2)).lines
      let wanted = tags.filter(\.isWanted)
      guard wanted.isEmpty || wanted.contains(where: { IndexFilter.has($0.value, own) }),
        !tags.contains(where: { !$0.isWanted && IndexFilter.has($0.value, own) })
      else { continue }
      let words = NoteWords(body: row.text(1), tags: own)
      let language = row.textIfAny(5).map(Language.init(rawValue:)) ?? .undetermined
      let matches =
        query.alternatives.isEmpty
        ? [Match(range: 0..<min(words.body.utf8.count, 1), tier: .exact)]
        : (matchers[language] ?? matchers[.undetermined])?.matches(in: words.text) ?? []
      for match in matches {
        found.append(
          Found(hit: hit(match, words, row), isLoose: false, order: found.count))
      }
    }
  }

  private func hit(_ match: Match, _ words: NoteWords, _ row: Row) -> Hit {
    let end = words.body.utf8.count
    var range = match.range
    var snippet = Snippet(around: range, in: words.body)
    if range.upperBound > end {
      // A tag: it stands beside the words of the note, at their end.
      let tag = String(words.text.slice(range))
      range = end..<end
      snippet = Snippet(around: range, in: words.body)
      snippet.quote = tag
    }
    return Hit(
      kind: .note, text: TextID(row.text(0)), block: row.integerIfAny(4), range: range,
      quote: snippet.quote, before: snippet.before, after: snippet.after, tier: match.tier,
      score: row.real(6), note: NoteID(row.text(3)))
  }
}

/// A text as the search reads it.
private struct StoredText {
  struct Words {
    var text: String
    /// What a hit in it is worth: a heading says what the text is about, the furniture of a page
    /// nothing.
    var weight: Double
  }

  var id: TextID
  var language: Language
  var blocks: [Words] = []

  static func fetch(_ row: Int64, _ database: Database) throws -> StoredText? {
    let text = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT text.name, language, version.id
          FROM text JOIN version ON version.id = text.version WHERE text.id = ? AND NOT removed
          """),
      arguments: [row])
    guard let text else { return nil }
    var stored = StoredText(id: TextID(text.text(0)), language: Language(rawValue: text.text(1)))
    let blocks = try Row.fetchCursor(
      database.cachedStatement(
        sql: "SELECT kind, text FROM block WHERE version = ? ORDER BY ordinal"),
      arguments: [text.integer(2)])
    while let block = try blocks.next() {
      let kind = BlockKind(name: block.text(0))
      stored.blocks.append(
        Words(
          text: block.text(1),
          weight: kind?.level != nil ? 1.25 : kind?.isText == false ? 0.25 : 1))
    }
    return stored
  }
}
