/// What has the form of a footnote's call, or opens a line as its body does.
struct FootnoteMark: Equatable, Sendable {
  /// How a text sets its marks; a call and its body are set alike.
  enum Style: Equatable, Hashable, Sendable {
    /// `ord1`, and `1 Se …`.
    case digit
    /// `ord¹`.
    case superscript
    /// `ord [1]`.
    case bracket
    /// `ord(1)`.
    case round
    /// `ord1)`.
    case halfRound
    /// `ord*`, `ord†`.
    case sign
    /// `1. Se …`: a body only.
    case stopped
    /// `ord.a)`, `word.ii`.
    case letter
  }

  var range: Range<Int>
  /// The number or the signs alone.
  var label: String
  var style: Style
  /// It may well be something else: `år1`, `km2`, `punkt (3)`.
  var isWeak = false
  /// `1911 (1)`: more likely yet something else, such as the issue of a journal.
  var followsNumber = false

  /// `(… ord1)`: the bracket may be the sentence's.
  var withoutBracket: FootnoteMark {
    guard style == .halfRound else { return self }
    return FootnoteMark(
      range: range.lowerBound..<range.upperBound - 1, label: label, style: .digit, isWeak: isWeak)
  }
}

extension PlainText {
  /// The lines that may begin a note's body, with what they open with.
  func footnoteBodies() -> [Int: FootnoteMark] {
    var bodies: [Int: FootnoteMark] = [:]
    // A list of a hundred thousand items with asterisks calls no note.
    var areSignsCalled: Bool?
    for (index, line) in lines.enumerated() where !line.isBlank {
      if areSignsCalled != false,
        let sign = sign(at: line.content.lowerBound, within: line.content)
      {
        let areCalled = areSignsCalled ?? lines.contains { holdsGluedSign($0) }
        areSignsCalled = areCalled
        if areCalled {
          bodies[index] = sign
          continue
        }
      }
      guard let mark = openingMark(of: line), !mark.rest.isEmpty else { continue }
      let isBracket = bytes[mark.range.lowerBound] == 0x5B
      switch mark.kind {
      case .footnote(let label):
        bodies[index] = FootnoteMark(
          range: mark.range, label: label, style: isBracket ? .bracket : .superscript)
      // `1. Inledning` is a part of the text, `1 Se vidare …` a note.
      case .number(let path, let hasStop) where path.count == 1:
        let style = numberStyle(mark.range, hasStop: hasStop)
        guard style != .digit || start(of: mark.rest) != .lower else { continue }
        bodies[index] = FootnoteMark(
          range: mark.range, label: String(path[0]), style: style,
          isWeak: style == .digit && isHeadingLike(index))
      default: break
      }
    }
    return bodies
  }

  /// Whether a line stands alone and no stop ends it: `3 Nästa steg`.
  private func isHeadingLike(_ index: Int) -> Bool {
    guard lines[index].end != .sentence, let next = pair(after: index) else { return false }
    return next.gap > 0 && lines[next.second].start == .upper
  }

  private func numberStyle(_ range: Range<Int>, hasStop: Bool) -> FootnoteMark.Style {
    guard hasStop else { return .digit }
    if bytes[range.upperBound - 1] == 0x2E { return .stopped }
    return bytes[range.lowerBound] == 0x28 ? .round : .halfRound
  }

  /// One to three asterisks or daggers, with or without a bracket, before a space or a capital.
  private func sign(at start: Int, within content: Range<Int>) -> FootnoteMark? {
    guard let (label, signs) = signs(at: start, within: content) else { return nil }
    var end = signs.upperBound
    if end < content.upperBound, bytes[end] == 0x29 { end += 1 }
    let rest = trimmed(end..<content.upperBound)
    guard !rest.isEmpty, rest.lowerBound > end || self.start(of: rest) == .upper,
      // `*Ord* och …` is emphasis.
      !bytes[rest].contains(0x2A)
    else { return nil }
    return FootnoteMark(range: start..<end, label: label, style: .sign)
  }

  private func signs(
    at start: Int, within content: Range<Int>
  ) -> (label: String, range: Range<Int>)? {
    var end = start
    var count = 0
    while end < content.upperBound {
      let (value, length) = scalar(at: end)
      guard value == "*" || value == "†" || value == "‡" else { break }
      end += length
      count += 1
    }
    return (1...3).contains(count) ? (string(start..<end), start..<end) : nil
  }

  /// Everything in the text that has the form of a call.
  func footnoteMarks() -> [FootnoteMark] {
    var marks: [FootnoteMark] = []
    let signs: ByteSigns = [.bracket, .digit, .asterisk, .raised]
    for line in lines where !line.signs.isDisjoint(with: signs) {
      appendMarks(in: line.content, to: &marks)
    }
    return marks
  }

