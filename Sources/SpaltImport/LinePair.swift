/// Two lines with words and nothing but blank lines between them.
struct LinePair: Equatable, Sendable {
  /// Indices into ``PlainText/lines``.
  @Narrow<UInt32> var first: Int
  @Narrow<UInt32> var second: Int
  /// Blank lines between the two.
  @Narrow<UInt16> var gap: Int
  /// One of the blank lines holds spaces.
  var isSpaced: Bool
}

extension PlainText {
  /// Every line with words and the next one, from the top.
  static func pairs(of lines: [Line]) -> [LinePair] {
    var pairs: [LinePair] = []
    pairs.reserveCapacity(lines.count)
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

  /// How wide, in code points, the first line of a pair is with the second's first word put to it.
  func reach(_ pair: LinePair) -> Int {
    lines[pair.first].width + 1 + lines[pair.second].firstWordWidth
  }

  /// The pair that a line is the first of, or `nil` for the last line.
  func pair(after line: Int) -> LinePair? {
    let place = partition(pairs.count) { pairs[$0].first >= line }
    return place < pairs.count && pairs[place].first == line ? pairs[place] : nil
  }

  /// The pair that a line is the second of, or `nil` for the first line.
  func pair(before line: Int) -> LinePair? {
    let place = partition(pairs.count) { pairs[$0].second >= line }
    return place < pairs.count && pairs[place].second == line ? pairs[place] : nil
  }
}

/// The first of so many places for which a condition that turns true once holds.
func partition(_ count: Int, _ holds: (Int) -> Bool) -> Int {
  var low = 0
  var high = count
  while low < high {
    let middle = (low + high) / 2
    if holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
