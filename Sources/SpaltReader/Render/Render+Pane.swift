internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  /// The left pane of a wide screen: the archive, the outline, notes and queries.
  func drawPane(_ reading: ReadingScreen, _ geometry: PageGeometry, on canvas: inout CellBuffer) {
    let width = geometry.pane - 2
    for row in 1...geometry.textRows {
      canvas.write("│", row: row, column: geometry.pane, as: .secondary)
    }
    var sections: [(title: String, rows: [PaneRow])] = [
      (Words.paneTexts, textRows(reading)), (Words.paneOutline, outlineRows(reading)),
      (Words.paneNotes, noteRows(reading)), (Words.paneOrphans, orphanRows(reading)),
      (
        Words.paneQueries,
        recentQueries.prefix(5).map { PaneRow(text: $0, indent: 1, isCurrent: $0 == trail.query) }
      ),
    ]
    sections.removeAll { $0.rows.isEmpty }
    var row = 1
    for (index, section) in sections.enumerated() {
      // What is left is shared among the sections to come; a short one leaves its share.
      let left = geometry.textRows - row + 1
      let share = max(3, left / (sections.count - index))
      guard left >= 3 else { break }
      canvas.write(section.title, row: row, column: 1, as: .secondary)
      row += 1
      let height = min(section.rows.count, share - 2)
      let current = section.rows.firstIndex { $0.isCurrent } ?? 0
      let top = max(0, min(current - height / 2, section.rows.count - height))
      for entry in section.rows[top..<(top + height)] {
        let column = 1 + entry.indent
        if entry.isCurrent { canvas.write("▸", row: row, as: .noteMark) }
        canvas.write(
          cut(entry.text, to: width - column), row: row, column: column,
          as: entry.isCurrent ? .heading : .body)
        row += 1
      }
      row += 1
    }
  }

  private struct PaneRow {
    var text: String
    var indent: Int
    var isCurrent: Bool
  }

  private func textRows(_ reading: ReadingScreen) -> [PaneRow] {
    (texts ?? []).map {
      PaneRow(text: $0.metadata.title, indent: 1, isCurrent: $0.id == reading.text.document.id)
    }
  }

  private func outlineRows(_ reading: ReadingScreen) -> [PaneRow] {
    let entries = reading.outline
    let current = entries.index(atBlock: reading.cursor.block)
    // No more of them fit around the current one.
    let first = max(0, (current ?? 0) - size.rows)
    return (first..<min(entries.count, (current ?? 0) + size.rows)).map { index in
      let entry = entries[index]
      return PaneRow(
        text: entry.title, indent: 1 + min(3, entry.level - 1), isCurrent: index == current)
    }
  }

  private func noteRows(_ reading: ReadingScreen) -> [PaneRow] {
    let focused = reading.noteUnderCursor
    return reading.placed.enumerated().filter { $0.element.note.showsWords }.map { index, placed in
      PaneRow(
        text: "\(placed.letter) \(paneWords(of: placed.note))", indent: 1,
        isCurrent: index == focused)
    }
  }

  private func orphanRows(_ reading: ReadingScreen) -> [PaneRow] {
    reading.text.notes.filter { $0.anchor.range == nil }
      .map { PaneRow(text: paneWords(of: $0), indent: 1, isCurrent: false) }
  }

  /// What a note says, or its tags, or the words it is on.
  private func paneWords(of note: Note) -> String {
    if !note.body.isEmpty { return oneLine(note.body) }
    if !note.tags.isEmpty { return note.tags.map { "#\($0)" }.joined(separator: " ") }
    return "“\(oneLine(note.selectors.quote))”"
  }
}
