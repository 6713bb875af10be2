/// The text in Windows-1252, or `nil` when the bytes do not look like it.
///
/// Any bytes decode as some 8-bit encoding, so three things are asked: every sign is one that
/// Western prose uses, a letter above ASCII stands beside one of ASCII, and no byte sequence is
/// UTF-8 (a UTF-8 file with a few bad bytes keeps its good letters).
func decodedWindows1252(_ bytes: [UInt8]) -> String? {
  var lettersInWords = 0
  for (index, byte) in bytes.enumerated() where byte >= 0x80 {
    guard isProse(byte) else { return nil }
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0x20
    if (0xC2...0xF4).contains(byte), (0x80...0xBF).contains(next),
      isSequence(bytes[index...])
    {
      return nil
    }
    guard byte >= 0xC0 else { continue }
    let previous = index > 0 ? bytes[index - 1] : 0x20
    if isLetter(previous) || isLetter(next) { lettersInWords += 1 }
  }
  guard lettersInWords > 0 else { return nil }
  var text = String.UnicodeScalarView()
  for byte in bytes {
    if (0x80..<0xA0).contains(byte) {
      text.append(typographicSigns[Int(byte) - 0x80] ?? "\u{FFFD}")
    } else {
      text.append(Unicode.Scalar(byte))
    }
  }
  return String(text)
}

private func isLetter(_ byte: UInt8) -> Bool {
  (0x41...0x5A).contains(byte & ~0x20)
}

/// Whether a whole UTF-8 sequence of two to four bytes starts the slice.
private func isSequence(_ bytes: ArraySlice<UInt8>) -> Bool {
  let lead = bytes[bytes.startIndex]
  let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  guard bytes.count >= length else { return false }
  return bytes.prefix(length).dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
}

/// Letters of Western Europe, and the signs its printers use.
private func isProse(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x80..<0xA0: typographicSigns[Int(byte) - 0x80] != nil
  // × and ÷ stand among the letters.
  case 0xD7, 0xF7: false
  // ¤ ¦ ¨ ¬ ¯ ¸ belong to other encodings' letters rather than to prose.
  case 0xA4, 0xA6, 0xA8, 0xAC, 0xAF, 0xB8: false
  default: true
  }
}

/// The characters at 0x80 to 0x9F; `nil` where there is none.
///
/// Source: Microsoft, "cp1252 to Unicode table", as published by the Unicode Consortium.
private let typographicSigns: [Unicode.Scalar?] = [
  "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
  nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
]
