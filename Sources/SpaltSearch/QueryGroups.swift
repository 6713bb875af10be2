/// A part of a query as it was typed.
enum QueryPiece: Equatable {
  case term(Query.Term, isWanted: Bool)
  case or
  case near(Int)
  /// `(`, or `-(` before what is not wanted.
  case open(isWanted: Bool)
  case close
}

/// Puts the pieces of a query together into alternatives.
struct QueryGroups {
  /// What stands between two parentheses, or the whole query.
  private struct Group {
    let isWanted: Bool
    /// Parted by `OR`.
    var choices: [[QueryTree]] = [[]]
    /// The distance a `NEAR` asked for of what comes next.
    var within: Int?

    var last: QueryTree? {
      get { choices[choices.count - 1].last }
      set {
        choices[choices.count - 1].removeLast()
        if let newValue { choices[choices.count - 1].append(newValue) }
      }
    }
  }

  /// The innermost last; the first is the whole query.
  private var groups = [Group(isWanted: true)]
  private(set) var hints: [QueryHint] = []
  /// Without `OR` and minus parentheses change nothing, as in running text that was pasted.
  private let heedsParentheses: Bool

  init(_ pieces: [QueryPiece]) {
    heedsParentheses = pieces.contains(.or) || pieces.contains(.open(isWanted: false))
    for piece in pieces { read(piece) }
    while groups.count > 1 {
      if heedsParentheses { hints.append(.parenthesisNotClosed) }
      close()
    }
    endNearness()
  }

  /// - Parameter most: The most words in all alternatives together.
  /// - Returns: `nil` when there would be more.
  mutating func alternatives(atMost most: Int) -> [Query.Conjunction]? {
    var found: [Query.Conjunction] = []
    for choice in choices(of: groups[0]) {
      guard var own = choice.conjunctions(atMost: most) else { return nil }
      if own.contains(where: \.wanted.isEmpty) {
        hints.append(.minusAlone)
        guard let plain = choice.withoutSigns.conjunctions(atMost: most) else { return nil }
        own = plain
      }
      found += own
      let words = found.reduce(0) { $0 + $1.wanted.count + $1.unwanted.count }
      if words > most { return nil }
    }
    return found
  }

  private mutating func read(_ piece: QueryPiece) {
    let inner = groups.count - 1
    switch piece {
    case .term(let term, let isWanted): add(isWanted ? .term(term) : .not(.term(term)))
    case .or:
      endNearness()
      groups[inner].choices.append([])
    case .near(let distance):
      if groups[inner].within == nil, groups[inner].last?.words != nil {
        groups[inner].within = distance
      } else {
        hints.append(.nearMisplaced)
      }
    case .open(let isWanted): groups.append(Group(isWanted: isWanted))
    case .close where inner > 0: close()
    case .close: if heedsParentheses { hints.append(.parenthesisNotOpened) }
    }
  }

  private mutating func add(_ tree: QueryTree) {
    let inner = groups.count - 1
    if let distance = groups[inner].within,
      let joined = groups[inner].last?.joined(to: tree, within: distance)
    {
      groups[inner].within = nil
      groups[inner].last = joined
    } else {
      endNearness()
      groups[inner].choices[groups[inner].choices.count - 1].append(tree)
    }
  }

  private mutating func endNearness() {
    if groups[groups.count - 1].within != nil { hints.append(.nearMisplaced) }
    groups[groups.count - 1].within = nil
  }

  private mutating func close() {
    endNearness()
    let group = groups.removeLast()
    let choices = choices(of: group)
    guard let first = choices.first else { return hints.append(.signs) }
    let tree = choices.count == 1 ? first : .any(choices)
    add(group.isWanted ? tree : .not(tree))
  }

  private mutating func choices(of group: Group) -> [QueryTree] {
    let filled = group.choices.filter { !$0.isEmpty }
    if filled.count < group.choices.count, group.choices.count > 1 { hints.append(.orMisplaced) }
    return filled.map { $0.count == 1 ? $0[0] : .all($0) }
  }
}
