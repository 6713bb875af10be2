internal import SpaltSearch

/// The keys of a word in the term list, as words of a full-text table.
///
/// No word of a text has `=` or `~` in it, so a stem is never taken for letters of another word.
enum TermKeys {
  /// Bytes of the sign that a key begins with.
  static let signLength = 1

  static func stem(_ stem: String) -> String { "=" + stem }
  static func fold(_ fold: String) -> String { "~" + fold }

  /// The stem, what is left of it and of the word without rings and dots where that differs, and
  /// letters from inside.
  static func all(of word: String, _ analysis: TermAnalysis) -> String {
    let stem = analysis.stem(word)
    let fold = analysis.fold(stem)
    // By bytes: all that makes up an archive's words comes by here.
    var keys: [UInt8] = [UInt8(ascii: "=")]
    keys.reserveCapacity(6 * word.utf8.count)
    keys.append(contentsOf: stem.utf8)
    let foldedWord = analysis.fold(word)
    if fold != stem {
      keys.append(contentsOf: " ~".utf8)
      keys.append(contentsOf: fold.utf8)
    }
    if foldedWord != word, foldedWord != fold {
      keys.append(contentsOf: " ~".utf8)
      keys.append(contentsOf: foldedWord.utf8)
    }
    eachFragment(of: word) { fragment in
      keys.append(0x20)
      keys.append(contentsOf: fragment)
    }
    return String(decoding: keys, as: UTF8.self)
  }
}
