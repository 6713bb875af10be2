internal import SpaltNotes
internal import SpaltScreen
internal import SpaltSearch
internal import SpaltText

/// What a reader without a screen is told after a line, top to bottom.
///
/// Only letters, digits and signs that are spoken: no boxes, no bars, no braille.
public struct LinearReport: Equatable, Sendable {
  /// What is said first: messages, and the rows of a list that has come.
  public var lines: [String] = []
  /// The item one is on; the terminal's cursor stands behind it.
  public var current = ""

  /// Rows of a list told at a time.
  static let window = 20

  /// - Parameters:
  ///   - before: The state when the line was typed, `nil` at the start.
  ///   - after: The state now, every answer in.
  ///   - copied: What was to go to a clipboard; told behind the message that announces it.
  public init(from before: ReaderState?, to after: ReaderState, copied: String? = nil) {
    var teller = LinearTeller(before: before, state: after, copied: copied)
    teller.tell()
    lines = teller.lines.map(Self.spoken)
    current = Self.spoken(teller.current)
  }

  /// The lines no wider than a terminal, broken between words; as they are without a width.
  public func wrapped(to columns: Int?) -> LinearReport {
    guard let columns, columns >= 20 else { return self }
    var report = self
    let broken = { (line: String) in
      Glyph.width(of: line) < columns ? [line] : SpaltReader.wrapped(line, to: columns - 4)
    }
    report.lines = lines.flatMap(broken)
    var last = broken(current)
    report.current = last.popLast() ?? ""
    report.lines += last
    return report
  }

