/// A text whose pages show columns of running text side by side, as one after the other.
struct SideBySide {
  private let text: PlainText
  private var pages: [Range<Int>] = []
  private var gutters: [Gutter?] = []
  /// Form feeds say where pages end; else blank rows and the sentences have to.
  private var pagesAreMarked = false
  /// How often a line alone at a page's edge, or between blank ones, returns.
  private var edges: [String: Int] = [:]
  private var result: [UInt8] = []
  /// Where the columns stand in the result, each with the cells it stood in.
  private var written: [(bytes: Range<Int>, cells: Range<Int>)] = []
  /// How wide the lines of columns are, by the cells they stood in.
  private var widths: [Range<Int>: [Int]] = [:]
  /// Rows that held letters of several columns.
  private(set) var rowCount = 0

  /// - Returns: `nil` where no page proves two columns.
  init?(_ bytes: SourceBytes) {
    text = PlainText(withoutLines: bytes)
    guard Self.hasGaps(bytes) else { return nil }
    findPages(bytes)
    gutters = pages.map { Gutter(of: PageRows($0, of: text), in: text) }
    let proven = gutters.compactMap { $0 }
    guard !proven.isEmpty else { return nil }
    var different: [Gutter] = []
    for gutter in proven where different.count < 8 && !different.contains(gutter) {
      different.append(gutter)
    }
    let three = different.filter { !$0.next.isEmpty }
    for (place, page) in zip(gutters.indices, pages) {
      if let gutter = gutters[place] {
        guard gutter.next.isEmpty, !three.isEmpty else { continue }
        gutters[place] = Self.withThird(gutter, of: three, for: PageRows(page, of: text))
      } else {
        gutters[place] = Self.borrowed(different, for: PageRows(page, of: text), text)
      }
    }
  }

  /// The cell that the right column begins in on most pages, counted from 1.
  var commonStart: Int {
    var counts: [Int: Int] = [:]
    for gutter in gutters { if let gutter { counts[gutter.rightStart + 1, default: 0] += 1 } }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
  }

  /// How many columns the page with the most of them has.
  var columnCount: Int { gutters.reduce(2) { max($0, $1?.columnCount ?? 0) } }

  /// Where each column stands in the text, once it is untangled, and how wide it is.
  var stretches: [ColumnStretch] {
    let full = widths.mapValues { widths in
      let sorted = widths.sorted()
      return sorted[min(sorted.count - 1, sorted.count * 95 / 100)]
    }
    return written.map { ColumnStretch(bytes: $0.bytes, width: full[$0.cells] ?? 0) }
  }

