/// The encoding of bytes without a byte order mark that are no UTF-8, or `nil` where none makes
/// words of a language we know.
///
/// Any bytes decode as some encoding of one byte a character, so the question is what the text would
/// then say. A letter beyond ASCII stands within words, and in Swedish, Danish, Norwegian, German and
/// English these are few: å ä ö æ ø é ü ß. The encodings keep them in different places.
func guessEncoding(_ bytes: [UInt8]) -> TextEncoding? {
  if let wide = guessUTF16(bytes) { return wide }
  // UTF-8 with a few bad bytes keeps its good letters.
  guard !holdsSequences(bytes) else { return nil }
  let candidates: [TextEncoding] = [.windows1252, .macRoman, .codePage850]
  // The first pages tell as much as the whole.
  let some = Array(bytes.prefix(4 << 20))
  let scored = candidates.map { ($0, plausibility(of: some, in: $0)) }
  guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 > 0 else { return nil }
  return best.0
}

/// UTF-16 without its mark: in text of Latin letters every other byte is zero.
func guessUTF16(_ bytes: [UInt8]) -> TextEncoding? {
  guard bytes.count >= 8 else { return nil }
  var zeros = [0, 0]
  let some = bytes.prefix(1 << 16)
  for (index, byte) in some.enumerated() where byte == 0 { zeros[index & 1] += 1 }
  let half = some.count / 2
  if zeros[1] * 10 >= half * 6, zeros[0] * 50 <= half { return .utf16LittleEndian }
  if zeros[0] * 10 >= half * 6, zeros[1] * 50 <= half { return .utf16BigEndian }
  return nil
}

/// Whether whole UTF-8 sequences stand in the bytes, which by chance they hardly do.
private func holdsSequences(_ bytes: [UInt8]) -> Bool {
  var whole = 0
  var lone = 0
  var index = 0
  while index < bytes.count {
    guard bytes[index] >= 0x80 else {
      index += 1
      continue
    }
    let lead = bytes[index]
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    let isWhole =
      length > 0 && index + length <= bytes.count
      && bytes[index + 1..<index + length].allSatisfy { $0 & 0xC0 == 0x80 }
    if isWhole { whole += 1 } else { lone += 1 }
    index += isWhole ? length : 1
  }
  return whole > 0 && whole * 2 >= lone
}

/// How much more sense than nonsense the bytes beyond ASCII make; 0 and less is nonsense.
private func plausibility(of bytes: [UInt8], in encoding: TextEncoding) -> Int {
  guard let characters = encoding.upperHalf else { return 0 }
  var score = 0
  // Places where the character can only be right: two count as proof.
  var proofs = 0
  for (index, byte) in bytes.enumerated() where byte >= 0x80 {
    let scalar = characters[Int(byte) - 0x80]
    let isAfterLetter = index > 0 && isLetter(bytes[index - 1], characters)
    let isBeforeLetter = index + 1 < bytes.count && isLetter(bytes[index + 1], characters)
    switch scalar {
    case "å", "ä", "ö", "æ", "ø", "é", "ü", "ß", "Å", "Ä", "Ö", "Æ", "Ø", "Ü", "É":
      // A capital within a word of small letters is a sign that the letter is another.
      let isMisplaced = scalar.isUpper && isAfterLetter && isLowercase(bytes[index - 1])
      let isInWord = isAfterLetter || isBeforeLetter
      score += isMisplaced ? -2 : isInWord ? 3 : 1
      if isInWord, !isMisplaced { proofs += isAfterLetter && isBeforeLetter ? 2 : 1 }
    case "à", "á", "è", "ê", "ë", "í", "ó", "ô", "ç", "ñ", "ú", "â", "î", "ï", "õ", "ã", "ò", "û":
      score += isAfterLetter || isBeforeLetter ? 1 : -2
      if isAfterLetter, isBeforeLetter { proofs += 2 }
    case "“", "„", "‘":
      score += isAfterLetter ? -3 : isBeforeLetter ? 2 : 0
      if isBeforeLetter, !isAfterLetter { proofs += 1 }
    case "”":
      score += isBeforeLetter && isAfterLetter ? -3 : 2
      if isAfterLetter != isBeforeLetter { proofs += 1 }
    case "»", "«", "–", "—", "…", "•", "§", "°", "€", "\u{A0}", "©", "£", "½",
      "²", "³", "¹", "·", "®", "™", "¼", "¾", "‰", "†":
      score += isAfterLetter && isBeforeLetter ? -3 : 1
    case "’":
      score += 2
      if isAfterLetter, isBeforeLetter { proofs += 2 }
    case "\u{AD}", "´":
      score += 1
    case "\u{FFFD}":
      score -= 4
    default:
      score -= 3
    }
  }
  // Windows-1252 is so much the most frequent that half a proof will do.
  return proofs >= (encoding == .windows1252 ? 1 : 2) ? score : 0
}

private func isLetter(_ byte: UInt8, _ characters: [Unicode.Scalar]) -> Bool {
  byte < 0x80 ? (0x41...0x5A).contains(byte & ~0x20) : characters[Int(byte) - 0x80].isLetter
}

private func isLowercase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
