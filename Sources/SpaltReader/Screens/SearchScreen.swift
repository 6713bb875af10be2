public import SpaltSearch
internal import SpaltText

/// Searching while typing, over texts and notes.
public struct SearchScreen: Equatable {
  public var editor: TextEditor
  public var scope = SearchScope.all
  /// The request whose answer is waited for.
  var waitingFor: Int?
  /// Whether `Enter` was pressed before the answer came: it then opens the first hit.
  var opensWhenFound = false
  public var page: SearchPage?
  /// What went wrong with the last search.
  var failure: String?
  /// The chosen hit, counted in ``SearchPage/hits``.
  public var chosen = 0
  /// The first row shown.
  var top = 0

  init(query: String = "") {
    editor = TextEditor(query)
  }

  /// What the list is made of.
  enum Row: Equatable {
    case notesHeading(count: Int)
    case textsHeading(count: Int)
    case text(TextID, count: Int)
    /// Says how the hits that follow in the same text match.
    case tier(Tier)
    case hit(Int)
  }

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
    for (id, members) in Self.grouped(texts, hits) {
      rows.append(.text(id, count: members.count))
      var tier = Tier.exact
      for index in members {
        if hits[index].tier != tier {
          tier = hits[index].tier
          rows.append(.tier(tier))
        }
        rows.append(.hit(index))
      }
    }
    return rows
  }

  /// The hits in the order of the list, which is the order `n` walks them.
  var walk: [Hit] {
    guard let hits = page?.hits else { return [] }
    return rows.compactMap { if case .hit(let index) = $0 { hits[index] } else { nil } }
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
