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
  public var references: [Reference]
  public var emphasis: [Emphasis]
  public var links: [Link]
  public var map: SourceMap
  /// Source ranges taken out of the text and kept as data: markers, reference marks, asterisks.
  ///
  /// UTF-8 bytes, in source order. With ``map`` they cover every character of a plain text that
  /// is not white space; of markup, every one that is shown.
  public var marks: [Range<Int>]

  public init(
    _ kind: BlockKind, _ text: String, marker: String? = nil, references: [Reference] = [],
    emphasis: [Emphasis] = [], links: [Link] = [], map: SourceMap, marks: [Range<Int>] = []
  ) {
    self.kind = kind
    self.text = text
    self.marker = marker
    self.references = references
    self.emphasis = emphasis
    self.links = links
    self.map = map
    self.marks = marks
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
