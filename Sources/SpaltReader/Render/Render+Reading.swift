internal import SpaltNotes
internal import SpaltScreen
internal import SpaltSearch
internal import SpaltText

extension ReaderState {
  func draw(_ reading: ReadingScreen, on canvas: inout CellBuffer) {
    let geometry = geometry
    let layout = reading.layout(geometry, preferences)
    let rows = layout.rows(from: reading.top, count: geometry.textRows)
    let metadata = reading.text.document.metadata
    let source = metadata.publisher.map { "\($0) › " } ?? ""
    drawTitle(
      "\(Words.programName)  \(source)\(metadata.title)",
      right: reading.text.isFormer ? Words.formerTitle(reading.text.summary.version) : "",
      on: &canvas)

    let painter = PassagePainter(
      reading: reading, hits: trail, rows: rows.map(\.address.block))
    let notes = reading.notes(
      near: (rows.first?.address.block ?? 0)...(rows.last?.address.block ?? 0))
    let marked = reading.markedNote
    reading.cache.drawn.begin(layout)
    for (index, (address, row)) in rows.enumerated() {
      draw(row, address, at: index + 1, geometry, painter, reading, marked, on: &canvas)
      if case .line(let line) = row, !notes.touching(line, of: address.block).isEmpty,
        let mark = reading.gutterMark(
          of: line, at: address, in: layout, width: geometry.gutter, marked: marked)
      {
        draw(mark, row: index + 1, column: geometry.gutterStart, on: &canvas)
      }
    }
    let addresses = rows.map(\.address)
    drawMargin(reading, layout, addresses, geometry, marked, on: &canvas)
    if geometry.pane > 0 { drawPane(reading, geometry, on: &canvas) }
    if let column = geometry.ruler {
      drawRuler(reading, column: column, geometry, layout, on: &canvas)
    }
    placeCursor(reading, layout, addresses, geometry, on: &canvas)
    drawReadingStatus(reading, on: &canvas)
    if let sheet = reading.sheet { draw(sheet, on: &canvas) }
  }

  // MARK: Rows

  private func draw(_ mark: GutterMark, row: Int, column: Int, on canvas: inout CellBuffer) {
    for (index, cell) in mark.cells.enumerated() {
      canvas.write(
        String(cell.letter), row: row, column: column + mark.column + index, as: .noteMark,
        cell.isReversed ? .reversed : [])
    }
  }

  private func draw(
    _ row: PageRow, _ address: RowAddress, at screenRow: Int, _ geometry: PageGeometry,
    _ painter: PassagePainter, _ reading: ReadingScreen, _ marked: NoteID?,
    on canvas: inout CellBuffer
  ) {
    switch row {
    case .gap: break
    case .fold(let lines):
      canvas.write(
        Words.folded(lines: lines), row: screenRow, column: geometry.bodyStart,
        limit: geometry.bodyStart + geometry.body, as: .secondary)
    case .note(let line):
      let placed = reading.placed[line.note]
      let isFirst = line.part == .first
      canvas.write(
        isFirst ? String(placed.letter) : " ", row: screenRow, column: geometry.bodyStart,
        as: .noteMark, isFirst && placed.note.id == marked ? .reversed : [])
      let column = canvas.write(
        " ", row: screenRow, column: geometry.bodyStart + 1, as: .noteMark)
      canvas.write(
        line.text, row: screenRow, column: column, limit: geometry.bodyStart + geometry.body,
        as: line.part == .footer ? .secondary : .note)
    case .line(let line):
      let block = address.block
      let drawn = reading.cache.drawn.line(line, at: address, in: reading.text.document.blocks)
      canvas.put(
        drawn.cells(with: painter.paints(of: block)), row: screenRow, column: geometry.bodyStart)
      drawLinks(line, of: block, at: screenRow, geometry, reading, on: &canvas)
    }
  }

  // MARK: Margin

