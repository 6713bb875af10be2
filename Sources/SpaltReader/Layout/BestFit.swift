/// Chooses among the places where lines may end those that make the whole stretch look best.
///
/// Every way to break it is weighed, not line by line: a word taken down early can save a bad
/// line later. Linear in the length of the stretch: a line looks back over its own width alone.
///
/// Source: the total fit of Knuth and Plass, *Breaking Paragraphs into Lines* (1981), without its
/// stretching and shrinking of single letters, which a cell knows nothing of.
struct BestFit {
  /// Cell columns of the first line.
  var firstRoom: Int
  /// Cell columns of every other line.
  var room: Int
  var isJustified: Bool

  /// What was chosen, and how bad its worst line is.
  struct Result {
    /// Indices of the opportunities, the end included.
    var breaks: [Int]
    /// Whether a line but the last is so short, or so stretched, that hyphens would help.
    var hasPoorLine: Bool
  }

  private static let mostHyphensInRow = 2
  /// States of one opportunity: so many hyphens stand at line ends up to it; the last is one more
  /// than is allowed, for a text that leaves no choice.
  private static let states = mostHyphensInRow + 2

  /// What a way to break costs; squares of columns a line falls short.
  private enum Cost {
    static let hyphen = 36
    static let secondHyphen = 36
    static let hyphenBeforeLast = 24
    static let joint = 4
    static let looseNumber = 60
    static let cut = 4000
    static let tooWide = 20_000_000
    static let tooManyHyphens = 10_000_000
    static let shortLastLine = 16
    /// A line with gaps of two and more.
    static let loose = 160
  }

  /// A line of no more columns is short for a last one.
  private static let shortLastLine = 6
  /// A line that ends this much short, in cell columns, is worth a hyphen.
  private static let shortfall = 5

  func breaks(at opportunities: [BreakOpportunity]) -> Result {
    let count = opportunities.count
    // Node 0 is the start of the stretch, node i + 1 the opportunity i.
    let nodes = count + 1
    var costs = [Int](repeating: .max, count: nodes * Self.states)
    var from = [Int32](repeating: -1, count: nodes * Self.states)
    costs[0] = 0
    var oldest = 0
    opportunities.withUnsafeBufferPointer { opportunities in
      costs.withUnsafeMutableBufferPointer { costs in
        from.withUnsafeMutableBufferPointer { from in
          for node in 1..<nodes {
            reach(node, opportunities, &oldest, costs, from)
          }
        }
      }
    }
    return trace(opportunities, costs, from)
  }

  /// Finds the best ways to end a line at a node.
  private func reach(
    _ node: Int, _ opportunities: UnsafeBufferPointer<BreakOpportunity>, _ oldest: inout Int,
    _ costs: UnsafeMutableBufferPointer<Int>, _ from: UnsafeMutableBufferPointer<Int32>
  ) {
    let end = opportunities[node - 1]
    let widest = max(firstRoom, room)
    while oldest < node - 1, end.endColumn - start(oldest, opportunities).column > widest {
      oldest += 1
    }
    let own = end.showsHyphen ? 1 : 0
    for earlier in oldest..<node {
      let start = start(earlier, opportunities)
      let room = earlier == 0 ? firstRoom : self.room
      let width = end.endColumn - start.column + (end.kind == .hyphen ? 1 : 0)
      // What fits no line, such as one character of many marks, has a line of its own.
      guard width <= room || earlier == node - 1 else { continue }
      var line = cost(
        missing: max(0, room - width), spaces: end.endSpaces - start.spaces, end, width)
      if width > room { line += Cost.tooWide }
      for state in 0..<Self.states {
        let known = costs[earlier * Self.states + state]
        guard known < .max else { continue }
        let hyphens = own == 0 ? 0 : min(state + 1, Self.states - 1)
        var total = known + line
        if hyphens == 2 { total += Cost.secondHyphen }
        if hyphens > Self.mostHyphensInRow { total += Cost.tooManyHyphens }
        if end.kind == .end, state > 0, opportunities[earlier - 1].kind == .hyphen {
          total += Cost.hyphenBeforeLast
        }
        let index = node * Self.states + hyphens
        if total < costs[index] {
          costs[index] = total
          from[index] = Int32(earlier * Self.states + state)
        }
      }
    }
  }

  private func start(
    _ node: Int, _ opportunities: UnsafeBufferPointer<BreakOpportunity>
  ) -> (column: Int, spaces: Int) {
    guard node > 0 else { return (0, 0) }
    return (opportunities[node - 1].nextColumn, opportunities[node - 1].nextSpaces)
  }

  private func cost(missing: Int, spaces: Int, _ end: BreakOpportunity, _ width: Int) -> Int {
    if end.kind == .end { return width <= Self.shortLastLine ? Cost.shortLastLine : 0 }
    var cost = missing * missing
    if isJustified {
      // The mean gap counts, cubed: one wide hole is worse than two narrow ones.
      let gaps = max(1, spaces)
      cost = 90 * missing * missing * missing / (gaps * gaps * gaps)
      if missing >= gaps { cost += Cost.loose + 8 * missing }
    }
    switch end.kind {
    case .hyphen: cost += Cost.hyphen
    case .joint: cost += Cost.joint
    case .looseNumber: cost += Cost.looseNumber
    case .cut: cost += Cost.cut
    case .space, .end: break
    }
    return cost
  }

  private func trace(
    _ opportunities: [BreakOpportunity], _ costs: [Int], _ from: [Int32]
  ) -> Result {
    let last = opportunities.count * Self.states
    var state = (last..<(last + Self.states)).min { costs[$0] < costs[$1] } ?? last
    var breaks: [Int] = []
    var hasPoorLine = false
    while state >= Self.states {
      let node = state / Self.states
      let earlier = max(0, Int(from[state]))
      breaks.append(node - 1)
      let end = opportunities[node - 1]
      if end.kind != .end {
        let start = earlier / Self.states
        let column = start == 0 ? 0 : opportunities[start - 1].nextColumn
        let spaces = start == 0 ? 0 : opportunities[start - 1].nextSpaces
        let missing = (start == 0 ? firstRoom : room) - (end.endColumn - column)
        let isPoor =
          isJustified ? missing * 2 > end.endSpaces - spaces : missing > Self.shortfall
        if isPoor || end.kind == .cut { hasPoorLine = true }
      }
      state = earlier
    }
    return Result(breaks: breaks.reversed(), hasPoorLine: hasPoorLine)
  }
}
