internal import SpaltScreen
internal import SpaltSearch
internal import SpaltText

extension ReaderState {
  mutating func openSearch(_ query: String = "") -> [Effect] {
    let beneath: TextID? =
      if case .reading(let reading) = screen { reading.text.document.id } else { nil }
    screens.append(.search(SearchScreen(query: query, textBeneath: beneath)))
    return [.listQueries] + (query.isEmpty ? [] : ask())
  }

  mutating func typeQuery(_ key: Key) -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    if search.facet != nil { return chooseFacet(key) }
    switch key {
    case .escape, .control("c"): return popScreen()
    case .enter: return search.isBlank ? useOffered() : openHit()
    case .down, .control("n"): return search.isBlank ? offer(by: 1) : chooseHit(by: 1)
    case .up, .control("p"): return search.isBlank ? offer(by: -1) : chooseHit(by: -1)
    case .pageDown: return chooseHit(by: max(1, size.rows - 6))
    case .pageUp: return chooseHit(by: -max(1, size.rows - 6))
    case .control("l"): return [.redraw]
    case .control("z"): return [.suspend]
    case .control("s"): return saveQuery()
    case .control("g"):
      openQueryHelp()
      return []
    case .control("t"):
      search.order = search.order == .relevance ? .newest : .relevance
      screen = .search(search)
      return ask()
    case .backTab:
      if search.counts?.facets.isEmpty == false { search.facet = 0 }
      screen = .search(search)
      return []
    case .tab:
      search.turnPlace()
      screen = .search(search)
      return ask()
    default:
      let before = search.editor.text
      guard search.editor.handle(key) else { return [] }
      search.offered = nil
      screen = .search(search)
      return search.editor.text == before ? [] : ask()
    }
  }

  // MARK: Asking

  /// Sends the query as it now is; the answer to any earlier one is no longer waited for.
  mutating func ask() -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    search.failure = nil
    search.opensWhenFound = false
    search.waitingForMore = nil
    search.waitingForCounts = nil
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
    guard search.waitingFor == number else { return [] }
    search.waitingFor = nil
    search.page = page
    search.counts = nil
    search.top = 0
    search.chosen = search.hitsInOrder.first ?? 0
    let opens = search.opensWhenFound
    search.opensWhenFound = false
    var effects: [Effect] = []
    if case .partial(.some) = page.completeness, indexing == nil {
      indexing = .building(done: 0, of: 0)
      effects.append(.completeIndex(anew: false))
    }
    // How many there are takes longer, and is asked when there is time for it.
    if search.place != .archive(.notes), !page.hits.isEmpty, !opens {
      search.waitingForCounts = nextRequest()
      effects.append(.countHits(number: search.waitingForCounts ?? 0, search.request))
    }
    screen = .search(search)
    return effects + (opens ? openHit() : [])
  }

  mutating func counted(_ counts: SearchCounts, _ number: Int) {
    guard case .search(var search) = screen, search.waitingForCounts == number else { return }
    search.waitingForCounts = nil
    search.counts = counts
    screen = .search(search)
  }

  mutating func searchFailed(_ reason: String, _ number: Int) -> [Effect] {
    if trail.waitingFor == number {
      trail.waitingFor = nil
      complain(reason)
    }
    guard case .search(var search) = screen,
      search.waitingFor == number || search.waitingForMore == number
    else { return [] }
    search.waitingFor = nil
    search.waitingForMore = nil
    search.failure = reason
    screen = .search(search)
    return []
  }

  /// The index cannot be read: it is made anew, and what is typed is asked again when it is there.
  mutating func indexDamaged(_ number: Int) -> [Effect] {
    _ = searchFailed(Words.indexDamaged, number)
    guard indexing == nil else { return [] }
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

  // MARK: Choosing

  mutating func chooseHit(by step: Int) -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    let order = search.hitsInOrder
    guard !order.isEmpty else { return [] }
    let current = order.firstIndex(of: search.chosen) ?? 0
    search.chosen = order[min(max(0, current + step), order.count - 1)]
    search.reveal(rows: max(1, size.rows - 4))
    var effects: [Effect] = []
    if current + step >= order.count - 1, let next = search.page?.next,
      search.waitingForMore == nil, search.waitingFor == nil
    {
      search.waitingForMore = nextRequest()
      var request = search.request
      request.after = next
      effects = [.search(number: search.waitingForMore ?? 0, request)]
    }
    screen = .search(search)
    return effects
  }

  /// `Enter`: the chosen hit in its text; the query meant, where nothing was found.
  private mutating func openHit() -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    if search.waitingFor != nil {
      search.opensWhenFound = true
      screen = .search(search)
      return []
    }
    guard let page = search.page else { return [] }
    if page.hits.isEmpty, let suggestion = page.suggestion { return type(query: suggestion) }
    guard page.hits.indices.contains(search.chosen) else { return [] }
    // The page on its way is asked for again when the walk comes to it.
    search.waitingForMore = nil
    screen = .search(search)
    let order = search.walkOrder
    trail = HitTrail(query: search.editor.text, hits: order.map { page.hits[$0] })
    trail.current = order.firstIndex(of: search.chosen)
    trail.request = search.request
    trail.request?.after = page.next
    recentQueries.removeAll { $0 == trail.query }
    recentQueries.insert(trail.query, at: 0)
    return [.keepQuery(trail.query, isSaved: savedQueries.contains(trail.query))]
      + show(page.hits[search.chosen])
  }

  private mutating func type(query: String) -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    search.editor = TextEditor(query)
    search.offered = nil
    screen = .search(search)
    return ask()
  }

  // MARK: Queries kept

  /// Saved queries, then those used last, that are offered while nothing is typed.
  var offeredQueries: [String] {
    savedQueries + recentQueries.filter { !savedQueries.contains($0) }.prefix(10)
  }

  private mutating func offer(by step: Int) -> [Effect] {
    guard case .search(var search) = screen, !offeredQueries.isEmpty else { return [] }
    let next = search.offered.map { $0 + step } ?? (step > 0 ? 0 : offeredQueries.count - 1)
    search.offered = min(max(0, next), offeredQueries.count - 1)
    screen = .search(search)
    return []
  }

  private mutating func useOffered() -> [Effect] {
    guard case .search(let search) = screen, let index = search.offered,
      offeredQueries.indices.contains(index)
    else { return [] }
    return type(query: offeredQueries[index])
  }

  /// Saves the query typed, or forgets it when it was saved.
  private mutating func saveQuery() -> [Effect] {
    guard case .search(let search) = screen, !search.isBlank else { return [] }
    let query = search.editor.text
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

  private mutating func chooseFacet(_ key: Key) -> [Effect] {
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

  // MARK: Walking

  /// Goes to a hit: in the text shown, or in another that is opened for it.
  private mutating func show(_ hit: Hit) -> [Effect] {
    let target: Opening.Target = hit.note.map(Opening.Target.note) ?? .hit(hit)
    if case .reading(let reading) = screen {
      if reading.text.document.id == hit.text {
        go(to: target)
        return []
      }
      return open(hit.text, at: target, replacing: true)
    }
    return open(hit.text, at: target)
  }

  /// `n` and `N`: the next or previous hit, on into the next text.
  mutating func walkHits(by step: Int) -> [Effect] {
    guard !trail.hits.isEmpty else {
      complain(Words.nothingSearched)
      return []
    }
    guard case .reading = screen else { return [] }
    let next = (trail.current ?? (step > 0 ? -1 : trail.hits.count)) + step
    guard trail.hits.indices.contains(next) else {
      if step > 0, let request = trail.request, request.after != nil {
        guard trail.waitingFor == nil else { return [] }
        let number = nextRequest()
        trail.waitingFor = number
        return [.search(number: number, request)]
      }
      complain(step > 0 ? Words.lastHit : Words.firstHit)
      return []
    }
    trail.current = next
    let place = trail.place(of: next)
    say(Words.hitNumber(place.number, of: place.count, query: trail.query))
    return show(trail.hits[next])
  }

  /// The page after the last hit has come: goes on to its first.
  private mutating func walkOn(to page: SearchPage) -> [Effect] {
    trail.waitingFor = nil
    trail.request?.after = page.next
    var search = SearchScreen()
    search.page = page
    trail.hits += search.walkOrder.map { page.hits[$0] }
    for index in screens.indices {
      guard case .search(var search) = screens[index] else { continue }
      search.append(page)
      screens[index] = .search(search)
    }
    return walkHits(by: 1)
  }
}

extension SearchScreen {
  /// Puts the next page after those that have come.
  mutating func append(_ more: SearchPage) {
    waitingForMore = nil
    page?.hits += more.hits
    page?.next = more.next
    if more.completeness != .exact { page?.completeness = more.completeness }
  }
}
