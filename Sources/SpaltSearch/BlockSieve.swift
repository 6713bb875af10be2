/// Tells from the bytes of a block that no word of a query can stand in it.
///
/// Most blocks of a text that answers hold none of the words, and to cut them into words to see it
/// is most of the work of a page of hits. Where this is not sure, it says that a word may be there.
struct BlockSieve {
  /// What a word must begin with; one of them.
  private let beginnings: [[UInt8]]
  /// Or what it must hold.
  private let cores: [[UInt8]]
  /// Whether a byte is the first of one of ``beginnings``.
  private let isFirst: [Bool]

  /// - Returns: `nil` where nothing simple can be said of the words that are met.
  init?(_ patterns: [WordPattern], within reach: Reach) {
    var beginnings: [[UInt8]] = []
    var cores: [[UInt8]] = []
    for pattern in patterns {
      guard let traits = pattern.traits(within: reach) else { return nil }
      beginnings += traits.beginnings
      cores += traits.cores
    }
    // Numbers are written in several ways, and signs are words by themselves.
    let isPlain = (beginnings + cores).allSatisfy { !$0.isEmpty && $0.allSatisfy(isSmallLetter) }
    guard isPlain else { return nil }
    (self.beginnings, self.cores) = (beginnings, cores)
    isFirst = (0...255).map { byte in beginnings.contains { $0[0] == byte } }
  }

  /// Whether a word may be in a block; no is sure.
  func mayAnswer(_ block: String) -> Bool {
    var block = block
    return block.withUTF8 { bytes in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, bytes.count)) { small in
        guard lower(bytes, into: small) else { return true }
        let small = UnsafeBufferPointer(rebasing: small[..<bytes.count])
        return hasBeginning(small) || cores.contains { holds(small, $0) }
      }
    }
  }

  /// Writes a block in small letters, with spaces for what is no letter and more than a byte long.
  ///
  /// - Returns: Whether its words are what they look like: no letter that is not Latin 1, nothing
  ///   invisible, and no words joined by a hyphen or an apostrophe, which are one word too.
  private func lower(
    _ bytes: UnsafeBufferPointer<UInt8>, into small: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    var index = 0
    var isInWord = false
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x61...0x7A, 0x30...0x39:
        small[index] = byte
        isInWord = true
      case 0x41...0x5A:
        small[index] = byte + 0x20
        isInWord = true
      case 0x27, 0x2D:
        if isInWord, index + 1 < bytes.count, isWord(bytes[index + 1]) { return false }
        small[index] = byte
        isInWord = false
      case 0..<0x80:
        small[index] = byte
        isInWord = false
      case 0xC3:
        // Capitals lie 32 before their small letters; × and ÷ are none.
        let next = bytes[index + 1]
        isInWord = next != 0x97 && next != 0xB7
        small[index] = isInWord ? byte : space
        small[index + 1] = isInWord ? (next < 0x9F ? next + 0x20 : next) : space
        index += 1
      case 0xC2:
        let next = bytes[index + 1]
        if next == 0xAD { return false }
        // ª, µ and º are letters.
        isInWord = next == 0xAA || next == 0xB5 || next == 0xBA
        (small[index], small[index + 1]) = isInWord ? (byte, next) : (space, space)
        index += 1
      case 0xE2:
        let (next, last) = (bytes[index + 1], bytes[index + 2])
        let isInvisible =
          next == 0x81 && last >= 0xA0
          || next == 0x80 && (0x8B...0x8F ~= last || 0xAA...0xAE ~= last)
        let isJoiner = next == 0x80 && (last == 0x90 || last == 0x91 || last == 0x99)
        let isJoining =
          isJoiner && isInWord && index + 3 < bytes.count && isWord(bytes[index + 3])
        guard next == 0x80 || next == 0x81, !isInvisible, !isJoining else { return false }
        for offset in 0..<3 { small[index + offset] = space }
        isInWord = false
        index += 2
      default: return false
      }
      index += 1
    }
    return true
  }

  private func hasBeginning(_ block: UnsafeBufferPointer<UInt8>) -> Bool {
    var isInWord = false
    for index in block.indices {
      let byte = block[index]
      if !isInWord, isFirst[Int(byte)],
        beginnings.contains(where: { block[index...].starts(with: $0) })
      {
        return true
      }
      isInWord = isWord(byte)
    }
    return false
  }
}

private let space = UInt8(ascii: " ")

/// Whether a byte may belong to a letter or digit.
private func isWord(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  default: byte >= 0x80
  }
}

/// Whether a byte is a small letter of Latin 1, or half of one.
private func isSmallLetter(_ byte: UInt8) -> Bool {
  0x61...0x7A ~= byte || byte == 0xC3 || 0x9F...0xBF ~= byte
}
