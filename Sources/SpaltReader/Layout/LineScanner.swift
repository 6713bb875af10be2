internal import SpaltScreen
internal import SpaltText

/// Finds every place where a line of a stretch of text may end.
///
/// Linear: most letters are told by their bytes, and only what is neither Latin nor common
/// punctuation is looked at as a character.
struct LineScanner {
  /// Cell columns of the narrowest line; a longer run of letters may be cut.
  var room: Int
  /// Where words may be parted, in UTF-8 bytes of the word; `nil` parts none.
  var breaks: ((_ word: String) -> [Int])?

  /// No word is parted with fewer letters on either side.
  private static let shortestPart = (before: 2, after: 3)
  /// A longer run of letters is no word; its breaks would take forever.
  private static let longestWord = 200

  private var text = ""
  private var stretch = 0..<0
  private var references: ArraySlice<Block.Reference> = []
  private var opportunities: [BreakOpportunity] = []
  private var offset = 0
  private var column = 0
  private var spaces = 0
  private var token = Token()

  init(room: Int, breaks: ((_ word: String) -> [Int])? = nil) {
    self.room = room
    self.breaks = breaks
  }

  /// What stands between two spaces, while it is read.
  private struct Token {
    var start = 0
    var column = 0
    /// The first of its own opportunities.
    var opportunity = 0
    /// Runs of lower-case letters that may be parted.
    var words: [(range: Range<Int>, column: Int)] = []
    var word: (start: Int, column: Int)?
    /// Whether the letters being read belong to a name, a number or a strange script.
    var isBlocked = false
    /// Whether it is an address, which is copied and never parted.
    var isAddress = false
    var last = Sign.space
    var beforeLast = Sign.space
  }

  /// What a character is to a line.
  private enum Sign {
    case space, lower, upper, letter, digit, hyphen, joint, softHyphen, point, at, wide, opening
    case closing, other

    var isLetter: Bool { self == .lower || self == .upper || self == .letter }
  }

  /// The opportunities of a stretch of text in order; the last is the end of the stretch.
  mutating func scan(
    _ text: String, _ stretch: Range<Int>, _ references: ArraySlice<Block.Reference>
  ) -> [BreakOpportunity] {
    self.text = text
    self.stretch = stretch
    self.references = references
    offset = stretch.lowerBound
    column = 0
    spaces = 0
    opportunities = []
    opportunities.reserveCapacity(stretch.count / 5 + 2)
    var text = text
    text.withUTF8 { read($0) }
    return opportunities
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    let end = stretch.upperBound
    startToken()
    while offset < end {
      takeReferences()
      let (sign, length, width) = character(at: offset, bytes, end)
      if sign == .space {
        endToken(bytes)
        var mark = opportunity(.space)
        while offset < end, character(at: offset, bytes, end).sign == .space {
          offset += 1
          column += 1
          spaces += 1
        }
        mark.next = offset
        mark.nextColumn = column
        mark.nextSpaces = spaces
        guard offset < end else {
          mark.kind = .end
          opportunities.append(mark)
          return
        }
        if mark.end > stretch.lowerBound {
          if token.last == .digit, character(at: offset, bytes, end).sign == .digit {
            mark.kind = .looseNumber
          }
          opportunities.append(mark)
        }
        startToken()
        continue
      }
      take(sign, length, width)
    }
    takeReferences()
    endToken(bytes)
    opportunities.append(opportunity(.end))
  }

  private mutating func takeReferences() {
    while let reference = references.first, reference.offset <= offset {
      column += Glyph.width(of: TextLine.raised(reference.label))
      references.removeFirst()
      // A word that goes on after a mark is not known whole.
      endWord()
      token.isBlocked = true
    }
  }

  private func opportunity(_ kind: BreakOpportunity.Kind) -> BreakOpportunity {
    BreakOpportunity(
      kind: kind, end: offset, next: offset, endColumn: column, nextColumn: column,
      endSpaces: spaces, nextSpaces: spaces, showsHyphen: token.last == .hyphen)
  }

  // MARK: Tokens

  private mutating func startToken() {
    token = Token(start: offset, column: column, opportunity: opportunities.count)
  }

  private mutating func take(_ sign: Sign, _ length: Int, _ width: Int) {
    if canBreak(before: sign) { opportunities.append(opportunity(.joint)) }
    switch sign {
    case .lower:
      if token.word == nil, !token.isBlocked { token.word = (offset, column) }
    case .upper, .letter, .digit, .softHyphen, .wide:
      token.word = nil
      token.isBlocked = true
      if sign == .softHyphen, token.last.isLetter {
        var mark = opportunity(.hyphen)
        mark.next += length
        mark.showsHyphen = true
        opportunities.append(mark)
      }
    default:
      endWord()
      token.isBlocked = false
    }
    if sign == .at { token.isAddress = true }
    // A full stop inside, as in `spalt.example` or `3.b`.
    let isInside = token.beforeLast.isLetter || token.beforeLast == .digit
    if token.last == .point, isInside, sign.isLetter || sign == .digit { token.isAddress = true }
    token.beforeLast = token.last
    token.last = sign
    offset += length
    column += width
  }

