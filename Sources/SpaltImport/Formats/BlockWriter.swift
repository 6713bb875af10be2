internal import SpaltText

/// Puts blocks of a marked-up source together and keeps the way back to it.
///
/// White space becomes one space; white space at either end of a block is dropped.
struct BlockWriter {
  /// The source, in UTF-8.
  ///
  /// Given from the start for markup; for a container it grows with the blocks, see
  /// ``write(_:)``.
  private(set) var source: [UInt8]
  private(set) var blocks: [Block] = []
  /// What stands out from here on.
  var style: Style = []
  /// Where the words lead from here on: the whole of a ``SpaltText/WebAddress``, or nowhere.
  var address: String?

  private var kind: BlockKind = .paragraph
  private var marker: String?
  private var bytes: [UInt8] = []
  private var runs: [SourceMap.Run] = []
  private var marks: [Range<Int>] = []
  private var references: [Block.Reference] = []
  private var spans: [Span] = []
  private var links: [Block.Link] = []
  private var pending = Pending.none
  var characters = CharacterReferences()

  struct Style: OptionSet, Hashable {
    let rawValue: Int
    static let strong = Style(rawValue: 1)
    static let emphasis = Style(rawValue: 2)
  }

  private struct Span {
    var start: Int
    var end: Int
    var style: Style
  }

  private enum Pending: Equatable {
    case none
    /// One white-space character that is kept as it is.
    case source(Range<Int>)
    case space
    /// The borders between this many cells.
    case cells(Int)
  }

  init(source: [UInt8] = []) { self.source = source }

  /// Nothing is in the block at hand yet.
  var isEmpty: Bool { bytes.isEmpty && marks.isEmpty }

  /// The length of the block at hand, in bytes.
  var length: Int { bytes.count }

  // MARK: Blocks

  /// Ends the block at hand and says what the next one is.
  mutating func begin(_ kind: BlockKind, marker: String? = nil) {
    end()
    self.kind = kind
    self.marker = marker
  }

  /// Says anew what the block at hand is.
  mutating func become(_ kind: BlockKind, marker: String? = nil) {
    self.kind = kind
    self.marker = marker
  }

  /// Ends the block at hand; one without text leaves its marks to the block before it.
  mutating func end() {
    defer { clear() }
    guard !bytes.isEmpty else {
      if !marks.isEmpty, !blocks.isEmpty { blocks[blocks.count - 1].marks += marks }
      return
    }
    blocks.append(
      Block(
        kind, String(decoding: bytes, as: UTF8.self), marker: marker, references: references,
        emphasis: emphasis(), links: links, map: SourceMap(runs),
        marks: marks.sorted { $0.lowerBound < $1.lowerBound }))
  }

  /// The blocks written so far, the one at hand too.
  mutating func finished() -> [Block] {
    end()
    return blocks
  }

  /// The blocks written so far, of which none are left here.
  mutating func taken() -> [Block] {
    end()
    defer { blocks = [] }
    return blocks
  }

  private mutating func clear() {
    (kind, marker, pending) = (.paragraph, nil, .none)
    (bytes, runs, marks, references, spans, links) = ([], [], [], [], [], [])
  }

  private func emphasis() -> [Block.Emphasis] {
    let kinds: [(Style, Block.Emphasis.Kind)] = [(.strong, .strong), (.emphasis, .emphasis)]
    return kinds.flatMap { style, kind in
      var found: [Block.Emphasis] = []
      for span in spans where span.style.contains(style) {
        // A space between two words that stand out does not part them.
        if let last = found.last, span.start - last.range.upperBound <= 1 {
          found[found.count - 1].range = last.range.lowerBound..<span.end
        } else {
          found.append(.init(range: span.start..<span.end, kind: kind))
        }
      }
      return found
    }
    .sorted {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
  }

  // MARK: Text of a given source

  /// Adds a stretch of the source to the letter.
  mutating func letters(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let white = whiteSpaceLength(at: index, in: range.upperBound)
      if white > 0 {
        let isKept = pending == .none && source[index] > 0x1F
        if !isBorder { pending = isKept ? .source(index..<index + white) : .space }
        index += white
        continue
      }
      if source[index] == 0xC2, index + 1 < range.upperBound, source[index + 1] == 0xAD {
        marks.append(index..<index + 2)
        index += 2
        continue
      }
      var end = index + 1
      while end < range.upperBound, source[end] > 0x20, source[end] < 0x7F { end += 1 }
      while end < range.upperBound, source[end] & 0xC0 == 0x80 { end += 1 }
      emit(source[index..<end], from: index)
      index = end
    }
  }

