internal import SpaltScreen
internal import SpaltSearch
internal import SpaltText

extension ReaderState {
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
  mutating func openHit() -> [Effect] {
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

  mutating func type(query: String) -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    search.editor = TextEditor(query)
    search.offered = nil
    screen = .search(search)
    return ask()
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
  mutating func walkOn(to page: SearchPage) -> [Effect] {
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
