/// A word of a text as the search sees it.
public struct Token: Equatable, Sendable {
  /// Composed, in lower case, without invisible characters; `å ä ö æ ø` stay letters.
  public var form: String
  /// UTF-8 bytes of the text.
  public var range: Range<Int>
  /// The number of words before it in the text.
  public var place: Int
  /// The places it covers: more than 1 for words joined by hyphens and seen as one.
  public var span: Int

  public init(form: String, range: Range<Int>, place: Int, span: Int = 1) {
    self.form = form
    self.range = range
    self.place = place
    self.span = span
  }
}

extension Token {
  /// The words of a text in order.
  ///
  /// `PISA-granskningen` gives its parts at successive places, then the whole as one word.
  /// `OECD:s` is `oecd`; `20 000`, `20.000` and `20000` are one number; `§` and `%` are words.
  public static func tokens(in text: String) -> [Token] {
    var tokenizer = Tokenizer(text)
    return tokenizer.run()
  }
}

private struct Tokenizer {
  private let scalars: [Unicode.Scalar]
  /// Where each scalar starts, and the end of the text.
  private let offsets: [Int]
  private var index = 0
  private var place = 0
  private var tokens: [Token] = []

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var offset = 0
    var offsets = scalars.map { scalar in
      defer { offset += scalar.utf8.count }
      return offset
    }
    offsets.append(offset)
    self.offsets = offsets
  }

  mutating func run() -> [Token] {
    while index < scalars.count {
      switch Sort(scalars[index]) {
      case .digit where isNumber(at: index): number()
      case .digit, .letter: word()
      case .sign:
        add(normalForm(scalars[index...index]), index..<index + 1)
        index += 1
      case .joiner, .ignorable, .other: index += 1
      }
    }
    return tokens
  }

  private mutating func add(_ form: String, _ range: Range<Int>) {
    let bytes = offsets[range.lowerBound]..<offsets[range.upperBound]
    tokens.append(Token(form: form, range: bytes, place: place))
    place += 1
  }

  /// A word, or a row of words joined by hyphens and apostrophes.
  private mutating func word() {
    let first = tokens.count
    while true {
      let end = endOfWord(from: index)
      add(normalForm(scalars[index..<end]), index..<end)
      index = end
      if let next = endOfEnding(after: end) { index = next }
      guard index == end, index + 1 < scalars.count, Sort(scalars[index]) == .joiner,
        Sort(scalars[index + 1]).isWord
      else { break }
      index += 1
    }
    let parts = tokens[first...]
    guard let start = parts.first, let last = parts.last, parts.count > 1,
      parts.contains(where: { $0.form.unicodeScalars.contains { Sort($0) == .letter } })
    else { return }
    tokens.append(
      Token(
        form: cut(parts.map(\.form).joined()),
        range: start.range.lowerBound..<last.range.upperBound, place: start.place,
        span: parts.count))
  }

  private func endOfWord(from start: Int) -> Int {
    var end = start
    var last = start
    while end < scalars.count {
      switch Sort(scalars[end]) {
      case .letter, .digit: last = end + 1
      case .ignorable: break
      default: return last
      }
      end += 1
    }
    return last
  }

  /// The end of an ending set off from an abbreviation: `OECD:s`, `sms:et`, `tv'et`.
  private func endOfEnding(after start: Int) -> Int? {
    guard start + 1 < scalars.count, [":", "'", "’"].contains(scalars[start]) else { return nil }
    let end = endOfWord(from: start + 1)
    guard end > start + 1, end - start <= 6,
      endings.contains(String(String.UnicodeScalarView(scalars[start + 1..<end])))
    else { return nil }
    return end
  }

  private func isNumber(at start: Int) -> Bool {
    scalars[start..<endOfWord(from: start)].allSatisfy { Sort($0) != .letter }
  }

  /// The end of the run of digits that begins right after `sign`, or `nil`.
  private func endOfDigits(after sign: Int) -> Int? {
    var end = sign + 1
    while end < scalars.count, Sort(scalars[end]) == .digit { end += 1 }
    if end < scalars.count, Sort(scalars[end]) == .letter { return nil }
    return end > sign + 1 ? end : nil
  }

  /// `20 000`, `7,50`, `06:40`; a row of dotted numbers is not one number but several words.
  private mutating func number() {
    let start = index
    var end = endOfWord(from: start)
    var form = normalForm(scalars[start..<end])
    if form.utf8.count <= 3, scalars[start] != "0", end < scalars.count,
      thousandsSigns.contains(scalars[end])
    {
      let sign = scalars[end]
      while end < scalars.count, scalars[end] == sign, let next = endOfDigits(after: end),
        next - end == 4
      {
        form += normalForm(scalars[end + 1..<next])
        end = next
      }
    }
    if end < scalars.count, scalars[end] == "," || scalars[end] == ".",
      let next = endOfDigits(after: end)
    {
      if next < scalars.count, scalars[next] == ".", endOfDigits(after: next) != nil {
        dotted(from: start, to: end)
        return
      }
      form += "," + normalForm(scalars[end + 1..<next])
      end = next
    }
    while end < scalars.count, scalars[end] == ":", let next = endOfDigits(after: end) {
      form += ":" + normalForm(scalars[end + 1..<next])
      end = next
    }
    add(cut(form), start..<end)
    index = endOfEnding(after: end) ?? end
  }

  private mutating func dotted(from start: Int, to end: Int) {
    add(normalForm(scalars[start..<end]), start..<end)
    index = end
    while index < scalars.count, scalars[index] == ".", let next = endOfDigits(after: index) {
      add(normalForm(scalars[index + 1..<next]), index + 1..<next)
      index = next
    }
  }
}

private let thousandsSigns: Set<Unicode.Scalar> = [" ", ".", "\u{A0}", "\u{2009}", "\u{202F}"]

/// Endings written after a colon (Swedish) or an apostrophe (Danish, English).
///
/// Source: Svenska skrivregler (2017), the colon in inflected abbreviations;
/// Retskrivningsordbogen, § 6, the apostrophe.
private let endings: Set<String> = [
  "a", "e", "n", "s", "t", "r", "an", "ar", "are", "arna", "ars", "as", "de", "e", "en", "ens",
  "er", "erna", "erne", "ernes", "ers", "et", "ets", "na", "ne", "nes", "ns", "or", "orna", "te",
  "ts",
]
