internal import SpaltText

/// The language of a text among Swedish, Danish, both kinds of Norwegian, English, German and
/// Finnish.
///
/// Told from rows of three letters and from frequent words; the first pages tell as much as the
/// whole. A text too short to tell, or in another language, stays undetermined.
func guessLanguage(of text: String) -> Language {
  var text = text
  return text.withUTF8 { bytes in
    var reading = LanguageReading()
    reading.read(bytes)
    return reading.tally.language
  }
}

/// A pass over the letters of a text, in rows of three and in words.
private struct LanguageReading {
  private(set) var tally = Tally()
  private var key = WordKey()
  /// The last two letters, and the edge of a word before them.
  private var before: (UInt32, UInt32) = (0, 0)
  private var isInside = false

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var read = 0
    var index = 0
    while index < bytes.count {
      read += 1
      if read > 30_000, !isInside { break }
      let byte = bytes[index]
      if byte < 0x80 {
        // The letters that most texts are made of need no look at Unicode's tables.
        let letter = byte | 0x20
        if letter &- 0x61 < 26 { see(UInt32(letter)) } else if isInside { endWord() }
        index += 1
        continue
      }
      let (scalar, length) = bytes.codePoint(at: index)
      index += length
      if scalar.isLetter || scalar.isCombining {
        let letter = composed(before.1, scalar)
        if let letter, isInside {
          // A letter and its ring or dots in two code points.
          before.1 = letter
        } else {
          see(scalar.lowered)
        }
      } else if isInside {
        endWord()
      }
    }
    if isInside { endWord() }
  }

  private mutating func see(_ letter: UInt32) {
    if isInside {
      tally.see(before.0, before.1, letter)
    } else {
      before = (0, edge)
      key = WordKey()
      isInside = true
    }
    before = (before.1, letter)
    key.append(letter)
  }

  private mutating func endWord() {
    tally.see(before.0, before.1, edge)
    tally.see(key)
    isInside = false
    before = (0, 0)
  }
}

/// What stands at the edge of a word in the table.
private let edge = Unicode.Scalar("_").value

/// The letter that a base letter and a mark make, or `nil` when the scalar is no mark on it.
func composed(_ base: UInt32, _ mark: Unicode.Scalar) -> UInt32? {
  switch (base, mark.value) {
  case (0x61, 0x30A): 0xE5
  case (0x61, 0x308): 0xE4
  case (0x6F, 0x308): 0xF6
  case (0x75, 0x308): 0xFC
  case (0x65, 0x301): 0xE9
  default: mark.isCombining ? base : nil
  }
}

/// How well each language fits what has been seen.
private struct Tally {
  private var costs = SIMD8<Int32>(0, 0, 0, nynorskCost, 0, 0, 0, 0)
  private let table = LanguageRanks.shared
  /// Rows and words that the table has.
  private var known = 0

  mutating func see(_ first: UInt32, _ second: UInt32, _ third: UInt32) {
    // The first letter of a word makes no row of three yet.
    guard first != 0 else { return }
    if let ranks = table.row(of: LanguageRanks.key(first, second, third)) { add(ranks) }
  }

  mutating func see(_ word: WordKey) {
    if let ranks = table.row(of: word.value) { add(ranks) }
  }

  private mutating func add(_ ranks: LanguageRanks.Row) {
    known += 1
    costs &+= SIMD8<Int32>(truncatingIfNeeded: ranks)
  }

  /// The best language, if it fits better than the next and than what other languages have.
  ///
  /// Source of the limits: 450 headings and sentences of two to fifteen words, written for the
  /// purpose in five of the languages, and 40 in eight others.
  var language: Language {
    let order = LanguageTable.languages.indices.sorted { costs[$0] < costs[$1] }
    let best = costs[order[0]]
    guard known >= 6, costs[order[1]] - best >= 2, costs[LanguageTable.others] >= best else {
      return .undetermined
    }
    return Language(rawValue: LanguageTable.languages[order[0]])
  }
}

/// What Nynorsk has to make up for: for every text in it there are some ten in Bokmål, and few
/// words tell the two apart in a heading that both share.
///
/// Source: a factor of 3.3, with which three more of those 450 were told.
private let nynorskCost: Int32 = 3
