/// The words a text uses, apart from those at line ends, which may be halves.
struct Lexicon: Sendable {
  private var words: Set<String> = []

  init(of text: PlainText) {
    for line in text.lines where !line.isBlank {
      var previous: String?
      var isFirst = true
      text.forEachWord(in: line.content) { word in
        if let previous { words.insert(previous) }
        if isFirst { isFirst = false } else { previous = word.lowercased() }
      }
    }
  }

  func contains(_ word: String) -> Bool { words.contains(word.lowercased()) }
}

extension PlainText {
  /// Calls back with every word of at most 60 bytes; a hyphen within a word is part of it.
  func forEachWord(in range: Range<Int>, _ body: (String) -> Void) {
    var index = range.lowerBound
    var start: Int?
    while index < range.upperBound {
      let (value, length) = scalar(at: index)
      let isHyphen = value == "-" && start != nil
      if value.isWordPart || isHyphen {
        if start == nil { start = index }
      } else if let first = start {
        if index - first <= 60 { body(string(first..<index)) }
        start = nil
      }
      index += length
    }
    if let first = start, index - first <= 60 { body(string(first..<index)) }
  }

  /// The letters before an offset, at most 60 bytes.
  func word(before offset: Int) -> String {
    var start = offset
    while start > 0, offset - start < 60, let (value, length) = scalar(before: start),
      value.isWordPart
    {
      start -= length
    }
    return string(start..<offset)
  }

  /// The letters from an offset, at most 60 bytes.
  func word(after offset: Int) -> String {
    var end = offset
    while end < bytes.count, end - offset < 60 {
      let (value, length) = scalar(at: end)
      guard value.isWordPart else { break }
      end += length
    }
    return string(offset..<end)
  }
}
