internal import SpaltText

/// The language of a text among Swedish, Danish, both kinds of Norwegian, English, German and
/// Finnish.
///
/// Told from rows of three letters and from small words; the first pages tell as much as the
/// whole. A text too short to tell, or in another language, stays undetermined.
func guessLanguage(of text: String) -> Language {
  var tally = Tally()
  var read = 0
  var key = WordKey()
  // The last two letters, and the edge of a word before them.
  var before: (UInt32, UInt32) = (0, 0)
  var isInside = false
  for scalar in text.unicodeScalars {
    read += 1
    if read > 30_000, !isInside { break }
    if scalar.isLetter || scalar.isCombining {
      let letter = composed(before.1, scalar)
      if let letter, isInside {
        // A letter and its ring or dots in two code points.
        before.1 = letter
        continue
      }
      if !isInside {
        before = (0, edge)
        key = WordKey()
      }
      if isInside { tally.see(before.0, before.1, scalar.lowered) } else { isInside = true }
      before = (before.1, scalar.lowered)
      key.append(scalar)
    } else if isInside {
      tally.see(before.0, before.1, edge)
      tally.see(key)
      isInside = false
      before = (0, 0)
    }
  }
  if isInside {
    tally.see(before.0, before.1, edge)
    tally.see(key)
  }
  return tally.language
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
  private var costs = [Int](repeating: 0, count: LanguageTable.languages.count)
  private var seen = 0

  mutating func see(_ first: UInt32, _ second: UInt32, _ third: UInt32) {
    // The first letter of a word makes no row of three yet.
    guard first != 0 else { return }
    add(Ranks.shared.letters[Ranks.key(first, second, third)])
  }

  mutating func see(_ word: WordKey) { add(Ranks.shared.words[word.value]) }

  private mutating func add(_ ranks: [UInt8]?) {
    guard let ranks else { return }
    seen += 1
    for index in costs.indices { costs[index] += Int(ranks[index]) }
  }

  /// The best language, if it fits well and clearly better than the next.
  var language: Language {
    let order = costs.indices.sorted { costs[$0] < costs[$1] }
    guard seen >= 10 else { return .undetermined }
    let best = costs[order[0]]
    // Ranks are 0.4 of a natural logarithm each. In its own language a text of any length stays
    // below 3.8; French, Polish and Icelandic lie above 4 as soon as there is a page of them.
    let limit = seen < 150 ? 42 : 39
    guard best * 4 <= seen * limit, costs[order[1]] - best >= 2 else { return .undetermined }
    return Language(rawValue: LanguageTable.languages[order[0]])
  }
}

/// The table, ready to be asked.
private struct Ranks: Sendable {
  static let shared = Ranks()

  private(set) var letters: [UInt64: [UInt8]] = [:]
  private(set) var words: [UInt64: [UInt8]] = [:]

  private init() {
    for (row, ranks) in Self.rows(LanguageTable.letters) {
      let values = row.unicodeScalars.map(\.value)
      letters[Self.key(values[0], values[1], values[2])] = ranks
    }
    for (row, ranks) in Self.rows(LanguageTable.words) { words[WordKey(row).value] = ranks }
  }

  static func key(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt64 {
    UInt64(first) << 42 | UInt64(second) << 21 | UInt64(third)
  }

  private static func rows(_ table: String) -> [(String, [UInt8])] {
    table.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { row in
      let count = LanguageTable.languages.count
      return (String(row.dropLast(count)), row.suffix(count).utf8.map { $0 - 0x41 })
    }
  }
}
