/// The footnotes of a text: where they are called, and on which lines their bodies begin.
///
/// A mark counts only when a body with its label stands below: `translationell1` is a word with
/// a mark, `K2` and `m²` are words.
struct Footnotes: Equatable, Sendable {
  struct Mark: Equatable, Sendable {
    var range: Range<Int>
    var label: String
  }

  /// The marks in the running text, in order.
  private(set) var references: [Mark] = []
  /// The label of the body that begins on a line.
  private(set) var bodies: [Int: Mark] = [:]

  init(of text: PlainText) {
    let candidates = Self.bodyCandidates(of: text)
    guard !candidates.isEmpty else { return }
    for (line, body) in candidates where stands(alone: line, body, in: text) {
      bodies[line] = body
    }
    let starts = Set(candidates.values.map(\.range.lowerBound))
    let marks = Self.settled(
      Self.marks(in: text).filter { !starts.contains($0.mark.range.lowerBound) })
    pair(marks, with: candidates, in: text)
    var labels: [Style: [String: Int]] = [:]
    for body in bodies.values {
      labels[Style(of: body, in: text), default: [:]][body.label, default: 0] += 1
    }
    var counts: [String: Int] = [:]
    for mark in marks where mark.style == .digit { counts[mark.mark.label, default: 0] += 1 }
    references = marks.filter { found in
      guard let count = labels[found.style]?[found.mark.label] else { return false }
      // A word that always ends in this digit is a name: CO2 beside a footnote 2.
      return found.style != .digit || counts[found.mark.label, default: 0] <= count + 1
    }.map(\.mark)
  }

  /// Whether a body is one though its call was lost: it opens with a raised digit after a blank
  /// line, or stands below a page's foot rule.
  private func stands(alone line: Int, _ body: Mark, in text: PlainText) -> Bool {
    guard line > 0 else { return false }
    let above = text.lines[line - 1]
    if Style(of: body, in: text) == .superscript { return above.isBlank }
    // Extractors leave the rule as a line of spaces.
    return above.isBlank && above.range.count >= 20 && Style(of: body, in: text) == .digit
  }

  /// Each mark calls the next body with its label and style, or, where notes stand first, the last.
  private mutating func pair(
    _ marks: [Found], with candidates: [Int: Mark], in text: PlainText
  ) {
    var lines: [Style: [String: [Int]]] = [:]
    for line in candidates.keys.sorted() {
      guard let body = candidates[line] else { continue }
      lines[Style(of: body, in: text), default: [:]][body.label, default: []].append(line)
    }
    for found in marks {
      guard let all = lines[found.style]?[found.mark.label] else { continue }
      let start = found.mark.range.lowerBound
      var low = 0
      var high = all.count
      while low < high {
        let middle = (low + high) / 2
        if text.lines[all[middle]].content.lowerBound > start {
          high = middle
        } else {
          low = middle + 1
        }
      }
      guard low < all.count || found.style != .digit else { continue }
      let line = all[min(low, all.count - 1)]
      bodies[line] = candidates[line]
    }
  }

  private enum Style: Hashable {
    case digit, superscript, bracket

    init(of mark: Mark, in text: PlainText) {
      switch text.bytes[mark.range.lowerBound] {
      case 0x5B: self = .bracket
      case 0x30...0x39: self = .digit
      default: self = .superscript
      }
    }
  }

  /// Something in the text that has the form of a mark.
  private struct Found {
    var mark: Mark
    var style: Style
    /// It stands at a word so short that it may be a unit or a name: `år1`, `km2`.
    var isWeak = false
  }

  /// The marks without weak ones that are not needed: another mark calls the same note, or the
  /// numbers around do not rise through it.
  private static func settled(_ marks: [Found]) -> [Found] {
    guard marks.contains(where: \.isWeak) else { return marks }
    let strong = marks.filter { !$0.isWeak && $0.style == .digit }
    let labels = Set(strong.map(\.mark.label))
    var weak: [String: Int] = [:]
    for found in marks where found.isWeak { weak[found.mark.label, default: 0] += 1 }
    return marks.filter { found in
      guard found.isWeak else { return true }
      guard !labels.contains(found.mark.label), weak[found.mark.label] == 1,
        let number = Int(found.mark.label)
      else { return false }
      let start = found.mark.range.lowerBound
      let below = strong.last { $0.mark.range.lowerBound < start }.flatMap { Int($0.mark.label) }
      let above = strong.first { $0.mark.range.lowerBound > start }.flatMap { Int($0.mark.label) }
      return (below ?? number - 1) == number - 1 && (above ?? number + 1) == number + 1
    }
  }