  private func canBreak(before sign: Sign) -> Bool {
    switch token.last {
    // `Ann-Marie` is one name.
    case .hyphen: token.beforeLast.isLetter && (sign == .lower || sign == .letter)
    case .joint: token.beforeLast.isLetter && sign.isLetter
    case .wide: sign != .closing && sign != .point && sign != .other
    case .space, .opening: false
    default: sign == .wide
    }
  }

  private mutating func endWord() {
    if let word = token.word, !token.isBlocked {
      token.words.append((word.start..<offset, word.column))
    }
    token.word = nil
  }

  private mutating func endToken(_ bytes: UnsafeBufferPointer<UInt8>) {
    endWord()
    let own = token.opportunity
    let count = opportunities.count
    if let breaks, !token.isAddress {
      for word in token.words { part(word.range, from: word.column, breaks, bytes) }
    }
    if column - token.column > room { cut(bytes) }
    if opportunities.count > count, count > own {
      opportunities[own...].sort { ($0.next, $0.kind.rawValue) < ($1.next, $1.kind.rawValue) }
    }
  }

  private mutating func part(
    _ word: Range<Int>, from first: Int, _ breaks: (String) -> [Int],
    _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    let shortest = Self.shortestPart.before + Self.shortestPart.after
    guard (shortest...Self.longestWord).contains(word.count) else { return }
    let places = breaks(String(decoding: bytes[word], as: UTF8.self))
    for place in places.sorted() where 0 < place && place < word.count {
      let middle = word.lowerBound + place
      guard bytes[middle] & 0xC0 != 0x80 else { continue }
      let before = letters(in: bytes[word.lowerBound..<middle])
      guard before >= Self.shortestPart.before,
        letters(in: bytes[middle..<word.upperBound]) >= Self.shortestPart.after
      else { continue }
      opportunities.append(
        BreakOpportunity(
          kind: .hyphen, end: middle, next: middle, endColumn: first + before,
          nextColumn: first + before, endSpaces: spaces, nextSpaces: spaces, showsHyphen: true))
    }
  }

  private func letters(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  /// Lets a run of letters wider than a line be cut: anywhere in one of a few lines, else where
  /// lines that start with it are full.
  private mutating func cut(_ bytes: UnsafeBufferPointer<UInt8>) {
    let isLong = column - token.column > Self.longestWord
    var place = token.start
    var at = token.column
    var lineStart = at
    while place < offset {
      let (_, length, width) = character(at: place, bytes, offset)
      if place > token.start, !isLong || at + width - lineStart > room {
        opportunities.append(
          BreakOpportunity(
            kind: .cut, end: place, next: place, endColumn: at, nextColumn: at,
            endSpaces: spaces, nextSpaces: spaces, showsHyphen: false))
        lineStart = at
      }
      place += length
      at += width
    }
  }

  // MARK: Characters

  /// What stands at an offset, its length in bytes and its cell columns.
  private func character(
    at offset: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ end: Int
  ) -> (sign: Sign, length: Int, width: Int) {
    let first = bytes[offset]
    // From U+0300 on a character may join the one before it.
    func isAlone(_ length: Int) -> Bool { offset + length >= end || bytes[offset + length] < 0xCC }
    switch first {
    case 0x20..<0x7F where isAlone(1): return (Self.ascii(first), 1, 1)
    case 0x09 where isAlone(1): return (.space, 1, 1)
    // A control arrives as its picture, one cell wide; CR and LF may be one character.
    case 0x00..<0x20 where first != 0x0D: return (.other, 1, 1)
    case 0xC3 where isAlone(2):
      let second = bytes[offset + 1]
      let sign: Sign =
        second == 0x97 || second == 0xB7 ? .other : second < 0x9F ? .upper : .lower
      return (sign, 2, 1)
    case 0xC4...0xCB where isAlone(2): return (.letter, 2, 1)
    case 0xE2 where bytes[offset + 1] == 0x80 && isAlone(3):
      switch bytes[offset + 2] {
      case 0x90, 0x91: return (.hyphen, 3, 1)
      case 0x93, 0x94: return (.joint, 3, 1)
      case 0x92, 0x95...0xA7: return (.other, 3, 1)
      default: break
      }
    default: break
    }
    return strangeCharacter(at: offset)
  }

  private static func ascii(_ byte: UInt8) -> Sign {
    switch byte {
    case 0x20: .space
    case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "-"): .hyphen
    case UInt8(ascii: "/"): .joint
    case UInt8(ascii: "."), UInt8(ascii: ":"): .point
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "("), UInt8(ascii: "["): .opening
    case UInt8(ascii: ")"), UInt8(ascii: "]"): .closing
    default: .other
    }
  }

  private func strangeCharacter(at offset: Int) -> (sign: Sign, length: Int, width: Int) {
    let character = text[text.utf8.index(text.startIndex, offsetBy: offset)]
    let glyphs = Glyph.shown(for: character)
    let width = glyphs.reduce(0) { $0 + $1.width }
    let length = character.utf8.count
    if character == "\u{AD}" { return (.softHyphen, length, width) }
    switch character.unicodeScalars.first?.properties.generalCategory {
    case .openPunctuation, .initialPunctuation: return (.opening, length, width)
    case .closePunctuation, .finalPunctuation, .otherPunctuation: return (.closing, length, width)
    default: break
    }
    if glyphs.first?.width == 2 { return (.wide, length, width) }
    if character.isLetter { return (.letter, length, width) }
    return (character.isNumber ? .digit : .other, length, width)
  }
}
