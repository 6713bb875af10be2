/// A row of letters made ready to be found with errors.
///
/// Bit-parallel matching: 64 letters of the pattern at a time, so that a text of n letters is
/// searched with at most k errors in O(k·n/64).
///
/// Source: G. Myers, A fast bit-vector algorithm for approximate string matching based on
/// dynamic programming, JACM 46 (1999).
struct Pattern {
  /// Where the pattern ends in a text, and with how many errors.
  struct Place: Equatable {
    var end: Int
    var errors: Int
  }

  let letters: [UInt32]
  var count: Int { letters.count }
  let words: Int
  /// A hash table from letter to its row of ``bits``; 0 is no letter.
  private let keys: [UInt32]
  /// For each letter, a bit for each place it has in the pattern; the last row is empty.
  private let bits: [UInt64]

  init(_ letters: some Collection<UInt32>) {
    self.letters = Array(letters)
    words = max(1, (letters.count + 63) / 64)
    let distinct = min(self.letters.count, Set(self.letters).count)
    var capacity = 64
    while capacity < distinct * 4 { capacity *= 2 }
    var keys = [UInt32](repeating: 0, count: capacity)
    var bits = [UInt64](repeating: 0, count: (capacity + 1) * words)
    for (index, letter) in self.letters.enumerated() {
      var slot = Int(letter) & (capacity - 1)
      while keys[slot] != letter, keys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      keys[slot] = letter
      bits[slot * words + index / 64] |= 1 << UInt64(index % 64)
    }
    self.keys = keys
    self.bits = bits
  }

  /// The best place in a part of a text with at most `limit` errors.
  func best(in text: [UInt32], _ range: Range<Int>, limit: Int) -> Place? {
    var limit = limit
    var best: Place?
    scan(text, range, limit: &limit) { place, limit in
      best = place
      // Only a better one is of use from here on, and looking for fewer errors is quicker.
      limit = place.errors - 1
    }
    return best
  }

  /// The places in a part of a text with at most `limit` errors, best first, at most sixteen.
  ///
  /// Of places closer than half the pattern only the best is given.
  func places(in text: [UInt32], _ range: Range<Int>, limit: Int) -> [Place] {
    let spacing = max(1, count / 2)
    var found: [Place] = []
    var limit = limit
    scan(text, range, limit: &limit) { place, _ in
      guard let last = found.last, place.end - last.end < spacing else {
        if found.count >= 256 { found = Self.fewest(found, 32).sorted { $0.end < $1.end } }
        found.append(place)
        return
      }
      if place.errors < last.errors { found[found.count - 1] = place }
    }
    return Self.fewest(found, 16)
  }

  private static func fewest(_ places: [Place], _ count: Int) -> [Place] {
    Array(places.sorted { ($0.errors, $0.end) < ($1.errors, $1.end) }.prefix(count))
  }

  /// Reports every place in a part of a text at which the pattern ends with few enough errors.
  ///
  /// The limit may be lowered on the way.
  private func scan(
    _ text: [UInt32], _ range: Range<Int>, limit: inout Int,
    found: (Place, inout Int) -> Void
  ) {
    guard count > 0, limit >= 0 else { return }
    var columns = (0..<words).map { _ in Column() }
    var scores = (0..<words).map { min(count, ($0 + 1) * 64) }
    var last = min(words, limit / 64 + 1) - 1
    let lookup = Lookup(keys: keys, words: words)
    text.withUnsafeBufferPointer { text in
      bits.withUnsafeBufferPointer { bits in
        for index in range {
          let row = lookup.row(of: text[index])
          var carry = 0
          for word in 0...last {
            carry = columns[word].advance(bits[row + word], carry, top(of: word))
            scores[word] += carry
          }
          if last < words - 1, scores[last] - carry <= limit,
            carry < 0 || bits[row + last + 1] & 1 != 0
          {
            // The errors of the next 64 letters come within reach.
            let above = scores[last] - carry
            last += 1
            columns[last] = Column()
            scores[last] = above + size(of: last)
            scores[last] += columns[last].advance(bits[row + last], carry, top(of: last))
          } else {
            while last > 0, scores[last] >= limit + size(of: last) { last -= 1 }
          }
          if last == words - 1, scores[last] <= limit {
            found(Place(end: index + 1, errors: scores[last]), &limit)
            if limit < 0 { return }
          }
        }
      }
    }
  }

  /// The errors between the whole pattern and a whole part of a text.
  func distance(to text: [UInt32], _ range: Range<Int>) -> Int {
    errors(along: text, range).last ?? count
  }

  /// The errors between the whole pattern and the nearest beginning of a part of a text.
  func distanceToBeginning(of text: [UInt32], _ range: Range<Int>) -> Int {
    errors(along: text, range).min() ?? count
  }

  /// The errors to each beginning of a part of a text, from the empty one on.
  private func errors(along text: [UInt32], _ range: Range<Int>) -> [Int] {
    guard count > 0 else { return Array(0...range.count) }
    var columns = (0..<words).map { _ in Column() }
    var score = count
    var all = [score]
    all.reserveCapacity(range.count + 1)
    for index in range {
      score += advance(&columns, text[index], from: 1)
      all.append(score)
    }
    return all
  }

  /// Takes all words of the pattern past one letter of the text.
  ///
  /// - Returns: By how much the errors at the end of the pattern change.
  func advance(_ columns: inout [Column], _ letter: UInt32, from carry: Int) -> Int {
    let row = Lookup(keys: keys, words: words).row(of: letter)
    var carry = carry
    for word in 0..<words {
      carry = columns[word].advance(bits[row + word], carry, top(of: word))
    }
    return carry
  }

  private func size(of word: Int) -> Int { min(64, count - word * 64) }
  private func top(of word: Int) -> UInt64 { 1 << UInt64(size(of: word) - 1) }

  /// Sixty-four rows of one column of the table of errors, as differences from row to row.
  struct Column {
    var rises = UInt64.max
    var falls: UInt64 = 0

    /// Moves one letter on in the text; `carry` is the difference along the row above.
    ///
    /// - Returns: The difference along the row of the bit `top`.
    @inline(__always)
    mutating func advance(_ matches: UInt64, _ carry: Int, _ top: UInt64) -> Int {
      let vertical = matches | falls
      let matches = carry < 0 ? matches | 1 : matches
      let diagonal = (((matches & rises) &+ rises) ^ rises) | matches
      var up = falls | ~(diagonal | rises)
      var down = rises & diagonal
      let out = up & top != 0 ? 1 : down & top != 0 ? -1 : 0
      up <<= 1
      down <<= 1
      if carry < 0 { down |= 1 } else if carry > 0 { up |= 1 }
      rises = down | ~(vertical | up)
      falls = up & vertical
      return out
    }
  }

  /// Finds the row of a letter.
  private struct Lookup {
    let keys: [UInt32]
    let words: Int

    @inline(__always)
    func row(of letter: UInt32) -> Int {
      var slot = Int(letter) & (keys.count - 1)
      while keys[slot] != letter {
        guard keys[slot] != 0 else { return keys.count * words }
        slot = (slot + 1) & (keys.count - 1)
      }
      return slot * words
    }
  }
}