  private func drawMargin(
    _ reading: ReadingScreen, _ layout: TextLayout, _ rows: [RowAddress], _ geometry: PageGeometry,
    _ marked: NoteID?, on canvas: inout CellBuffer
  ) {
    guard let start = geometry.marginStart, let rule = geometry.ruleColumn else { return }
    // Bare highlights say nothing here.
    let speaking = reading.placed.filter(\.showsWords)
    guard !speaking.isEmpty else { return }
    let open = reading.openNote
    let margin = MarginLayout(
      layout: layout, notes: speaking, width: geometry.margin, memory: reading.cache.margin,
      opened: speaking.firstIndex { $0.note.id == open })
    for (index, line) in margin.lines(beside: rows, height: geometry.textRows).enumerated() {
      // Only beside notes: a rule down the whole page would be drawn anew at every line step.
      guard let line else { continue }
      canvas.write("│", row: index + 1, column: rule, as: .secondary)
      if line.part == .first {
        let placed = speaking[line.note]
        canvas.write(
          String(placed.letter), row: index + 1, column: start, as: .noteMark,
          placed.note.id == marked ? [.strong, .reversed] : .strong)
      }
      canvas.write(
        line.text, row: index + 1, column: start + 2, limit: start + geometry.margin,
        as: line.part == .footer ? .secondary : .note)
    }
  }

  /// Where in the whole text the window, the hits and the notes are.
  ///
  /// A map that goes with the text while that is scrolled, as it was when it was last set right.
  private func drawRuler(
    _ reading: ReadingScreen, column: Int, _ geometry: PageGeometry, _ layout: TextLayout,
    on canvas: inout CellBuffer
  ) {
    let height = geometry.textRows
    let top = reading.travel.mapped(top: reading.top, height: height)
    let rows = layout.addresses(from: top, count: height)
    guard let first = rows.first, let last = rows.last else { return }
    let extent = reading.extent
    let row = { (position: Position) in
      min(height - 1, Int(extent.share(of: position) * Double(height)))
    }
    let bottom =
      layout.next(after: last) == nil ? reading.text.document.end : layout.position(at: last)
    let travelled = reading.travelledRuler(height)
    let window = (row(layout.position(at: first)) - travelled)...(row(bottom) - travelled)
    for row in window where (0..<height).contains(row) {
      canvas.write("█", row: 1 + row, column: column, as: .ruler)
    }
    let draw = { (mark: String, row: Int, role: Role, canvas: inout CellBuffer) in
      guard (0..<height).contains(row - travelled) else { return }
      canvas.write(mark, row: 1 + row - travelled, column: column, as: role)
    }
    for hit in trail.ranges(in: reading.text.document.id) {
      draw("•", row(hit.range.lowerBound), .hit, &canvas)
    }
    // In the ruler's own colour: it is drawn anew while one reads, and a change of pen costs more than
    // a letter.
    for placed in reading.placed where placed.letter != " " {
      draw(String(placed.letter), row(placed.range.lowerBound), .ruler, &canvas)
    }
  }

  private func placeCursor(
    _ reading: ReadingScreen, _ layout: TextLayout, _ rows: [RowAddress], _ geometry: PageGeometry,
    on canvas: inout CellBuffer
  ) {
    let address = layout.address(of: reading.head)
    var column = geometry.bodyStart
    guard let row = rows.firstIndex(of: address) else {
      // What is left of a sentence begins with the page.
      if let first = rows.first, address < first {
        canvas.cursor = ScreenPoint(row: 1, column: column)
      }
      return
    }
    if case .line(let line)? = layout.row(at: address) {
      column += line.indent
      for letter in line.letters where letter.offset < reading.head.offset {
        column += letter.width
      }
    }
    canvas.cursor = ScreenPoint(
      row: row + 1, column: min(column, geometry.bodyStart + geometry.body))
  }

  // MARK: Status and sheet

