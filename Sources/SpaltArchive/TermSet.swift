internal import SpaltText

/// Tells a word of a language from all others, as surely as sixty-four bits do.
struct TermID: Hashable, Sendable {
  fileprivate var hash: UInt64

  init(_ language: Language) {
    hash = Self.hash(language.rawValue.utf8, 0xCBF2_9CE4_8422_2325)
  }

  init(_ word: String, _ language: Language) {
    self = TermID(language).joined(with: word.utf8)
  }

  func joined(with word: some Sequence<UInt8>) -> TermID {
    var joined = self
    joined.hash = Self.hash(word, hash)
    return joined
  }

  /// Source: the hash FNV-1a of 64 bits (Fowler, Noll and Vo).
  private static func hash(_ bytes: some Sequence<UInt8>, _ start: UInt64) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

/// A set of words that takes and finds one in a few steps: every word of every text comes by here.
///
/// A plain set would hash what is a hash already.
struct TermSet {
  private var places: [UInt64]
  private var count = 0
  /// Whether the word whose hash is 0, which marks an empty place, is in it.
  private var hasZero = false

  init() { places = Array(repeating: 0, count: 1024) }

  /// - Returns: Whether the word was not in it before.
  @discardableResult
  mutating func insert(_ word: TermID) -> Bool {
    guard word.hash != 0 else {
      defer { hasZero = true }
      return !hasZero
    }
    let place = place(of: word.hash)
    if places[place] == word.hash { return false }
    places[place] = word.hash
    count += 1
    if 2 * count > places.count { grow() }
    return true
  }

  /// Where a hash is, or would be.
  private func place(of hash: UInt64) -> Int {
    let mask = places.count - 1
    // The high bits are the better mixed ones.
    var place = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while places[place] != 0, places[place] != hash { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = places
    places = Array(repeating: 0, count: 2 * old.count)
    for hash in old where hash != 0 { places[place(of: hash)] = hash }
  }
}
