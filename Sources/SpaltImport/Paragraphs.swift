internal import SpaltText

/// Cuts the lines of a text into paragraphs.
struct Paragraphs {
  let text: PlainText
  let conventions: Conventions
  let footnotes: Footnotes
  private let furniture: PageFurniture
  let headings: NumberedHeadings
  private let titles: TitleLines
  /// The lines that begin a footnote, a numbered heading or a title.
  private(set) var told: LineSet
  private let keptLines: KeptLines
  let speakers: SpeakerLabels
  private let hangingIndents: HangingIndents
  let orderedItems: LineSet
  let letterBullets: LineSet
  private let joinRule: JoinRule
  let breakRule: BreakRule
  /// In the order of their first letters.
  private var finished = ChunkedArray<Paragraph>()
  private(set) var open: Paragraph?
  /// A paragraph in the middle of whose sentence the notes at the foot of its page begin.
  private var interrupted: Paragraph?
  private(set) var counts = RepairCounts()

  init(
    _ text: PlainText, _ conventions: Conventions, _ footnotes: Footnotes,
    _ furniture: PageFurniture
  ) {
    self.text = text
    self.conventions = conventions
    self.footnotes = footnotes
    self.furniture = furniture
    headings = NumberedHeadings(of: text, conventions, footnotes)
    titles = TitleLines(of: text, conventions, footnotes)
    told = LineSet(footnotes.bodies.keys)
    told.formUnion(headings.headings.keys)
    told.formUnion(titles.titles.keys)
    keptLines = KeptLines(of: text, conventions)
    speakers = SpeakerLabels(of: text)
    hangingIndents = HangingIndents(of: text, conventions)
    orderedItems = text.orderedItems()
    letterBullets = text.letterBullets()
    joinRule = JoinRule(text: text, conventions: conventions)
    breakRule = BreakRule(text: text, conventions: conventions)
  }

  /// All paragraphs, in the order of their first letters.
  mutating func all() -> ChunkedArray<Paragraph> {
    var gap = LinePair(first: 0, second: 0, gap: 0, isSpaced: false)
    var headingLines: LineSet = []
    var crossesPage = false
    var isVerbatim = false
    for (index, line) in text.lines.enumerated() {
      if line.isBlank {
        gap.gap += 1
        if line.isSpaced { gap.isSpaced = true }
        continue
      }
      let distance = breakRule.gap(gap)
      let touches = distance != .blank && !crossesPage
      if conventions.isMarkdown, isFence(line) {
        isVerbatim.toggle()
        begin(Paragraph(marks: [line.content], sign: .verbatim, touchesPrevious: touches), index)
      } else if isTableRule(line) {
        begin(Paragraph(marks: [line.content], sign: .verbatim, touchesPrevious: touches), index)
      } else if isVerbatim {
        begin(Paragraph(sign: .verbatim, touchesPrevious: touches), index, line.content)
      } else if let kind = furniture.kind(of: index) {
        finish(
          Paragraph(
            pieces: [.init(range: line.content, joint: .space, line: index)],
            sign: .furniture(kind)))
        crossesPage = true
        continue
      } else if headingLines.contains(index) {
        append(index, line.content)
      } else if let paragraph = beginning(index, line, distance, crossesPage: crossesPage) {
        var paragraph = paragraph
        paragraph.touchesPrevious = touches
        begin(paragraph, index)
        if case .numberedHeading = paragraph.sign, let heading = headings.headings[index] {
          headingLines.formUnion(heading.lines)
        } else if paragraph.sign == .title {
          headingLines.formUnion(titles.titles[index] ?? [])
        }
      } else if touches, open?.pieces.count == 1,
        isUnderline(line, below: open?.pieces.first?.range)
      {
        // Markdown's underlined heading.
        open?.mark(line.content)
        open?.sign = .hash(text.bytes[line.content.lowerBound] == 0x3D ? 1 : 2)
      } else if resumes(line, distance, crossesPage: crossesPage) {
        close()
        open = interrupted
        interrupted = nil
        counts.breaksCrossed += 1
        append(index, line.content)
      } else if continues(index, line, distance, crossesPage: crossesPage) {
        if distance == .blank || crossesPage { counts.breaksCrossed += 1 }
        append(index, line.content)
      } else {
        if touches, hangingIndents.starts.contains(index) {
          counts.entries += 1
        } else if touches, keptLines.starts.contains(index) {
          counts.linesKept += 1
        }
        begin(Paragraph(touchesPrevious: touches), index, line.content)
      }
      gap = LinePair(first: index, second: index, gap: 0, isSpaced: false)
      crossesPage = false
    }
    close()
    if let interrupted { finish(interrupted) }
    interrupted = nil
    let paragraphs = finished
    finished = ChunkedArray()
    return paragraphs
  }

  private static func sourceStart(_ paragraph: Paragraph) -> Int {
    min(
      paragraph.pieces.first?.range.lowerBound ?? .max,
      paragraph.firstMark ?? .max)
  }

