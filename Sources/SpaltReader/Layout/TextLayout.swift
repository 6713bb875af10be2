internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

/// A row of a set document, named so that it can be found without counting from the top.
struct RowAddress: Hashable, Comparable {
  var block: Int
  /// Which stretch of a block of enormous length; 0 for any other.
  var stretch = 0
  /// Counted from 0 in the stretch, the blank row before the block included.
  var row: Int

  static func < (left: RowAddress, right: RowAddress) -> Bool {
    (left.block, left.stretch, left.row) < (right.block, right.stretch, right.row)
  }
}

/// One row of the page.
enum PageRow: Equatable {
  case gap
  case line(TextLine)
  /// Stands for folded page furniture.
  case fold(lines: Int)
  /// A row of a note that opens under its paragraph.
  case note(MarginLine)
}

/// A document set at a measure.
///
/// Blocks are set when first asked for and kept, an enormous one stretch by stretch, so opening
/// costs what is shown and not what there is. Nothing counts rows from the top: a long text is
/// walked from where one is.
final class TextLayout {
  struct Options: Equatable {
    /// Cell columns.
    var measure: Int
    var isJustified = false
    /// Whether page furniture is shown in full.
    var isUnfolded = false
    /// Notes that open under their paragraph, by block; empty where there is a margin.
    var notesUnder: [Int: [MarginLine]] = [:]
  }

  let document: Document
  let options: Options
  private let breaker: LineBreaker
  private var settled: [Part: [PageRow]] = [:]
  private var tables: [Int: TableColumns?] = [:]
  private var stretches: [Int: Stretches] = [:]
  private var recent = [(part: Part, rows: [PageRow])?](repeating: nil, count: recentCount)

  /// As many as a page has blocks, or so.
  private static let recentCount = 64

  /// What is set at once: a block, or a stretch of an enormous one.
  private struct Part: Hashable {
    var block: Int
    var stretch: Int
  }

  init(_ document: Document, options: Options, hyphenation: Hyphenation) {
    self.document = document
    self.options = options
    self.breaker = LineBreaker(
      measure: options.measure, language: document.metadata.language, hyphenation: hyphenation,
      isJustified: options.isJustified)
  }

  /// The rows of a block or a stretch of it; none for a block folded into the one before it.
  func rows(of block: Int, stretch: Int = 0) -> [PageRow] {
    guard document.blocks.indices.contains(block) else { return [] }
    let part = Part(block: block, stretch: stretch)
    // Rows are walked one by one, over and over, through the blocks of a page.
    let place = (block &+ stretch) & (Self.recentCount - 1)
    if let known = recent[place], known.part == part { return known.rows }
    let rows = settledRows(of: part)
    recent[place] = (part, rows)
    return rows
  }

  private func settledRows(of part: Part) -> [PageRow] {
    if let known = settled[part] { return known }
    let rows = set(part)
    settled[part] = rows
    return rows
  }

  /// The stretches a block is set in; 1 for nearly all.
  private func stretchCount(of block: Int) -> Int {
    Stretches.areNeeded(forBytes: document.blocks.byteCount(of: block)) && !isFolded(block)
      ? stretches(of: block).count : 1
  }

  private func stretches(of block: Int) -> Stretches {
    if let known = stretches[block] { return known }
    let made = Stretches(of: document.blocks[block].text)
    stretches[block] = made
    return made
  }

  private func set(_ part: Part) -> [PageRow] {
    let index = part.block
    let block = document.blocks[index]
    guard isShown(index) else { return [] }
    let count = stretchCount(of: index)
    guard (0..<count).contains(part.stretch) else { return [] }
    var rows: [PageRow]
    if isFolded(index) {
      let lines = foldedRun(from: index).count { document.blocks.kind(of: $0) == .boilerplate }
      rows = [.fold(lines: lines)]
    } else {
      let stretch = count == 1 ? nil : stretches(of: index)[part.stretch]
      let lines = BlockSetting.lines(
        of: block, stretch, columns: table(at: index), breaker: breaker)
      rows = lines.map(PageRow.line)
    }
    if part.stretch == 0, let before = kindShown(before: index) {
      let gap = BlockSetting.gap(from: before, to: block.kind)
      rows.insert(contentsOf: repeatElement(.gap, count: gap), at: 0)
    }
    guard part.stretch == count - 1 else { return rows }
    return rows + (options.notesUnder[index] ?? []).map(PageRow.note)
  }

