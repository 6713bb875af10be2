internal import SpaltText

/// What a stemmer asks of words, by their bytes: every word of every text is asked.
extension String {
  /// Whether the string ends with another, byte by byte.
  func ends(with ending: StaticString) -> Bool {
    let count = ending.utf8CodeUnitCount
    return bytes { bytes in
      guard bytes.count >= count else { return false }
      for index in 0..<count where bytes[bytes.count - count + index] != ending.utf8Start[index] {
        return false
      }
      return true
    }
  }

  /// Code points of a composed word.
  var letterCount: Int { bytes(\.scalarCount) }

  func hasMoreLetters(than count: Int) -> Bool { utf8.count > count && letterCount > count }

  var hasVowel: Bool { hasVowel(butForLast: 0) }

  /// Whether there is a vowel before so many bytes at the end.
  func hasVowel(butForLast count: Int) -> Bool {
    bytes { bytes in bytes.indices.dropLast(count).contains { bytes.isVowel(endingAt: $0) } }
  }

  /// Whether the letter before so many bytes at the end is a vowel.
  func hasVowel(before count: Int) -> Bool {
    bytes { bytes in bytes.count > count && bytes.isVowel(endingAt: bytes.count - 1 - count) }
  }

  private func bytes<Result>(_ read: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(read) { return result }
    var copy = self
    return copy.withUTF8(read)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a vowel of a Nordic language ends at a byte: a, e, i, o, u, y, and of those led by C3
  /// ä, å, æ, é, ö and ø.
  fileprivate func isVowel(endingAt index: Int) -> Bool {
    switch self[index] {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"), UInt8(ascii: "y"):
      true
    case 0xA4, 0xA5, 0xA6, 0xA9, 0xB6, 0xB8: index > 0 && self[index - 1] == 0xC3
    default: false
    }
  }
}
