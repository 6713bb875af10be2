internal import GRDB
internal import SpaltNotes
internal import SpaltSearch
internal import SpaltText

extension IndexSearch {
  mutating func searchNotes(_ view: IndexView) throws {
    // To work out what the words can mean takes longer than all the rest.
    guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM annotation)") ?? false
    else { return }
    var query = request.query
    let words = query.filter.conditions.filter { $0.field == .note && $0.isWanted }
      .map(\.term)
    if query.alternatives.isEmpty, !words.isEmpty {
      query.alternatives = [Query.Conjunction(wanted: words)]
    } else {
      for index in query.alternatives.indices { query.alternatives[index].wanted += words }
    }
    let matchers = Self.matchers(query, view.languages, reach)
    var expressions = IndexExpressions(matchers: matchers, areTexts: false, view)
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
    // Where texts are searched too, what they say of themselves holds.
    if expressions.isCapped, request.scope == .notes {
      completeness = .nearestForms(expressions.mostForms)
    }
    if rows.count == Self.mostNotes { completeness = .capped(at: rows.count) }
    let tags = filter.aboutNotes.filter { $0.field == .tag }
    for row in rows {
      let own = Exact(row.text(2)).lines
      let wanted = tags.filter(\.isWanted)
      guard wanted.isEmpty || wanted.contains(where: { IndexFilter.has($0, own) }),
        !tags.contains(where: { !$0.isWanted && IndexFilter.has($0, own) })
      else { continue }
      let words = NoteWords(body: row.text(1), tags: own)
      let language = row.textIfAny(5).map(Language.init(rawValue:)) ?? .undetermined
      let matches =
        query.alternatives.isEmpty
        ? [Match(range: 0..<min(words.body.utf8.count, 1), tier: .exact)]
        : (matchers[language] ?? matchers[.undetermined])?.matches(in: words.text) ?? []
      // A note is one hit, by the nearest of its words, and the first of these.
      if let match = matches.min(by: { $0.tier < $1.tier }) {
        found.append(Found(hit: hit(match, words, row), isLoose: false))
      }
    }
  }

  private func hit(_ match: Match, _ words: NoteWords, _ row: Row) -> Hit {
    let end = words.body.utf8.count
    var range = match.range
    var snippet = Snippet(around: range, in: words.body)
    if range.upperBound > end {
      // A tag: it is shown behind the words of the note, and its place is their end.
      range = end..<end
      let place = Snippet(around: range, in: words.body).codePoints
      snippet = Snippet(around: match.range, in: words.text)
      snippet.codePoints = place
    }
    return Hit(
      kind: .note, text: TextID(row.text(0)), block: row.integerIfAny(4), range: range,
      snippet: snippet, tier: match.tier, score: row.real(6), note: NoteID(row.text(3)))
  }
}
