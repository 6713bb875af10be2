internal import SpaltNotes
internal import SpaltScreen
internal import SpaltSearch
internal import SpaltText

extension ReaderState {
  func draw(_ search: SearchScreen, on canvas: inout CellBuffer) {
    canvas.mark(row: 0, as: .input)
    let facts = facts(of: search)
    let edge = max(20, size.columns - Glyph.width(of: facts) - 2)
    drawField(
      search.editor, prompt: " \(Words.searchPrompt)", row: 0, columns: 0..<edge, on: &canvas)
    let cursor = canvas.cursor
    canvas.write(facts, row: 0, column: edge + 1, as: .title)

    let height = max(1, size.rows - 4)
    let rows = search.facet == nil ? search.rows : []
    // In a low window the headings alone would fill it, and it may have been higher a moment ago.
    var shown = search
    shown.reveal(rows: height)
    for (offset, row) in rows.dropFirst(shown.top).prefix(height).enumerated() {
      draw(row, of: search, at: offset + 1, on: &canvas)
    }
    if let facet = search.facet {
      drawFacets(search, chosen: facet, on: &canvas)
    } else if rows.isEmpty {
      drawEmpty(search, on: &canvas)
    }
    drawForms(search, on: &canvas)
    let place = Words.place(search.place, search.order)
    let keys = search.facet == nil ? Words.searchKeys : Words.facetKeys
    drawStatus("(\(place))", hints: keys, on: &canvas)
    canvas.cursor = cursor
  }

  private func facts(of search: SearchScreen) -> String {
    guard let page = search.page else { return search.waitingFor == nil ? "" : Words.searching }
    if search.opensFacets { return Words.counting }
    let notes = page.hits.count { $0.kind == .note }
    let texts = Set(page.hits.filter { $0.kind == .text }.map(\.text)).count
    var parts = [Words.hits(page.hits.count - notes)]
    if let all = search.counts, all.texts > texts, page.next != nil {
      parts.append(Words.texts(texts, of: all.texts, orMore: all.isLowerBound))
    } else {
      parts.append(page.next == nil ? Words.texts(texts) : "\(Words.texts(texts)) …")
    }
    if notes > 0 { parts.append(Words.notes(notes)) }
    return parts.joined(separator: " · ")
  }

  private func drawEmpty(_ search: SearchScreen, on canvas: inout CellBuffer) {
    if let failure = search.failure {
      canvas.write(cut(failure, to: size.columns - 3), row: 2, column: 2, as: .failure)
    } else if search.page != nil {
      let lines = wrapped(Sanitizer.line(search.nothingFound), to: size.columns - 3)
      for (index, line) in lines.prefix(max(1, size.rows - 4)).enumerated() {
        canvas.write(line, row: 2 + index, column: 2)
      }
    } else if search.waitingFor == nil {
      drawOffers(search, on: &canvas)
    }
  }

  /// What stands where nothing is typed: queries kept, and what a query can hold.
  private func drawOffers(_ search: SearchScreen, on canvas: inout CellBuffer) {
    var lines: [(text: String, role: Role)] = []
    for (index, query) in offeredQueries.enumerated() {
      if index == 0, !savedQueries.isEmpty { lines.append((Words.savedQueries, .secondary)) }
      if index == savedQueries.count { lines.append((Words.recentQueries, .secondary)) }
      let isChosen = index == search.offered
      lines.append(("\(isChosen ? "▸" : " ") \(oneLine(query))", isChosen ? .row : .body))
    }
    if !lines.isEmpty { lines.append(("", .body)) }
    lines += [(Words.searchIntroduction, .secondary), ("", .body)]
    lines += Words.searchHelp.map { example, meaning in
      let gap = String(repeating: " ", count: max(1, 18 - Glyph.width(of: example)))
      return ("\(example)\(gap)\(meaning)", .secondary)
    }
    for (index, line) in lines.prefix(max(0, size.rows - 4)).enumerated() {
      canvas.write(cut(line.text, to: size.columns - 3), row: 2 + index, column: 2, as: line.role)
    }
  }

  /// The languages, sources and years of what was found, to filter by.
  private func drawFacets(_ search: SearchScreen, chosen: Int, on canvas: inout CellBuffer) {
    guard let counts = search.counts else { return }
    let height = max(1, size.rows - 4)
    var lines: [(text: String, facet: Int?)] = []
    for (index, facet) in counts.facets.enumerated() {
      if index == 0 || counts.facets[index - 1].field != facet.field {
        lines.append((Words.facetField(facet.field), nil))
      }
      lines.append(("\(oneLine(facet.value))  \(facet.texts)", index))
    }
    let row = lines.firstIndex { $0.facet == chosen } ?? 0
    let top = row < height ? 0 : row - height + 1
    for (offset, line) in lines.dropFirst(top).prefix(height).enumerated() {
      let isChosen = line.facet == chosen
      if isChosen { canvas.mark(row: 1 + offset, as: .row) }
      canvas.write(
        cut("\(isChosen ? "▸" : " ") \(line.text)", to: size.columns - 3), row: 1 + offset,
        column: line.facet == nil ? 0 : 2,
        as: isChosen ? .row : line.facet == nil ? .heading : .body)
    }
  }

