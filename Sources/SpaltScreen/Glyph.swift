internal import SpaltText

/// A grapheme cluster as drawn, with the cells it takes.
public struct Glyph: Equatable, Sendable {
  public let character: Character
  /// 1 or 2 cell columns.
  public let width: Int

  /// What the screen shows for one character of a text.
  ///
  /// Usually the character itself. A control character gives the cells of its mark, a soft hyphen
  /// nothing, a combining mark without a letter stands on a dotted circle. Of many combining marks
  /// on one letter the first four are drawn and the rest counted. A cluster of several letters,
  /// such as a flag or a family, gives a glyph for each: terminals give each its own cells. What
  /// only joins them is left out there.
  public static func shown(for character: Character) -> [Glyph] {
    if isPlain(character) { return [Glyph(character: character, width: 1)] }
    let scalars = character.unicodeScalars.filter { !joinsEmoji($0, in: character) }
    if scalars.contains(where: { Sanitizer.mark(for: $0) != nil }) {
      return Sanitizer.line(String(character)).flatMap(shown)
    }
    var glyphs: [Glyph] = []
    var drawn = Drawn()
    for scalar in scalars where scalar != emojiStyle {
      let width = displayWidth(of: scalar)
      if width > 0 {
        glyphs += drawn.end()
        drawn = Drawn(scalar, width)
      } else {
        drawn.add(scalar)
      }
    }
    return glyphs + drawn.end()
  }

  /// The cell columns a text takes on one line.
  public static func width(of text: String) -> Int {
    var text = text
    if let letters = text.withUTF8({ plainLetters(in: $0) }) { return letters }
    return measure(text, within: .max).width
  }

  /// The longest beginning of a text that takes no more than so many cell columns on one line.
  public static func beginning(of text: String, within width: Int) -> Substring {
    let end = measure(text, within: width).end
    return text[..<text.utf8.index(text.startIndex, offsetBy: end)]
  }

  /// The cell columns of what fits of a text, and the byte after it.
  private static func measure(_ text: String, within limit: Int) -> (width: Int, end: Int) {
    var utf8 = text
    return utf8.withUTF8 { bytes in
      var (width, place) = (0, 0)
      while place < bytes.count {
        if let plain = plain(at: place, of: bytes) {
          if width >= limit { break }
          width += 1
          place = plain.next
          continue
        }
        let character = text[text.utf8.index(text.startIndex, offsetBy: place)]
        let step = shown(for: character).reduce(0) { $0 + $1.width }
        if step > limit - width { break }
        width += step
        place += character.utf8.count
      }
      return (width, place)
    }
  }

