/// Whole numbers, packed: small ones take one byte.
///
/// Seven bits a byte, least first, the eighth telling that more follow; the sign is folded into
/// the lowest bit.
struct PackedNumbers {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ number: Int) {
    var rest = UInt(bitPattern: (number << 1) ^ (number >> (Int.bitWidth - 1)))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func append(_ text: String) {
    append(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }
}

/// Reads what ``PackedNumbers`` wrote; damaged bytes end the reading, they do not trap.
struct PackedReader {
  private let bytes: [UInt8]
  private var index = 0

  /// Beyond the size of any text.
  private static let largest = 1 << 48

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// A number no larger than ``largest`` either way, so that sums of several do not overflow.
  mutating func number() -> Int? {
    guard let number = anyNumber(), number.magnitude <= Self.largest.magnitude else { return nil }
    return number
  }

  private mutating func anyNumber() -> Int? {
    var rest: UInt = 0
    var shift: UInt = 0
    while index < bytes.count, shift < 64 {
      let byte = bytes[index]
      index += 1
      rest |= UInt(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int(bitPattern: rest >> 1) ^ (0 - Int(rest & 1)) }
      shift += 7
    }
    return nil
  }

  /// A count of things that take at least a byte each.
  mutating func count() -> Int? {
    guard let count = number(), count >= 0, count <= bytes.count - index else { return nil }
    return count
  }

  mutating func text() -> String? {
    guard let count = count() else { return nil }
    defer { index += count }
    return String(decoding: bytes[index..<index + count], as: UTF8.self)
  }

  mutating func range(after start: Int = 0) -> Range<Int>? {
    guard let gap = number(), let length = number(), length >= 0 else { return nil }
    let lower = start + gap
    guard lower >= 0, lower <= Self.largest else { return nil }
    return lower..<lower + length
  }
}
