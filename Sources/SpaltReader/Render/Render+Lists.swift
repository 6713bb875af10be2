internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  // MARK: The archive

  func draw(_ archive: ArchiveScreen, on canvas: inout CellBuffer) {
    let shown = archive.rows(of: texts)
    drawTitle(
      "\(Words.programName)  \(Words.archiveTitle)",
      right: texts.map { Words.texts($0.count) } ?? "", on: &canvas)
    defer { drawArchiveFoot(archive, on: &canvas) }
    guard let texts else {
      canvas.write(Words.loading, row: 2, column: 2, as: .secondary)
      return
    }
    guard !texts.isEmpty else {
      for (index, line) in Words.noTexts.enumerated() {
        canvas.write(line, row: 2 + index, column: 2)
      }
      return
    }
    guard !shown.isEmpty else {
      canvas.write(Words.noTextMatches(archive.filter?.text ?? ""), row: 2, column: 2)
      return
    }
    let table = ArchiveTable(columns: size.columns)
    table.drawHeading(on: &canvas)
    let chosen = archive.chosenRow(in: shown)
    // At least half the rows are the table's; what it does not need is the preview's.
    let body = size.rows - 3
    let height = min(shown.count, max(body / 2, body - 10))
    let top = max(0, min(chosen - height / 2, shown.count - height))
    for (offset, text) in shown[top..<min(shown.count, top + height)].enumerated() {
      table.draw(text, row: 2 + offset, isChosen: top + offset == chosen, on: &canvas)
    }
    canvas.cursor = ScreenPoint(row: 2 + chosen - top, column: 1)
    let below = drawWelcome(fromRow: 2 + height + 1, on: &canvas)
    drawPreview(of: shown[chosen], archive, fromRow: below, on: &canvas)
  }

  private func drawPreview(
    of text: TextSummary, _ archive: ArchiveScreen, fromRow: Int, on canvas: inout CellBuffer
  ) {
    guard let preview = archive.previews[text.id], fromRow < size.rows - 2 else { return }
    let width = min(PageGeometry.widestBody, size.columns - 4)
    let facts = [
      text.metadata.kind, text.metadata.date, Words.words(text.wordCount), text.sourceName,
    ]
    canvas.write(
      cut(facts.compactMap { $0 }.joined(separator: " · "), to: width), row: fromRow, column: 2,
      as: .secondary)
    let top = fromRow + 2
    let lines = preview.lines(
      max(0, size.rows - 1 - top), width: width, preferences.hyphenation)
    for (offset, line) in lines.enumerated() {
      guard let line else { continue }
      canvas.write(line.text, row: top + offset, column: 2 + line.indent, as: line.role)
    }
  }

  private func drawArchiveFoot(_ archive: ArchiveScreen, on canvas: inout CellBuffer) {
    drawStatus("", hints: hints(Words.archiveHints), on: &canvas)
    guard let filter = archive.filter, message == nil else { return }
    let row = size.rows - 1
    if archive.isTypingFilter {
      drawField(
        filter, prompt: " \(Words.filterPrompt)", row: row, columns: 0..<size.columns, on: &canvas)
    } else {
      canvas.write(
        " \(Words.filterPrompt)\(filter.text) ", row: row, limit: size.columns / 2, as: .input)
    }
  }

  // MARK: Outline

  func draw(_ outline: OutlineScreen, on canvas: inout CellBuffer) {
    drawTitle("\(Words.programName)  \(Words.outlineTitle) › \(readingTitle)", on: &canvas)
    drawStatus("", hints: hints(Words.outlineHints), on: &canvas)
    let height = max(1, size.rows - 3)
    let top = max(0, min(outline.chosen - height / 2, outline.entries.count - height))
    let rows = outline.entries[top..<min(outline.entries.count, top + height)]
    for (offset, entry) in rows.enumerated() {
      let isChosen = top + offset == outline.chosen
      let row = 2 + offset
      if isChosen { canvas.mark(row: row, as: .row) }
      let column = 2 + 2 * max(0, min(entry.level, 8) - 1)
      canvas.write(isChosen ? "▸" : " ", row: row, as: isChosen ? .row : .body)
      canvas.write(
        cut(entry.title, to: size.columns - column - 1), row: row, column: column,
        as: isChosen ? .row : entry.level == 1 ? .heading : .body)
      if isChosen { canvas.cursor = ScreenPoint(row: row, column: 0) }
    }
  }

  // MARK: Names

  func title(of id: TextID) -> String {
    summary(of: id)?.metadata.title ?? id.rawValue
  }

  private var readingTitle: String { reading?.text.document.metadata.title ?? "" }
}

/// A text with its line ends and tabs as spaces.
func oneLine(_ text: String) -> String {
  if isOneLine(text) { return text }
  var line = String.UnicodeScalarView()
  var isBetween = false
  for scalar in text.unicodeScalars {
    let isSpace = isSpace(scalar)
    if !isSpace {
      if isBetween, !line.isEmpty { line.append(" ") }
      line.append(scalar)
    }
    isBetween = isSpace
  }
  return String(line)
}

/// Whether single blanks are all there is between words; nearly all notes and titles are so.
private func isOneLine(_ text: String) -> Bool {
  var text = text
  if let isOneLine = text.withUTF8(isOneLineOfLatin) { return isOneLine }
  var isBetween = true
  for scalar in text.unicodeScalars {
    let isSpace = isSpace(scalar)
    if isSpace, isBetween || scalar != " " { return false }
    isBetween = isSpace
  }
  return !isBetween || text.isEmpty
}

/// The same by bytes, for text whose every letter is below U+0300; `nil` for any other.
private func isOneLineOfLatin(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
  var isBetween = true
  var isOneLine = true
  for (index, byte) in bytes.enumerated() {
    switch byte {
    case 0x20:
      if isBetween { isOneLine = false }
      isBetween = true
    case 0x09...0x0D:
      isOneLine = false
      isBetween = true
    case 0xCC...:
      return nil
    // The controls and the blank among the letters that begin with C2.
    case 0x80..<0xA1 where bytes[index - 1] == 0xC2:
      return nil
    default:
      isBetween = false
    }
  }
  return isOneLine && (!isBetween || bytes.isEmpty)
}

private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII
    ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
}
