internal import SpaltSearch
internal import SpaltText

/// A text as the index sees it, worked out without the database; the same for the same version,
/// whenever it is made.
struct IndexEntry: Sendable {
  var language: Language
  /// The words of its title.
  var title: String
  /// Its words, a mark after each paragraph, so that no phrase runs from one into the next.
  var words: String
  /// What was joined by hyphens, as one word each.
  var wholes: String
  /// What its words begin with: their first one, two and three letters, each once.
  var beginnings: String
  /// In words, as the full-text table counts them.
  var length: Int
  /// Its words, each once.
  var terms: [Term] = []

  /// The letters of ``beginnings``.
  static let longestBeginning = 3

  /// A word of a language for the term list.
  struct Term: Sendable {
    var id: TermID
    var word: String
    /// The keys it is filed under, `nil` when they were worked out for an earlier text.
    var keys: String?
  }

  /// Works out a text; without a stock nothing is to be added to the term list.
  init(_ title: String, _ blocks: some Sequence<String>, _ language: Language, _ stock: TermStock?)
  {
    self.language = language
    var scanner = WordScanner()
    var streams = Streams(language)
    var length = 0
    for block in blocks {
      // A block can be as long as its text.
      scanner.scan(block) { scanner in
        for word in scanner.words { streams.add(word, scanner.forms) }
        length += scanner.words.count
      }
      streams.words.append(contentsOf: Streams.paragraphMark)
      length += 1
    }
    scanner.scan(title)
    for word in scanner.words { streams.addToTitle(word, scanner.forms) }
    self.length = length
    self.title = String(decoding: streams.title, as: UTF8.self)
    words = String(decoding: streams.words, as: UTF8.self)
    wholes = String(decoding: streams.wholes, as: UTF8.self)
    beginnings = String(decoding: streams.beginnings, as: UTF8.self)
    if let stock { terms = stock.analysed(streams.terms, language) }
  }
}

/// The streams of words of one text while they are put together.
private struct Streams {
  static let paragraphMark = Array("¶ ".utf8)

  var title: [UInt8] = []
  var words: [UInt8] = []
  var wholes: [UInt8] = []
  var beginnings: [UInt8] = []
  var terms: [(id: TermID, word: String)] = []
  private var seen = TermSet()
  private var begun = TermSet()
  private let language: TermID

  init(_ language: Language) { self.language = TermID(language) }

  mutating func add(_ word: WordScanner.Word, _ forms: [UInt8]) {
    let form = forms[word.form]
    if word.span == 1 {
      words.append(contentsOf: form)
      words.append(0x20)
    } else {
      wholes.append(contentsOf: form)
      wholes.append(0x20)
    }
    if list(form) { begin(form) }
  }

  /// Adds what a word begins with: its first letter, its first two, its first three.
  private mutating func begin(_ form: ArraySlice<UInt8>) {
    var end = form.startIndex
    for _ in 0..<IndexEntry.longestBeginning where end < form.endIndex {
      repeat { end += 1 } while end < form.endIndex && form[end] & 0xC0 == 0x80
      guard begun.insert(language.joined(with: form[..<end])) else { continue }
      beginnings.append(contentsOf: form[..<end])
      beginnings.append(0x20)
    }
  }

  /// A title is searched by itself, and begins no word of the text.
  mutating func addToTitle(_ word: WordScanner.Word, _ forms: [UInt8]) {
    let form = forms[word.form]
    title.append(contentsOf: form)
    title.append(0x20)
    _ = list(form)
  }

  /// - Returns: `false` when the word came before.
  private mutating func list(_ form: ArraySlice<UInt8>) -> Bool {
    let id = language.joined(with: form)
    guard seen.insert(id) else { return false }
    terms.append((id, String(decoding: form, as: UTF8.self)))
    return true
  }
}
