internal import GRDB
public import SpaltSearch
internal import SpaltText
internal import Synchronization

extension EmbeddedArchive {
  public func search(_ request: SearchRequest) async throws(ArchiveError) -> SearchPage {
    let stop = Stop(request.deadline.map { ContinuousClock.now + $0 })
    let page = try await read(until: stop) { database in
      var page = SearchPage(hits: [], hint: request.query.hint)
      if request.query.isEmpty { return page }
      do {
        try self.fill(&page, with: request, until: stop, database)
      } catch let error where stop.isDeadline(error) {
        // Before a text was reached, as in making out what the words mean.
        page.completeness = .partial(texts: nil)
      }
      return page
    }
    if stop.isCancelled { throw .cancelled }
    return page
  }

  private func fill(
    _ page: inout SearchPage, with request: SearchRequest, until stop: Stop,
    _ database: Database
  ) throws {
    // An index of another format is made anew before it is asked.
    let record = try IndexRecord.fetch(database)
    if record?.format != IndexRecord.currentFormat,
      case .building(let done, let all) = try IndexRecord.state(database)
    {
      page.completeness = .partial(texts: all - done)
      return
    }
    try lengths.prepare(database)
    let view = try IndexView(
      self, until: stop, readsLists: readsLists.load(ordering: .relaxed), database)
    let filter = try IndexFilter(request.query.filter, view)
    page.hint = page.hint ?? languageHint(for: request, view)
    let generation = view.generation
    let place = request.after.flatMap(PagePlace.init)
    for attempt in try Attempt.all(of: request, database)
    where place == nil || attempt.number == place?.attempt {
      var search = try IndexSearch(request, attempt, filter, view)
      if request.scope != .texts, place == nil { try search.searchNotes(view) }
      do {
        if request.scope != .notes { try search.searchTexts(after: place) }
      } catch let error where stop.isDeadline(error) {
        search.completeness = .partial(texts: nil)
      }
      page.hits = search.hits
      page.next = search.next
      page.completeness = search.completeness
      if page.hits.isEmpty, page.next == nil, !stop.isReached { continue }
      page.forms = forms(of: page.hits)
      page.hint =
        page.hint ?? hint(for: attempt.reach) ?? (search.isSpread ? Self.spreadHint : nil)
        ?? (search.isUnranked ? Self.unrankedHint : nil)
      if attempt.reach == .near {
        page.otherwise = try otherwise(request.query, view)
      }
      break
    }
    if let place, place.generation != generation { page.completeness = .stale }
    if case .building(let done, let all) = try IndexRecord.state(database) {
      page.completeness = .partial(texts: all - done)
    }
    if page.hits.isEmpty, page.next == nil, !stop.isReached {
      page.suggestion = try Suggestion(request, filter, view).query?.typed
    }
  }

  private static let unrankedHint =
    "Beginnings of so few letters are not ranked; the newest texts come first."
  private static let spreadHint = "No paragraph has all of these words; here are texts that do."
}

/// What to tell of hits that are not what was typed.
private func hint(for reach: Reach) -> String? {
  switch reach {
  case .near: nil
  case .folded: "Nothing is written so; these are, with other letters for å, ä, ö, æ and ø."
  case .fuzzy: "Nothing is written so; these are one letter off."
  }
}

/// What to tell of a language that is asked for and that no text is in, unless its name may still be
/// being typed.
private func languageHint(for request: SearchRequest, _ view: IndexView) -> String? {
  let known = view.languages.filter { $0 != .undetermined }
  for condition in request.query.filter.conditions
  where condition.field == .language && condition.isWanted {
    let name = condition.value
    let languages = Language.named(name, among: view.languages)
    if !languages.contains(where: view.languages.contains) {
      if request.isTyping, Language.isBeginning(name, ofOneAmong: known) { continue }
      let codes = known.map(\.rawValue).sorted().prefix(mostLanguagesNamed)
      return "No text is in “\(name)”"
        + (codes.isEmpty ? "." : "; there are texts in \(codes.joined(separator: ", ")).")
    }
    if languages.count > 1, Language.named(name, among: languages).count == 1 {
      return "No text is in “\(name)”; those in Norwegian were searched."
    }
  }
  return nil
}

private let mostLanguagesNamed = 10

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

/// Words of the archive that only rings, dots and strokes tell from the words of a query.
private func otherwise(
  _ query: Query, _ view: IndexView
) throws -> [String] {
  var found: Set<String> = []
  for language in view.languages {
    let matcher = Matcher(query, language: language, reach: .folded)
    for word in matcher.alternatives.flatMap(\.wanted).flatMap(\.words)
    where word.demand == .anyForm {
      for candidate in try TermList.candidates(
        for: word, .folded, language, view.keys, view.database)
      where matcher.tier(of: candidate, to: word) == .folded { found.insert(candidate) }
    }
  }
  return found.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.prefix(6).map(\.self)
}