  private func drawReadingStatus(_ reading: ReadingScreen, on canvas: inout CellBuffer) {
    if reading.sheet != nil {
      drawStatus("", hints: Words.sheetHints, on: &canvas)
      return
    }
    let place = reading.toldPlace.line
    var parts = ["\(Int((reading.extent.share(of: place) * 100).rounded())) %"]
    if let note = reading.placing { parts = [Words.placingStatus(note)] }
    let headings = reading.outline
    if !headings.isEmpty, reading.placing == nil {
      let section = headings.index(atBlock: place.block).map { $0 + 1 } ?? 0
      parts.append("§\(section)/\(headings.count)")
    }
    if reading.placing == nil { parts.append(Words.notes(reading.text.notes.count)) }
    if let current = trail.current, trail.hits[current].kind == .text,
      trail.hits[current].text == reading.text.document.id
    {
      let place = trail.place(of: current)
      parts.append(Words.hitNumber(place.number, of: place.count))
    }
    let keys =
      reading.selection != nil
      ? Words.selectingHints : reading.placing != nil ? Words.placingHints : Words.readingHints
    drawStatus(parts.joined(separator: "  "), hints: hints(keys), on: &canvas)
  }

  private func draw(_ sheet: NoteSheet, on canvas: inout CellBuffer) {
    let height = sheetHeight(sheet)
    let top = size.rows - 1 - height
    for row in top..<(size.rows - 1) {
      canvas.write(String(repeating: " ", count: size.columns), row: row, as: .input)
      canvas.mark(row: row, as: .input)
    }
    canvas.mark(row: top, as: .title)
    canvas.write(String(repeating: "─", count: size.columns), row: top, as: .title)
    let title = " \(Words.sheetTitle(sheet)) "
    canvas.write(title, row: top, column: 2, as: .title)
    let lines = sheetLines(sheet)
    let cursor = lines.firstIndex { $0.cursor != nil } ?? 0
    // The last row is for what is set beside the words, where there is room for it.
    let bodyRows = height > 2 ? height - 2 : height - 1
    let first = max(0, cursor - (bodyRows - 1))
    for (offset, line) in lines[first...].prefix(bodyRows).enumerated() {
      canvas.write(line.text, row: top + 1 + offset, column: 2, as: .input)
      if let column = line.cursor, !sheet.isInTags {
        canvas.cursor = ScreenPoint(row: top + 1 + offset, column: 2 + column)
      }
    }
    if bodyRows < height - 1 { drawFields(of: sheet, on: &canvas) }
    guard let failure = sheet.failure else { return }
    canvas.mark(row: size.rows - 1, as: .failure)
    canvas.write(cut(" \(failure)", to: size.columns), row: size.rows - 1, as: .failure)
  }
}

extension ReaderState {
  /// Tags, kind, colour and state; while a tag is typed, what it may become.
  private func drawFields(of sheet: NoteSheet, on canvas: inout CellBuffer) {
    let row = size.rows - 2
    let completions = sheet.completions(among: knownTags)
    let facts = completions.isEmpty ? Words.sheetFacts(sheet) : Words.completions(completions)
    let start = max(2, size.columns - Glyph.width(of: facts) - 2)
    canvas.write(cut(facts, to: size.columns - 4), row: row, column: start, as: .input)
    if sheet.isInTags {
      drawField(
        sheet.tagField, prompt: Words.tagsPrompt, row: row, columns: 2..<max(20, start - 2),
        on: &canvas)
    } else {
      let tags = sheet.tags.map { "#\($0)" }.joined(separator: " ")
      let shown = tags.isEmpty ? Words.tagsHint : "\(Words.tagsPrompt)\(tags)"
      canvas.write(cut(shown, to: max(0, start - 4)), row: row, column: 2, as: .input)
    }
  }
}

/// How far into a document a place is.
struct TextExtent {
  private let shapes: TextShapes
  private var all: Int { shapes.byteCount }

  init(_ shapes: TextShapes) { self.shapes = shapes }

  /// 0 at the start of the text, 1 at its end.
  func share(of position: Position) -> Double {
    guard all > 0 else { return 1 }
    guard (0..<shapes.count).contains(position.block) else { return position.block <= 0 ? 0 : 1 }
    return min(1, Double(shapes.byteStart(of: position.block) + position.offset) / Double(all))
  }

  /// The place so far into the document, 0 to 1.
  func position(at share: Double) -> Position {
    let target = Int(Double(all) * min(max(0, share), 1))
    guard let block = shapes.index(reachingByte: target) else { return .start }
    return Position(block: block, offset: target - shapes.byteStart(of: block))
  }
}
