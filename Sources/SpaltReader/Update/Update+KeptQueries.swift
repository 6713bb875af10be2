internal import SpaltScreen
internal import SpaltSearch
internal import SpaltText

extension ReaderState {
  /// Saved queries, then those used last, that are offered while nothing is typed.
  var offeredQueries: [String] {
    savedQueries + recentQueries.filter { !savedQueries.contains($0) }.prefix(10)
  }

  mutating func offer(by step: Int) -> [Effect] {
    guard case .search(var search) = screen, !offeredQueries.isEmpty else { return [] }
    let next = search.offered.map { $0 + step } ?? (step > 0 ? 0 : offeredQueries.count - 1)
    search.offered = min(max(0, next), offeredQueries.count - 1)
    screen = .search(search)
    return []
  }

  mutating func useOffered() -> [Effect] {
    chosenQuery.map { type(query: $0) } ?? []
  }

  /// The query chosen among those offered, if any.
  private var chosenQuery: String? {
    guard case .search(let search) = screen, let index = search.offered else { return nil }
    return offeredQueries.indices.contains(index) ? offeredQueries[index] : nil
  }

  /// Saves the query typed, or the one chosen while nothing is; forgets it when it was saved.
  mutating func saveQuery() -> [Effect] {
    guard case .search(let search) = screen,
      let query = search.isBlank ? chosenQuery : search.editor.text
    else { return [] }
    if let index = savedQueries.firstIndex(of: query) {
      savedQueries.remove(at: index)
      say(Words.queryForgotten)
      return [.keepQuery(query, isSaved: false)]
    }
    savedQueries.append(query)
    say(Words.querySaved)
    return [.keepQuery(query, isSaved: true)]
  }

  // MARK: Facets

  /// Shows the facets, which are counted when they are first asked for.
  mutating func openFacets() -> [Effect] {
    guard case .search(var search) = screen, search.page?.hits.isEmpty == false,
      search.place != .archive(.notes)
    else { return [] }
    if search.counts?.facets.isEmpty == false {
      search.facet = 0
      screen = .search(search)
      return []
    }
    let number = nextRequest()
    search.opensFacets = true
    search.waitingForCounts = number
    screen = .search(search)
    return [.countHits(number: number, search.request, withFacets: true)]
  }

  mutating func chooseFacet(_ key: Key) -> [Effect] {
    guard case .search(var search) = screen, let facets = search.counts?.facets,
      let chosen = search.facet, facets.indices.contains(chosen)
    else { return [] }
    switch key {
    case .down, .control("n"): search.facet = min(chosen + 1, facets.count - 1)
    case .up, .control("p"): search.facet = max(0, chosen - 1)
    case .enter:
      let facet = facets[chosen]
      let value = facet.value.contains(" ") ? "\"\(facet.value)\"" : facet.value
      search.facet = nil
      screen = .search(search)
      return type(query: "\(search.editor.text) \(facet.field.rawValue):\(value)")
    case .escape, .backTab, .control("c"): search.facet = nil
    default: return []
    }
    screen = .search(search)
    return []
  }
}