  /// The text with the columns of each page one after the other.
  ///
  /// Nothing but blanks between the columns and at the lines' ends is left out.
  mutating func untangled() -> String {
    result.reserveCapacity(text.bytes.count)
    for (page, gutter) in zip(pages, gutters) { if let gutter { countEdges(of: page, gutter) } }
    var end = 0
    for (page, gutter) in zip(pages, gutters) {
      text.bytes.append(end..<page.lowerBound, to: &result)
      end = page.upperBound
      if let gutter {
        write(PageRows(page, of: text), gutter)
      } else {
        text.bytes.append(page, to: &result)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

}

// MARK: Pages

extension SideBySide {
  /// Whether eight lines have letters on both sides of a gap; most texts need no closer look.
  private static func hasGaps(_ bytes: SourceBytes) -> Bool {
    let buffer = bytes.buffer(0..<bytes.count)
    var found = 0
    var place = buffer.gap(from: 0)
    while place < buffer.count {
      let isIndent = place == 0 || buffer[place - 1] < 0x20
      // Half a no-break space is one too, or a letter; at worst a look in vain.
      while place < buffer.count, [0x20, 0xC2, 0xA0].contains(buffer[place]) { place += 1 }
      if !isIndent, place < buffer.count, buffer[place] >= 0x20 {
        found += 1
        if found == 8 { return true }
        while place < buffer.count, buffer[place] >= 0x20 { place += 1 }
      }
      place = buffer.gap(from: place)
    }
    return false
  }

  private mutating func findPages(_ bytes: SourceBytes) {
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0C {
      addPages(start..<index, bytes)
      start = index + 1
      pagesAreMarked = true
    }
    if start < bytes.count { addPages(start..<bytes.count, bytes) }
  }

  /// Adds a page, or the pages between two form feeds in parts: the rows of a text of 100 MB at once
  /// would take more room than the text.
  private mutating func addPages(_ range: Range<Int>, _ bytes: SourceBytes) {
    var start = range.lowerBound
    while range.upperBound - start > 2 * Self.longest {
      let near = start + Self.longest..<start + 2 * Self.longest
      let end = Self.parting(near, lines: 3, bytes) ?? Self.parting(near, lines: 1, bytes)
      guard let end else { break }
      pages.append(start..<end)
      start = end
    }
    pages.append(start..<range.upperBound)
  }

  /// About as long are the parts, in bytes.
  private static let longest = 1 << 19

  /// The place after the first row of so many line ends in a range.
  private static func parting(
    _ range: Range<Int>, lines: Int, _ bytes: SourceBytes
  ) -> Int? {
    var count = 0
    for index in range {
      if bytes[index] == 0x0A {
        count += 1
      } else if bytes[index] != 0x0D {
        if count >= lines { return index }
        count = 0
      }
    }
    return nil
  }

  /// The gutter of another page that the few rows of a page agree with.
  private static func borrowed(
    _ proven: [Gutter], for rows: PageRows, _ text: PlainText
  ) -> Gutter? {
    proven.first { gutter in
      let pairs = gutter.pairs(of: rows)
      guard pairs.count >= 2 else { return false }
      let aligned = pairs.count { row in rows[row].contains { $0.start == gutter.rightStart } }
      let sides = ColumnSides(rows, gutter, of: text)
      return aligned * 10 >= pairs.count * 6 && ColumnLine.areWords(sides.left)
        && ColumnLine.areWords(sides.right) && !sides.areCells
    }
  }

  /// The gutter of a page, with the third column of another page where a few lines stand in it: the last
  /// page of a text may be hardly begun.
  private static func withThird(_ gutter: Gutter, of three: [Gutter], for rows: PageRows) -> Gutter
  {
    let right = rows.right(of: gutter)
    return three.first { other in
      guard abs(other.rightStart - gutter.rightStart) <= 1, let next = other.next.first else {
        return false
      }
      let pairs = next.pairs(of: right)
      let aligned = pairs.count { row in right[row].contains { $0.start == next.rightStart } }
      return aligned >= 2 && aligned * 10 >= pairs.count * 6
    } ?? gutter
  }
}

// MARK: Bands

extension SideBySide {
  private mutating func countEdges(of page: Range<Int>, _ gutter: Gutter) {
    for band in ColumnBand.bands(of: PageRows(page, of: text), gutter, in: text) {
      if let words = band.edgeWords(of: text) { edges[words, default: 0] += 1 }
    }
  }

  private func isFurniture(_ band: ColumnBand) -> Bool {
    guard let words = band.edgeWords(of: text) else { return false }
    let returns = edges[words, default: 0] > 1
    if returns, !words.isEmpty { return true }
    return band.hasPageNumber(in: text) && (returns || band.left.isEmpty || band.right.isEmpty)
  }

  /// Whether the first rows of a page stand over it by themselves: short, without a stop, nothing
  /// left of them, and not set where the right column is.
  private func isMasthead(_ band: ColumnBand, _ rows: PageRows, _ gutter: Gutter) -> Bool {
    guard band.left.isEmpty, band.rows.count <= 2, band.rows.upperBound < rows.count,
      let last = band.right.last, last.isOpen
    else { return false }
    return band.rows.allSatisfy { rows[$0].first?.start != gutter.rightStart }
  }

  private mutating func write(_ rows: PageRows, _ gutter: Gutter) {
    var held: [ColumnBand] = []
    var row = 0
    var followsWhole = false
    for band in ColumnBand.bands(of: rows, gutter, in: text) {
      let isWhole =
        band.isWhole || isFurniture(band) || (row == 0 && isMasthead(band, rows, gutter))
      let blanks = band.rows.lowerBound - row
      let turns =
        !pagesAreMarked && (held.last.map { $0.endsPage(before: band, blanks: blanks) } ?? false)
      if isWhole || turns {
        writeColumns(held, rows, gutter)
        held = []
      }
      if held.isEmpty {
        // Where the columns begin, the heading over them ends, blank line or not.
        let parts = followsWhole && blanks == 0 && band.left.first?.start != .lower
        result += [UInt8](repeating: 0x0A, count: parts ? 1 : blanks)
      }
      followsWhole = isWhole
      row = band.rows.upperBound
      if isWhole {
        for row in band.rows { write(rows[row], from: gutter.leftStart) }
      } else {
        held.append(band)
      }
    }
    writeColumns(held, rows, gutter)
    result += [UInt8](repeating: 0x0A, count: rows.count - row)
  }

  /// Writes the left column of some bands, then the right one.
  private mutating func writeColumns(_ bands: [ColumnBand], _ page: PageRows, _ gutter: Gutter) {
    guard let first = bands.first, let last = bands.last else { return }
    let rows = (first.rows.lowerBound..<last.rows.upperBound).map { page[$0] }
    rowCount += gutter.pairs(of: rows)
    write(rows, gutter)
  }

  /// Writes what stands left of a gutter, then what stands right of it; what goes over it, between.
  private mutating func write(_ rows: [ArraySlice<PageRows.Ink>], _ gutter: Gutter) {
    var left: [ArraySlice<PageRows.Ink>] = []
    var right: [ArraySlice<PageRows.Ink>] = []
    func flush(_ side: inout Self) {
      side.writeColumn(left, from: gutter.leftStart, to: gutter.rightStart)
      if let next = gutter.next.first {
        side.write(right, next)
      } else {
        side.writeColumn(right, from: gutter.rightStart, to: .max)
      }
      (left, right) = ([], [])
    }
    for row in rows {
      switch gutter.parts(of: row) {
      case .columns(let leftInk, let rightInk):
        left.append(leftInk)
        right.append(rightInk)
      case .blank:
        left.append([])
        right.append([])
      case .across:
        flush(&self)
        write(row, from: gutter.leftStart)
      }
    }
    flush(&self)
  }

  private mutating func writeColumn(
    _ rows: [ArraySlice<PageRows.Ink>], from cell: Int, to end: Int
  ) {
    guard let first = rows.firstIndex(where: { !$0.isEmpty }),
      let last = rows.lastIndex(where: { !$0.isEmpty })
    else { return }
    let start = result.count
    for row in rows[first...last] {
      if let ink = row.first, let last = row.last {
        widths[cell..<end, default: []].append(last.end - ink.start)
      }
      write(row, from: cell)
    }
    written.append((start..<result.count, cell..<end))
  }

  /// Writes a row, set in as far as it begins past a cell.
  private mutating func write(_ ink: ArraySlice<PageRows.Ink>, from cell: Int) {
    if let first = ink.first, let last = ink.last {
      result += [UInt8](repeating: 0x20, count: max(0, first.start - cell))
      text.bytes.append(first.bytes.lowerBound..<last.bytes.upperBound, to: &result)
    }
    result.append(0x0A)
  }
}
