/// A sign at the start of a line that may say what the line is: `•`, `4.2`, `a)`, `–`, `##`.
struct OpeningMark: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case bullet
    /// `*` or `+`, which are bullets in Markdown only.
    case markdownBullet
    case arrow
    /// `o` alone, which is a bullet where several lines begin so.
    case letterBullet
    case dash
    /// `4.`, `4)`, `4.2`, `(4)`; a stop is `.` or `)`.
    case number([Int], hasStop: Bool)
    /// `a)`, `iv)`.
    case letter
    /// `##`, with the number of signs.
    case hash(Int)
    /// `>`, once or more.
    case angle
    /// `[1]`, `¹`: a footnote's label, as a plain number.
    case footnote(String)
  }

  var kind: Kind
  /// The sign without the white space after it.
  var range: Range<Int>
  /// What follows the sign and the white space.
  var rest: Range<Int>

  var isListMark: Bool {
    switch kind {
    case .bullet, .markdownBullet, .letterBullet, .letter, .dash, .arrow: true
    case .number(let path, let hasStop): path.count == 1 && hasStop
    case .hash, .angle, .footnote: false
    }
  }
}

extension PlainText {
  /// The opening mark of a line, or `nil` when it starts with a word.
  func openingMark(of line: Line) -> OpeningMark? {
    let content = line.content
    guard !content.isEmpty else { return nil }
    let (first, length) = scalar(at: content.lowerBound)
    let afterFirst = content.lowerBound + length
    switch first {
    case "#":
      let count = run(of: 0x23, in: content)
      guard count <= 6 else { return nil }
      return mark(.hash(count), content.lowerBound..<content.lowerBound + count, content)
    case ">": return quoteMark(content)
    case "*", "+": return mark(.markdownBullet, content.lowerBound..<afterFirst, content)
    case "[": return bracketMark(content)
    case "o" where isLoneLetter(content):
      return mark(.letterBullet, content.lowerBound..<afterFirst, content)
    case "(": return letterMark(content) ?? numberMark(content)
    // Most lines begin with a word, and hold no bracket so early.
    case "a"..."z":
      if bytes[content].prefix(5).contains(0x29) { return letterMark(content) }
      return hasStopAndSpace(afterFirst, content)
        ? mark(.letterBullet, content.lowerBound..<afterFirst + 1, content) : nil
    case "A"..."Z": return nil
    case "0"..."9": return numberMark(content)
    default: break
    }
    if first.isBullet {
      return mark(.bullet, content.lowerBound..<afterFirst, content, needsSpace: false)
    }
    if first.isArrow { return mark(.arrow, content.lowerBound..<afterFirst, content) }
    if first.isDash {
      let needsSpace = first == "-"
      return mark(.dash, content.lowerBound..<afterFirst, content, needsSpace: needsSpace)
    }
    if first.superscript != nil { return superscriptMark(content) }
    return nil
  }

  private func mark(
    _ kind: OpeningMark.Kind, _ range: Range<Int>, _ content: Range<Int>, needsSpace: Bool = true
  ) -> OpeningMark? {
    let rest = trimmed(range.upperBound..<content.upperBound)
    // A bullet may stand alone on its line, its words on the next.
    if needsSpace, rest.lowerBound == range.upperBound {
      guard rest.isEmpty, kind != .dash, kind != .markdownBullet else { return nil }
    }
    return OpeningMark(kind: kind, range: range, rest: rest)
  }

  /// Whether the first letter stands alone before a space.
  private func isLoneLetter(_ content: Range<Int>) -> Bool {
    content.count > 2 && bytes[content.lowerBound + 1] == 0x20
  }

  /// `a. studier`; whether it is an item its neighbours tell.
  private func hasStopAndSpace(_ index: Int, _ content: Range<Int>) -> Bool {
    index + 2 < content.upperBound && bytes[index] == 0x2E && bytes[index + 1] == 0x20
  }

  private func run(of byte: UInt8, in range: Range<Int>) -> Int {
    bytes[range].prefix { $0 == byte }.count
  }

  private func quoteMark(_ content: Range<Int>) -> OpeningMark {
    var end = content.lowerBound
    var index = end
    while index < content.upperBound, bytes[index] == 0x3E || bytes[index] == 0x20 {
      index += 1
      if bytes[index - 1] == 0x3E { end = index }
    }
    return OpeningMark(
      kind: .angle, range: content.lowerBound..<end, rest: index..<content.upperBound)
  }

  private func bracketMark(_ content: Range<Int>) -> OpeningMark? {
    let digits = bytes[content].dropFirst().prefix(4).prefix { $0 &- 0x30 < 10 }
    let end = digits.endIndex
    guard !digits.isEmpty, end < content.upperBound, bytes[end] == 0x5D else { return nil }
    return mark(
      .footnote(string(digits.startIndex..<end)), content.lowerBound..<end + 1, content,
      needsSpace: false)
  }

  private func superscriptMark(_ content: Range<Int>) -> OpeningMark? {
    var index = content.lowerBound
    var label = ""
    while index < content.upperBound, label.utf8.count < 3 {
      let (value, length) = scalar(at: index)
      guard let digit = value.superscript else { break }
      label.append(digit)
      index += length
    }
    return mark(.footnote(label), content.lowerBound..<index, content, needsSpace: false)
  }

  /// `a)`, `(b)`, `iv)`.
  private func letterMark(_ content: Range<Int>) -> OpeningMark? {
    var index = content.lowerBound
    if bytes[index] == 0x28 { index += 1 }
    let letters = bytes[index..<content.upperBound].prefix(4).prefix { (0x61...0x7A).contains($0) }
    index = letters.endIndex
    let isRoman = letters.allSatisfy { $0 == 0x69 || $0 == 0x76 || $0 == 0x78 }
    guard letters.count == 1 || (isRoman && !letters.isEmpty), index < content.upperBound,
      bytes[index] == 0x29
    else { return nil }
    return mark(.letter, content.lowerBound..<index + 1, content)
  }

  /// `4`, `4.`, `4)`, `(4)`, `4.2`, `4.2.`, with at most six numbers of three digits.
  private func numberMark(_ content: Range<Int>) -> OpeningMark? {
    var index = content.lowerBound
    let isBracketed = bytes[index] == 0x28
    if isBracketed { index += 1 }
    var path: [Int] = []
    var hasStop = false
    while path.count < 6 {
      let digits = bytes[index..<content.upperBound].prefix(4).prefix { $0 &- 0x30 < 10 }
      guard (1...3).contains(digits.count) else { break }
      path.append(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
      index = digits.endIndex
      hasStop = false
      guard index < content.upperBound, bytes[index] == 0x2E else { break }
      hasStop = true
      index += 1
    }
    guard !path.isEmpty else { return nil }
    if index < content.upperBound, bytes[index] == 0x29 {
      hasStop = true
      index += 1
    } else if isBracketed {
      return nil
    }
    return mark(
      .number(path, hasStop: hasStop), content.lowerBound..<index, content)
  }
}
