internal import SpaltText

/// Whether two passages have the same words for a reader.
///
/// White space, line-end and soft hyphens, the form of composed letters and the kind of quotation
/// mark, dash or apostrophe make no difference; a letter, a digit and any other sign does.
func haveSameWords(_ left: String, _ right: String) -> Bool {
  if left == right { return true }
  return wording(left) == wording(right)
}

/// The signs of a passage that make a difference, in order.
private func wording(_ words: String) -> [Character] {
  var signs: [Character] = []
  var hyphens = 0
  for character in words {
    guard let sign = plainSign(character) else { continue }
    // A hyphen counts unless it parts two letters, where a line end may have put it.
    if sign == "-" {
      hyphens += 1
      signs.append(sign)
      continue
    }
    if hyphens == 1, sign.isLetter, signs.count > 1, signs[signs.count - 2].isLetter {
      signs.removeLast()
    }
    hyphens = 0
    signs.append(sign)
  }
  return signs
}

/// The plain form of a character, `nil` for one that does not show.
private func plainSign(_ character: Character) -> Character? {
  switch character {
  case "“", "”", "„", "‟", "»", "«", "″": "\""
  case "‘", "’", "‚", "‛", "′", "´", "`": "'"
  case "‐", "‑", "‒", "–", "—", "―", "−": "-"
  default:
    if character.isWhitespace
      || character.unicodeScalars.allSatisfy({ $0.properties.generalCategory == .format })
    {
      nil
    } else {
      character
    }
  }
}

extension Document {
  /// A passage from letter to letter, widened over the signs around it that a quote has too.
  func widened(_ range: Range<Position>, toFit quote: String) -> Range<Position> {
    guard range.lowerBound.block < blocks.count, range.upperBound.block < blocks.count else {
      return range
    }
    var start = range.lowerBound
    let before = blocks[start.block].text.slice(0..<start.offset)
    start.offset -= Self.common(quote.prefix { !$0.isSkeletal }.reversed(), before.reversed())
    var end = range.upperBound
    let text = blocks[end.block].text
    let after = text.slice(end.offset..<text.utf8.count)
    let signs = String(quote.reversed().prefix { !$0.isSkeletal }.reversed())
    end.offset += Self.common(signs, after)
    return start..<end
  }

  /// The bytes of the second row that go on as the first does.
  private static func common(
    _ signs: some Sequence<Character>, _ text: some Sequence<Character>
  ) -> Int {
    var length = 0
    for (sign, character) in zip(signs, text) {
      guard sign == character || plainSign(sign) == plainSign(character) else { break }
      length += character.utf8.count
    }
    return length
  }
}

extension Character {
  /// Whether the character leaves a trace in the skeleton.
  fileprivate var isSkeletal: Bool { !Skeleton(String(self)).letters.isEmpty }
}
