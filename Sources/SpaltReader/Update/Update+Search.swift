internal import SpaltScreen
internal import SpaltSearch
internal import SpaltText

extension ReaderState {
  mutating func openSearch(_ query: String = "") -> [Effect] {
    screens.append(.search(SearchScreen(query: query)))
    return query.isEmpty ? [] : ask()
  }

  mutating func typeQuery(_ key: Key) -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    switch key {
    case .escape, .control("c"): return popScreen()
    case .enter: return openHit()
    case .down, .control("n"): return chooseHit(by: 1)
    case .up, .control("p"): return chooseHit(by: -1)
    case .pageDown: return chooseHit(by: max(1, size.rows - 6))
    case .pageUp: return chooseHit(by: -max(1, size.rows - 6))
    case .control("l"): return [.redraw]
    case .control("z"): return [.suspend]
    case .tab:
      let scopes = SearchScope.allCases
      let next = (scopes.firstIndex(of: search.scope) ?? 0) + 1
      search.scope = scopes[next % scopes.count]
      screen = .search(search)
      return ask()
    default:
      let before = search.editor.text
      guard search.editor.handle(key) else { return [] }
      screen = .search(search)
      return search.editor.text == before ? [] : ask()
    }
  }

  /// Sends the query as it now is; the answer to any earlier one is no longer waited for.
  mutating func ask() -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    search.failure = nil
    search.opensWhenFound = false
    guard search.editor.text.contains(where: { !$0.isWhitespace }) else {
      search.page = nil
      search.waitingFor = nil
      screen = .search(search)
      return []
    }
    let number = nextRequest()
    search.waitingFor = number
    screen = .search(search)
    return [.search(number: number, query: search.editor.text, scope: search.scope, text: nil)]
  }

  mutating func found(_ page: SearchPage, _ number: Int) -> [Effect] {
    guard case .search(var search) = screen, search.waitingFor == number else { return [] }
    search.waitingFor = nil
    search.page = page
    search.top = 0
    search.chosen = search.hitsInOrder.first ?? 0
    let opens = search.opensWhenFound
    search.opensWhenFound = false
    screen = .search(search)
    return opens ? openHit() : []
  }

  mutating func searchFailed(_ reason: String, _ number: Int) -> [Effect] {
    guard case .search(var search) = screen, search.waitingFor == number else { return [] }
    search.waitingFor = nil
    search.failure = reason
    screen = .search(search)
    return []
  }

  mutating func chooseHit(by step: Int) -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    let order = search.hitsInOrder
    guard !order.isEmpty else { return [] }
    let current = order.firstIndex(of: search.chosen) ?? 0
    search.chosen = order[min(max(0, current + step), order.count - 1)]
    search.reveal(rows: max(1, size.rows - 4))
    screen = .search(search)
    return []
  }

  /// `Enter`: the chosen hit in its text.
  private mutating func openHit() -> [Effect] {
    guard case .search(var search) = screen else { return [] }
    if search.waitingFor != nil {
      search.opensWhenFound = true
      screen = .search(search)
      return []
    }
    guard let hits = search.page?.hits, hits.indices.contains(search.chosen) else { return [] }
    trail = HitTrail(query: search.editor.text, hits: search.walk)
    trail.current = search.hitsInOrder.firstIndex(of: search.chosen)
    recentQueries.removeAll { $0 == trail.query }
    recentQueries.insert(trail.query, at: 0)
    return show(hits[search.chosen])
  }

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
      complain(step > 0 ? Words.lastHit : Words.firstHit)
      return []
    }
    trail.current = next
    say(Words.hitNumber(next + 1, of: trail.hits.count, query: trail.query))
    return show(trail.hits[next])
  }
}

extension SearchScreen {
  /// The indices of the hits in the order of the list.
  var hitsInOrder: [Int] {
    rows.compactMap { if case .hit(let index) = $0 { index } else { nil } }
  }

  /// Scrolls the list so that the chosen hit is among so many rows.
  mutating func reveal(rows height: Int) {
    guard let row = rows.firstIndex(of: .hit(chosen)) else { return }
    // The first hit brings the heading over it into view.
    if row < top || row <= 2 { top = row <= 2 ? 0 : row }
    if row >= top + height { top = row - height + 1 }
  }
}
