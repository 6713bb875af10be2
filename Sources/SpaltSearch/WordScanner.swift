/// Cuts texts into words without making a string of each.
///
/// Indexing looks at every word of an archive and a page of hits at every word of its texts, so
/// the forms lie one after the other in one array, which is used again for the next text.
public struct WordScanner {
  /// A word; what ``Token`` has, with the form as a stretch of ``forms``.
  public struct Word {
    public var form: Range<Int>
    /// UTF-8 bytes of the text.
    public var range: Range<Int>
    public var place: Int
    public var span: Int
    /// Whether there is a letter in it.
    var hasLetter: Bool
  }

  /// The words of the text scanned last, in order.
  public private(set) var words: [Word] = []
  /// The UTF-8 bytes of their forms.
  public private(set) var forms: [UInt8] = []
  // These three are as long as the longest piece so far; ``count`` of them are the piece's.
  private var scalars: [Unicode.Scalar] = []
  private var sorts: [Sort] = []
  /// Where each scalar starts in the text, and the end of the piece.
  private var offsets: [Int] = [0]
  private var count = 0
  private var index = 0
  private var place = 0

  public init() {}

  public func form(of word: Word) -> String {
    String(decoding: forms[word.form], as: UTF8.self)
  }

  /// Finds the words of a text; those of the text before are forgotten.
  public mutating func scan(_ text: String) {
    var text = text
    place = 0
    text.withUTF8 { bytes in
      forget()
      forms.reserveCapacity(2 * bytes.count)
      read(bytes, from: 0)
      cut()
    }
  }

  /// Finds the words of a text of any length a piece at a time, the same ones as ``scan(_:)``.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - take: Called after each piece, whose words alone are in ``words`` then.
  public mutating func scan(_ text: String, inPieces take: (WordScanner) -> Void) {
    var text = text
    place = 0
    text.withUTF8 { bytes in
      var start = 0
      repeat {
        let end = TextPieces.end(from: start, of: bytes)
        let piece = UnsafeBufferPointer(rebasing: bytes[start..<end])
        forget()
        if piece.count <= TextPieces.longest {
          forms.reserveCapacity(2 * piece.count)
          read(piece, from: start)
        } else {
          count = Self.decodeLong(piece, from: start, &scalars, &sorts, &offsets)
        }
        cut()
        take(self)
        start = end
      } while start < bytes.count
    }
  }

  private mutating func forget() {
    words.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
    index = 0
  }

  /// Cuts what was read into words.
  private mutating func cut() {
    while index < count {
      switch sorts[index] {
      case .letter: word()
      case .digit:
        let end = endOfWord(from: index)
        if sorts[index..<end].contains(.letter) { word() } else { number() }
      case .sign:
        add(index..<index + 1, upTo: index + 1)
        index += 1
      case .joiner, .ignorable, .other: index += 1
      }
    }
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, from base: Int) {
    if scalars.count < bytes.count {
      let more = bytes.count - scalars.count
      scalars.append(contentsOf: repeatElement(" ", count: more))
      sorts.append(contentsOf: repeatElement(.other, count: more))
      offsets.append(contentsOf: repeatElement(0, count: more))
    }
    count = Self.decode(bytes, from: base, &scalars, &sorts, &offsets)
  }

  // MARK: Words

  /// Adds a word with the normal form of some scalars; its range may go on after them.
  private mutating func add(_ range: Range<Int>, upTo end: Int) {
    let start = forms.count
    let hasLetter = appendNormalForm(of: scalars, range, to: &forms)
    add(start, offsets[range.lowerBound]..<offsets[end], hasLetter)
  }

  private mutating func add(_ start: Int, _ range: Range<Int>, _ hasLetter: Bool) {
    words.append(
      Word(
        form: start..<forms.count, range: range, place: place, span: 1, hasLetter: hasLetter))
    place += 1
  }

  /// A word, or a row of words joined by hyphens and apostrophes.
  private mutating func word() {
    let first = words.count
    while true {
      let end = endOfWord(from: index)
      add(index..<end, upTo: end)
      index = end
      if let next = endOfEnding(after: end) { index = next }
      guard index == end, index + 1 < count, sorts[index] == .joiner,
        sorts[index + 1].isWord
      else { break }
      index += 1
    }
    if words.count > first + 1 { addWhole(of: first..<words.count) }
  }

