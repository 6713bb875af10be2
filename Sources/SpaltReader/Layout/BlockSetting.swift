internal import SpaltScreen
internal import SpaltText

/// How one block is set: its lines, the blank line before it, its role.
enum BlockSetting {
  /// Lines of a block, or of a stretch of it in UTF-8 bytes, at a measure; at least one, so that
  /// every block can be reached.
  ///
  /// A row of a table stands in the columns of the table it belongs to where they fit.
  static func lines(
    of block: Block, _ stretch: Range<Int>? = nil, columns: TableColumns? = nil,
    breaker: LineBreaker
  ) -> [TextLine] {
    let stretch = stretch ?? 0..<block.text.utf8.count
    if let columns, let line = columns.line(of: block) { return [line] }
    let marker = block.marker.map { Sanitizer.line($0) }
    var indent = indent(of: block, marker)
    var breaker = breaker
    // On a narrow page a deep indent would leave no room for words.
    indent.first = min(indent.first, breaker.measure / 4)
    indent.rest = min(indent.rest, breaker.measure / 4)
    let isStart = stretch.lowerBound == 0
    if !isStart { indent.first = indent.rest }
    if !isHyphenated(block.kind) { breaker.hyphenation = .none }
    if !isJustified(block.kind) { breaker.isJustified = false }
    var lines = breaker.lines(
      block.text, stretch, references: references(of: block), indent: indent)
    if lines.isEmpty { lines = [.empty(indent: indent.first)] }
    if isStart, indent.first > 0, block.kind != .quote, block.kind != .pullQuote {
      lines[0].marker = marker ?? "•"
    }
    return lines
  }

  private static func indent(of block: Block, _ marker: String?) -> LineBreaker.Indent {
    switch block.kind {
    case .listItem, .footnote:
      let columns = min(8, marker.map { Glyph.width(of: $0) + 1 } ?? 2)
      return LineBreaker.Indent(first: columns, rest: columns)
    case .quote, .pullQuote: return LineBreaker.Indent(first: 2, rest: 2)
    case .dialogueTurn: return LineBreaker.Indent(first: 0, rest: opensWithDash(block) ? 2 : 0)
    case .caption, .credit, .tableRow: return LineBreaker.Indent(first: 0, rest: 2)
    case .heading, .paragraph, .boilerplate, .pageNumber: return LineBreaker.Indent()
    }
  }

  private static func opensWithDash(_ block: Block) -> Bool {
    let dashes: Set<Character> = ["–", "—", "-", "―"]
    guard let first = block.text.first, dashes.contains(first) else { return false }
    return block.text.dropFirst().first == " "
  }

  /// In order, and none after the space that follows its word.
  private static func references(of block: Block) -> [Block.Reference] {
    guard !block.references.isEmpty else { return [] }
    let bytes = Array(block.text.utf8)
    return block.references.sorted { $0.offset < $1.offset }
      .map { reference in
        var offset = min(max(0, reference.offset), bytes.count)
        while offset > 0, bytes[offset - 1] == UInt8(ascii: " ") { offset -= 1 }
        return Block.Reference(offset: offset, label: reference.label)
      }
  }

  /// Blank rows between two blocks that follow each other.
  static func gap(from before: BlockKind, to after: BlockKind) -> Int {
    switch (before, after) {
    case (.listItem, .listItem), (.tableRow, .tableRow), (.footnote, .footnote): 0
    case (.caption, .credit), (.caption, .caption), (.credit, .caption): 0
    default: 1
    }
  }

  static func role(of kind: BlockKind) -> Role {
    switch kind {
    case .heading: .heading
    case .quote, .pullQuote: .quote
    case .caption, .credit, .footnote, .boilerplate, .pageNumber: .secondary
    case .paragraph, .listItem, .dialogueTurn, .tableRow: .body
    }
  }

  private static func isHyphenated(_ kind: BlockKind) -> Bool {
    switch kind {
    case .heading, .tableRow, .pageNumber, .credit: false
    default: true
    }
  }

  private static func isJustified(_ kind: BlockKind) -> Bool {
    switch kind {
    case .paragraph, .listItem, .dialogueTurn, .quote, .footnote: true
    default: false
    }
  }
}