  /// The columns of the table that a block is a row of.
  private func table(at index: Int) -> TableColumns? {
    guard document.blocks.kind(of: index) == .tableRow else { return nil }
    if let known = tables[index] { return known }
    let isRow = { [document] (index: Int) in document.blocks.kind(of: index) == .tableRow }
    var start = index
    while start > 0, index - start < Self.longestTable, isRow(start - 1) { start -= 1 }
    var end = index + 1
    while end < document.blocks.count, end - start < Self.longestTable, isRow(end) { end += 1 }
    let columns = TableColumns(document.blocks[start..<end], measure: options.measure)
    for row in start..<end { tables[row] = columns }
    return columns
  }

  /// More rows than this share no columns; setting one row must not read a whole register.
  private static let longestTable = 500

  private func isFolded(_ index: Int) -> Bool {
    !options.isUnfolded && !document.blocks.kind(of: index).isText
  }

  /// Whether a block has rows at all; told without setting it.
  private func isShown(_ index: Int) -> Bool {
    guard isFolded(index) else { return true }
    // The first of a run stands for all of it; a page number by itself is not worth a row.
    guard index == 0 || !isFolded(index - 1) else { return false }
    return foldedRun(from: index).contains { document.blocks.kind(of: $0) == .boilerplate }
  }

  private func foldedRun(from index: Int) -> Range<Int> {
    var end = index
    while end < document.blocks.count, isFolded(end) { end += 1 }
    return index..<end
  }

  private func kindShown(before index: Int) -> BlockKind? {
    var index = index - 1
    while index >= 0, !isShown(index) { index -= 1 }
    return index >= 0 ? document.blocks.kind(of: index) : nil
  }

  // MARK: Walking

  /// The row shown at an address, `nil` where there is none.
  func row(at address: RowAddress) -> PageRow? {
    guard document.blocks.indices.contains(address.block) else { return nil }
    let rows = rows(of: address.block, stretch: address.stretch)
    return rows.indices.contains(address.row) ? rows[address.row] : nil
  }

  func next(after address: RowAddress) -> RowAddress? {
    guard document.blocks.indices.contains(address.block) else { return nil }
    if address.row + 1 < rows(of: address.block, stretch: address.stretch).count {
      return RowAddress(block: address.block, stretch: address.stretch, row: address.row + 1)
    }
    if address.stretch + 1 < stretchCount(of: address.block) {
      return RowAddress(block: address.block, stretch: address.stretch + 1, row: 0)
    }
    var block = address.block + 1
    while block < document.blocks.count {
      if !rows(of: block).isEmpty { return RowAddress(block: block, row: 0) }
      block += 1
    }
    return nil
  }

  func previous(before address: RowAddress) -> RowAddress? {
    if address.row > 0 {
      return RowAddress(block: address.block, stretch: address.stretch, row: address.row - 1)
    }
    if address.stretch > 0 { return lastRow(of: address.block, stretch: address.stretch - 1) }
    var block = address.block - 1
    while block >= 0 {
      if isShown(block), let row = lastRow(of: block, stretch: stretchCount(of: block) - 1) {
        return row
      }
      block -= 1
    }
    return nil
  }

  private func lastRow(of block: Int, stretch: Int) -> RowAddress? {
    let count = rows(of: block, stretch: stretch).count
    return count > 0 ? RowAddress(block: block, stretch: stretch, row: count - 1) : nil
  }

  /// The address a number of rows on, stopping at the first and the last row.
  func advance(_ address: RowAddress, by distance: Int) -> RowAddress {
    var address = address
    for _ in 0..<abs(distance) {
      guard let step = distance > 0 ? next(after: address) : previous(before: address) else {
        break
      }
      address = step
    }
    return address
  }

