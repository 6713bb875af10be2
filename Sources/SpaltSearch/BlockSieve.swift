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
      smallLetters.withUnsafeBufferPointer { letters in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(1, bytes.count)) { small in
          mayAnswer(bytes, letters, small)
        }
      }
    }
  }

  /// Writes a block in small letters, with spaces for what is in no word, and looks at each word.
  ///
  /// Words that are not what they look like count as found: those with a letter that is not Latin
  /// 1, with something invisible in them, or joined by a hyphen or an apostrophe, for such are one
  /// word too.
  private func mayAnswer(
    _ bytes: UnsafeBufferPointer<UInt8>, _ letters: UnsafeBufferPointer<UInt8>,
    _ small: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    var index = 0
    var start: Int?
    while index < bytes.count {
      let letter = letters[Int(bytes[index])]
      if letter > space {
        small[index] = letter
        start = start ?? index
        index += 1
        continue
      }
      let sign = letter == space ? Sign.space : Sign(at: index, of: bytes)
      switch sign {
      case .letter(let last):
        (small[index], small[index + 1]) = (bytes[index], last)
        start = start ?? index
      case .space, .joiner:
        if let word = start, begins(small[word..<index]) { return true }
        let next = index + sign.length
        if case .joiner = sign, start != nil, next < bytes.count, isWord(bytes[next]) {
          return true
        }
        for offset in index..<next { small[offset] = space }
        start = nil
      case .unknown: return true
      }
      index += sign.length
    }
    if let word = start, begins(small[word..<index]) { return true }
    let all = UnsafeBufferPointer(rebasing: small[..<bytes.count])
    return cores.contains { holds(all, $0) }
  }

  private func begins(_ word: Slice<UnsafeMutableBufferPointer<UInt8>>) -> Bool {
    isFirst[Int(word[word.startIndex])] && beginnings.contains { word.starts(with: $0) }
  }
}

/// What stands in a text at some byte that is no plain letter or digit.
private enum Sign: Equatable {
  /// A letter of two bytes; the second one, of the small letter.
  case letter(UInt8)
  case space(Int)
  /// Holds the parts of a word together, between letters.
  case joiner(Int)
  case unknown

  static let space = Sign.space(1)

  /// In UTF-8 bytes.
  var length: Int {
    switch self {
    case .letter: 2
    case .space(let length), .joiner(let length): length
    case .unknown: 0
    }
  }

  init(at index: Int, of bytes: UnsafeBufferPointer<UInt8>) {
    switch bytes[index] {
    case 0x27, 0x2D: self = .joiner(1)
    case 0xC3:
      // Capitals lie 32 before their small letters; × and ÷ are none.
      let last = bytes[index + 1]
      let isLetter = last != 0x97 && last != 0xB7
      self = isLetter ? .letter(last < 0x9F ? last + 0x20 : last) : .space(2)
    case 0xC2:
      let last = bytes[index + 1]
      // ª, µ and º are letters; the soft hyphen is not seen.
      let isLetter = last == 0xAA || last == 0xB5 || last == 0xBA
      self = last == 0xAD ? .unknown : isLetter ? .letter(last) : .space(2)
    case 0xE2 where bytes[index + 1] == 0x80:
      switch bytes[index + 2] {
      case 0x8B...0x8F, 0xAA...0xAE: self = .unknown
      case 0x90, 0x91, 0x99: self = .joiner(3)
      default: self = .space(3)
      }
    default: self = .unknown
    }
  }
}

private let space = UInt8(ascii: " ")

/// The small letter of an ASCII letter or digit, a space for another sign of ASCII, and 0 for what
/// has to be looked at: a joiner, and what is longer than a byte.
private let smallLetters: [UInt8] = (UInt8.min...UInt8.max).map { byte in
  switch byte {
  case 0x30...0x39, 0x61...0x7A: byte
  case 0x41...0x5A: byte + 0x20
  case 0x27, 0x2D, 0x80...: 0
  default: space
  }
}

/// Whether a byte may belong to a letter or digit.
private func isWord(_ byte: UInt8) -> Bool { byte >= 0x80 || smallLetters[Int(byte)] > space }

/// Whether a byte is a small letter of Latin 1, or half of one.
private func isSmallLetter(_ byte: UInt8) -> Bool {
  0x61...0x7A ~= byte || byte == 0xC3 || 0x9F...0xBF ~= byte
}
