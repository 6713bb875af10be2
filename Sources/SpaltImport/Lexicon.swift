/// The words a text uses, apart from those at line ends, which may be halves.
struct Lexicon {
  /// More different words than any text has; noise has more.
  private static let most = 1_000_000

  private var words = KeySet()

  init(of text: PlainText) {
    for line in text.lines where !line.isBlank {
      var previous: WordKey?
      var isFirst = true
      text.forEachWord(in: line.content) { key in
        if let previous { words.insert(previous) }
        if isFirst { isFirst = false } else { previous = key }
      }
      if words.count > Self.most { return }
    }
  }

  func contains(_ word: String) -> Bool { words.contains(WordKey(word)) }
}

extension PlainText {
  /// Calls back with every word of at most 60 bytes; a hyphen within a word is part of it.
  func forEachWord(in range: Range<Int>, _ body: (WordKey) -> Void) {
    var index = range.lowerBound
    var start = -1
    var key = WordKey()
    while index < range.upperBound {
      let (value, length) = scalar(at: index)
      if value.isWordPart || (value == "-" && start >= 0) {
        if start < 0 {
          start = index
          key = WordKey()
        }
        key.append(value)
      } else if start >= 0 {
        if index - start <= 60 { body(key) }
        start = -1
      }
      index += length
    }
    if start >= 0, range.upperBound - start <= 60 { body(key) }
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
