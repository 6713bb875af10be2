internal import SpaltText

/// A block whose kind is still being told, with what the rules ask of it.
struct Draft: Equatable, Sendable {
  var block: Block
  var sign: Paragraph.Sign
  var touchesPrevious: Bool
  /// The text in code points.
  var width: Int
  var words: Int
  var start: Line.Start
  var end: Line.End
  var lineCount: Int

  /// No rule has claimed it yet.
  var isPlain: Bool { block.kind == .paragraph && sign == .none }
  /// Running prose: long, and closed like a sentence.
  var isProse: Bool { width >= 100 && (end == .sentence || end == .colon) }
}

/// Builds the blocks of all paragraphs, each as a plain paragraph yet.
struct DraftBuilder {
  let text: PlainText
  let conventions: Conventions
  let footnotes: Footnotes
  private(set) var softHyphens = 0

  init(_ text: PlainText, _ conventions: Conventions, _ footnotes: Footnotes) {
    self.text = text
    self.conventions = conventions
    self.footnotes = footnotes
  }

  mutating func drafts(_ paragraphs: [Paragraph]) -> [Draft] {
    var drafts: [Draft] = []
    // Marks without a text of their own go with a neighbour.
    var strayMarks: [Range<Int>] = []
    for paragraph in paragraphs {
      guard !paragraph.pieces.isEmpty else {
        if paragraph.sign == .verbatim, drafts.isEmpty || !strayMarks.isEmpty {
          strayMarks += paragraph.marks
        } else if paragraph.sign == .verbatim {
          drafts[drafts.count - 1].block.marks += paragraph.marks
        } else {
          // A bullet with nothing after it is a sign on its own.
          var alone = Paragraph(touchesPrevious: paragraph.touchesPrevious)
          alone.pieces = paragraph.marks.map { .init(range: $0, joint: .space, line: 0) }
          drafts.append(draft(alone))
        }
        continue
      }
      var draft = draft(paragraph)
      if !strayMarks.isEmpty {
        draft.block.marks = strayMarks + draft.block.marks
        strayMarks = []
      }
      drafts.append(draft)
    }
    return drafts
  }

  private mutating func draft(_ paragraph: Paragraph) -> Draft {
    var builder = BlockBuilder(text)
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
    softHyphens += builder.softHyphens
    let block = builder.block(.paragraph, marker: paragraph.marker)
    let whole = paragraph.pieces[0].range
    let last = paragraph.pieces[paragraph.pieces.count - 1].range
    return Draft(
      block: block, sign: paragraph.sign, touchesPrevious: paragraph.touchesPrevious,
      width: block.text.unicodeScalars.count,
      words: block.text.utf8.reduce(1) { $1 == 0x20 ? $0 + 1 : $0 },
      start: text.start(of: whole), end: text.end(of: last),
      lineCount: paragraph.pieces.count)
  }

  private mutating func cuts(of paragraph: Paragraph) -> [Cut] {
    let pieces = paragraph.pieces.map(\.range)
    var cuts = emphasisCuts(in: pieces, of: text, isMarkdown: conventions.isMarkdown)
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
