internal import SpaltText

/// Lines that belong together, and what they are.
struct PageParagraph: Equatable {
  var lines: [Int]
  var kind: BlockKind
  var marker: String?
  /// Words at the start that are the marker.
  var markerWords = 0
  /// Where the columns of a table begin.
  var columns: [Double] = []
}

/// Groups the lines of a file into paragraphs by where they stand.
struct PageParagraphs {
  private let pages: PageWords
  private let measures: PageMeasures
  private let notes: PageNotes
  private(set) var paragraphs: [PageParagraph] = []
  /// The left and right edge of the text in each block.
  private let edges: [Int: (left: Double, right: Double)]
  private let looseLines: LooseLines

  init(_ pages: PageWords, _ measures: PageMeasures, _ notes: PageNotes) {
    self.pages = pages
    self.measures = measures
    self.notes = notes
    var edges: [Int: (left: Double, right: Double)] = [:]
    for line in pages.lines {
      let known = edges[line.block] ?? (line.left, line.right)
      edges[line.block] = (min(known.left, line.left), max(known.right, line.right))
    }
    self.edges = edges
    looseLines = LooseLines(pages, measures, edges)
    group()
    settleLists()
    settleQuotes()
  }

  // MARK: Grouping

  private mutating func group() {
    let rows = tableRows()
    /// The paragraph that the next line may go on with: furniture and notes do not end it.
    var open: Int?
    var index = 0
    while index < pages.lines.count {
      if let row = rows[index] {
        var paragraph = PageParagraph(lines: Array(row), kind: .tableRow)
        paragraph.columns = columns(around: row, in: rows)
        paragraphs.append(paragraph)
        open = nil
        index = row.upperBound
        continue
      }
      defer { index += 1 }
      if measures.numbers.contains(index) || measures.heads.contains(index) {
        let kind: BlockKind = measures.numbers.contains(index) ? .pageNumber : .boilerplate
        paragraphs.append(PageParagraph(lines: [index], kind: kind))
        continue
      }
      if let label = notes.labels[index] {
        paragraphs.append(PageParagraph(lines: [index], kind: .footnote, marker: label))
        continue
      }
      if notes.rest.contains(index),
        let last = paragraphs.lastIndex(where: { $0.kind == .footnote })
      {
        paragraphs[last].lines.append(index)
        continue
      }
      if let paragraph = open, continues(paragraph, with: index) {
        paragraphs[paragraph].lines.append(index)
        continue
      }
      paragraphs.append(start(index))
      open = paragraphs.count - 1
    }
  }

  private func start(_ index: Int) -> PageParagraph {
    let line = pages.lines[index]
    if let level = measures.headingLevel(line.height), line.text.contains(where: \.isLetter) {
      return PageParagraph(lines: [index], kind: .heading(level: level))
    }
    var paragraph = PageParagraph(lines: [index], kind: .paragraph)
    if line.words.count > 1, let sign = listSign(line.words[0].text) {
      paragraph.kind = .listItem
      paragraph.marker = sign
      paragraph.markerWords = 1
    }
    return paragraph
  }

  private func continues(_ paragraph: Int, with index: Int) -> Bool {
    let before = paragraphs[paragraph]
    guard let lastIndex = before.lines.last else { return false }
    let last = pages.lines[lastIndex]
    let line = pages.lines[index]
    let isSameSize = abs(last.height - line.height) < measures.bodyHeight * 0.08
    let level = measures.headingLevel(line.height)
    guard isSameSize || level == nil, before.kind.level == level else { return false }
    if index == lastIndex + 1, looseLines.isOneLine(lastIndex, index) { return true }
    if line.words.count > 1, listSign(line.words[0].text) != nil, level == nil { return false }
    let step = line.foot - last.foot
    if line.block == last.block {
      let usual = level == nil ? measures.leading : max(measures.leading, line.height * 1.25)
      guard step < usual * 1.35, step > 0 else { return false }
      return level != nil || !isNewParagraph(line, after: last, in: before)
    }
    guard level == nil, isSameSize else { return false }
    let isBelow =
      line.page == last.page && step > 0 && step < measures.leading * 1.35
      && abs(line.left - last.left) < measures.bodyHeight * 0.5
    if isBelow, !endsSentence(last.text) { return true }
    return runsOn(last, into: line)
  }

  /// Within a block a paragraph begins with an indent, or after a line that ended early.
  private func isNewParagraph(
    _ line: PageLine, after last: PageLine, in before: PageParagraph
  ) -> Bool {
    guard let edge = edges[line.block] else { return false }
    let indent = line.left - last.left
    let ends = endsSentence(last.text)
    // The lines of an item hang under its words.
    if before.kind == .listItem { return line.left < last.left - measures.bodyHeight * 0.5 && ends }
    if indent > measures.bodyHeight * 0.5, before.lines.count > 1 || ends { return true }
    let width = max(edge.right - edge.left, 1)
    let room = edge.right - last.right
    let firstWord = line.words.first.map { $0.right - $0.left } ?? 0
    return ends && room > max(width * 0.12, firstWord + measures.bodyHeight * 0.5)
  }

  /// Whether a paragraph that reached the end of its column goes on in the next one.
  private func runsOn(_ last: PageLine, into line: PageLine) -> Bool {
    guard line.page != last.page || line.left > last.right || line.top < last.top else {
      return false
    }
    guard let end = last.text.unicodeScalars.last, let first = line.text.unicodeScalars.first else {
      return false
    }
    if isHyphen(end) { return first.properties.isLowercase }
    return !endsSentence(last.text) && first.properties.isLowercase
  }