  /// Rows from one address to another; negative when the first is below.
  func distance(from start: RowAddress, to end: RowAddress) -> Int {
    guard start <= end else { return -distance(from: end, to: start) }
    var address = start
    var count = 0
    while address < end {
      // The rest of a part of the document in one step.
      let isLast = (address.block, address.stretch) == (end.block, end.stretch)
      let lastRow = rows(of: address.block, stretch: address.stretch).count - 1
      let row = max(address.row, isLast ? min(end.row, lastRow) : lastRow)
      count += row - address.row
      address.row = row
      guard address < end, let next = next(after: address) else { break }
      address = next
      count += 1
    }
    return count
  }

  /// The rows from an address on, at most so many.
  func rows(from address: RowAddress, count: Int) -> [(address: RowAddress, row: PageRow)] {
    var result: [(address: RowAddress, row: PageRow)] = []
    walk(from: address, count: count) { place, rows in
      for (index, row) in rows.enumerated() {
        result.append(
          (RowAddress(block: place.block, stretch: place.stretch, row: place.row + index), row))
      }
    }
    return result
  }

  /// The addresses of the rows from one on, at most so many.
  func addresses(from address: RowAddress, count: Int) -> [RowAddress] {
    var result: [RowAddress] = []
    walk(from: address, count: count) { place, rows in
      for index in rows.indices {
        result.append(RowAddress(block: place.block, stretch: place.stretch, row: index))
      }
    }
    return result
  }

  /// Goes through rows, those of one block or stretch at a time, the first named by its address.
  private func walk(
    from address: RowAddress, count: Int, _ visit: (RowAddress, ArraySlice<PageRow>) -> Void
  ) {
    var left = count
    var current: RowAddress? = row(at: address) == nil ? next(after: address) : address
    while let place = current, left > 0 {
      let rows = rows(of: place.block, stretch: place.stretch)
      let end = place.row + min(left, rows.count - place.row)
      visit(place, rows[place.row..<end])
      left -= end - place.row
      current = next(
        after: RowAddress(block: place.block, stretch: place.stretch, row: rows.count - 1))
    }
  }

  var first: RowAddress {
    let start = RowAddress(block: 0, row: 0)
    guard !document.blocks.isEmpty, row(at: start) == nil else { return start }
    return next(after: start) ?? start
  }

  var last: RowAddress {
    let end = RowAddress(block: document.blocks.count, row: 0)
    return previous(before: end) ?? RowAddress(block: 0, row: 0)
  }

  /// The lowest row that may stand at the top of a page of so many rows.
  func lastTop(height: Int) -> RowAddress { advance(last, by: -(max(1, height) - 1)) }

  /// The address itself, or the lowest row that may stand at the top where it lies below that.
  ///
  /// Sets the end of the text only when it is near.
  func top(_ address: RowAddress, height: Int) -> RowAddress {
    addresses(from: address, count: height).count < height ? lastTop(height: height) : address
  }

  // MARK: Rows and places

  /// The row a place in the text is shown on.
  func address(of position: Position) -> RowAddress {
    let position = document.clamp(position)
    guard !document.blocks.isEmpty else { return first }
    let block = position.block
    let stretch =
      stretchCount(of: block) == 1 ? 0 : stretches(of: block).index(of: position.offset)
    let rows = rows(of: block, stretch: stretch)
    var found: Int?
    for (index, row) in rows.enumerated() {
      switch row {
      case .line(let line):
        found = index
        if position.offset < line.range.upperBound {
          return RowAddress(block: block, stretch: stretch, row: index)
        }
      case .fold: return RowAddress(block: block, row: index)
      default: continue
      }
    }
    if let found { return RowAddress(block: block, stretch: stretch, row: found) }
    return previous(before: RowAddress(block: block, row: 0)) ?? first
  }

  /// The first place of the text shown at or after a row.
  func position(at address: RowAddress) -> Position {
    guard !document.blocks.isEmpty else { return .start }
    let block = min(address.block, document.blocks.count - 1)
    for row in rows(of: block, stretch: address.stretch).dropFirst(max(0, address.row)) {
      if case .line(let line) = row {
        return Position(block: block, offset: line.range.lowerBound)
      }
      if case .fold = row { return Position(block: block, offset: 0) }
    }
    return block + 1 < document.blocks.count
      ? Position(block: block + 1, offset: 0) : document.end
  }
}
