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

  /// A place that nearly fits, moved to the nearest ends of words where the quote had ends of words.
  func onWholeWords(_ range: Range<Position>, like selectors: Selectors) -> Range<Position> {
    var range = range
    let before = selectors.prefix.last ?? " "
    if !Self.isOneWord(before, selectors.quote.first ?? " ") {
      let start = wordBorder(nearest: range.lowerBound)
      if start < range.upperBound { range = start..<range.upperBound }
    }
    let after = selectors.suffix.first ?? " "
    if !Self.isOneWord(selectors.quote.last ?? " ", after) {
      let end = wordBorder(nearest: range.upperBound)
      if end > range.lowerBound { range = range.lowerBound..<end }
    }
    return withoutSpacesAround(range)
  }

  private func withoutSpacesAround(_ range: Range<Position>) -> Range<Position> {
    guard range.lowerBound.block < blocks.count, range.upperBound.block < blocks.count else {
      return range
    }
    var (start, end) = (range.lowerBound, range.upperBound)
    let first = blocks[start.block].text
    let spaces = first.slice(start.offset..<first.utf8.count).prefix { $0.isWhitespace }
    start.offset += spaces.utf8.count
    let last = blocks[end.block].text.slice(0..<end.offset)
    end.offset -= last.reversed().prefix { $0.isWhitespace }.reduce(0) { $0 + $1.utf8.count }
    return start < end ? start..<end : range
  }

  private static func isOneWord(_ left: Character, _ right: Character) -> Bool {
    (left.isLetter || left.isNumber) && (right.isLetter || right.isNumber)
  }

  /// The place itself, or inside a word that end of it which is nearer.
  private func wordBorder(nearest place: Position) -> Position {
    guard blocks.indices.contains(place.block) else { return place }
    let text = blocks[place.block].text
    let isOfWord = { (character: Character) in character.isLetter || character.isNumber }
    let before = text.slice(0..<place.offset).reversed().prefix(while: isOfWord)
    let after = text.slice(place.offset..<text.utf8.count).prefix(while: isOfWord)
    guard !before.isEmpty, !after.isEmpty else { return place }
    let back = before.reduce(0) { $0 + $1.utf8.count }
    let on = after.utf8.count
    return Position(block: place.block, offset: place.offset + (back <= on ? -back : on))
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
