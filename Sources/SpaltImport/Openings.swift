// The first words of a line or paragraph, which often tell what it is.

/// The words that a text opens with, in lower case, up to so many.
///
/// Reads no further than it must: at most 160 code points.
func openingWords(of text: some StringProtocol, _ most: Int) -> [String] {
  text.utf8.withContiguousStorageIfAvailable { openingWords(in: $0, most) }
    ?? openingWords(of: String(text), most)
}

private func openingWords(in bytes: UnsafeBufferPointer<UInt8>, _ most: Int) -> [String] {
  var words: [String] = []
  var word: [UInt8] = []
  var index = 0
  var read = 0
  while index < bytes.count, read < 160 {
    let (scalar, length) = bytes.codePoint(at: index)
    index += length
    read += 1
    if scalar.isCombining, let last = word.last {
      // Lists of words hold letters whole.
      guard let letter = composed(UInt32(last), scalar), letter != last else { continue }
      word.removeLast()
      append(letter, to: &word)
    } else if scalar.isWordPart {
      append(scalar.lowered, to: &word)
    } else if !word.isEmpty {
      words.append(String(decoding: word, as: UTF8.self))
      word.removeAll(keepingCapacity: true)
      if words.count == most { return words }
    }
  }
  if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
  return words
}

private func append(_ letter: UInt32, to word: inout [UInt8]) {
  if letter < 0x80 {
    word.append(UInt8(letter))
  } else if let scalar = Unicode.Scalar(letter) {
    word.append(contentsOf: UTF8.encode(scalar) ?? .init())
  }
}

/// The key of what a text opens with, past brackets and stars, up to a space, stop or colon.
func openingKey(of text: some StringProtocol) -> WordKey {
  var key = WordKey()
  let opening = text.unicodeScalars.drop { "([*_ ".unicodeScalars.contains($0) }
  for scalar in opening.prefix(24) {
    if scalar == " " || scalar == ":" || scalar == "." { break }
    key.append(scalar)
  }
  return key
}

/// Whether a byte stands among the first ones of a text.
func has(_ byte: UInt8, within most: Int, of text: some StringProtocol) -> Bool {
  text.utf8.withContiguousStorageIfAvailable { bytes in
    UnsafeBufferPointer(rebasing: bytes.prefix(most)).has(byte)
  } ?? text.utf8.prefix(most).contains(byte)
}

/// Whether a byte stands among the last ones of a text.
func has(_ byte: UInt8, withinLast most: Int, of text: String) -> Bool {
  text.utf8.withContiguousStorageIfAvailable { bytes in
    UnsafeBufferPointer(rebasing: bytes.suffix(most)).has(byte)
  } ?? text.utf8.suffix(most).contains(byte)
}