  private static func bodyCandidates(of text: PlainText) -> [Int: Mark] {
    var candidates: [Int: Mark] = [:]
    for (index, line) in text.lines.enumerated() where !line.isBlank {
      guard let mark = text.openingMark(of: line), !mark.rest.isEmpty else { continue }
      switch mark.kind {
      case .footnote(let label): candidates[index] = Mark(range: mark.range, label: label)
      // `1. Inledning` is a part of the text, `1 Se vidare …` a note.
      case .number(let path, hasStop: false)
      where path.count == 1 && text.start(of: mark.rest) != .lower:
        candidates[index] = Mark(range: mark.range, label: String(path[0]))
      default: break
      }
    }
    return candidates
  }

  /// Everything in the text that has the form of a mark.
  private static func marks(in text: PlainText) -> [Found] {
    var marks: [Found] = []
    for line in text.lines where !line.signs.isDisjoint(with: [.bracket, .digit, .raised]) {
      marks += Self.marks(in: line.content, of: text)
    }
    return marks
  }

  private static func marks(in line: Range<Int>, of text: PlainText) -> [Found] {
    var marks: [Found] = []
    let bytes = text.bytes
    var index = line.lowerBound
    while index < line.upperBound {
      let byte = bytes[index]
      if byte == 0x5B, let mark = bracketed(at: index, in: text) {
        marks.append(Found(mark: mark, style: .bracket))
        index = mark.range.upperBound
      } else if byte &- 0x30 < 10 {
        var end = index
        while end < bytes.count, bytes[end] &- 0x30 < 10 { end += 1 }
        if let found = glued(index..<end, in: text) { marks.append(found) }
        index = end
      } else if byte == 0xC2 || byte == 0xE2, let mark = raised(at: index, in: text) {
        marks.append(Found(mark: mark, style: .superscript))
        index = mark.range.upperBound
      } else {
        index += 1
      }
    }
    return marks
  }

  private static func bracketed(at index: Int, in text: PlainText) -> Mark? {
    let digits = text.bytes[(index + 1)...].prefix(3).prefix { $0 &- 0x30 < 10 }
    guard !digits.isEmpty, digits.endIndex < text.bytes.count, text.bytes[digits.endIndex] == 0x5D
    else { return nil }
    let label = text.string(digits.startIndex..<digits.endIndex)
    return Mark(range: index..<digits.endIndex + 1, label: label)
  }

  private static func raised(at index: Int, in text: PlainText) -> Mark? {
    var end = index
    var label = ""
    while end < text.bytes.count, label.utf8.count < 3 {
      let (value, length) = text.scalar(at: end)
      guard let digit = value.superscript else { break }
      label.append(digit)
      end += length
    }
    return label.isEmpty ? nil : Mark(range: index..<end, label: label)
  }

  /// One or two digits right after a word of three lower-case letters or its closing sign; weak
  /// after a word of two.
  private static func glued(_ digits: Range<Int>, in text: PlainText) -> Found? {
    guard digits.count <= 2, text.bytes[digits.lowerBound] != 0x30 else { return nil }
    if digits.upperBound < text.bytes.count {
      let next = text.scalar(at: digits.upperBound).value
      guard !next.isWordPart, next != "%", next != "_", next != "/" else { return nil }
    }
    var end = digits.lowerBound
    if let (sign, length) = text.scalar(before: end), [".", ",", "”", "\"", ")"].contains(sign) {
      end -= length
    }
    var letters = 0
    while letters < 3, let (letter, length) = text.scalar(before: end), letter.isLower {
      end -= length
      letters += 1
    }
    guard letters >= 2 else { return nil }
    let mark = Mark(range: digits, label: text.string(digits))
    if letters == 3 { return Found(mark: mark, style: .digit) }
    // A unit follows a number: `20 km2`.
    guard let (space, length) = text.scalar(before: end), space == " ",
      let (before, _) = text.scalar(before: end - length), !before.isDigit
    else { return nil }
    return Found(mark: mark, style: .digit, isWeak: true)
  }
}