  private func holdsGluedSign(_ line: Line) -> Bool {
    guard !line.signs.isDisjoint(with: [.asterisk, .raised]) else { return false }
    return line.content.contains { index in
      (bytes[index] == 0x2A || bytes[index] == 0xE2) && gluedSign(at: index) != nil
    }
  }

  private func appendMarks(in line: Range<Int>, to marks: inout [FootnoteMark]) {
    var index = line.lowerBound
    while index < line.upperBound {
      let byte = bytes[index]
      let mark: FootnoteMark?
      var next = index + 1
      if byte == 0x5B {
        mark = bracketed(at: index)
      } else if byte &- 0x30 < 10 {
        while next < bytes.count, bytes[next] &- 0x30 < 10 { next += 1 }
        mark = glued(index..<next)
      } else if byte == 0x2A || (byte == 0xE2 && bytes[index + 1] == 0x80) {
        mark = gluedSign(at: index)
      } else if byte == 0xC2 || byte == 0xE2 {
        mark = raised(at: index)
      } else {
        index += 1
        continue
      }
      if let mark { marks.append(mark) }
      index = max(next, mark?.range.upperBound ?? next)
    }
  }

  private func bracketed(at index: Int) -> FootnoteMark? {
    let digits = bytes[(index + 1)...].prefix(3).prefix { $0 &- 0x30 < 10 }
    guard !digits.isEmpty, digits.endIndex < bytes.count, bytes[digits.endIndex] == 0x5D
    else { return nil }
    let label = string(digits.startIndex..<digits.endIndex)
    return FootnoteMark(range: index..<digits.endIndex + 1, label: label, style: .bracket)
  }

  private func raised(at index: Int) -> FootnoteMark? {
    var end = index
    var label = ""
    while end < bytes.count, label.utf8.count < 3 {
      let (value, length) = scalar(at: end)
      guard let digit = value.superscript else { break }
      label.append(digit)
      end += length
    }
    return label.isEmpty
      ? nil : FootnoteMark(range: index..<end, label: label, style: .superscript)
  }

  /// Signs right after a letter or a closing sign, with nothing of a word behind.
  private func gluedSign(at index: Int) -> FootnoteMark? {
    guard let (before, _) = scalar(before: index),
      before.isLetter || [".", ",", "”", "\"", ")"].contains(before),
      let (label, signs) = signs(at: index, within: index..<min(bytes.count, index + 9))
    else { return nil }
    var end = signs.upperBound
    if end < bytes.count, bytes[end] == 0x29, before != ")" { end += 1 }
    if end < bytes.count, scalar(at: end).value.isWordPart { return nil }
    return FootnoteMark(range: index..<end, label: label, style: .sign)
  }

  /// One or two digits, alone or in brackets, right after a word of three lower-case letters or its
  /// closing sign; weak after a word of two, or where a space stands before the bracket.
  private func glued(_ digits: Range<Int>) -> FootnoteMark? {
    guard digits.count <= 2, bytes[digits.lowerBound] != 0x30 else { return nil }
    var mark = FootnoteMark(range: digits, label: string(digits), style: .digit)
    let closes = digits.upperBound < bytes.count && bytes[digits.upperBound] == 0x29
    let opens = digits.lowerBound > 0 && bytes[digits.lowerBound - 1] == 0x28
    if closes {
      let start = opens ? digits.lowerBound - 1 : digits.lowerBound
      mark.range = start..<digits.upperBound + 1
      mark.style = opens ? .round : .halfRound
    }
    if mark.range.upperBound < bytes.count {
      let next = scalar(at: mark.range.upperBound).value
      guard !next.isWordPart, next != "%", next != "_", next != "/" else { return nil }
    }
    var end = mark.range.lowerBound
    if mark.style == .round, end > 0, bytes[end - 1] == 0x20 {
      end -= 1
      mark.isWeak = true
    }
    if mark.isWeak, let (digit, _) = scalar(before: end), digit.isDigit {
      mark.followsNumber = true
      return mark
    }
    if let (sign, length) = scalar(before: end), [".", ",", "”", "\"", ")"].contains(sign) {
      end -= length
    }
    var letters = 0
    while letters < 3, let (letter, length) = scalar(before: end), letter.isLower {
      end -= length
      letters += 1
    }
    guard letters >= 2 else { return nil }
    if letters == 3 || mark.style != .digit { return mark }
    // A unit follows a number: `20 km2`.
    guard let (space, length) = scalar(before: end), space == " ",
      let (before, _) = scalar(before: end - length), !before.isDigit
    else { return nil }
    mark.isWeak = true
    return mark
  }
}
