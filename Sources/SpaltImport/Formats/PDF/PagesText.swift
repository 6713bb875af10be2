internal import SpaltText

/// A PDF file as one text, from the words and their places on its pages.
///
/// - Parameters:
///   - layout: What `pdftotext -bbox-layout` printed.
///   - file: The PDF file itself, which names the version of the text.
func pagesText(_ layout: [UInt8], file: [UInt8], name: String) throws -> ImportedText {
  let pages = PageWords(layout)
  guard !pages.lines.isEmpty else {
    throw FormatFailure.noText(name: name, format: "a PDF file")
  }
  let measures = PageMeasures(pages)
  let notes = PageNotes(pages, measures)
  let paragraphs = PageParagraphs(pages, measures, notes).paragraphs
  var setter = PageSetter(pages, notes)
  let blocks = refined(setter.blocks(paragraphs))
  var findings: [Finding] = []
  if setter.hyphensRemoved > 0 { findings.append(.hyphensRemoved(setter.hyphensRemoved)) }
  if setter.breaksCrossed > 0 { findings.append(.breaksCrossed(setter.breaksCrossed)) }
  return ImportedText(
    source: Source(
      name: name, digest: sha256(file), byteCount: file.count,
      text: String(decoding: setter.source, as: UTF8.self)),
    blocks: blocks, facts: pages.facts, findings: findings)
}

/// Sets the paragraphs of pages as blocks.
private struct PageSetter {
  private let pages: PageWords
  private let notes: PageNotes
  /// The words in reading order: a line each, a blank line between blocks, a form feed a page.
  private(set) var source: [UInt8] = []
  private(set) var hyphensRemoved = 0
  private(set) var breaksCrossed = 0
  /// Where each word of each line stands in the source.
  private var places: [[Range<Int>]] = []
  private var vocabulary: Set<String> = []
  /// Several lines end in a hyphen: a typesetter has been at work.
  private var splitsWords = false

  init(_ pages: PageWords, _ notes: PageNotes) {
    self.pages = pages
    self.notes = notes
    for (index, line) in pages.lines.enumerated() {
      if index > 0 {
        let last = pages.lines[index - 1]
        let isParted = line.page == last.page && line.block != last.block
        source += line.page == last.page ? isParted ? [0x0A, 0x0A] : [0x0A] : [0x0A, 0x0C]
      }
      places.append([])
      for (number, word) in line.words.enumerated() {
        if number > 0, !isGlued(number, in: index) { source.append(0x20) }
        let start = source.count
        source += Array(word.text.utf8)
        places[index].append(start..<source.count)
        if number + 1 < line.words.count || !word.text.unicodeScalars.contains(where: isHyphen) {
          vocabulary.insert(letters(of: word.text))
        }
      }
    }
    splitsWords = pages.lines.count { $0.words.last?.text.unicodeScalars.last == "-" } >= 3
  }

  /// Two words that touch: a full stop after a raised number.
  private func isGlued(_ number: Int, in index: Int) -> Bool {
    let line = pages.lines[index]
    return line.words[number].left - line.words[number - 1].right < line.height * 0.06
  }

  mutating func blocks(_ paragraphs: [PageParagraph]) -> [Block] {
    var writer = BlockWriter(source: source)
    for paragraph in paragraphs.sorted(by: { ($0.lines.first ?? 0) < ($1.lines.first ?? 0) }) {
      writer.begin(paragraph.kind, marker: paragraph.marker)
      for (place, index) in paragraph.lines.enumerated() {
        if place > 0 { joint(paragraph, place, &writer) }
        let next = paragraph.lines[safe: place + 1]
        let skipped = place == 0 ? paragraph.markerWords : 0
        write(index, skipping: skipped, next: next, columns: paragraph.columns, &writer)
      }
    }
    return writer.finished().sorted { $0.sourceRange.lowerBound < $1.sourceRange.lowerBound }
  }