  /// Adds text that the source spells in another way, such as `&aring;`, at a range of its own.
  mutating func decoded(_ text: String, from range: Range<Int>) {
    let own = Array(text.utf8)
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace && $0 != "\u{AD}" })
    else {
      mark(range)
      if own != [0xC2, 0xAD], !isBorder { pending = .space }
      return
    }
    emit(own[...], from: range.lowerBound, length: min(own.count, range.count))
    let rest = range.lowerBound + min(own.count, range.count)
    if rest < range.upperBound { marks.append(rest..<range.upperBound) }
  }

  mutating func space() { if !isBorder { pending = .space } }

  /// A border between two cells of a row: a tab where text stands on both sides of it.
  mutating func cellBorder() {
    if case .cells(let count) = pending { pending = .cells(count + 1) } else { pending = .cells(1) }
  }

  /// A stretch of the source that is not part of the text but must not be lost.
  mutating func mark(_ range: Range<Int>) { if !range.isEmpty { marks.append(range) } }

  /// A footnote is called here.
  mutating func reference(_ label: String, mark range: Range<Int>? = nil) {
    references.append(.init(offset: bytes.count, label: label))
    if let range { mark(range) }
  }

  // MARK: Text that is its own source

  /// Adds text to the source and to the block.
  mutating func write(_ text: some StringProtocol) {
    guard !text.isEmpty else { return }
    let start = source.count
    source.append(contentsOf: text.utf8)
    letters(start..<source.count)
  }

  /// Adds white space to the source alone: it parts blocks for who reads the source.
  mutating func writeBreak(_ text: String = "\n\n") {
    if !source.isEmpty { source.append(contentsOf: text.utf8) }
  }

  /// Adds a mark to the source alone, for example the label of a footnote.
  mutating func writeMark(_ text: String) {
    let start = source.count
    source.append(contentsOf: text.utf8)
    mark(start..<source.count)
  }

  // MARK: Bytes

  private var isBorder: Bool { if case .cells = pending { true } else { false } }

  private func whiteSpaceLength(at index: Int, in end: Int) -> Int {
    let byte = source[index]
    if byte < 0x80 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
    switch byte {
    case 0xC2: return index + 1 < end && [0x85, 0xA0].contains(source[index + 1]) ? 2 : 0
    case 0xE1, 0xE2, 0xE3:
      guard index + 2 < end else { return 0 }
      let value = UInt32(byte & 0xF) << 12 | UInt32(source[index + 1] & 0x3F) << 6
      let scalar = Unicode.Scalar(value | UInt32(source[index + 2] & 0x3F))
      return scalar?.properties.isWhitespace == true ? 3 : 0
    default: return 0
    }
  }

  private mutating func emit(_ letters: ArraySlice<UInt8>, from place: Int, length: Int? = nil) {
    let isFirst = bytes.isEmpty
    switch pending {
    case .none: break
    case .source(let white):
      if !isFirst { add(source[white], from: white.lowerBound, length: white.count) }
    case .space:
      if !isFirst { bytes.append(0x20) }
    case .cells(let count):
      if !isFirst { bytes.append(contentsOf: repeatElement(0x09, count: count)) }
    }
    pending = .none
    let start = bytes.count
    add(letters, from: place, length: length ?? letters.count)
    if let address { lead(start..<bytes.count, to: address) }
    guard !style.isEmpty else { return }
    if let last = spans.last, last.style == style, last.end == start {
      spans[spans.count - 1].end = bytes.count
    } else {
      spans.append(Span(start: start, end: bytes.count, style: style))
    }
  }

  private mutating func lead(_ range: Range<Int>, to address: String) {
    // A space between two words does not part them.
    if let last = links.last, range.lowerBound - last.range.upperBound <= 1,
      last.address == address
    {
      links[links.count - 1].range = last.range.lowerBound..<range.upperBound
    } else {
      links.append(.init(range: range, address: address))
    }
  }

  private mutating func add(_ letters: ArraySlice<UInt8>, from place: Int, length: Int) {
    if let last = runs.last, last.source + last.length == place,
      last.text + last.length == bytes.count, length == letters.count
    {
      runs[runs.count - 1].length += length
    } else if length > 0 {
      runs.append(.init(text: bytes.count, source: place, length: length))
    }
    bytes.append(contentsOf: letters)
  }
}
