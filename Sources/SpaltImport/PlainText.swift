/// The decoded source as bytes, cut into lines.
///
/// The rules work on UTF-8 bytes and code points: grapheme clusters cost ten times as much and
/// a word of five megabytes must not.
struct PlainText {
  let bytes: SourceBytes
  private(set) var lines: [Line] = []
  private(set) var pairs: [LinePair] = []
  private let ownWords = LexiconOnDemand()

  /// The bytes alone, for rules that ask for no line.
  init(withoutLines bytes: SourceBytes) { self.bytes = bytes }

  init(_ bytes: SourceBytes, columns: [ColumnStretch] = []) {
    self.bytes = bytes
    lines.reserveCapacity(bytes.lineEndCount + 1)
    cutLines()
    pairs = Self.pairs(of: lines)
    var stretches = columns[...]
    for index in lines.indices where !stretches.isEmpty {
      let line = lines[index].range
      stretches = stretches.drop { $0.bytes.upperBound <= line.lowerBound }
      if let stretch = stretches.first, stretch.bytes.contains(line.lowerBound) {
        lines[index].columnWidth = stretch.width
      }
    }
  }

  private mutating func cutLines() {
    var start = 0
    var blanks = 0
    var index = 0
    var feed = false
    var signs: ByteSigns = []
    while true {
      index = bytes.next(.lineEnd, from: index, gathering: &signs)
      if index == bytes.count { break }
      let length = lineEndLength(at: index)
      guard length > 0 else {
        index += 1
        continue
      }
      let isFeed = bytes[index] == 0x0C
      // A form feed at the very start of a line ends no line of its own.
      if !isFeed || index > start {
        let line = line(start..<index, signs, followsFormFeed: feed)
        blanks = line.isBlank && !line.isSpaced && !feed ? blanks + 1 : 0
        // A thousand empty lines part two paragraphs no more than four do.
        if blanks <= 4 { lines.append(line) }
        feed = false
      }
      if isFeed { feed = true }
      index += length
      start = index
      signs = []
    }
    if start < bytes.count { lines.append(line(start..<bytes.count, signs, followsFormFeed: feed)) }
  }

  /// The length of the line end at an offset: CR LF, CR, LF, VT, FF, NEL, LS or PS; 0 for none.
  private func lineEndLength(at index: Int) -> Int {
    switch bytes[index] {
    case 0x0A, 0x0B, 0x0C: 1
    case 0x0D: index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
    case 0xC2: bytes[index + 1] == 0x85 ? 2 : 0
    case 0xE2:
      bytes[index + 1] == 0x80 && (bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9) ? 3 : 0
    default: 0
    }
  }

  /// The words the text uses, by which its rules tell a word from a half.
  var lexicon: Lexicon { ownWords.lexicon(of: self) }