  private mutating func joint(_ paragraph: PageParagraph, _ place: Int, _ writer: inout BlockWriter)
  {
    let last = pages.lines[paragraph.lines[place - 1]]
    let line = pages.lines[paragraph.lines[place]]
    if paragraph.kind == .tableRow {
      writer.cellBorder()
    } else {
      if line.block != last.block, paragraph.kind != .footnote { breaksCrossed += 1 }
      if !isSplit(last, line) { writer.space() }
    }
  }

  private mutating func write(
    _ index: Int, skipping count: Int, next: Int?, columns: [Double],
    _ writer: inout BlockWriter
  ) {
    let line = pages.lines[index]
    let skipped = max(count, notes.labelWords[index] ?? 0)
    for (number, range) in places[index].enumerated() {
      if number < skipped {
        writer.mark(range)
        continue
      }
      if number > skipped, !isGlued(number, in: index) { writer.space() }
      // Cells that stand close are read as one line.
      if number > skipped, columns.contains(where: { abs($0 - line.words[number].left) < 1.5 }) {
        writer.cellBorder()
      }
      if notes.calls[index]?.contains(number) == true {
        writer.reference(PageNotes.bare(line.words[number].text), mark: range)
        continue
      }
      if let length = notes.glued[index]?[number] {
        let end = range.upperBound - length
        writer.letters(range.lowerBound..<end)
        writer.reference(
          String(line.words[number].text.suffix(length)), mark: end..<range.upperBound)
        continue
      }
      let isLast = number + 1 == line.words.count
      if isLast, let next, isSplit(line, pages.lines[next]),
        let hyphen = line.words[number].text.unicodeScalars.last
      {
        let end = range.upperBound - UTF8.width(hyphen)
        writer.letters(range.lowerBound..<end)
        if keepsHyphen(line, pages.lines[next]) {
          writer.letters(end..<range.upperBound)
        } else {
          writer.mark(end..<range.upperBound)
          hyphensRemoved += 1
        }
      } else {
        writer.letters(range)
      }
    }
  }

  // MARK: Hyphens

  /// Whether a word is cut between two lines.
  private func isSplit(_ line: PageLine, _ next: PageLine) -> Bool {
    guard let word = line.words.last?.text, let first = next.words.first?.text,
      let end = word.unicodeScalars.last, isHyphen(end), word.unicodeScalars.count > 1,
      word.unicodeScalars.dropLast().last?.properties.isAlphabetic == true,
      let start = first.unicodeScalars.first, start.properties.isAlphabetic
    else { return false }
    // `hälso- och` is two words.
    return !conjunctions.contains(letters(of: first))
  }

  /// Whether the hyphen at a line's end is part of the word: the text has it so, a name follows, or
  /// nothing shows that the text splits words at all.
  private func keepsHyphen(_ line: PageLine, _ next: PageLine) -> Bool {
    guard let word = line.words.last?.text, let first = next.words.first?.text,
      let end = word.unicodeScalars.last
    else { return false }
    let whole = letters(of: String(word.unicodeScalars.dropLast()) + first)
    if vocabulary.contains(whole) { return false }
    if vocabulary.contains(letters(of: word + first)) { return true }
    // Source: Unicode 15, chapter 6.2: U+2010 and U+00AD at a line's end come from a typesetter.
    if end != "-" { return false }
    return first.unicodeScalars.first?.properties.isUppercase == true || !splitsWords
  }

  private func letters(of word: String) -> String {
    let scalars = word.lowercased().unicodeScalars.map { isHyphen($0) ? "-" : $0 }
    let isOuter = { (scalar: Unicode.Scalar) in !scalar.properties.isAlphabetic }
    var inner = scalars[...].drop(while: isOuter)
    while let last = inner.last, isOuter(last) { inner = inner.dropLast() }
    return String(String.UnicodeScalarView(inner))
  }
}

/// Words that follow a hyphen of a shortened compound.
private let conjunctions: Set<String> = [
  "och", "eller", "samt", "og", "eller", "samt", "and", "or", "und", "oder", "till", "til", "to",
  "respektive", "henholdsvis", "bzw", "men",
]
