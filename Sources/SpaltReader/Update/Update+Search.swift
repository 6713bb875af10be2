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
    case .backTab: return openFacets()
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
}
