// The words of a text, read off its bytes: most letters are told by one look at one byte.

/// Adds the key of every word of a text.
func appendWords(of text: String, to keys: inout [WordKey]) {
  var text = text
  text.withUTF8 { bytes in bytes.forEachWord { key, _ in keys.append(key) } }
}

extension UnsafeBufferPointer<UInt8> {
  /// Calls back with the key of every word of whole UTF-8 and its place.
  ///
  /// With `hyphens`, a hyphen after a letter belongs to the word.
  @inline(__always)
  func forEachWord(hyphens: Bool = false, _ body: (WordKey, Range<Int>) -> Void) {
    let letters = asciiLetters
    var index = 0
    while index < count {
      let start = index
      var key = WordKey()
      while index < count {
        let byte = self[index]
        if byte < 0x80 {
          let letter = letters[Int(byte)]
          guard letter != 0 || (hyphens && byte == 0x2D && index > start) else { break }
          key.append(letter == 0 ? UInt32(byte) : UInt32(letter))
          index += 1
        } else {
          let (letter, length) = wordPart(at: index)
          if letter == 0 { break }
          key.append(letter)
          index += length
        }
      }
      if index > start { body(key, start..<index) }
      if index < count { index += codePointLength(at: index) }
    }
  }

  /// The code point of whole UTF-8 that begins at an offset, and its length in bytes.
  func codePoint(at index: Int) -> (value: Unicode.Scalar, length: Int) {
    let lead = self[index]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = codePointLength(at: index)
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for next in index + 1..<index + length { value = value << 6 | UInt32(self[next] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  private func codePointLength(at index: Int) -> Int {
    let lead = self[index]
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  }

  /// The lower-case form of a letter, digit or mark beyond ASCII, or 0 for any other code point; and
  /// its length in bytes.
  @inline(__always)
  private func wordPart(at index: Int) -> (letter: UInt32, length: Int) {
    // What nearly every such letter is, without a look at Unicode's tables.
    guard self[index] == 0xC3 else { return rareWordPart(at: index) }
    let letter = UInt32(self[index + 1] & 0x3F) | 0xC0
    if letter == 0xD7 || letter == 0xF7 { return (0, 2) }
    return (letter < 0xDF ? letter | 0x20 : letter, 2)
  }

  private func rareWordPart(at index: Int) -> (letter: UInt32, length: Int) {
    let (scalar, length) = codePoint(at: index)
    return (scalar.isWordPart ? scalar.lowered : 0, length)
  }
}

/// The lower-case form of each letter and digit of ASCII, and 0 for what is none.
private let asciiLetters: [UInt8] = (0..<128).map { (byte: UInt8) in
  let lowered = byte | 0x20
  return lowered &- 0x61 < 26 || byte &- 0x30 < 10 ? lowered : 0
}
