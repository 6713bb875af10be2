/// Two lines with words and nothing but blank lines between them.
struct LinePair: Equatable, Sendable {
  /// Indices into ``PlainText/lines``.
  var first: Int
  var second: Int
  /// Blank lines between the two.
  var gap: Int
  /// One of the blank lines holds spaces.
  var isSpaced: Bool
}

extension PlainText {
  func linePairs() -> [LinePair] {
    var pairs: [LinePair] = []
    var previous: Int?
    var gap = 0
    var isSpaced = false
    for (index, line) in lines.enumerated() {
      if line.isBlank {
        gap += 1
        if line.isSpaced { isSpaced = true }
        continue
      }
      if let first = previous {
        pairs.append(LinePair(first: first, second: index, gap: gap, isSpaced: isSpaced))
      }
      previous = index
      gap = 0
      isSpaced = false
    }
    return pairs
  }
}
