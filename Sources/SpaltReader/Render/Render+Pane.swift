internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

/// A row of the left pane.
struct PaneRow: Equatable {
  enum Kind: Equatable {
    case title
    case entry(indent: Int, isCurrent: Bool)
  }

  /// Where a row leads.
  enum Target: Equatable {
    case text(TextID)
    case place(Position)
    case note(NoteID)
  }

  var text: String
  var kind: Kind
  var target: Target?

  var isCurrent: Bool { kind == .entry(indent: indent, isCurrent: true) }
  var indent: Int { if case .entry(let indent, _) = kind { indent } else { 0 } }
}

extension ReaderState {
  /// The left pane of a wide screen: the archive, the outline, notes and queries.
  ///
  /// It lies on the same sheet as the text: a line step takes it along, and what leaves at one edge
  /// comes in at the other, so that all of it is in view.
  func drawPane(_ reading: ReadingScreen, _ geometry: PageGeometry, on canvas: inout CellBuffer) {
    let width = geometry.pane - 2
    let height = geometry.textRows
    for (index, row) in paneRows(reading, height: height).enumerated() {
      guard let row else { continue }
      let shown = (index - reading.travelledRows(height) % height + height) % height
      let column = 1 + row.indent
      if row.isCurrent { canvas.write("▸", row: 1 + shown, as: .noteMark) }
      let role: Role = row.kind == .title ? .secondary : row.isCurrent ? .heading : .body
      canvas.write(cut(row.text, to: width - column), row: 1 + shown, column: column, as: role)
    }
  }

  /// What a row of the screen shows of the pane.
  func paneRow(at screenRow: Int, _ reading: ReadingScreen, _ geometry: PageGeometry) -> PaneRow? {
    let height = geometry.textRows
    guard (1...height).contains(screenRow) else { return nil }
    let index = (screenRow - 1 + reading.travelledRows(height) % height + height) % height
    return paneRows(reading, height: height)[index]
  }

  /// The pane from its first row on, as many rows as there are of text.
  private func paneRows(_ reading: ReadingScreen, height: Int) -> [PaneRow?] {
    let sections = [
      textSection(reading), outlineSection(reading), noteSection(reading), orphanSection(reading),
      querySection(),
    ].filter { $0.count > 0 }
    // Every row of it comes in again as the page scrolls, so most of the sheet is left blank.
    let most = max(min(height - 2, Self.fewestPaneRows), height * 3 / 8)
    var rows: [PaneRow?] = []
    for (index, section) in sections.enumerated() {
      // What is left is shared among the sections to come; a short one leaves its share.
      let left = most - rows.count
      let share = max(3, left / (sections.count - index))
      guard left >= 3 else { break }
      rows.append(PaneRow(text: section.title, kind: .title))
      rows += section.window(of: min(section.count, share - 2)).map(section.row)
      rows.append(nil)
    }
    return Array(rows.prefix(height)) + Array(repeating: nil, count: max(0, height - rows.count))
  }

  private static let fewestPaneRows = 16
  /// Code points; more than a row ever shows of a note, which may be as long as a chapter.
  private static let mostPaneLetters = 100

  /// Rows under a title, each made when it is shown.
  private struct PaneSection {
    var title: String
    var count: Int
    /// The row that has to be in view.
    var current: Int
    var row: (Int) -> PaneRow

    /// Turned like pages, so that it stays as it is while one reads on.
    func window(of rows: Int) -> Range<Int> {
      let start = max(0, min(max(0, current) / max(1, rows) * rows, count - rows))
      return start..<(start + rows)
    }
  }

  private func textSection(_ reading: ReadingScreen) -> PaneSection {
    let texts = texts ?? []
    let current = texts.index(of: reading.text.document.id)
    return PaneSection(title: Words.paneTexts, count: texts.count, current: current ?? 0) { index in
      PaneRow(
        text: texts[index].metadata.title, kind: .entry(indent: 1, isCurrent: index == current),
        target: .text(texts[index].id))
    }
  }

  private func outlineSection(_ reading: ReadingScreen) -> PaneSection {
    let entries = reading.outline
    let current = entries.index(atBlock: reading.toldPlace.line.block)
    return PaneSection(title: Words.paneOutline, count: entries.count, current: current ?? 0) {
      index in
      let entry = entries[index]
      return PaneRow(
        text: entry.title,
        kind: .entry(indent: 1 + min(3, entry.level - 1), isCurrent: index == current),
        target: .place(Position(block: entry.block, offset: 0)))
    }
  }

  private func noteSection(_ reading: ReadingScreen) -> PaneSection {
    let focused =
      reading.isSettled ? reading.noteUnderCursor.map { reading.placed[$0].note.id } : nil
    let placed = reading.placed
    let speaking = placed.indices.filter { placed[$0].showsWords }
    let place = reading.toldPlace.notes
    let latest = speaking.lastIndex { placed[$0].range.lowerBound <= place }
    let current = focused.flatMap { id in speaking.firstIndex { placed[$0].note.id == id } }
    return PaneSection(
      title: Words.paneNotes, count: speaking.count, current: current ?? latest ?? 0
    ) { index in
      let shown = placed[speaking[index]]
      return PaneRow(
        text: "\(shown.letter) \(paneWords(of: shown))",
        kind: .entry(indent: 1, isCurrent: index == current), target: .note(shown.note.id))
    }
  }

  private func orphanSection(_ reading: ReadingScreen) -> PaneSection {
    let orphans = reading.text.notes.filter { $0.anchor.range == nil }
    return PaneSection(title: Words.paneOrphans, count: orphans.count, current: 0) { index in
      PaneRow(text: paneWords(of: orphans[index]), kind: .entry(indent: 1, isCurrent: false))
    }
  }

  private func querySection() -> PaneSection {
    PaneSection(title: Words.paneQueries, count: min(5, recentQueries.count), current: 0) { index in
      let query = recentQueries[index]
      return PaneRow(text: query, kind: .entry(indent: 1, isCurrent: query == trail.query))
    }
  }

  private func paneWords(of placed: PlacedNote) -> String {
    placed.note.body.isEmpty
      ? paneWords(of: placed.note) : oneLine(beginning(of: placed.note.body))
  }

  /// What a note says, or its tags, or the words it is on.
  private func paneWords(of note: Note) -> String {
    if !note.body.isEmpty { return oneLine(beginning(of: note.body)) }
    if !note.tags.isEmpty { return note.tags.map { "#\($0)" }.joined(separator: " ") }
    return "“\(oneLine(beginning(of: note.selectors.quote)))”"
  }

  private func beginning(of words: String) -> String {
    words.utf8.count <= Self.mostPaneLetters
      ? words : String(words.unicodeScalars.prefix(Self.mostPaneLetters))
  }
}