  /// The code point at an offset and its length in bytes.
  func scalar(at index: Int) -> (value: Unicode.Scalar, length: Int) {
    let lead = bytes[index]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for next in index + 1..<index + length { value = value << 6 | UInt32(bytes[next] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// The code point that ends at an offset, or `nil` at the start of the text.
  func scalar(before index: Int) -> (value: Unicode.Scalar, length: Int)? {
    guard index > 0 else { return nil }
    var start = index - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(at: start)
  }

  /// The length of the white-space character at an offset; 0 for anything else.
  func whiteSpaceLength(at index: Int) -> Int {
    let byte = bytes[index]
    if byte < 0x80 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
    guard byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 else { return 0 }
    let (value, length) = scalar(at: index)
    return value.isWhite ? length : 0
  }

  /// Letters that UTF-8 read as Windows-1252 turns into two: `Ã¥` for `å`.
  ///
  /// Two may be a text's own; from three on nobody meant them.
  func mojibake() -> Int {
    var count = 0
    for line in lines where line.signs.contains(.misread) {
      // Ã, then a sign of the upper half of Latin-1.
      for index in line.content where bytes[index] == 0xC3 && index + 3 < bytes.count {
        if bytes[index + 1] == 0x83, bytes[index + 2] == 0xC2 || bytes[index + 2] == 0xE2 {
          count += 1
        }
      }
    }
    return count >= 3 ? count : 0
  }

  func string(_ range: Range<Int>) -> String { bytes.string(range) }

  /// A range without white space at either side.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper {
      let length = whiteSpaceLength(at: lower)
      if length == 0 { break }
      lower += length
    }
    while lower < upper, let (value, length) = scalar(before: upper),
      value.isWhite
    {
      upper -= length
    }
    return lower..<upper
  }
}

extension PlainText {
  private func line(_ range: Range<Int>, _ signs: ByteSigns, followsFormFeed: Bool) -> Line {
    let content = trimmed(range)
    var line = Line(range: range, content: content, followsFormFeed: followsFormFeed)
    line.signs = signs
    guard !content.isEmpty else { return line }
    line.indent = codePoints(range.lowerBound..<content.lowerBound)
    line.trailing = codePoints(content.upperBound..<range.upperBound)
    measure(&line)
    line.start = start(of: content)
    line.end = end(of: content)
    return line
  }

  func codePoints(_ range: Range<Int>) -> Int { bytes.buffer(range).codePointCount }

  private func measure(_ line: inout Line) {
    let content = bytes.buffer(line.content)
    line.width = content.codePointCount
    let firstGap = content.firstIndex { $0 == 0x20 || $0 == 0x09 } ?? content.count
    line.firstWordWidth = codePoints(
      line.content.lowerBound..<line.content.lowerBound + firstGap)
    if line.signs.contains(.tab) { line.tabs = content.count(of: 0x09) }
    line.wideGaps = content.wideGapCount
  }

  func start(of range: Range<Int>) -> Line.Start {
    var index = range.lowerBound
    while index < range.upperBound {
      let (value, length) = scalar(at: index)
      if value.isOpener || value == "*" || value == "_" {
        index += length
        continue
      }
      if value.isDigit { return .digit }
      if value.isLower { return .lower }
      return value.isLetter ? .upper : .sign
    }
    return .sign
  }

  func end(of range: Range<Int>) -> Line.End {
    var index = range.upperBound
    while index > range.lowerBound, let (value, length) = scalar(before: index) {
      if value == "]", let mark = bracketedNumber(before: index), mark > range.lowerBound {
        index = mark
        continue
      }
      if value.isCloser || value == "*" || value == "_" || value.superscript != nil {
        index -= length
        continue
      }
      switch value {
      case ".", "!", "?", "…": return .sentence
      case ":": return .colon
      case ",", ";": return .comma
      case "-", "\u{2010}", "\u{AD}", "¬": return .hyphen
      default: break
      }
      if value.isDigit { return isMarkedSentence(range.lowerBound..<index) ? .sentence : .digit }
      return value.isLetter || value.isCombining ? .letter : .sign
    }
    return .sign
  }

  /// Where a footnote mark such as `[12]` that ends at an offset begins.
  private func bracketedNumber(before index: Int) -> Int? {
    var start = index - 1
    while start > 0, index - start < 5, bytes[start - 1] &- 0x30 < 10 { start -= 1 }
    return start < index - 1 && start > 0 && bytes[start - 1] == 0x5B ? start - 1 : nil
  }

  /// Whether a range that ends in a digit is a sentence with a footnote mark: `så är det.2`.
  private func isMarkedSentence(_ range: Range<Int>) -> Bool {
    var index = range.upperBound
    while index > range.lowerBound, bytes[index - 1] &- 0x30 < 10, range.upperBound - index < 3 {
      index -= 1
    }
    guard index > range.lowerBound + 1, let (stop, length) = scalar(before: index),
      stop == "." || stop == "”" || stop == "?", let (letter, _) = scalar(before: index - length)
    else { return false }
    return letter.isLower || letter == "."
  }
}
