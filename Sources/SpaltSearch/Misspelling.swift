/// A word that may be misspelt, to be held against many thousands of others.
///
/// Most of them have other letters and are told by that; no memory is taken for any of them.
public struct Misspelling: Sendable {
  private let letters: [UInt32]
  /// The signs of so many first letters.
  private let signs: [UInt64]
  private var other: [UInt32] = []
  /// Three rows of the table of distances.
  private var table: [Int] = []

  /// A word, which may have any number of code points; the cost grows with them.
  public init(_ word: String) {
    letters = word.unicodeScalars.map(\.value)
    var signs: [UInt64] = [0]
    for letter in letters { signs.append(signs[signs.count - 1] | sign(of: letter)) }
    self.signs = signs
  }

  /// How many letters are put in, left out, replaced or swapped with the next.
  ///
  /// - Parameters:
  ///   - word: What is written.
  ///   - count: How many of the first code points are held against it; all when `nil`.
  ///   - limit: The largest distance wanted.
  /// - Returns: The distance, `nil` where it is larger.
  public mutating func distance(
    to word: Substring.UnicodeScalarView, ofFirst count: Int? = nil, atMost limit: Int
  ) -> Int? {
    let count = min(count ?? letters.count, letters.count)
    other.removeAll(keepingCapacity: true)
    var otherSigns: UInt64 = 0
    for scalar in word {
      guard other.count < count + limit else { return nil }
      other.append(scalar.value)
      otherSigns |= sign(of: scalar.value)
    }
    guard other.count + limit >= count else { return nil }
    // One change takes at most one letter away and brings at most one in.
    guard (signs[count] & ~otherSigns).nonzeroBitCount <= limit,
      (otherSigns & ~signs[count]).nonzeroBitCount <= limit
    else { return nil }
    return tabled(count, limit)
  }

  /// The optimal string alignment distance.
  ///
  /// Source: Boytsov, "Indexing methods for approximate dictionary searching" (2011), section 2.1.
  private mutating func tabled(_ count: Int, _ limit: Int) -> Int? {
    let width = other.count + 1
    if table.count < 3 * width { table = Array(repeating: 0, count: 3 * width) }
    for column in 0..<width { table[column] = column }
    for row in 1..<(count + 1) {
      let (now, last, before) = (row % 3 * width, (row + 2) % 3 * width, (row + 1) % 3 * width)
      let letter = letters[row - 1]
      table[now] = row
      var least = row
      for column in 1..<width {
        var best = min(
          table[last + column - 1] + (letter == other[column - 1] ? 0 : 1),
          min(table[last + column], table[now + column - 1]) + 1)
        if row > 1, column > 1, letter == other[column - 2], letters[row - 2] == other[column - 1] {
          best = min(best, table[before + column - 2] + 1)
        }
        table[now + column] = best
        least = min(least, best)
      }
      if least > limit { return nil }
    }
    let distance = table[count % 3 * width + width - 1]
    return distance <= limit ? distance : nil
  }
}

/// A bit for a letter, which it shares with few others.
private func sign(of letter: UInt32) -> UInt64 { 1 << UInt64(letter & 63) }
