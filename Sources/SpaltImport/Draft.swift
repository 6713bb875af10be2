internal import SpaltText

/// A block whose kind is still being told, with what the rules ask of it.
struct Draft: Equatable, Sendable {
  var block: Block
  var sign: Paragraph.Sign
  var touchesPrevious: Bool
  /// The text in code points.
  @Narrow<UInt32> var width: Int
  @Narrow<UInt32> var words: Int
  @Narrow<UInt32> var lineCount: Int
  var start: Line.Start
  var end: Line.End

  /// No rule has claimed it yet.
  var isPlain: Bool { block.kind == .paragraph && sign == .none }
  /// Running prose: long, and closed like a sentence.
  var isProse: Bool { width >= 100 && (end == .sentence || end == .colon) }
}

typealias Drafts = ChunkedArray<Draft>

/// Builds the blocks of all paragraphs, each as a plain paragraph yet.
struct DraftBuilder {
  let text: PlainText
  /// The telling bytes of each line.
  let signs: [ByteSigns]
  let conventions: Conventions
  let footnotes: Footnotes
  private(set) var softHyphens = 0

  /// Asks the text for its bytes alone; its lines may be gone.
  init(
    _ text: PlainText, _ signs: [ByteSigns], _ conventions: Conventions, _ footnotes: Footnotes
  ) {
    self.text = text
    self.signs = signs
    self.conventions = conventions
    self.footnotes = footnotes
  }

  /// The drafts of all paragraphs, which are used up one by one: both at once would be much.
  mutating func drafts(
    _ paragraphs: inout ChunkedArray<Paragraph>, afterMany: () -> Void
  ) -> Drafts {
    var drafts = Drafts()
    // Marks without a text of their own go with a neighbour.
    var strayMarks: [Range<Int>] = []
    paragraphs.consume(afterMany: afterMany) { paragraph in
      guard !paragraph.pieces.isEmpty else {
        if paragraph.sign != .verbatim {
          drafts.append(draft(alone(paragraph.marks)))
        } else if drafts.isEmpty {
          strayMarks += paragraph.marks
        } else {
          drafts[drafts.count - 1].block.marks += paragraph.marks
        }
        return
      }
      var draft = draft(paragraph)
      if !strayMarks.isEmpty {
        draft.block.marks = strayMarks + draft.block.marks
        strayMarks = []
      }
      drafts.append(draft)
    }
    if !strayMarks.isEmpty { drafts.append(draft(alone(strayMarks))) }
    return drafts
  }

  /// A paragraph of marks with nothing to mark: they are its text.
  private func alone(_ marks: [Range<Int>]) -> Paragraph {
    Paragraph(pieces: marks.map { .init(range: $0, joint: .space, line: 0) }, sign: .verbatim)
  }

  private mutating func draft(_ paragraph: Paragraph) -> Draft {
    let length = paragraph.pieces.reduce(0) { $0 + $1.range.count + 1 }
    var builder = BlockBuilder(text, capacity: length)
    for mark in paragraph.marks { builder.mark(mark) }
    var cuts = paragraph.sign == .verbatim ? [] : cuts(of: paragraph)[...]
    for (place, piece) in paragraph.pieces.enumerated() {
      if place > 0, piece.joint == .space { builder.space() }
      var range = piece.range
      if place + 1 < paragraph.pieces.count,
        paragraph.pieces[place + 1].joint == .nothingWithoutHyphen,
        let (_, length) = text.scalar(before: range.upperBound)
      {
        builder.mark(range.upperBound - length..<range.upperBound)
        range = range.lowerBound..<range.upperBound - length
      }
      let mine = cuts.prefix { $0.range.upperBound <= range.upperBound }
      builder.append(range, cuts: mine)
      cuts = cuts.dropFirst(mine.count)
    }
    if builder.isEmpty {
      // Nothing but cuts: better seen than lost.
      builder = BlockBuilder(text, capacity: length, keepsSoftHyphens: true)
      for mark in paragraph.marks { builder.mark(mark) }
      for piece in paragraph.pieces { builder.append(piece.range, cuts: []) }
    }
    softHyphens += builder.softHyphens
    let block = builder.block(.paragraph, marker: paragraph.marker)
    let whole = paragraph.pieces[0].range
    let last = paragraph.pieces[paragraph.pieces.count - 1].range
    return Draft(
      block: block, sign: paragraph.sign, touchesPrevious: paragraph.touchesPrevious,
      width: builder.width, words: builder.wordCount, lineCount: paragraph.pieces.count,
      start: text.start(of: whole), end: text.end(of: withoutCalls(last)))
  }

  /// A piece without the notes' calls at its very end, past which a sentence shows its stop.
  private func withoutCalls(_ piece: Range<Int>) -> Range<Int> {
    var piece = piece
    for call in references(in: piece).reversed() where call.range.upperBound == piece.upperBound {
      piece = piece.lowerBound..<call.range.lowerBound
    }
    return piece
  }

  private mutating func cuts(of paragraph: Paragraph) -> [Cut] {
    var held: ByteSigns = []
    for piece in paragraph.pieces { held.formUnion(signs[piece.line]) }
    // Most paragraphs hold nothing that could be cut out.
    guard
      footnotes.areLettered
        || !held.isDisjoint(with: [.asterisk, .underscore, .digit, .bracket, .bar, .raised])
    else { return [] }
    let pieces = paragraph.pieces.map(\.range)
    var cuts: [Cut] = []
    if !held.isDisjoint(with: [.asterisk, .underscore]) {
      cuts = emphasisCuts(in: pieces, of: text, isMarkdown: conventions.isMarkdown)
    }
    for piece in pieces {
      if paragraph.sign == .row { cuts += pipeCuts(in: piece) }
      cuts += references(in: piece)
    }
    return cuts.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The bars between the cells of a Markdown table.
  private func pipeCuts(in piece: Range<Int>) -> [Cut] {
    guard text.bytes[piece].first == 0x7C else { return [] }
    return piece.filter { text.bytes[$0] == 0x7C }.map {
      Cut(range: $0..<$0 + 1, action: .drop)
    }
  }

  private func references(in piece: Range<Int>) -> [Cut] {
    var low = 0
    var high = footnotes.references.count
    while low < high {
      let middle = (low + high) / 2
      if footnotes.references[middle].range.lowerBound < piece.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return footnotes.references[low...]
      .prefix { $0.range.upperBound <= piece.upperBound }
      .map { Cut(range: $0.range, action: .reference($0.label)) }
  }
}
