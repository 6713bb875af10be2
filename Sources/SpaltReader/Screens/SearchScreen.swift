public import SpaltSearch
public import SpaltText

/// Searching while typing, over texts and notes.
public struct SearchScreen: Equatable {
  public var editor: TextEditor
  public var place = Place.archive(.all)
  public var order = SearchOrder.relevance
  /// The text under the search, `nil` when it was begun elsewhere.
  let textBeneath: TextID?
  /// The request whose answer is waited for.
  var waitingFor: Int?
  /// The request for the page after the last.
  var waitingForMore: Int?
  var waitingForCounts: Int?
  /// Whether facets were asked for and are still being counted.
  var opensFacets = false
  /// The request without a deadline for an answer that had no time to be whole.
  var waitingForRest: Int?
  /// Whether `Enter` was pressed before the answer came: it then opens the first hit.
  var opensWhenFound = false
  /// What was found: all pages that have come.
  public var page: SearchPage?
  public var counts: SearchCounts?
  /// What went wrong with the last search.
  var failure: String?
  /// The chosen hit, counted in ``SearchPage/hits``.
  public var chosen = 0
  /// The first row shown.
  var top = 0
  /// The chosen facet while facets are shown, `nil` while hits are.
  var facet: Int?
  /// The chosen one of the queries offered while nothing is typed.
  var offered: Int?

  /// Where is looked.
  public enum Place: Equatable, Sendable {
    case archive(SearchScope)
    case text(TextID)
  }

  init(query: String = "", textBeneath: TextID? = nil) {
    editor = TextEditor(query)
    self.textBeneath = textBeneath
  }

  /// Whether nothing but spaces is typed.
  var isBlank: Bool { editor.text.allSatisfy(\.isWhitespace) }

  /// What is asked of the archive now.
  var request: SearchRequest {
    var request = SearchRequest(
      Query(parsing: editor.text), order: order, texts: Self.textsOnPage,
      isTyping: editor.cursor == editor.text.count && editor.text.last?.isWhitespace == false,
      deadline: .milliseconds(500))
    switch place {
    case .archive(let scope): request.scope = scope
    case .text(let id):
      request.scope = .texts
      request.text = id
    }
    return request
  }

  /// More than a screen shows, and few enough to be read again at every key.
  private static let textsOnPage = 10

  /// The next place to look.
  mutating func turnPlace() {
    var places = SearchScope.allCases.map(Place.archive)
    if let textBeneath { places.append(.text(textBeneath)) }
    place = places[((places.firstIndex(of: place) ?? -1) + 1) % places.count]
  }

  /// What the list is made of.
  enum Row: Equatable {
    case notesHeading(count: Int)
    case textsHeading(count: Int)
    case text(TextID, count: Int)
    /// Says how the hits that follow in the same text match.
    case tier(Tier)
    case hit(Int)
    /// Stands for so many hits of a text, from one on.
    case more(Int, count: Int)
  }

  /// Hits shown of each text where there are several.
  private static let hitsShown = 5

  /// Notes first, then texts in the order of their best hit, nearest tier first.
  var rows: [Row] {
    guard let hits = page?.hits else { return [] }
    var rows: [Row] = []
    let notes = hits.indices.filter { hits[$0].kind == .note }
    if !notes.isEmpty {
      rows.append(.notesHeading(count: notes.count))
      rows += notes.map(Row.hit)
    }
    let texts = hits.indices.filter { hits[$0].kind == .text }
    guard !texts.isEmpty else { return rows }
    rows.append(.textsHeading(count: texts.count))
    let groups = Self.grouped(texts, hits)
    for (id, members) in groups {
      rows.append(.text(id, count: members.count))
      var tier = Tier.exact
      // One row that stands for one hit would save nothing.
      let isLong = groups.count > 1 && members.count > Self.hitsShown + 1
      for index in isLong ? members.prefix(Self.hitsShown) : members[...] {
        if hits[index].tier != tier {
          tier = hits[index].tier
          rows.append(.tier(tier))
        }
        rows.append(.hit(index))
      }
      if isLong {
        rows.append(.more(members[Self.hitsShown], count: members.count - Self.hitsShown))
      }
    }
    return rows
  }

  /// The hits in the order in which `n` walks them: that of the list, none left out.
  var walkOrder: [Int] {
    guard let hits = page?.hits else { return [] }
    return hits.indices.filter { hits[$0].kind == .note }
      + Self.grouped(hits.indices.filter { hits[$0].kind == .text }, hits).flatMap(\.1)
  }

  private static func grouped(_ indices: [Int], _ hits: [Hit]) -> [(TextID, [Int])] {
    var order: [TextID] = []
    var members: [TextID: [Int]] = [:]
    for index in indices {
      let id = hits[index].text
      if members[id] == nil { order.append(id) }
      members[id, default: []].append(index)
    }
    return order.map { id in
      let sorted = (members[id] ?? []).sorted {
        (hits[$0].tier, hits[$0].block ?? 0, hits[$0].range.lowerBound)
          < (hits[$1].tier, hits[$1].block ?? 0, hits[$1].range.lowerBound)
      }
      return (id, sorted)
    }
  }
}

extension SearchScreen {
  /// What to say when there are no hits.
  var nothingFound: String {
    if let suggestion = page?.suggestion { return Words.didYouMean(suggestion) }
    let filters = Query(parsing: editor.text).filter.conditions.map { condition in
      "\(condition.isWanted ? "" : "-")\(condition.field.rawValue):\(condition.value)"
    }
    return filters.isEmpty ? Words.noHits : Words.noHits(within: filters)
  }

  /// The indices of the hits that can be chosen, in the order of the list.
  var hitsInOrder: [Int] {
    rows.compactMap {
      switch $0 {
      case .hit(let index), .more(let index, _): index
      default: nil
      }
    }
  }

  /// Scrolls the list so that the chosen hit is among so many rows.
  mutating func reveal(rows height: Int) {
    let row = rows.firstIndex {
      switch $0 {
      case .hit(let index), .more(let index, _): index == chosen
      default: false
      }
    }
    guard let row else { return }
    // The first hit brings the heading over it into view.
    if row < top || row <= 2 { top = row <= 2 ? 0 : row }
    if row >= top + height { top = row - height + 1 }
  }
}
