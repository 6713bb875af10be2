/// Where each letter of a pattern comes to lie in a text it was aligned with.
struct Projection {
  private let places: [Int]
  private let isTaken: [Bool]

  /// The place of a letter, or where it would have stood.
  func start(of letter: Int) -> Int { places[letter] }

  /// The place after a letter.
  func end(of letter: Int) -> Int { places[letter] + (isTaken[letter] ? 1 : 0) }

  /// Aligns a whole pattern with a part of a text with the fewest errors.
  ///
  /// The time and the memory are those of the whole table, an eighth of a byte a cell twice
  /// over; see ``affords(_:_:)``.
  ///
  /// A free start lets letters of the text before the pattern cost nothing, a free end those
  /// after it.
  init(
    _ pattern: Pattern, onto text: [UInt32], _ range: Range<Int>, hasFreeStart: Bool = false,
    hasFreeEnd: Bool = false
  ) {
    let words = pattern.words
    var columns = (0..<words).map { _ in Pattern.Column() }
    var table: [Pattern.Column] = []
    table.reserveCapacity(words * range.count)
    var score = pattern.count
    var best = (errors: score, end: 0)
    for (column, index) in range.enumerated() {
      score += pattern.advance(&columns, text[index], from: hasFreeStart ? 0 : 1)
      table += columns
      if score < best.errors { best = (score, column + 1) }
    }
    var places = [Int](repeating: range.lowerBound, count: pattern.count)
    var isTaken = [Bool](repeating: false, count: pattern.count)
    var row = pattern.count
    var column = hasFreeEnd ? best.end : range.count
    while row > 0, column > 0 {
      let bit: UInt64 = 1 << UInt64((row - 1) % 64)
      let word = (row - 1) / 64
      if table[(column - 1) * words + word].rises & bit != 0 {
        // The letter is missing from the text.
        row -= 1
        places[row] = range.lowerBound + column
      } else if column > 1, table[(column - 2) * words + word].falls & bit != 0 {
        column -= 1
      } else {
        row -= 1
        column -= 1
        places[row] = range.lowerBound + column
        isTaken[row] = true
      }
    }
    self.places = places
    self.isTaken = isTaken
  }

  /// Whether an alignment of these lengths is cheap enough: some milliseconds, some megabytes.
  static func affords(_ pattern: Int, _ text: Int) -> Bool {
    (pattern / 64 + 1) * text <= 1 << 19
  }
}
