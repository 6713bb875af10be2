// What is counted in every text, eight bytes at a time.

extension SourceBytes {
  /// Line feeds and carriage returns.
  var lineEndCount: Int {
    let bytes = buffer(0..<count)
    return bytes.count(of: 0x0A) + bytes.count(of: 0x0D)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The code points of whole UTF-8.
  var codePointCount: Int {
    // A byte that continues a code point has the highest bit set and the next one not.
    count - tally { ($0 >> 7) & ~($0 >> 6) & EightBytes.ones }
  }

  /// How often a byte stands here.
  func count(of byte: UInt8) -> Int { tally { EightBytes.equal($0, to: byte) } }

  /// Whether a byte stands here.
  func has(_ byte: UInt8) -> Bool {
    var place = 0
    while place + 8 <= count {
      if EightBytes.equal(eightBytes(at: place), to: byte) != 0 { return true }
      place += 8
    }
    while place < count {
      if self[place] == byte { return true }
      place += 1
    }
    return false
  }

  /// The first place from one on where two blanks may stand, spaces or no-break ones; else the end.
  func gap(from start: Int) -> Int {
    var place = start
    while place + 9 <= count {
      let first = eightBytes(at: place)
      let second = eightBytes(at: place + 1)
      let isBlank = EightBytes.equal(first, to: 0x20) | EightBytes.equal(first, to: 0xA0)
      let isFollowed = EightBytes.equal(second, to: 0x20) | EightBytes.equal(second, to: 0xC2)
      let both = isBlank & isFollowed
      if both != 0 { return place + both.trailingZeroBitCount / 8 }
      place += 8
    }
    while place + 1 < count {
      if self[place] == 0x20 || self[place] == 0xA0,
        self[place + 1] == 0x20 || self[place + 1] == 0xC2
      {
        return place
      }
      place += 1
    }
    return count
  }

  /// The first place from one on where a line ends; else the end.
  func lineEnd(from start: Int) -> Int {
    var place = start
    while place + 8 <= count {
      let bytes = eightBytes(at: place)
      let ends = EightBytes.equal(bytes, to: 0x0A) | EightBytes.equal(bytes, to: 0x0D)
      if ends != 0 { return place + ends.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count, self[place] != 0x0A, self[place] != 0x0D { place += 1 }
    return place
  }

  /// Whether one of three bytes stands here.
  func has(anyOf bytes: (UInt8, UInt8, UInt8)) -> Bool {
    let found = tally {
      EightBytes.equal($0, to: bytes.0) | EightBytes.equal($0, to: bytes.1)
        | EightBytes.equal($0, to: bytes.2)
    }
    return found > 0
  }

  /// Runs of three and more spaces or tabs.
  var wideGapCount: Int {
    var gaps = 0
    var index = 2
    // Every third byte: no run of three goes between.
    while index < count {
      guard isGap(index) else {
        index += 3
        continue
      }
      var start = index
      while start > 0, isGap(start - 1) { start -= 1 }
      while index < count, isGap(index) { index += 1 }
      if index - start > 2 { gaps += 1 }
      index += 3
    }
    return gaps
  }

  private func isGap(_ index: Int) -> Bool { self[index] == 0x20 || self[index] == 0x09 }

  /// The first of them lowest.
  private func eightBytes(at place: Int) -> UInt64 {
    UInt64(
      littleEndian: UnsafeRawBufferPointer(self).loadUnaligned(
        fromByteOffset: place, as: UInt64.self))
  }

  /// The last bytes, up to seven, as the highest of eight.
  private func lastBytes(_ left: Int) -> UInt64 {
    if count >= 8 { return eightBytes(at: count - 8) }
    return self.suffix(left).reduce(0) { $0 >> 8 | UInt64($1) << 56 }
  }

  /// Adds up the bytes of marks, one or zero for each byte here.
  @inline(__always)
  private func tally(_ marks: (UInt64) -> UInt64) -> Int {
    var total = 0
    var place = 0
    while place + 8 <= count {
      total += EightBytes.sum(marks(eightBytes(at: place)))
      place += 8
    }
    let left = count - place
    guard left > 0 else { return total }
    let unused = UInt64(8 * (8 - left))
    return total + EightBytes.sum(marks(lastBytes(left) >> unused) & (.max >> unused))
  }
}

/// Eight bytes in one number, each asked the same at once.
private enum EightBytes {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  /// One in each byte that equals another, zero in the others.
  @inline(__always)
  static func equal(_ bytes: UInt64, to byte: UInt8) -> UInt64 {
    let differences = bytes ^ (ones &* UInt64(byte))
    let isOther = ((differences & lowBits) &+ lowBits) | differences
    return (~isOther >> 7) & ones
  }

  /// The sum of eight bytes, none of them more than one.
  @inline(__always)
  static func sum(_ bytes: UInt64) -> Int { Int(truncatingIfNeeded: (bytes &* ones) >> 56) }
}
