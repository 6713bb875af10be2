/// Notes called by letters or by Roman numbers: `ord.a)` and `a) Se …`, `word.ii` and `ii Now …`.
///
/// Each is a word or an item of a list by itself. So all calls of a text must count from the first to the
/// last, all lines that open so must count alike, and each must stand below its call.
struct LetterNotes {
  private(set) var references: [FootnoteMark] = []
  /// By the line each begins on.
  private(set) var bodies: [Int: FootnoteMark] = [:]

  /// What a series counts in, and how it sets its marks.
  private struct Form: Hashable {
    var isRoman: Bool
    var hasBracket: Bool
  }

  init(of text: PlainText) {
    var series: [Form: [(line: Int, mark: FootnoteMark)]] = [:]
    for (index, line) in text.lines.enumerated() where Self.opensShort(line, of: text) {
      for isRoman in [true, false] {
        guard let (mark, hasBracket) = Self.body(line, isRoman: isRoman, of: text) else { continue }
        series[Form(isRoman: isRoman, hasBracket: hasBracket), default: []].append((index, mark))
      }
    }
    let forms = [true, false].flatMap { isRoman in
      [true, false].map { Form(isRoman: isRoman, hasBracket: $0) }
    }
    for form in forms where bodies.isEmpty {
      guard let notes = series[form], notes.count >= 2,
        Self.count(notes.map(\.mark.label), isRoman: form.isRoman)
      else { continue }
      let calls = Self.calls(form, in: text)
      guard calls.map(\.label) == notes.map(\.mark.label),
        zip(calls, notes).allSatisfy({ $0.range.upperBound < $1.mark.range.lowerBound })
      else { continue }
      references = calls
      bodies = Dictionary(uniqueKeysWithValues: notes.map { ($0.line, $0.mark) })
    }
  }

  /// Whether the second letter of a line can be a label's or what stands after one, as in few lines.
  private static func opensShort(_ line: Line, of text: PlainText) -> Bool {
    guard line.start == .lower, line.content.count >= 4 else { return false }
    return [0x20, 0x29, 0x2E, 0x69, 0x76, 0x78].contains(text.bytes[line.content.lowerBound + 1])
  }

  /// Whether labels are the first, the second and so on.
  private static func count(_ labels: [String], isRoman: Bool) -> Bool {
    labels.count <= 26
      && labels.enumerated().allSatisfy { place, label in
        label == (isRoman ? roman(place + 1) : String(UnicodeScalar(UInt8(0x61 + place))))
      }
  }

  private static func roman(_ number: Int) -> String {
    String(repeating: "x", count: number / 10)
      + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number % 10]
  }

  /// The label that begins at an offset: `a`, `xiv`.
  private static func label(
    at start: Int, to end: Int, isRoman: Bool, of text: PlainText
  ) -> Range<Int>? {
    let letters = text.bytes[start..<end].prefix(6).prefix {
      isRoman ? $0 == 0x69 || $0 == 0x76 || $0 == 0x78 : (0x61...0x7A).contains($0)
    }
    guard (1...(isRoman ? 5 : 1)).contains(letters.count) else { return nil }
    return start..<letters.endIndex
  }

  /// What a line opens with as a note does: a label, maybe a bracket or stop, a space, and words, which
  /// begin with a capital where no bracket tells.
  private static func body(
    _ line: Line, isRoman: Bool, of text: PlainText
  ) -> (mark: FootnoteMark, hasBracket: Bool)? {
    let content = line.content
    guard
      let label = label(
        at: content.lowerBound, to: content.upperBound, isRoman: isRoman, of: text)
    else { return nil }
    var end = label.upperBound
    let hasBracket = end < content.upperBound && text.bytes[end] == 0x29
    if hasBracket || (end < content.upperBound && text.bytes[end] == 0x2E) { end += 1 }
    let rest = text.trimmed(end..<content.upperBound)
    guard rest.lowerBound > end, !rest.isEmpty, hasBracket || text.start(of: rest) == .upper else {
      return nil
    }
    let mark = FootnoteMark(
      range: content.lowerBound..<end, label: text.string(label), style: .letter)
    return (mark, hasBracket)
  }

  /// Everything with the form of a call: a label right after a word's stop or closing sign, one with a
  /// bracket right after the word too.
  private static func calls(_ form: Form, in text: PlainText) -> [FootnoteMark] {
    var calls: [FootnoteMark] = []
    for line in text.lines where !line.isBlank {
      let content = line.content
      for index in content.dropFirst(2) where (0x61...0x7A).contains(text.bytes[index]) {
        guard let (before, length) = text.scalar(before: index), !before.isWhite,
          !before.isLetter || (form.hasBracket && !form.isRoman),
          let label = label(at: index, to: content.upperBound, isRoman: form.isRoman, of: text)
        else { continue }
        var end = label.upperBound
        if form.hasBracket {
          guard end < content.upperBound, text.bytes[end] == 0x29 else { continue }
          end += 1
        }
        if end < content.upperBound, text.scalar(at: end).value.isWordPart { continue }
        let isClosed = [".", ",", "!", "?", ":", ";", "”", "\"", ")", "»"].contains(before)
        guard isClosed || before.isLetter,
          let (letter, _) = text.scalar(before: isClosed ? index - length : index),
          letter.isWordPart || letter.isCloser, index - length > content.lowerBound
        else { continue }
        calls.append(
          FootnoteMark(range: index..<end, label: text.string(label), style: .letter))
      }
    }
    return calls
  }
}