  private mutating func begin(_ paragraph: Paragraph, _ line: Int, _ range: Range<Int>? = nil) {
    if paragraph.sign != .footnote {
      if let interrupted { finish(interrupted) }
      interrupted = nil
    } else if interrupted == nil, let open, open.canRunOn, text.lines[open.lastLine].isOpen {
      interrupted = open
      self.open = nil
    }
    close()
    open = paragraph
    if let range {
      open?.pieces.append(.init(range: range, joint: .space, line: line))
    }
  }

  private mutating func close() {
    if let open { finish(open) }
    open = nil
  }

  /// Puts a paragraph where its first letter stands.
  ///
  /// What began before it and ends after it are the paragraph that was open and the one interrupted, so
  /// that two places are walked back for each.
  private mutating func finish(_ paragraph: Paragraph) {
    finished.append(paragraph)
    let start = Self.sourceStart(paragraph)
    var place = finished.count - 1
    while place > 0, Self.sourceStart(finished[place - 1]) > start {
      finished.swapAt(place - 1, place)
      place -= 1
    }
  }

  private mutating func append(_ index: Int, _ range: Range<Int>) {
    // The open paragraph is added to where it is: a copy for every line would take ever longer.
    guard let sign = open?.sign else { return }
    var range = range
    if sign == .quote, let mark = text.openingMark(of: text.lines[index]), mark.kind == .angle {
      open?.mark(mark.range)
      range = mark.rest
    }
    guard !range.isEmpty else {
      // A quote sign alone: a blank line within the quotation.
      close()
      return
    }
    var joint = Joint.space
    if let last = open?.pieces.last {
      joint = joinRule.joint(text.lines[last.line], text.lines[index])
      switch joint {
      case .space: break
      case .nothingWithoutHyphen: counts.hyphensRemoved += 1
      case .nothing:
        if text.lines[last.line].width == 1 {
          counts.dropCapitals += 1
        } else if text.lines[last.line].end == .letter {
          if conventions.spaceMeansWholeWord {
            counts.wordsJoined += 1
          } else {
            counts.wordsJoinedByEvidence += 1
          }
        }
      }
    }
    open?.pieces.append(.init(range: range, joint: joint, line: index))
  }

  /// Whether a line after a page's notes goes on with the sentence above them.
  private func resumes(_ line: Line, _ gap: BreakRule.Gap, crossesPage: Bool) -> Bool {
    guard let interrupted, let open, open.sign == .footnote else { return false }
    let turns = crossesPage || line.followsFormFeed
    guard turns || !text.lines[open.lastLine].isOpen else { return false }
    return breakRule.runsOn(text.lines[interrupted.lastLine], line, crossesPage: turns)
  }

  private func continues(
    _ index: Int, _ line: Line, _ gap: BreakRule.Gap, crossesPage: Bool
  ) -> Bool {
    guard let open else { return false }
    guard let last = open.pieces.last else {
      // A bullet alone on its line: its words come next.
      return open.sign != .verbatim && gap != .blank
    }
    let previous = text.lines[last.line]
    let next = index + 1 < text.lines.count ? text.lines[index + 1] : nil
    if previous.end == .sentence, opensSubsection(line) { return false }
    switch open.sign {
    case .row, .hash, .furniture, .verbatim, .numberedHeading, .title: return false
    case .quote: return gap == .none && text.openingMark(of: line)?.kind == .angle
    case .none, .speaker:
      if gap == .none, !crossesPage {
        if hangingIndents.continuing.contains(index) { return true }
        if hangingIndents.starts.contains(index) { return false }
      }
      if gap == .blank, !crossesPage, opensAlike(open, line) { return false }
      if gap != .blank, !crossesPage, keptLines.starts.contains(index) { return false }
      if isCredit(previous) {
        return gap != .blank && conventions.wrapping == .wrapped
          && !breakRule.hasRoom(previous, for: line, share: 95)
      }
    case .bullet, .dash, .footnote:
      // Where items are a line each, a line with a capital and no sign is the text after them.
      if conventions.wrapping != .wrapped, gap != .blank, line.start == .upper,
        line.indent <= text.lines[open.firstLine].indent
      {
        return false
      }
      if gap == .blank, line.indent >= 2, line.indent > previous.indent, !conventions.isDoubled {
        return false
      }
      // A quantity at the head of a full item's second line.
      if case .bullet = open.sign, gap == .none, previous.isOpen, line.start == .digit,
        breakRule.isFull(previous, line)
      {
        return true
      }
      if gap != .blank, !crossesPage, conventions.wrapping == .wrapped, line.start != .lower {
        if line.indent >= 2, line.indent > text.lines[open.firstLine].indent { return true }
        if previous.end == .sentence, case .bullet = open.sign,
          breakRule.hasRoom(previous, for: line, share: 90)
        {
          return false
        }
        // An item ends where the next word had room.
        if case .bullet = open.sign { return !breakRule.hasRoom(previous, for: line, share: 95) }
      }
    }
    return !breakRule.breaks(
      previous, line, gap, crossesPage: crossesPage, isSingle: open.pieces.count == 1,
      next: next?.isBlank == true ? nil : next)
  }
}
