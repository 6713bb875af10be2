/// What a query asks for with its parentheses, before they are multiplied out into alternatives.
indirect enum QueryTree: Equatable {
  case term(Query.Term)
  case not(QueryTree)
  case all([QueryTree])
  case any([QueryTree])

  /// The tree with nothing asked to be absent.
  var withoutSigns: QueryTree {
    switch self {
    case .term: self
    case .not(let tree): tree.withoutSigns
    case .all(let trees): .all(trees.map(\.withoutSigns))
    case .any(let trees): .any(trees.map(\.withoutSigns))
    }
  }

  /// Its alternatives, each with all that it asks for: the disjunctive normal form.
  ///
  /// - Parameters:
  ///   - isWanted: Whether the tree or its absence is asked for.
  ///   - most: The most words in all alternatives together.
  /// - Returns: `nil` when there would be more.
  func conjunctions(isWanted: Bool = true, atMost most: Int) -> [Query.Conjunction]? {
    switch self {
    case .term(let term):
      return isWanted
        ? [Query.Conjunction(wanted: [term])] : [Query.Conjunction(wanted: [], unwanted: [term])]
    case .not(let tree): return tree.conjunctions(isWanted: !isWanted, atMost: most)
    case .all(let trees), .any(let trees):
      // Not all of them means one of them not, and the other way round.
      let isProduct = if case .all = self { isWanted } else { !isWanted }
      var found = isProduct ? [Query.Conjunction(wanted: [])] : []
      for tree in trees {
        guard let own = tree.conjunctions(isWanted: isWanted, atMost: most) else { return nil }
        found =
          isProduct ? found.flatMap { first in own.map { first.together(with: $0) } } : found + own
        guard found.reduce(0, { $0 + $1.wordCount }) <= most else { return nil }
      }
      return found
    }
  }

  /// One tree of two whose words have to stand near each other; `nil` when these are not words and
  /// alternatives of words.
  func joined(to other: QueryTree, within distance: Int) -> QueryTree? {
    guard let left = words, let right = other.words else { return nil }
    let pairs = left.flatMap { left in
      right.map { QueryTree.term(left.neighbour(of: $0, within: distance)) }
    }
    return pairs.count == 1 ? pairs[0] : .any(pairs)
  }

  /// The words that it asks for one of, `nil` when it asks for anything else.
  var words: [Query.Term]? {
    switch self {
    case .term(let term): [term]
    case .any(let trees):
      trees.reduce([]) { words, tree in tree.words.flatMap { own in words.map { $0 + own } } }
    case .not, .all: nil
    }
  }
}

extension Query.Term {
  /// A row of neighbours, at the end of which stands another.
  fileprivate func neighbour(of other: Query.Term, within distance: Int) -> Query.Term {
    guard case .near(let terms, let earlier) = self else {
      return .near([self, other], within: distance)
    }
    return .near(terms + [other], within: max(earlier, distance))
  }

  fileprivate var wordCount: Int {
    if case .near(let terms, _) = self { return terms.count }
    return 1
  }
}

extension Query.Conjunction {
  fileprivate func together(with other: Query.Conjunction) -> Query.Conjunction {
    Query.Conjunction(wanted: wanted + other.wanted, unwanted: unwanted + other.unwanted)
  }

  fileprivate var wordCount: Int {
    (wanted + unwanted).reduce(0) { $0 + $1.wordCount }
  }
}
