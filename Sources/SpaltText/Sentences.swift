extension Block {
  /// The sentences of the block as UTF-8 byte ranges of ``text``, in order.
  ///
  /// White space between sentences belongs to none. A heading, caption, table row or other
  /// block of one thought is one sentence. A block without text has none.
  public var sentences: [Range<Int>] {
    switch kind {
    case .paragraph, .listItem, .quote, .dialogueTurn, .footnote, .caption, .pullQuote:
      sentenceRanges(in: text)
    case .heading, .credit, .tableRow, .boilerplate, .pageNumber:
      text.isEmpty ? [] : [0..<text.utf8.count]
    }
  }
}

/// The sentences of running text as UTF-8 byte ranges, in order.
///
/// A sentence ends at `.`, `!`, `?` or `…`, with closing quotes and brackets, before white space
/// and something a sentence can begin with. Abbreviations, initials and ordinals
/// (`1. januar`, `t.ex.`, `J. K.`) end none.
public func sentenceRanges(in text: String) -> [Range<Int>] {
  var sentences: [Range<Int>] = []
  let characters = Array(text)
  var offset = 0
  var start: Int?
  var index = 0
  while index < characters.count {
    let character = characters[index]
    if start == nil, !character.isWhitespace { start = offset }
    offset += character.utf8.count
    index += 1
    guard sentenceEnders.contains(character) else { continue }
    let ender = index - 1
    while index < characters.count,
      sentenceEnders.contains(characters[index]) || closers.contains(characters[index])
    {
      offset += characters[index].utf8.count
      index += 1
    }
    guard index < characters.count, characters[index].isWhitespace else { continue }
    var next = index
    while next < characters.count, characters[next].isWhitespace { next += 1 }
    guard next < characters.count, canBegin(characters[next]) else { continue }
    if character == ".", isAbbreviation(endingAt: ender, in: characters) { continue }
    if let opened = start { sentences.append(opened..<offset) }
    start = nil
  }
  if let opened = start {
    var end = text.utf8.count
    for character in characters.reversed() {
      guard character.isWhitespace else { break }
      end -= character.utf8.count
    }
    if end > opened { sentences.append(opened..<end) }
  }
  return sentences
}

private let sentenceEnders: Set<Character> = [".", "!", "?", "…"]
private let closers: Set<Character> = ["”", "“", "\"", "’", "'", "»", "«", ")", "]"]
private let openers: Set<Character> = [
  "”", "“", "\"", "‘", "'", "»", "«", "(", "[", "–", "—", "§", "•",
]

private func canBegin(_ character: Character) -> Bool {
  character.isUppercase || character.isNumber || openers.contains(character)
    || (character.isLetter && !character.isLowercase)
}

/// Whether the full stop at `index` closes an abbreviation or an initial.
private func isAbbreviation(endingAt index: Int, in characters: [Character]) -> Bool {
  var first = index
  while first > 0, characters[first - 1].isLetter || characters[first - 1] == "." { first -= 1 }
  let word = String(characters[first..<index]).lowercased()
  if word.isEmpty { return false }
  if word.count == 1, characters[first].isUppercase { return true }
  return abbreviations.contains(word)
}

/// Written with a full stop and often followed by a capital or a digit.
///
/// Source: Svenska skrivregler (2017), section on abbreviations; Retskrivningsordbogen, § 61.
private let abbreviations: Set<String> = [
  // Swedish
  "t.ex", "bl.a", "d.v.s", "dvs", "m.m", "m.fl", "o.s.v", "osv", "s.k", "fr.o.m", "t.o.m",
  "kap", "kl", "nr", "ca", "jfr", "resp", "tfn", "reds", "anm", "prof", "doc", "st", "max", "min",
  // Danish and Norwegian
  "f.eks", "bl.a", "dvs", "m.v", "mv", "mm", "pga", "pr", "jf", "stk", "hhv", "inkl", "ekskl",
  "evt", "fx", "vedr", "tlf", "mio", "mia", "bl", "ift", "iht", "mht", "f.kr", "e.kr", "o.l",
  // Both, and English
  "dr", "mr", "mrs", "ms", "vol", "art", "fig", "eds", "ed", "cf", "e.g", "i.e", "no", "st",
]
