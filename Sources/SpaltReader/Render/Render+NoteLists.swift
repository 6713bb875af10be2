internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  func draw(_ list: NoteListScreen, on canvas: inout CellBuffer) {
    let rows = list.rows(of: allNotes)
    let title =
      switch list.part {
      case .kept: Words.notesTitle(of: list.text.map { self.title(of: $0) })
      case .lost: Words.lostTitle
      case .trash: Words.trashTitle
      }
    drawTitle("\(Words.programName)  \(title)", right: Words.notes(rows.count), on: &canvas)
    let keys =
      switch list.part {
      case .kept: Words.notesHints
      case .lost: Words.lostHints
      case .trash: Words.trashHints
      }
    drawStatus("", hints: hints(keys), on: &canvas)
    guard !rows.isEmpty else {
      let none =
        switch list.part {
        case .kept: Words.noNotesListed
        case .lost: Words.noneLost
        case .trash: Words.trashEmpty
        }
      canvas.write(none, row: 2, column: 2)
      return
    }
    let chosen = list.chosenRow(in: rows)
    let height = size.rows - 3
    // From the chosen note up while there is room for half a page, then down from there.
    var top = chosen
    var used = entry(rows[chosen], in: list, isChosen: true).count
    while top > 0 {
      let more = lines(of: rows, at: top - 1, in: list, chosen: chosen).count
      guard used + more <= max(height / 2, height - rowsBelow(rows, chosen, list)) else { break }
      used += more
      top -= 1
    }
    var row = 2
    for index in top..<rows.count {
      let lines =
        index == top && list.text == nil
        ? [heading(of: rows[index])] + entry(rows[index], in: list, isChosen: index == chosen)
        : self.lines(of: rows, at: index, in: list, chosen: chosen)
      for line in lines {
        guard row < size.rows - 1 else { return }
        draw(line, row: row, on: &canvas)
        row += 1
      }
    }
  }

  /// A row of the list of notes.
  private struct ListLine {
    var text = ""
    var indent = 0
    var role = Role.body
    /// Written after the text, in less.
    var facts = ""
    var isChosen = false
    var isFirst = false
  }

  private func draw(_ line: ListLine, row: Int, on canvas: inout CellBuffer) {
    if line.isChosen {
      canvas.mark(row: row, as: .row)
      canvas.write(line.isFirst ? "▸" : " ", row: row, as: .row)
      if line.isFirst { canvas.cursor = ScreenPoint(row: row, column: 0) }
    }
    let width = size.columns - line.indent - 1
    let facts = Glyph.width(of: line.facts)
    let room = facts == 0 ? width : max(width / 2, width - facts - 2)
    let next = canvas.write(
      cut(line.text, to: room), row: row, column: line.indent,
      as: line.isChosen ? .row : line.role)
    guard facts > 0 else { return }
    let start = line.text.isEmpty ? line.indent : next + 2
    canvas.write(
      cut(line.facts, to: max(0, size.columns - start - 1)), row: row, column: start,
      as: line.isChosen ? .row : .secondary)
  }

  /// The rows that the notes after the chosen one would take, at most a page.
  private func rowsBelow(_ rows: NoteShelf.Rows, _ chosen: Int, _ list: NoteListScreen) -> Int {
    var count = 0
    for index in (chosen + 1)..<max(rows.count, chosen + 1) {
      count += lines(of: rows, at: index, in: list, chosen: chosen).count
      if count > size.rows { break }
    }
    return count + entry(rows[chosen], in: list, isChosen: true).count
  }

  private func heading(of note: Note) -> ListLine {
    ListLine(text: title(of: note.text), indent: 1, role: .heading)
  }

  /// A note's rows, the title of its text before the first of each.
  private func lines(
    of rows: NoteShelf.Rows, at index: Int, in list: NoteListScreen, chosen: Int
  ) -> [ListLine] {
    let note = rows[index]
    let entry = entry(note, in: list, isChosen: index == chosen)
    let isFirst = index == 0 || rows[index - 1].text != note.text
    return list.text == nil && isFirst ? [heading(of: note)] + entry : entry
  }

  /// Whose words, and the words about them; for the chosen one what has become of them.
  private func entry(_ note: Note, in list: NoteListScreen, isChosen: Bool) -> [ListLine] {
    let quote = note.isOnWholeText ? Words.wholeText : "“\(oneLine(note.selectors.quote))”"
    var facts = note.body.isEmpty && note.tags.isEmpty ? [] : [Words.name(of: note.kind)]
    if note.kind == .note { facts = [] }
    if note.parent != nil { facts.append(Words.reply) }
    facts += note.tags.map { "#\($0)" }
    if let colour = note.colour { facts.append(colour) }
    if note.isDone { facts.append(Words.done) }
    facts.append(Words.day(of: note.created))
    if let state = Words.state(of: note.anchor.state) { facts.append(state) }
    let body =
      note.body.isEmpty && note.tags.isEmpty ? Words.name(of: note.kind) : oneLine(note.body)
    var lines = [
      ListLine(text: quote, indent: 2, role: .quote, isChosen: isChosen, isFirst: true),
      ListLine(
        text: body, indent: 4, role: .note, facts: facts.joined(separator: " · "),
        isChosen: isChosen),
    ]
    if isChosen { lines += wordsNow(of: note, in: list) }
    return lines + [ListLine()]
  }

  /// Both wordings of a passage that has changed, or the places a lost one may be at.
  private func wordsNow(of note: Note, in list: NoteListScreen) -> [ListLine] {
    guard let document = document(of: note.text, in: list) else { return [] }
    if note.anchor.state == .edited, let range = note.anchor.range {
      let words = wordingChange(from: note.selectors.quote, to: document.words(in: range))
      return [Words.was(words.was), Words.isNow(words.now)]
        .map { ListLine(text: $0, indent: 4, role: .secondary) }
    }
    return note.anchor.suggestions.prefix(3).enumerated().map { index, range in
      ListLine(
        text: "\(index + 1)  “\(oneLine(document.words(in: range)))”", indent: 4, role: .key)
    }
  }

  func draw(_ list: VersionListScreen, on canvas: inout CellBuffer) {
    drawTitle(
      "\(Words.programName)  \(Words.versionsTitle) › \(title(of: list.text))", on: &canvas)
    drawStatus("", hints: hints(Words.versionsHints), on: &canvas)
    guard let versions = list.versions else { return }
    let height = max(1, size.rows - 3)
    let top = max(0, min(list.chosen - height / 2, versions.count - height))
    for (offset, version) in versions[top..<min(versions.count, top + height)].enumerated() {
      draw(
        ListLine(
          text: Words.version(version), indent: 2, isChosen: top + offset == list.chosen,
          isFirst: true), row: 2 + offset, on: &canvas)
    }
  }
}