  private func endsSentence(_ text: String) -> Bool {
    let closed = text.reversed().drop { "”\"'’»)]".contains($0) || $0.isNumber }
    return closed.first.map { ".!?:…".contains($0) } ?? false
  }

  // MARK: Tables

  /// Rows of cells: lines after each other at one height, at least two rows in a row.
  private func tableRows() -> [Int: Range<Int>] {
    var rows: [Range<Int>] = []
    var start = 0
    let lines = pages.lines
    while start < lines.count {
      var end = start + 1
      while end < lines.count, lines[end].page == lines[start].page,
        abs(lines[end].foot - lines[start].foot) < measures.bodyHeight * 0.3,
        lines[end].left > lines[end - 1].right
      {
        end += 1
      }
      rows.append(start..<end)
      start = end
    }
    var found: [Int: Range<Int>] = [:]
    for (place, row) in rows.enumerated() where row.count > 1 {
      let near = [rows[safe: place - 1], rows[safe: place + 1]].compactMap(\.self)
      // The first words of a column stand below each other in running text too.
      let first = looseLines.isOneLine(row) ? 1 : 0
      let isTable = near.contains { other in
        other.count > 1 && lines[other.lowerBound].page == lines[row.lowerBound].page
          && row.dropFirst(first).contains { cell in
            other.dropFirst(first).contains { abs(lines[$0].left - lines[cell].left) < 2 }
          }
      }
      let isSpread = row.contains { measures.isFurniture($0) || notes.labels[$0] != nil }
      if isTable, !isSpread { found[row.lowerBound] = row }
    }
    return found
  }

  /// The left edges of the cells of a table, from the rows right before and after one of them.
  private func columns(around row: Range<Int>, in rows: [Int: Range<Int>]) -> [Double] {
    var lefts: [Double] = []
    var next = row
    while let found = rows[next.upperBound], lefts.count < 1000 {
      lefts += found.map { pages.lines[$0].left }
      next = found
    }
    // The rows before are among the paragraphs already.
    for paragraph in paragraphs.reversed().prefix(20) {
      guard paragraph.kind == .tableRow else { break }
      lefts += paragraph.lines.map { pages.lines[$0].left }
    }
    var known: Set<Int> = []
    return lefts.filter { known.insert(Int($0.rounded())).inserted }
  }

  // MARK: Lists and quotes

  private func listSign(_ word: String) -> String? {
    if ["•", "◦", "▪", "●", "○", "■", "‣", "⁃", "·", "➢", "►", "\u{F0B7}"].contains(word) {
      return "•"
    }
    if ["–", "-", "*"].contains(word) { return word }
    let body = word.dropLast()
    guard let stop = word.last, stop == "." || stop == ")", (1...3).contains(body.count) else {
      return nil
    }
    let isNumber = body.allSatisfy { $0.isASCII && $0.isNumber }
    let isLetter = body.count == 1 && body.allSatisfy { $0.isASCII && $0.isLowercase }
    return isNumber || isLetter ? word : nil
  }

  /// A lone number at the start of a line is no list; signs get the depth of their place.
  private mutating func settleLists() {
    var lefts: [Double] = []
    for (place, paragraph) in paragraphs.enumerated() {
      guard paragraph.kind == .listItem, let marker = paragraph.marker,
        let line = paragraph.lines.first.map({ pages.lines[$0] })
      else {
        if paragraph.kind.isText, paragraph.kind != .footnote { lefts = [] }
        continue
      }
      let near = [paragraphs[safe: place - 1], paragraphs[safe: place + 1]].compactMap(\.self)
      let isList = near.contains { $0.kind == .listItem } || marker == "•"
      guard isList else {
        let isTurn = marker == "–" || marker == "-"
        paragraphs[place].kind = isTurn ? .dialogueTurn : .paragraph
        paragraphs[place].marker = nil
        paragraphs[place].markerWords = 0
        continue
      }
      // Numbers are set flush right: their words show where the item stands.
      let left = line.words[1].left
      lefts.removeAll { $0 > left + measures.bodyHeight * 0.4 }
      if (lefts.last ?? -.infinity) < left - measures.bodyHeight * 0.4 { lefts.append(left) }
      let indent = String(repeating: "  ", count: max(0, min(lefts.count, 12) - 1))
      paragraphs[place].marker = indent + marker
    }
  }

  /// A paragraph set in from both sides, among others that are not.
  private mutating func settleQuotes() {
    let body = paragraphs.filter { $0.kind == .paragraph }.flatMap(\.lines).map { pages.lines[$0] }
    var counts: [Int: Int] = [:]
    for line in body { counts[Int(line.left.rounded()), default: 0] += 1 }
    let margins = counts.filter { $0.value * 10 >= body.count }.map { Double($0.key) }
    guard body.count >= 3, let edge = margins.min() else { return }
    let right = body.map(\.right).max() ?? 0
    for (place, paragraph) in paragraphs.enumerated() where paragraph.kind == .paragraph {
      let lines = paragraph.lines.map { pages.lines[$0] }
      let isSetIn = lines.allSatisfy {
        let inset = $0.left - edge
        return inset > measures.bodyHeight && inset < measures.bodyHeight * 6
          && $0.right < right - measures.bodyHeight * 0.8
      }
      // What stands in the middle is no quote.
      let isCentred = lines.allSatisfy {
        abs(($0.left + $0.right) - (edge + right)) < measures.bodyHeight
      }
      if isSetIn, !isCentred { paragraphs[place].kind = .quote }
    }
  }
}

func isHyphen(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "-" || scalar == "\u{2010}" || scalar == "\u{AD}"
}
