internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// One query held against the index: candidates by full text, the truth by the matcher.
struct IndexSearch {
  /// A block or note that answers.
  private struct Place {
    var kind: Hit.Kind
    var text: TextID
    var block: Int?
    var words: String
    /// Where the tags of a note begin among its words.
    var end: Int
    var note: NoteID?
  }

  private struct Found {
    var place: Int
    var match: Match
    var score: Double
    var order: Int
  }

  private let database: Database
  private let matchers: [Language: Matcher]
  private let expression: IndexExpression
  private let reach: Reach
  /// Blocks or notes looked at, at most.
  private let cap: Int
  private(set) var completeness = SearchPage.Completeness.exact
  private var places: [Place] = []
  private var found: [Found] = []

  init(
    _ query: Query, _ languages: [Language], _ reach: Reach, _ limit: Int, _ database: Database
  ) {
    self.database = database
    self.reach = reach
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
      SELECT block.id, score, language, text.name, block.text, ordinal, block.kind
      FROM (SELECT rowid AS row, -bm25(passage) AS score FROM passage
        WHERE passage MATCH ? ORDER BY bm25(passage) LIMIT ?)
      JOIN block ON block.id = row
      JOIN version ON version.id = block.version JOIN text ON text.id = version.text
      """
    ) { row in
      let words = row.text(4)
      let place = Place(
        kind: .text, text: TextID(row.text(3)), block: row.integer(5), words: words,
        end: words.utf8.count)
      // A heading says what the text is about; the furniture of a page says nothing.
      let kind = BlockKind(name: row.text(6))
      return (place, kind?.level != nil ? 1.25 : kind?.isText == false ? 0.25 : 1)
    }
  }

  mutating func searchNotes() throws {
    try search(
      """
      SELECT note.id, score, language, note.text, body, tags, note.name, anchor.start_block
      FROM (SELECT rowid AS row, -bm25(annotation) AS score FROM annotation
        WHERE annotation MATCH ? ORDER BY bm25(annotation) LIMIT ?)
      JOIN note ON note.id = row
      LEFT JOIN text ON text.name = note.text
      LEFT JOIN version ON version.id = text.version
      LEFT JOIN anchor
        ON anchor.note = note.id AND anchor.version = version.digest AND NOT removed
      """
    ) { row in
      let words = NoteWords(body: row.text(4), tags: Exact(row.text(5)).lines)
      let place = Place(
        kind: .note, text: TextID(row.text(3)), block: row.integerIfAny(7), words: words.text,
        end: words.body.utf8.count, note: NoteID(row.text(6)))
      return (place, 1)
    }
  }

  /// The texts that hold an answer.
  var texts: Set<TextID> { Set(places.map(\.text)) }

  /// Notes before texts, nearest tier first, then by relevance.
  func hits(limit: Int) -> [Hit] {
    found.sorted { left, right in
      let isNote = places[left.place].kind == .note
      if isNote != (places[right.place].kind == .note) { return isNote }
      if left.match.tier != right.match.tier { return left.match.tier < right.match.tier }
      if left.score != right.score { return left.score > right.score }
      return left.order < right.order
    }
    .prefix(limit).map(hit)
  }

  private func hit(_ found: Found) -> Hit {
    let place = places[found.place]
    let body = String(place.words.slice(0..<place.end))
    var range = found.match.range
    var snippet = Snippet(around: range, in: body)
    if range.upperBound > place.end {
      // A tag: it stands beside the words of the note, at their end.
      let tag = String(place.words.slice(range))
      range = place.end..<place.end
      snippet = Snippet(around: range, in: body)
      snippet.quote = tag
    }
    return Hit(
      kind: place.kind, text: place.text, block: place.block, range: range, quote: snippet.quote,
      before: snippet.before, after: snippet.after, tier: found.match.tier, score: found.score,
      note: place.note)
  }

  /// The rows begin with the row's number, its score and the language of its text.
  private mutating func search(_ sql: String, _ read: (Row) -> (Place, weight: Double)) throws {
    var seen: Set<Int> = []
    guard let all = try expression.text(exactly: false, database) else { return }
    var rows: [Row] = []
    // The words as typed first: where they fill the page, nothing further off comes into view.
    if reach == .near, let exact = try expression.text(exactly: true, database) {
      rows = try Row.fetchAll(database, sql: sql, arguments: [exact, cap])
    }
    var isCapped = rows.count == cap
    if !isCapped {
      let others = try Row.fetchAll(database, sql: sql, arguments: [all, cap])
      isCapped = others.count == cap
      rows += others
    }
    if isCapped { completeness = .capped(at: cap) }
    for row in rows where seen.insert(row.integer(0)).inserted {
      let (place, weight) = read(row)
      let language = row.textIfAny(2).map(Language.init(rawValue:)) ?? .undetermined
      let matches = (matchers[language] ?? matchers[.undetermined])?.matches(in: place.words) ?? []
      if matches.isEmpty { continue }
      for match in matches {
        found.append(
          Found(
            place: places.count, match: match, score: row.real(1) * weight, order: found.count))
      }
      places.append(place)
    }
  }
}