  /// The scalar that begins at a byte of a text, where it is a plain one and stands by itself, and
  /// the byte after it: nearly all text is that.
  @inline(__always)
  static func plain(
    at place: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> (value: UInt32, next: Int)? {
    let (scalar, next) = bytes.scalar(at: place)
    guard isPlain(scalar.value) else { return nil }
    // Letters up to U+02FF begin with a byte below CC, and none of them belongs to a letter before.
    if next == bytes.count || bytes[next] < 0xCC { return (scalar.value, next) }
    return isPlain(bytes.scalar(at: next).scalar.value) ? (scalar.value, next) : nil
  }

  /// How many letters a text in UTF-8 has, where all of them are plain ones; else `nil`.
  ///
  /// By bytes: the plain letters outside ASCII are U+00A0 to U+02FF but for the soft hyphen, and
  /// begin with the bytes C2 to CB.
  static func plainLetters(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var count = 0
    var last: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0x20..<0x7F, 0xC2...0xCB: count += 1
      case 0x80..<0xC0: if last == 0xC2, byte < 0xA0 || byte == 0xAD { return nil }
      default: return nil
      }
      last = byte
    }
    return count
  }

  /// One line of at most so many cell columns, `…` where something is left out; `nil` where there is
  /// more to it than counting plain letters.
  public static func cut(_ text: String, to width: Int) -> String? {
    guard width > 0 else { return nil }
    var utf8 = text
    return utf8.withUTF8 { bytes in
      var (count, place, end) = (0, 0, 0)
      while place < bytes.count, count <= width {
        if count == width - 1 { end = place }
        guard let plain = plain(at: place, of: bytes) else { return nil }
        count += 1
        place = plain.next
      }
      return count <= width ? text : String(decoding: bytes[..<end], as: UTF8.self) + "…"
    }
  }

  /// The cell columns a part of a text takes on one line.
  public static func width(of text: Substring) -> Int { width(of: String(text)) }

  /// Whether a character is one narrow letter and nothing else: nearly all text is.
  ///
  /// True for some characters only; cheap where ``shown(for:)`` is not.
  public static func isPlain(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first?.value, isPlainLetter(first) else { return false }
    return scalars.index(after: scalars.startIndex) == scalars.endIndex
  }

  /// Whether a scalar is a narrow letter of Latin script, or one of its signs.
  static func isPlainLetter(_ value: UInt32) -> Bool {
    (0x20..<0x7F).contains(value) || (0xA0..<0x300).contains(value) && value != 0xAD
  }

  /// Whether every terminal gives a scalar one cell, so that what follows it stands where it should.
  ///
  /// Letters of Europe, the marks of its printers, and what frames and rulers are drawn with;
  /// symbols that some terminals show as pictures of two cells are not among them.
  ///
  /// Source: Unicode 15, blocks and `emoji-data.txt`.
  @inline(__always)
  static func isPlain(_ value: UInt32) -> Bool {
    switch value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300, 0x370..<0x378, 0x386..<0x483, 0x48A..<0x530,
      0x1E00..<0x1F00, 0x2010..<0x2028, 0x2030..<0x203C, 0x203D..<0x2049, 0x2070..<0x20A0,
      0x20A0..<0x20C0, 0x2190..<0x2194, 0x2200..<0x2300, 0x2400..<0x2427, 0x2500..<0x25AA,
      0x25B8, 0x25CF, 0x25CC:
      true
    default: false
    }
  }

  /// Whether a scalar only holds the pictures of one emoji together: a joiner between two of them,
  /// or the tags of a flag such as that of Wales.
  private static func joinsEmoji(_ scalar: Unicode.Scalar, in character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first, first.properties.isEmoji, first.value > 0x7F else {
      return false
    }
    switch scalar.value {
    case 0x200D: return scalars.last?.value != 0x200D
    case 0xE0020...0xE007F: return first == "\u{1F3F4}" && scalars.last?.value == 0xE007F
    default: return false
    }
  }

  /// Asks for the wide, coloured form of a symbol.
  ///
  /// Left out: terminals do not agree on how wide the symbol then is.
  private static let emojiStyle: Unicode.Scalar = "\u{FE0F}"

  /// One letter and its marks, while they are gathered.
  private struct Drawn {
    private var scalars = String.UnicodeScalarView()
    private var width = 0
    private var marks = 0

    /// Beyond this a terminal spends its time, and its neighbours' cells, on one letter.
    private static let mostMarks = 4

    init() {}

    init(_ letter: Unicode.Scalar, _ width: Int) {
      scalars.append(letter)
      self.width = width
    }

    mutating func add(_ mark: Unicode.Scalar) {
      if scalars.isEmpty { self = Drawn("◌", 1) }
      marks += 1
      if marks <= Self.mostMarks { scalars.append(mark) }
    }

    func end() -> [Glyph] {
      guard !scalars.isEmpty else { return [] }
      let rest = marks > Self.mostMarks ? "+\(marks - Self.mostMarks)" : ""
      return [Glyph(character: Character(String(scalars)), width: width)]
        + rest.map { Glyph(character: $0, width: 1) }
    }
  }
}
