/// The words a text uses, apart from those at line ends, which may be halves.
///
/// Gathered when a rule first asks, and once: a pass over all words costs as much as cutting the text
/// into lines.
final class LexiconOnDemand {
  private var lexicon: Lexicon?

  func lexicon(of text: PlainText) -> Lexicon {
    if let lexicon { return lexicon }
    let gathered = Lexicon(of: text)
    lexicon = gathered
    return gathered
  }
}

/// See ``LexiconOnDemand``.
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
    bytes.buffer(range).forEachWord(hyphens: true) { key, place in
      if place.count <= 60 { body(key) }
    }
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
