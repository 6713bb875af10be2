/// One paragraph, heading, list item … of a repaired text.
public struct Block: Equatable, Sendable {
  /// A place where a footnote is called.
  public struct Reference: Equatable, Sendable {
    /// UTF-8 byte offset into ``Block/text``, right after the word that carried the mark.
    public var offset: Int
    /// The mark, which is also the ``Block/marker`` of the footnote: `1`, `*`.
    public var label: String

    public init(offset: Int, label: String) {
      self.offset = offset
      self.label = label
    }
  }

  /// A stretch that stood out in the source.
  public struct Emphasis: Equatable, Sendable {
    public enum Kind: String, Sendable { case strong, emphasis }

    /// UTF-8 byte offsets into ``Block/text``.
    public var range: Range<Int>
    public var kind: Kind

    public init(range: Range<Int>, kind: Kind) {
      self.range = range
      self.kind = kind
    }
  }

  /// A stretch whose words led to somewhere else in the source.
  public struct Link: Equatable, Sendable {
    /// UTF-8 byte offsets into ``Block/text``.
    public var range: Range<Int>
    /// Where to: the whole of a ``WebAddress``.
    public var address: String

    public init(range: Range<Int>, address: String) {
      self.range = range
      self.address = address
    }
  }

  public var kind: BlockKind
  /// The repaired words, on one line.
  public var text: String
  /// A bullet, list number or footnote label that stood before the text: `•`, `a)`, `1`.
  ///
  /// Two spaces stand before it for each list that the item's own list lies in.
  public var marker: String?
  public var references: [Reference] {
    get { spans?.all.references ?? [] }
    set { spans = Spans(newValue, emphasis, links) }
  }
  public var emphasis: [Emphasis] {
    get { spans?.all.emphasis ?? [] }
    set { spans = Spans(references, newValue, links) }
  }
  public var links: [Link] {
    get { spans?.all.links ?? [] }
    set { spans = Spans(references, emphasis, newValue) }
  }
  public var map: SourceMap
  /// Source ranges taken out of the text and kept as data: markers, reference marks, asterisks.
  ///
  /// UTF-8 bytes, in source order. With ``map`` they cover every character of a plain text that
  /// is not white space; of markup, every one that is shown.
  public var marks: [Range<Int>] {
    get { held.ranges }
    set { held = Marks(newValue) }
  }

  private var held: Marks
  /// What stands out within the text; `nil` where nothing does, as in most blocks.
  private var spans: Spans?

  public init(
    _ kind: BlockKind, _ text: String, marker: String? = nil, references: [Reference] = [],
    emphasis: [Emphasis] = [], links: [Link] = [], map: SourceMap, marks: [Range<Int>] = []
  ) {
    self.kind = kind
    self.text = text
    self.marker = marker
    spans = Spans(references, emphasis, links)
    self.map = map
    held = Marks(marks)
  }

  /// From the first mark or letter of the block in the source to its last; UTF-8 bytes.
  public var sourceRange: Range<Int> {
    var range = map.extent
    for mark in marks {
      range =
        range.isEmpty
        ? mark
        : min(range.lowerBound, mark.lowerBound)..<max(range.upperBound, mark.upperBound)
    }
    return range
  }
}

/// Source ranges of a block; most blocks have one or none, which then needs no memory of its own.
private enum Marks: Equatable, Sendable {
  case none
  /// The first byte, and how many.
  case one(UInt32, count: UInt16)
  case several([Range<Int>])

  init(_ ranges: [Range<Int>]) {
    if ranges.isEmpty {
      self = .none
    } else if ranges.count == 1, let start = UInt32(exactly: ranges[0].lowerBound),
      let count = UInt16(exactly: ranges[0].count)
    {
      self = .one(start, count: count)
    } else {
      self = .several(ranges)
    }
  }

  var ranges: [Range<Int>] {
    switch self {
    case .none: []
    case .one(let start, let count): [Int(start)..<Int(start) + Int(count)]
    case .several(let ranges): ranges
    }
  }
}

/// References, emphasis and links of a block, in a place of their own: a long text has a million blocks,
/// and hardly any of them has one.
private indirect enum Spans: Equatable, Sendable {
  case held([Block.Reference], [Block.Emphasis], [Block.Link])

  /// `nil` for none at all.
  init?(_ references: [Block.Reference], _ emphasis: [Block.Emphasis], _ links: [Block.Link]) {
    if references.isEmpty, emphasis.isEmpty, links.isEmpty { return nil }
    self = .held(references, emphasis, links)
  }

  var all: (references: [Block.Reference], emphasis: [Block.Emphasis], links: [Block.Link]) {
    switch self {
    case .held(let references, let emphasis, let links): (references, emphasis, links)
    }
  }
}