  /// Signs that draw boxes and braille cells, which a text may hold, as plain ones.
  static func spoken(_ text: String) -> String {
    let clean = Sanitizer.line(text)
    guard clean.unicodeScalars.contains(where: { isDrawn($0) }) else { return clean }
    var result = String.UnicodeScalarView()
    for scalar in clean.unicodeScalars {
      switch scalar.value {
      case 0x2500...0x2501, 0x2504...0x2505, 0x2508...0x2509, 0x254C...0x254D, 0x2550:
        result.append("-")
      case 0x2502...0x2503, 0x2506...0x2507, 0x250A...0x250B, 0x254E...0x254F, 0x2551:
        result.append("|")
      case 0x2500...0x257F: result.append("+")
      case 0x2580...0x259F, 0x2800...0x28FF: result.append("?")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isDrawn(_ scalar: Unicode.Scalar) -> Bool {
    (0x2500...0x259F).contains(scalar.value) || (0x2800...0x28FF).contains(scalar.value)
  }
}

/// Finds the words for the difference between two states.
private struct LinearTeller {
  let before: ReaderState?
  let state: ReaderState
  let copied: String?
  var lines: [String] = []
  var current = ""

  init(before: ReaderState?, state: ReaderState, copied: String?) {
    self.before = before
    self.state = state
    self.copied = copied
  }

  mutating func tell() {
    if before == nil {
      lines += Words.linearWelcome
      if state.isNewHere {
        lines.append(Words.welcome)
        lines += state.welcomeKeys.map { "  \($0.key): \($0.words)" }
      }
    }
    if let message = state.message { lines.append(message.text) }
    if let copied { lines += copied.split(separator: "\n").map(String.init) }
    if state.commandLine != nil {
      current = ":"
      return
    }
    switch state.screen {
    case .archive(let archive) where archive.isTypingFilter: current = Words.filterPrompt
    case .search(let search) where search.editor.text.isEmpty: current = Words.searchPrompt
    case .search(let search):
      if let failure = search.failure { lines.append(failure) }
      if let notice = search.page.flatMap({ $0.hint ?? $0.completeness.notice }) {
        lines.append(notice)
      }
      LinearList(state).map { tell($0) }
    case .archive, .notes, .versions, .outline, .links: LinearList(state).map { tell($0) }
    case .reading(let screen): tell(screen)
    case .source(let screen): tell(screen)
    case .help(let screen): tell(screen)
    }
  }

  /// The rows around the chosen one, numbered, where they are new; the chosen one always.
  private mutating func tell(_ list: LinearList) {
    guard list.rows.indices.contains(list.chosen) else {
      lines.append(list.title)
      current = list.empty
      return
    }
    current = "\(list.chosen + 1). \(list.rows[list.chosen])"
    let first = list.chosen / LinearReport.window * LinearReport.window
    if !isNew, let old = before.flatMap(LinearList.init), old.title == list.title,
      old.rows == list.rows, old.chosen / LinearReport.window * LinearReport.window == first
    {
      return
    }
    lines.append(list.title)
    let last = min(list.rows.count, first + LinearReport.window)
    for index in first..<last {
      lines.append("\(index == list.chosen ? ">" : " ") \(index + 1). \(list.rows[index])")
    }
    if last < list.rows.count { lines.append(Words.moreRows(list.rows.count - last)) }
  }

  /// Whether another screen was shown before.
  private var isNew: Bool {
    guard let before else { return true }
    guard before.screens.count == state.screens.count else { return true }
    switch (before.screen, state.screen) {
    case (.archive, .archive), (.search, .search), (.notes, .notes), (.outline, .outline),
      (.source, .source), (.help, .help), (.versions, .versions), (.links, .links):
      return false
    case (.reading(let old), .reading(let new)):
      return old.text.document.id != new.text.document.id
    default: return true
    }
  }

  // MARK: Source and help

  private mutating func tell(_ source: SourceScreen) {
    if isNew { lines.append("\(Words.sourceTitle), \(source.title).") }
    let shown = source.lines.indices.dropFirst(source.top.line).prefix(LinearReport.window)
    for index in shown {
      let mark = source.marked.contains(index) ? ">" : " "
      lines.append("\(mark) \(index + 1). \(source.lines[index])")
    }
    current = lines.popLast() ?? ""
  }

  private mutating func tell(_ help: HelpScreen) {
    current = Words.linearHelpEnd
    // Told once: whoever types a line in it has heard it.
    if !isNew, case .help(let told)? = before?.screen, told.filter == help.filter { return }
    lines += Words.linearHelp
    for line in state.helpLines(help) {
      switch line {
      case .heading(let text): lines.append(text)
      case .command("", let text): lines.append(text)
      case .command(let keys, let text): lines.append("  \(keys): \(text)")
      case .blank: break
      }
    }
  }

  // MARK: The text

  private mutating func tell(_ reading: ReadingScreen) {
    if isNew {
      let summary = reading.text.summary
      let facts = [
        summary.metadata.publisher, summary.metadata.date,
        Words.paragraphs(reading.text.document.blocks.count),
        Words.notes(reading.text.notes.count), Words.read(reading.readShare),
      ]
      lines.append(summary.metadata.title)
      lines.append("\(facts.compactMap { $0 }.joined(separator: ", ")).")
    }
    if let sheet = reading.sheet {
      tell(sheet, of: reading)
      return
    }
    if let selection = reading.selection {
      lines.append(Words.selected)
      current = oneLine(reading.text.document.words(in: selection.range))
      return
    }
    let range = state.readOut ?? reading.currentSentence
    let sentences = sentences(of: reading, in: range)
    // The number of a paragraph is told once while its sentences follow each other.
    var paragraph = state.readOut == nil || isNew ? nil : paragraphReadBefore
    for sentence in sentences {
      let block = sentence.lowerBound.block
      tell(
        sentence, of: reading, isNumbered: block != paragraph, isLast: sentence == sentences.last)
      paragraph = block
    }
  }

  private func sentences(of reading: ReadingScreen, in range: Range<Position>) -> [Range<Position>]
  {
    var result = [reading.sentence(at: range.lowerBound)]
    while let last = result.last, last.upperBound < range.upperBound,
      let next = reading.start(of: .sentence, after: last.lowerBound), next < range.upperBound
    {
      result.append(reading.sentence(at: next))
    }
    return result
  }

  private mutating func tell(
    _ sentence: Range<Position>, of reading: ReadingScreen, isNumbered: Bool, isLast: Bool
  ) {
    guard reading.text.document.blocks.indices.contains(sentence.lowerBound.block) else {
      current = Words.emptyText
      return
    }
    let block = reading.text.document.blocks[sentence.lowerBound.block]
    var words = wordsWithMarks(of: block, sentence.lowerBound.offset..<sentence.upperBound.offset)
    if isNumbered || sentence.lowerBound.offset == 0 {
      words = "\(sentence.lowerBound.block + 1). \(Words.kind(of: block))\(words)"
    }
    for placed in notesToTell(of: sentence, in: reading) {
      let isMarked = placed.note.id == reading.markedNote
      let letter = isMarked ? Words.current(placed.letter) : String(placed.letter)
      lines.append(
        "\(Words.name(of: placed.note.kind)) \(letter): \(LinearList.words(of: placed.note))")
    }
    if isLast { current = words } else { lines.append(words) }
  }

  /// The notes that begin in a sentence; where one has stayed in the sentence only those that have
  /// changed, and the one gone to: the others have been told.
  private func notesToTell(
    of sentence: Range<Position>, in reading: ReadingScreen
  ) -> [PlacedNote] {
    let own = reading.placed.filter {
      $0.range.overlaps(sentence) && reading.sentence(at: $0.range.lowerBound) == sentence
        && ($0.showsWords || $0.note.kind == .highlight)
    }
    guard !isNew, state.readOut == nil, let told = before?.reading,
      told.currentSentence == sentence
    else { return own }
    return own.filter { placed in
      !told.placed.contains { $0.note == placed.note }
        || placed.note.id == reading.focus && told.focus != reading.focus
    }
  }

  /// The paragraph of the last sentence that was read out.
  private var paragraphReadBefore: Int? {
    before?.readOut.map { max($0.lowerBound, $0.upperBound).block } ?? before?.reading?.cursor.block
  }

  /// The words of a sentence, footnote marks in brackets where they stand.
  private func wordsWithMarks(of block: Block, _ range: Range<Int>) -> String {
    var result = ""
    var from = range.lowerBound
    for reference in block.references where range.contains(reference.offset - 1) {
      result += block.text.slice(from..<max(from, reference.offset))
      result += "[\(reference.label)]"
      from = max(from, reference.offset)
    }
    return result + block.text.slice(from..<max(from, range.upperBound))
  }

  private mutating func tell(_ sheet: NoteSheet, of reading: ReadingScreen) {
    if before?.reading?.sheet?.target != sheet.target || before?.reading?.sheet == nil {
      lines.append(Words.sheetTitle(sheet))
      if let passage = sheet.passage {
        lines.append("“\(oneLine(reading.text.document.words(in: passage)))”")
      }
      lines += sheet.editor.text.split(separator: "\n").map(String.init)
      lines += Words.linearSheet
    }
    if let failure = sheet.failure { lines.append(failure) }
    current = Words.linearSheetPrompt
  }
}
