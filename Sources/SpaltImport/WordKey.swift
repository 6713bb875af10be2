/// A word as a number: equal for words that differ only in case.
///
/// Sixty-four bits of FNV-1a over the lower-case code points. Two different words among a million
/// share a number once in thirty million texts.
///
/// Source: Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm", RFC 9923.
struct WordKey: Hashable, Sendable {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  init(_ word: some StringProtocol) {
    for scalar in word.unicodeScalars { append(scalar) }
  }

  mutating func append(_ scalar: Unicode.Scalar) { append(scalar.lowered) }

  /// A code point that is in lower case.
  mutating func append(_ lowered: UInt32) {
    value = (value ^ UInt64(lowered)) &* 0x0000_0100_0000_01B3
  }

  static func == (left: WordKey, right: WordKey) -> Bool { left.value == right.value }

  func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
