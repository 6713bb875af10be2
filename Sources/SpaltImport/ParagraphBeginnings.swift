internal import SpaltText

// What a line begins, by its own look.

extension Paragraphs {
  /// The paragraph that a line begins by its own look, or `nil` when that does not tell.
  func beginning(
    _ index: Int, _ line: Line, _ gap: BreakRule.Gap, crossesPage: Bool
  ) -> Paragraph? {
    if told.contains(index) {
      if let body = footnotes.bodies[index] {
        return marked(index, line, body.range, .footnote, marker: body.label)
      }
      if let heading = headings.headings[index] {
        return plain(index, line, .numberedHeading(depth: heading.depth))
      }
      return plain(index, line, .title)
    }
    if speakers.turns.contains(index) { return plain(index, line, .speaker) }
    if isRow(index, line) { return plain(index, line, .row) }
    guard let mark = text.openingMark(of: line) else {
      return isCredit(line) ? plain(index, line, .none) : nil
    }
    let standsFree = standsFree(line, gap, crossesPage: crossesPage)
    switch mark.kind {
    case .hash(let level):
      guard !mark.rest.isEmpty, standsFree || conventions.isMarkdown else { return nil }
      return marked(index, line, mark.range, .hash(level), marker: nil)
    case .angle:
      if case .quote = open?.sign, gap == .none { return nil }
      return marked(index, line, mark.range, .quote, marker: nil)
    case .bullet, .arrow:
      return marked(
        index, line, mark.range, .bullet(isArrow: mark.kind == .arrow),
        marker: text.string(mark.range))
    case .letterBullet where !letterBullets.contains(index): return nil
    case .markdownBullet, .letter, .letterBullet:
      guard standsFree, !mark.rest.isEmpty else { return nil }
      return marked(
        index, line, mark.range, .bullet(isArrow: mark.kind == .arrow),
        marker: text.string(mark.range))
    case .number(let path, let hasStop):
      guard path.count == 1, hasStop, orderedItems.contains(index), standsFree else { return nil }
      return marked(
        index, line, mark.range, .bullet(isArrow: mark.kind == .arrow),
        marker: text.string(mark.range))
    case .dash:
      return standsFree && !mark.rest.isEmpty ? plain(index, line, .dash) : nil
    case .footnote: return nil
    }
  }

  /// Whether a line opens with the word the paragraph above opens with, as `att …, att …` does.
  func opensAlike(_ open: Paragraph, _ line: Line) -> Bool {
    guard let first = open.pieces.first, line.start == .lower else { return false }
    let word = text.word(after: line.content.lowerBound)
    return !word.isEmpty && word == text.word(after: first.range.lowerBound)
  }

  private func plain(_ index: Int, _ line: Line, _ sign: Paragraph.Sign) -> Paragraph {
    Paragraph(pieces: [.init(range: line.content, joint: .space, line: index)], sign: sign)
  }

  private func marked(
    _ index: Int, _ line: Line, _ range: Range<Int>, _ sign: Paragraph.Sign, marker: String?
  ) -> Paragraph {
    let rest = text.trimmed(range.upperBound..<line.content.upperBound)
    let pieces =
      rest.isEmpty ? [] : [Paragraph.Piece(range: rest, joint: .space, line: index)]
    return Paragraph(pieces: pieces, marks: [range], sign: sign, marker: marker)
  }

  /// Whether the line can begin something: the one before ended a block, or could have.
  private func standsFree(_ line: Line, _ gap: BreakRule.Gap, crossesPage: Bool) -> Bool {
    guard let open, let last = open.pieces.last else { return true }
    if gap == .blank && !crossesPage { return true }
    let previous = text.lines[last.line]
    if open.sign != .none {
      return !previous.isOpen || conventions.wrapping != .wrapped || gap == .none
        || breakRule.hasRoom(previous, for: line, share: 95)
    }
    if conventions.wrapping != .wrapped { return true }
    return !previous.isOpen || breakRule.hasRoom(previous, for: line, share: 80)
  }
}
