/// A set of words that only grows.
///
/// Keys are spread already, so that a place is found without hashing anew; the set of the standard
/// library takes several times as long, once for every word of a text.
struct KeySet: Sendable {
  private var slots: [UInt64]
  private(set) var count = 0

  init() { slots = [UInt64](repeating: 0, count: 1024) }

  init(_ words: some Sequence<String>) {
    self.init()
    for word in words { insert(WordKey(word)) }
  }

  func contains(_ key: WordKey) -> Bool { slots[slot(of: key.value)] != 0 }

  mutating func insert(_ key: WordKey) {
    let place = slot(of: key.value)
    guard slots[place] == 0 else { return }
    slots[place] = key.value
    count += 1
    if count * 2 > slots.count { grow() }
  }

  /// Where the value stands, or the empty slot where it would.
  private func slot(of value: UInt64) -> Int {
    // The high bits are the better spread ones.
    var place = Int(truncatingIfNeeded: value ^ (value >> 32)) & (slots.count - 1)
    while slots[place] != 0, slots[place] != value { place = (place + 1) & (slots.count - 1) }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for value in old where value != 0 { slots[slot(of: value)] = value }
  }
}
