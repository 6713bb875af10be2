internal import SpaltText

/// Puts the text of one block together and keeps the way back to the source.
struct BlockBuilder {
  private let text: PlainText
  private var bytes: [UInt8] = []
  private var runs: [SourceMap.Run] = []
  private var marks: [Range<Int>] = []
  private var references: [Block.Reference] = []
  private var emphasis: [Block.Emphasis] = []
  private var opened: [(kind: Block.Emphasis.Kind, offset: Int?)] = []
  /// White space met since the last letter; it becomes one space if a letter follows.
  private var pending = Pending.none
  private(set) var softHyphens = 0

  private enum Pending: Equatable {
    case none
    /// One white-space character that is kept as it is.
    case source(Range<Int>)
    case inserted
  }

  /// Soft hyphens stay in the text.
  private let keepsSoftHyphens: Bool

  var isEmpty: Bool { bytes.isEmpty }
  /// The text in code points.
  var width: Int { bytes.withUnsafeBufferPointer(\.codePointCount) }
  /// The text's words as spaces part them.
  var wordCount: Int { bytes.withUnsafeBufferPointer { $0.count(of: 0x20) } + 1 }

  /// Begins a text of about `capacity` bytes.
  init(_ text: PlainText, capacity: Int, keepsSoftHyphens: Bool = false) {
    self.text = text
    self.keepsSoftHyphens = keepsSoftHyphens
    bytes.reserveCapacity(capacity)
  }

  /// Adds a stretch of the source without the cuts that lie in it, which come in order.
  mutating func append(_ range: Range<Int>, cuts: ArraySlice<Cut>) {
    var index = range.lowerBound
    // Of two that overlap the first is made: a star may be read as a call and as emphasis.
    for cut in cuts where cut.range.lowerBound >= index {
      copy(index..<cut.range.lowerBound)
      apply(cut)
      index = cut.range.upperBound
    }
    copy(index..<range.upperBound)
  }

  mutating func space() { pending = .inserted }

  mutating func mark(_ range: Range<Int>) { marks.append(range) }

  func block(_ kind: BlockKind, marker: String?) -> Block {
    Block(
      kind, String(decoding: bytes, as: UTF8.self), marker: marker, references: references,
      emphasis: emphasis.sorted { $0.range.lowerBound < $1.range.lowerBound },
      map: SourceMap(runs.count > 1 ? Array(runs[...]) : runs),
      marks: marks.sorted { $0.lowerBound < $1.lowerBound })
  }

  private mutating func copy(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let length = text.whiteSpaceLength(at: index)
      if length > 0 {
        let isKept = pending == .none && text.bytes[index] != 0x09 && text.bytes[index] > 0x1F
        pending = isKept ? .source(index..<index + length) : .inserted
        index += length
      } else if !keepsSoftHyphens, text.bytes[index] == 0xC2, text.bytes[index + 1] == 0xAD {
        marks.append(index..<index + 2)
        softHyphens += 1
        index += 2
      } else {
        let end = endOfStretch(from: index, to: range.upperBound)
        emit(index..<end)
        index = end
      }
    }
  }

  /// Where letters end that stand in the text as in the source, single spaces between them.
  private func endOfStretch(from start: Int, to limit: Int) -> Int {
    var index = start + 1
    while index < limit {
      let byte = text.bytes[index]
      if byte == 0x20 {
        // A space goes with the letter after it.
        guard index + 1 < limit, isLetter(at: index + 1) else { return index }
        index += 2
      } else {
        guard isLetter(at: index) else { return index }
        index += 1
      }
    }
    return limit
  }

  /// Whether a byte is part of a character other than white space or a soft hyphen.
  @inline(__always)
  private func isLetter(at index: Int) -> Bool {
    let byte = text.bytes[index]
    if byte > 0x20, byte < 0xC2 { return true }
    if byte == 0xC2, text.bytes[index + 1] == 0xAD { return keepsSoftHyphens }
    return text.whiteSpaceLength(at: index) == 0
  }

  private mutating func emit(_ range: Range<Int>) {
    switch pending {
    case .none: break
    case .source(let white):
      if bytes.isEmpty { break }
      add(white)
    case .inserted:
      if bytes.isEmpty { break }
      bytes.append(0x20)
    }
    pending = .none
    for index in opened.indices where opened[index].offset == nil {
      opened[index].offset = bytes.count
    }
    add(range)
  }

  private mutating func add(_ range: Range<Int>) {
    if let last = runs.last, last.source + last.length == range.lowerBound,
      last.text + last.length == bytes.count
    {
      runs[runs.count - 1].length += range.count
    } else {
      runs.append(.init(text: bytes.count, source: range.lowerBound, length: range.count))
    }
    text.bytes.append(range, to: &bytes)
  }

  private mutating func apply(_ cut: Cut) {
    marks.append(cut.range)
    switch cut.action {
    case .drop: break
    case .reference(let label):
      references.append(.init(offset: bytes.count, label: label))
      // `ord [1].` leaves no space before the stop.
      let end = cut.range.upperBound
      if end < text.bytes.count, [0x2E, 0x2C, 0x3A, 0x3B].contains(text.bytes[end]) {
        pending = .none
      }
    case .open(let kind): opened.append((kind, nil))
    case .close(let kind):
      guard let last = opened.lastIndex(where: { $0.kind == kind }) else { return }
      if let start = opened[last].offset, start < bytes.count {
        emphasis.append(.init(range: start..<bytes.count, kind: kind))
      }
      opened.remove(at: last)
    }
  }
}
