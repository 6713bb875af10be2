internal import SpaltText

/// A word that may be misspelt, to be held against many thousands of others.
///
/// Most of them have other letters and are told by that; no memory is taken for any of them.
public struct Misspelling: Sendable {
  private let letters: [UInt32]
  /// The signs of so many first letters.
  private let signs: [UInt64]
  /// At which places a letter stands, a bit each: of Latin-1 by the letter, of others beside it.
  private let latinPlaces: [UInt64]
  private let otherPlaces: [(letter: UInt32, places: UInt64)]
  private var other: [UInt32] = []

  /// Words of more code points are near to no other.
  public static let longest = 64

  /// A word of up to ``longest`` code points.
  public init(_ word: String) {
    letters = word.unicodeScalars.map(\.value)
    var signs: [UInt64] = [0]
    for letter in letters { signs.append(signs[signs.count - 1] | sign(of: letter)) }
    self.signs = signs
    var latin = [UInt64](repeating: 0, count: 256)
    var others: [(letter: UInt32, places: UInt64)] = []
    for (place, letter) in letters.prefix(Self.longest).enumerated() {
      if letter < latin.count {
        latin[Int(letter)] |= 1 << UInt64(place)
      } else if let known = others.firstIndex(where: { $0.letter == letter }) {
        others[known].places |= 1 << UInt64(place)
      } else {
        others.append((letter, 1 << UInt64(place)))
      }
    }
    (latinPlaces, otherPlaces) = (latin, others)
  }

  /// How many letters are put in, left out, replaced or swapped with the next.
  ///
  /// - Parameters:
  ///   - word: The UTF-8 of what is written, well formed.
  ///   - count: How many of the first code points are held against it; all when `nil`.
  ///   - limit: The largest distance wanted.
  /// - Returns: The distance, `nil` where it is larger.
  public mutating func distance(
    to word: UnsafeBufferPointer<UInt8>, ofFirst count: Int? = nil, atMost limit: Int
  ) -> Int? {
    guard letters.count <= Self.longest else { return nil }
    let count = min(count ?? letters.count, letters.count)
    other.removeAll(keepingCapacity: true)
    var otherSigns: UInt64 = 0
    var place = 0
    while place < word.count {
      guard other.count < count + limit else { return nil }
      let (letter, next) = word.scalar(at: place)
      other.append(letter.value)
      otherSigns |= sign(of: letter.value)
      place = next
    }
    guard other.count + limit >= count else { return nil }
    // One change takes at most one letter away and brings at most one in.
    guard (signs[count] & ~otherSigns).nonzeroBitCount <= limit,
      (otherSigns & ~signs[count]).nonzeroBitCount <= limit
    else { return nil }
    return measured(count, limit)
  }

  /// The same for a word by itself.
  public mutating func distance(
    to word: String, ofFirst count: Int? = nil, atMost limit: Int
  ) -> Int? {
    var word = word
    return word.withUTF8 { distance(to: $0, ofFirst: count, atMost: limit) }
  }

  /// The optimal string alignment distance: a column of its table at a time, in which each bit tells
  /// whether a place is one more or one less than the place above it.
  ///
  /// Source: Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances"
  /// (Nordic Journal of Computing 10, 2003).
  private func measured(_ count: Int, _ limit: Int) -> Int? {
    if count == 0 { return other.count <= limit ? other.count : nil }
    let bottom: UInt64 = 1 << UInt64(count - 1)
    var (more, less): (UInt64, UInt64) = (.max, 0)
    var (diagonal, places): (UInt64, UInt64) = (0, 0)
    var distance = count
    for (column, letter) in other.enumerated() {
      let lastPlaces = places
      places = self.places(of: letter)
      let swapped = ((~diagonal & places) << 1) & lastPlaces
      diagonal = (((places & more) &+ more) ^ more) | places | less | swapped
      var rightMore = less | ~(diagonal | more)
      var rightLess = diagonal & more
      if rightMore & bottom != 0 { distance += 1 }
      if rightLess & bottom != 0 { distance -= 1 }
      // Each letter still to come can bring it down by one.
      if distance - (other.count - 1 - column) > limit { return nil }
      rightMore = rightMore << 1 | 1
      rightLess <<= 1
      more = rightLess | ~(diagonal | rightMore)
      less = rightMore & diagonal
    }
    return distance <= limit ? distance : nil
  }

  private func places(of letter: UInt32) -> UInt64 {
    if letter < 256 { return latinPlaces[Int(letter)] }
    return otherPlaces.first { $0.letter == letter }?.places ?? 0
  }
}

/// A bit for a letter, which it shares with few others.
private func sign(of letter: UInt32) -> UInt64 { 1 << UInt64(letter & 63) }
