internal import SpaltScreen
internal import SpaltSearch
internal import SpaltText

extension ReaderState {
  /// Sends the query as it now is; the answer to any earlier one is no longer waited for.
  mutating func ask() -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    search.failure = nil
    search.opensWhenFound = false
    search.waitingForMore = nil
    search.waitingForCounts = nil
    search.waitingForRest = nil
    search.opensFacets = false
    guard !search.isBlank else {
      search.page = nil
      search.counts = nil
      search.waitingFor = nil
      screen = .search(search)
      return []
    }
    let number = nextRequest()
    search.waitingFor = number
    screen = .search(search)
    return [.search(number: number, search.request)]
  }

  mutating func found(_ page: SearchPage, _ number: Int) -> [Effect] {
    if trail.waitingFor == number { return walkOn(to: page) }
    guard case .search(var search) = screen else { return [] }
    if search.waitingForMore == number {
      search.append(page)
      screen = .search(search)
      return []
    }
    guard search.waitingFor == number || search.waitingForRest == number else { return [] }
    let wasPatient = search.waitingForRest == number
    let before = wasPatient ? search.chosenHit : nil
    search.waitingFor = nil
    search.waitingForRest = nil
    search.page = page
    search.counts = nil
    if let same = before.flatMap({ page.hits.firstIndex(of: $0) }) {
      search.chosen = same
    } else {
      search.top = 0
      search.chosen = search.hitsInOrder.first ?? 0
    }
    let opens = search.opensWhenFound
    search.opensWhenFound = false
    var effects: [Effect] = []
    if case .partial(.some) = page.completeness, indexing == nil {
      indexing = .building(done: 0, of: 0)
      effects.append(.completeIndex(anew: false))
    }
    // What there was time for is shown; the whole answer follows unless a key comes before it.
    if page.completeness == .partial(texts: nil), !wasPatient, !opens || page.hits.isEmpty {
      search.opensWhenFound = opens
      search.waitingForRest = nextRequest()
      var request = search.request
      request.deadline = nil
      screen = .search(search)
      return effects + [.search(number: search.waitingForRest ?? 0, request)]
    }
    // What was typed ahead was meant for a text that does not come.
    if opens, page.hits.isEmpty { typedAhead = [] }
    // How many there are takes longer, and is asked when there is time for it.
    if search.place != .archive(.notes), page.next != nil, !opens {
      search.waitingForCounts = nextRequest()
      effects.append(
        .countHits(
          number: search.waitingForCounts ?? 0, search.request, withFacets: search.opensFacets))
    }
    screen = .search(search)
    return effects + (opens ? openHit() : [])
  }

  mutating func counted(_ counts: SearchCounts, _ number: Int) {
    guard case .search(var search) = screen, search.waitingForCounts == number else { return }
    search.waitingForCounts = nil
    search.counts = counts
    if search.opensFacets {
      search.opensFacets = false
      if !counts.facets.isEmpty { search.facet = 0 }
    }
    screen = .search(search)
  }

  mutating func searchFailed(_ reason: String, _ number: Int) -> [Effect] {
    if trail.waitingFor == number {
      trail.waitingFor = nil
      complain(reason)
    }
    guard case .search(var search) = screen,
      [search.waitingFor, search.waitingForMore, search.waitingForRest].contains(number)
    else { return [] }
    search.waitingForRest = nil
    search.waitingFor = nil
    search.waitingForMore = nil
    search.failure = reason
    if search.opensWhenFound { typedAhead = [] }
    search.opensWhenFound = false
    screen = .search(search)
    return []
  }

  /// The index cannot be read: it is made anew, and what is typed is asked again when it is there.
  mutating func indexDamaged(_ number: Int) -> [Effect] {
    _ = searchFailed(hasRenewedIndex ? Words.indexStaysDamaged : Words.indexDamaged, number)
    guard indexing == nil, !hasRenewedIndex else { return [] }
    hasRenewedIndex = true
    indexing = .building(done: 0, of: 0)
    return [.completeIndex(anew: true)]
  }

  mutating func indexed(_ state: IndexState) -> [Effect] {
    guard state == .complete else {
      indexing = state
      return []
    }
    indexing = nil
    return ask()
  }
}

extension SearchScreen {
  fileprivate var chosenHit: Hit? {
    guard let hits = page?.hits, hits.indices.contains(chosen) else { return nil }
    return hits[chosen]
  }

  /// Puts the next page after those that have come.
  mutating func append(_ more: SearchPage) {
    waitingForMore = nil
    page?.hits += more.hits
    page?.next = more.next
    if more.completeness != .exact { page?.completeness = more.completeness }
  }
}
