/// What the words at line ends say of how this text splits words.
struct WordSplitEvidence: Equatable, Sendable {
  /// Pairs whose halves, put together, are a word the text uses whole.
  private var silent = 0
  private var hyphened = 0
  /// Hyphened pairs that the text uses whole without the hyphen, and with it.
  private var whole = 0
  private var compound = 0
  private var lineCount: Int

  /// Reads pairs of lines that run on into each other.
  init(_ pairs: [LinePair], in text: PlainText) {
    lineCount = pairs.count
    let candidates = pairs.filter { pair in
      let first = text.lines[pair.first]
      return text.lines[pair.second].start == .lower
        && (first.end == .hyphen || (first.end == .letter && first.trailing == 0))
    }
    guard !candidates.isEmpty else { return }
    let lexicon = text.lexicon
    for pair in candidates {
      let split = SplitWord(
        first: text.lines[pair.first], second: text.lines[pair.second], in: text)
      guard let split, !split.isSuspended else { continue }
      if split.hasHyphen {
        hyphened += 1
        if lexicon.contains(split.joined) { whole += 1 }
        if lexicon.contains(split.hyphened) { compound += 1 }
      } else if split.isProven(by: lexicon) {
        silent += 1
      }
    }
  }

  /// Line breaking sets a hyphen in every tenth line or so; words with a hyphen of their own
  /// rarely meet a line's end.
  var hyphensSplitWords: Bool {
    guard hyphened > 0, whole >= compound else { return false }
    return whole > 0 || (hyphened >= 3 && hyphened * 25 >= lineCount)
  }

  /// Two such pairs may be chance (`i|gång` and `igång`); three with halves that are no words are not.
  var wordsAreSplitSilently: Bool { silent >= 3 }
}

/// The two halves of a word that may be split over a line end.
struct SplitWord: Equatable, Sendable {
  var left: String
  var right: String
  var hasHyphen: Bool
  /// Capitals, digits or a further hyphen before this one: `FoU-`, `life-science-`.
  var isCompound: Bool

  init?(first: Line, second: Line, in text: PlainText) {
    var end = first.content.upperBound
    hasHyphen = first.end == .hyphen
    if hasHyphen {
      guard let (value, length) = text.scalar(before: end), !value.isCloser else { return nil }
      end -= length
    }
    left = text.word(before: end)
    right = text.word(after: second.content.lowerBound)
    guard !left.isEmpty, !right.isEmpty else { return nil }
    let before = text.scalar(before: end - left.utf8.count)?.value
    isCompound =
      before == "-" || left.unicodeScalars.contains { $0.isDigit }
      || left.unicodeScalars.last?.isUpper == true
  }

  var joined: String { left + right }
  var hyphened: String { left + "-" + right }

  /// `hälso-` before `och`: the hyphen stands for a word that comes later.
  var isSuspended: Bool { hasHyphen && conjunctions.contains(right.lowercased()) }

  /// The text uses the whole word, and neither half.
  func isProven(by lexicon: Lexicon) -> Bool {
    lexicon.contains(joined) && !lexicon.contains(left) && !lexicon.contains(right)
  }
}

/// Words after a suspended hyphen, in Swedish, Danish, Norwegian, English and German.
private let conjunctions: Set<String> = [
  "och", "eller", "samt", "respektive", "resp", "og", "henholdsvis", "hhv", "and", "or", "und",
  "oder", "sowie", "bzw",
]
