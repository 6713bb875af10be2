// The first words of a line or paragraph, which often tell what it is.

/// The words that a text opens with, in lower case, up to so many.
///
/// Reads no further than it must: at most 160 code points.
func openingWords(of text: some StringProtocol, _ most: Int) -> [String] {
  var words: [String] = []
  var word = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(160) {
    if scalar.isCombining, let last = word.last, let letter = composed(last.value, scalar),
      let whole = Unicode.Scalar(letter)
    {
      // Lists of words hold letters whole.
      word.removeLast()
      word.append(whole)
    } else if scalar.isWordPart {
      if let lowered = Unicode.Scalar(scalar.lowered) { word.append(lowered) }
    } else if !word.isEmpty {
      words.append(String(word))
      word = .init()
      if words.count == most { return words }
    }
  }
  if !word.isEmpty { words.append(String(word)) }
  return words
}

/// Whether a byte stands among the first ones of a text.
func has(_ byte: UInt8, within most: Int, of text: some StringProtocol) -> Bool {
  text.utf8.prefix(most).contains(byte)
}
