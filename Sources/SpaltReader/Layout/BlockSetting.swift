internal import SpaltScreen
internal import SpaltText

/// How one block is set: its lines, the blank line before it, its role.
enum BlockSetting {
  /// Lines of a block at a measure; at least one, so that every block can be reached.
  static func lines(of block: Block, breaker: LineBreaker) -> [TextLine] {
    let marker = block.marker.map { Sanitizer.line($0) }
    var indent = 0
    switch block.kind {
    case .listItem, .footnote: indent = min(8, marker.map { Glyph.width(of: $0) + 1 } ?? 2)
    case .quote, .pullQuote: indent = 2
    default: break
    }
    let references = block.references.sorted { $0.offset < $1.offset }
      .map { (offset: $0.offset, label: $0.label) }
    let letters = TextLine.letters(of: block.text, references: references)
    var breaker = breaker
    if !isHyphenated(block.kind) { breaker.hyphenation = .none }
    if !isJustified(block.kind) { breaker.isJustified = false }
    var lines = breaker.lines(letters, indent: indent, end: block.text.utf8.count)
    if lines.isEmpty {
      lines = [TextLine(letters: [], indent: indent, range: 0..<0, isHyphenated: false)]
    }
    if indent > 0, block.kind != .quote, block.kind != .pullQuote {
      lines[0].marker = marker ?? "•"
    }
    return lines
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
