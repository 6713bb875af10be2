/// What is looked for, as letters.
struct Wanted {
  var quote: [UInt32]
  /// The letters before the quote, at most ``Wanted/context`` of them.
  var before: [UInt32]
  var after: [UInt32]
  /// The place of the quote in the old version, when that version is at hand.
  var own: Range<Int>?
  var rival: Double?

  /// The letters of context that are compared on each side.
  static let context = 48
}

/// A place in the new version, and how well it fits.
struct Candidate: Equatable {
  var letters: Range<Int>
  /// The share of the quote's letters that are other.
  var errors: Double
  /// The share of the context before the quote that is found again; `nil` without a context.
  var before: Double?
  var after: Double?

  /// How much of the context is found again, 1 when there is none to look for.
  var context: Double {
    let sides = [before, after].compactMap { $0 }
    return sides.isEmpty ? 1 : sides.reduce(0, +) / Double(sides.count)
  }
  var bestSide: Double { [before, after].compactMap { $0 }.max() ?? 1 }
  var worstSide: Double { [before, after].compactMap { $0 }.min() ?? 1 }
  var score: Double { context - errors }

  /// Whether quote and context are near enough, leaving other places aside.
  ///
  /// Source: thresholds measured on thirteen thousand notes in changed texts.
  func fits(_ wanted: Wanted) -> Bool {
    let length = wanted.quote.count
    if length < 8, worstSide < 0.85 { return false }
    guard bestSide >= 0.6, context >= 0.45 else { return false }
    if length >= 40 || context >= 0.6 {
      return errors <= (length < 24 && context >= 0.75 ? 0.34 : 0.25)
    }
    return errors <= 0.15
  }

  /// Measures a place.
  init(_ letters: Range<Int>, in text: [UInt32], for wanted: Wanted) {
    self.letters = letters
    let length = max(1, wanted.quote.count)
    errors = Double(distance(wanted.quote, text, letters)) / Double(length)
    let reach = Wanted.context * 4 / 3
    if !wanted.before.isEmpty {
      let window = text[max(0, letters.lowerBound - reach)..<letters.lowerBound]
      before = Self.likeness(wanted.before.reversed(), Array(window.reversed()))
    }
    if !wanted.after.isEmpty {
      let window = text[letters.upperBound..<min(text.count, letters.upperBound + reach)]
      after = Self.likeness(wanted.after, Array(window))
    }
  }

  private static func likeness(_ context: [UInt32], _ text: [UInt32]) -> Double {
    let errors = Pattern(context).distanceToBeginning(of: text, 0..<text.count)
    return 1 - Double(errors) / Double(context.count)
  }
}

/// The errors between some letters and a part of a text.
///
/// Of two very long rows only the ends are compared.
func distance(_ letters: [UInt32], _ text: [UInt32], _ range: Range<Int>) -> Int {
  var lower = 0
  let shorter = min(letters.count, range.count)
  while lower < shorter, letters[lower] == text[range.lowerBound + lower] { lower += 1 }
  var tail = 0
  while tail < shorter - lower,
    letters[letters.count - 1 - tail] == text[range.upperBound - 1 - tail]
  {
    tail += 1
  }
  let rest = letters[lower..<letters.count - tail]
  let other = range.lowerBound + lower..<range.upperBound - tail
  guard rest.count / 64 * other.count > 1 << 22 else {
    return Pattern(rest).distance(to: text, other)
  }
  let size = 4096
  let head = Pattern(rest.prefix(size)).distance(to: text, other.prefixRange(size))
  let foot = Pattern(rest.suffix(size)).distance(to: text, other.suffixRange(size))
  let share = Double(head + foot) / Double(2 * size)
  return max(abs(rest.count - other.count), Int(share * Double(rest.count)))
}

extension Range<Int> {
  func prefixRange(_ length: Int) -> Range<Int> {
    lowerBound..<Swift.min(upperBound, lowerBound + length)
  }
  func suffixRange(_ length: Int) -> Range<Int> {
    Swift.max(lowerBound, upperBound - length)..<upperBound
  }

  /// The range with some more on either side.
  func widened(by margin: Int, within bounds: Range<Int>) -> Range<Int> {
    Swift.max(
      bounds.lowerBound, lowerBound - margin)..<Swift.min(
        bounds.upperBound, upperBound + margin)
  }
}
