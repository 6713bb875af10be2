internal import SpaltText

/// Cuts the UTF-8 of one text into words, from its start to its end.
///
/// Nearly all letters are of one byte or two, and every letter of every text comes by here; so
/// places are bytes, and scalars are taken out of them one at a time.
struct WordCutter {
  typealias Word = WordScanner.Word

  /// Well formed, as those of a string are.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let latin = Sort.latin
  private var index = 0
  private var place = 0
  private var words: [Word] = []
  private var forms: [UInt8] = []

  /// - Parameter bytes: Of a string, and there as long as the cutter.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isDone: Bool { index == bytes.count }

  /// Appends the next words and the bytes of their forms; begins no further word when there are
  /// `most`.
  mutating func cut(atMost most: Int, _ words: inout [Word], _ forms: inout [UInt8]) {
    // They are lent while words are cut; two owners would mean a copy at every change.
    swap(&words, &self.words)
    swap(&forms, &self.forms)
    while index < bytes.count, self.words.count < most {
      let (sort, next) = look(at: index)
      switch sort {
      case .letter: word()
      case .digit: hasLetter(index..<endOfWord(from: index)) ? word() : number()
      case .sign:
        add(index..<next, upTo: next)
        index = next
      case .joiner, .ignorable, .other: index = next
      }
    }
    swap(&words, &self.words)
    swap(&forms, &self.forms)
  }

  // MARK: Scalars

  /// What stands at a place, and the place after it.
  @inline(__always)
  private func look(at place: Int) -> (sort: Sort, next: Int) {
    let lead = bytes[place]
    if lead < 0x80 { return (latin[Int(lead)], place + 1) }
    let (scalar, next) = bytes.scalar(at: place)
    return (Sort(scalar), next)
  }

  private func isSign(_ sign: Unicode.Scalar, at place: Int) -> Bool {
    place < bytes.count && bytes.scalar(at: place).scalar == sign
  }

  private func hasLetter(_ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound {
      let (sort, next) = look(at: place)
      if sort == .letter { return true }
      place = next
    }
    return false
  }

  // MARK: Words

  /// Adds a word with the normal form of a stretch; its range may go on after it.
  private mutating func add(_ range: Range<Int>, upTo end: Int) {
    let start = forms.count
    let hasLetter = appendNormalForm(of: bytes, range, to: &forms)
    add(start, range.lowerBound..<end, hasLetter)
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
      guard index == end, end < bytes.count else { break }
      let (sort, next) = look(at: end)
      guard sort == .joiner, next < bytes.count, look(at: next).sort.isWord else { break }
      index = next
    }
    if words.count > first + 1 { addWhole(of: first..<words.count) }
  }

  /// Adds words joined by hyphens as one; numbers joined so are only numbers.
  private mutating func addWhole(of parts: Range<Int>) {
    guard words[parts].contains(where: \.hasLetter) else { return }
    let start = forms.count
    for part in parts {
      // What comes after is cut off; a row of a million parts is one word too.
      if forms.count - start > longestForm * longestScalar { break }
      // Letter by letter: a slice of the forms would make them be copied when it is appended.
      for place in words[part].form { forms.append(forms[place]) }
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
    while end < bytes.count {
      let (sort, next) = look(at: end)
      switch sort {
      case .letter, .digit: last = next
      case .ignorable: break
      default: return last
      }
      end = next
    }
    return last
  }

  /// The end of an ending set off from an abbreviation: `OECD:s`, `sms:et`, `tv'et`.
  private func endOfEnding(after start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let (sign, first) = bytes.scalar(at: start)
    guard sign == ":" || sign == "'" || sign == "’" else { return nil }
    let end = endOfWord(from: first)
    guard 1...longestEnding ~= end - first,
      endings.contains(String(decoding: bytes[first..<end], as: UTF8.self))
    else { return nil }
    return end
  }

  // MARK: Numbers

  /// The run of digits that begins at a place and no letter ends, or `nil`.
  private func digits(from start: Int) -> Range<Int>? {
    var end = start
    while end < bytes.count {
      let (sort, next) = look(at: end)
      if sort == .letter { return nil }
      guard sort == .digit else { break }
      end = next
    }
    return end > start ? start..<end : nil
  }

  /// `20 000`, `7,50`, `06:40`; a row of dotted numbers is not one number but several words.
  private mutating func number() {
    let first = index
    let start = forms.count
    var end = endOfWord(from: first)
    appendNormalForm(of: bytes, first..<end, to: &forms)
    if forms.count - start <= 3, bytes[first] != UInt8(ascii: "0"), end < bytes.count {
      end = thousands(after: end)
    }
    if isSign(",", at: end) || isSign(".", at: end), let decimals = digits(from: end + 1) {
      if isSign(".", at: decimals.upperBound), digits(from: decimals.upperBound + 1) != nil {
        cut(from: start)
        add(start, first..<end, false)
        return dotted(from: end)
      }
      forms.append(UInt8(ascii: ","))
      appendNormalForm(of: bytes, decimals, to: &forms)
      end = decimals.upperBound
    }
    while isSign(":", at: end), let next = digits(from: end + 1) {
      forms.append(UInt8(ascii: ":"))
      appendNormalForm(of: bytes, next, to: &forms)
      end = next.upperBound
    }
    cut(from: start)
    add(start, first..<end, false)
    index = endOfEnding(after: end) ?? end
  }

  /// Appends groups of three digits, all set off by the same sign; returns where they end.
  private mutating func thousands(after start: Int) -> Int {
    var end = start
    let (sign, _) = bytes.scalar(at: start)
    guard thousandsSigns.contains(sign) else { return end }
    while isSign(sign, at: end), let next = digits(from: bytes.scalar(at: end).next),
      UnsafeBufferPointer(rebasing: bytes[next]).scalarCount == 3
    {
      appendNormalForm(of: bytes, next, to: &forms)
      end = next.upperBound
    }
    return end
  }

  private mutating func dotted(from end: Int) {
    index = end
    while isSign(".", at: index), let next = digits(from: index + 1) {
      add(next, upTo: next.upperBound)
      index = next.upperBound
    }
  }
}

private let thousandsSigns: [Unicode.Scalar] = [" ", ".", "\u{A0}", "\u{2009}", "\u{202F}"]

/// Endings written after a colon (Swedish) or an apostrophe (Danish, English).
///
/// Source: Svenska skrivregler (2017), the colon in inflected abbreviations;
/// Retskrivningsordbogen, § 6, the apostrophe.
private let endings: Set<String> = [
  "a", "e", "n", "s", "t", "r", "an", "ar", "are", "arna", "ars", "as", "de", "e", "en", "ens",
  "er", "erna", "erne", "ernes", "ers", "et", "ets", "na", "ne", "nes", "ns", "or", "orna", "te",
  "ts",
]

/// Letters, and bytes, of the longest of these.
private let longestEnding = 5