  /// Adds words joined by hyphens as one; numbers joined so are only numbers.
  private mutating func addWhole(of parts: Range<Int>) {
    guard words[parts].contains(where: \.hasLetter) else { return }
    let start = forms.count
    for part in parts {
      // Letter by letter: a slice of the forms would have them all copied for each part.
      for index in words[part].form { forms.append(forms[index]) }
      // No letter has more than four bytes.
      if forms.count - start > 4 * longestForm { break }
    }
    cut(from: start)
    let (first, last) = (words[parts.lowerBound], words[parts.upperBound - 1])
    words.append(
      Word(
        form: start..<forms.count, range: first.range.lowerBound..<last.range.upperBound,
        place: first.place, span: parts.count, hasLetter: true))
  }

  /// Cuts a form that is longer than is searched.
  private mutating func cut(from start: Int) {
    guard forms.count - start > longestForm else { return }
    let form = SpaltSearch.cut(String(decoding: forms[start...], as: UTF8.self))
    forms.replaceSubrange(start..., with: form.utf8)
  }

  private func endOfWord(from start: Int) -> Int {
    var end = start
    var last = start
    while end < count {
      switch sorts[end] {
      case .letter, .digit: last = end + 1
      case .ignorable: break
      default: return last
      }
      end += 1
    }
    return last
  }

  /// The end of an ending set off from an abbreviation: `OECD:s`, `sms:et`, `tv'et`.
  private func endOfEnding(after start: Int) -> Int? {
    guard start + 1 < count, sorts[start] == .joiner || scalars[start] == ":",
      scalars[start] == ":" || scalars[start] == "'" || scalars[start] == "’"
    else { return nil }
    let end = endOfWord(from: start + 1)
    guard end > start + 1, end - start <= 6,
      endings.contains(String(String.UnicodeScalarView(scalars[start + 1..<end])))
    else { return nil }
    return end
  }

  // MARK: Numbers

  /// The end of the run of digits that begins right after `sign`, or `nil`.
  private func endOfDigits(after sign: Int) -> Int? {
    var end = sign + 1
    while end < count, sorts[end] == .digit { end += 1 }
    if end < count, sorts[end] == .letter { return nil }
    return end > sign + 1 ? end : nil
  }

  /// `20 000`, `7,50`, `06:40`; a row of dotted numbers is not one number but several words.
  private mutating func number() {
    let first = index
    let start = forms.count
    var end = endOfWord(from: first)
    appendNormalForm(of: scalars, first..<end, to: &forms)
    let length = forms.count
    if length - start <= 3, scalars[first] != "0", end < count,
      thousandsSigns.contains(scalars[end])
    {
      let sign = scalars[end]
      while end < count, scalars[end] == sign, let next = endOfDigits(after: end),
        next - end == 4
      {
        appendNormalForm(of: scalars, end + 1..<next, to: &forms)
        end = next
      }
    }
    if end < count, scalars[end] == "," || scalars[end] == ".",
      let next = endOfDigits(after: end)
    {
      if next < count, scalars[next] == ".", endOfDigits(after: next) != nil {
        add(start, offsets[first]..<offsets[end], false)
        return dotted(from: end)
      }
      forms.append(UInt8(ascii: ","))
      appendNormalForm(of: scalars, end + 1..<next, to: &forms)
      end = next
    }
    while end < count, scalars[end] == ":", let next = endOfDigits(after: end) {
      forms.append(UInt8(ascii: ":"))
      appendNormalForm(of: scalars, end + 1..<next, to: &forms)
      end = next
    }
    cut(from: start)
    add(start, offsets[first]..<offsets[end], false)
    index = endOfEnding(after: end) ?? end
  }

  private mutating func dotted(from end: Int) {
    index = end
    while index < count, scalars[index] == ".", let next = endOfDigits(after: index) {
      add(index + 1..<next, upTo: next)
      index = next
    }
  }
}

private let thousandsSigns: Set<Unicode.Scalar> = [" ", ".", "\u{A0}", "\u{2009}", "\u{202F}"]

/// Endings written after a colon (Swedish) or an apostrophe (Danish, English).
///
/// Source: Svenska skrivregler (2017), the colon in inflected abbreviations;
/// Retskrivningsordbogen, § 6, the apostrophe.
private let endings: Set<String> = [
  "a", "e", "n", "s", "t", "r", "an", "ar", "are", "arna", "ars", "as", "de", "e", "en", "ens",
  "er", "erna", "erne", "ernes", "ers", "et", "ets", "na", "ne", "nes", "ns", "or", "orna", "te",
  "ts",
]