  /// What matched, below what there is to tell of it.
  private func drawForms(_ search: SearchScreen, on canvas: inout CellBuffer) {
    let row = size.rows - 2
    let width = size.columns - 2
    var forms = search.page.flatMap { $0.forms.isEmpty ? nil : Words.forms($0.forms) }
    if let otherwise = search.page?.otherwise, !otherwise.isEmpty {
      forms = forms.map { "\($0)  ·  \(Words.otherwise(otherwise))" }
    }
    let notice = notice(of: search)
    // The list leaves the row above free, but for the lowest of screens.
    let hasRoom = size.rows > 4
    if let forms, notice == nil || hasRoom {
      canvas.write(cut(forms, to: width), row: row, column: 1, as: .secondary)
    }
    if let notice {
      let isAbove = forms != nil && hasRoom
      canvas.write(
        cut(notice, to: width), row: isAbove ? row - 1 : row, column: 1, as: .notice)
    }
  }

  private func notice(of search: SearchScreen) -> String? {
    if let indexing { return Words.indexing(indexing) }
    if search.facet != nil, let counts = search.counts,
      case .capped(let limit) = counts.completeness
    {
      return Words.facetsCounted(in: limit, of: counts.texts)
    }
    return search.page.flatMap { $0.hint ?? $0.completeness.notice }
  }

  private func draw(
    _ row: SearchScreen.Row, of search: SearchScreen, at screenRow: Int,
    on canvas: inout CellBuffer
  ) {
    switch row {
    case .notesHeading(let count):
      canvas.write(
        "\(Words.notesGroup) (\(count))", row: screenRow, column: 1, as: .heading, .strong)
    case .textsHeading(let count):
      canvas.write(
        "\(Words.textsGroup) (\(count))", row: screenRow, column: 1, as: .heading, .strong)
    case .text(let id, let count):
      let publisher = summary(of: id)?.metadata.publisher.map { "\($0) · " } ?? ""
      let count = "  \(Words.hits(count))"
      let title = cut("\(publisher)\(title(of: id))", to: size.columns - 4 - Glyph.width(of: count))
      let column = canvas.write(title, row: screenRow, column: 1, as: .heading)
      canvas.write(count, row: screenRow, column: column, as: .secondary)
    case .tier(let tier):
      canvas.write("— \(Words.tier(tier))", row: screenRow, column: 3, as: .secondary)
    case .more(let index, let count):
      let isChosen = index == search.chosen
      if isChosen {
        canvas.mark(row: screenRow, as: .row)
        canvas.write("▸", row: screenRow, as: .row)
      }
      canvas.write(
        Words.moreHits(count), row: screenRow, column: 3, as: isChosen ? .row : .secondary)
    case .hit(let index):
      guard let hits = search.page?.hits, hits.indices.contains(index) else { return }
      let isChosen = index == search.chosen
      if isChosen {
        canvas.mark(row: screenRow, as: .row)
        canvas.write("▸", row: screenRow, as: .row)
      }
      if hits[index].kind == .note {
        drawNoteHit(hits[index], at: screenRow, isChosen: isChosen, on: &canvas)
      } else {
        drawInContext(hits[index], at: screenRow, isChosen: isChosen, on: &canvas)
      }
    }
  }

  /// A hit in the middle of its line, so that the words stand under each other.
  private func drawInContext(
    _ hit: Hit, at row: Int, isChosen: Bool, on canvas: inout CellBuffer
  ) {
    let width = size.columns - 4
    let quote = cut(oneLineKeepingEnds(hit.quote), to: width / 2)
    let left = max(0, (width - Glyph.width(of: quote)) * 2 / 5)
    let before = suffix(oneLineKeepingEnds(hit.before), width: left)
    let start = 3 + left - Glyph.width(of: before)
    let role: Role = isChosen ? .row : .body
    var column = canvas.write(before, row: row, column: start, as: role)
    column = canvas.write(quote, row: row, column: column, as: isChosen ? .currentHit : .hit)
    canvas.write(
      oneLineKeepingEnds(hit.after), row: row, column: column, limit: size.columns - 1, as: role)
  }

  private func drawNoteHit(
    _ hit: Hit, at row: Int, isChosen: Bool, on canvas: inout CellBuffer
  ) {
    let role: Role = isChosen ? .row : .note
    let title = cut(title(of: hit.text), to: size.columns / 4)
    var column = canvas.write("\(title)  ", row: row, column: 3, as: isChosen ? .row : .secondary)
    column = canvas.write(oneLineKeepingEnds(hit.before), row: row, column: column, as: role)
    column = canvas.write(
      oneLineKeepingEnds(hit.quote), row: row, column: column, as: isChosen ? .currentHit : .hit)
    canvas.write(
      oneLineKeepingEnds(hit.after), row: row, column: column, limit: size.columns - 1, as: role)
  }

  /// Line ends and tabs as spaces, nothing trimmed: what stands beside a hit keeps its distance.
  private func oneLineKeepingEnds(_ text: String) -> String {
    // Nearly all are one line, which is seen without putting characters together.
    let isOneLine = !text.unicodeScalars.contains {
      0x09...0x0D ~= $0.value || $0 == "\u{85}" || 0x2028...0x2029 ~= $0.value
    }
    return isOneLine ? text : String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  /// The end of a text, at most so many cell columns.
  private func suffix(_ text: String, width: Int) -> String {
    var kept: [Character] = []
    var used = 0
    for character in text.reversed() {
      used += Glyph.width(of: String(character))
      if used > width { break }
      kept.append(character)
    }
    return String(kept.reversed())
  }
}
