internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

/// A row of a set document, named so that it can be found without counting from the top.
struct RowAddress: Hashable, Comparable {
  var block: Int
  /// Counted from 0 in the block, the blank row before it included.
  var row: Int

  static func < (left: RowAddress, right: RowAddress) -> Bool {
    (left.block, left.row) < (right.block, right.row)
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
/// Blocks are set when first asked for and kept, so opening costs what is shown and not what
/// there is. Nothing counts rows from the top: a long text is walked from where one is.
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
  private var settled: [Int: [PageRow]] = [:]

  init(_ document: Document, options: Options, hyphenation: Hyphenation) {
    self.document = document
    self.options = options
    self.breaker = LineBreaker(
      measure: options.measure, language: document.metadata.language, hyphenation: hyphenation,
      isJustified: options.isJustified)
  }

  /// The rows of a block; none for a block folded into the one before it.
  func rows(of index: Int) -> [PageRow] {
    guard document.blocks.indices.contains(index) else { return [] }
    if let rows = settled[index] { return rows }
    let rows = set(index)
    settled[index] = rows
    return rows
  }

  private func set(_ index: Int) -> [PageRow] {
    let block = document.blocks[index]
    guard isShown(index) else { return [] }
    var rows: [PageRow]
    if isFolded(index) {
      let lines = foldedRun(from: index).count { document.blocks[$0].kind == .boilerplate }
      rows = [.fold(lines: lines)]
    } else {
      rows = BlockSetting.lines(of: block, breaker: breaker).map(PageRow.line)
    }
    if let before = kindShown(before: index) {
      let gap = BlockSetting.gap(from: before, to: block.kind)
      rows.insert(contentsOf: repeatElement(.gap, count: gap), at: 0)
    }
    return rows + (options.notesUnder[index] ?? []).map(PageRow.note)
  }

  private func isFolded(_ index: Int) -> Bool {
    !options.isUnfolded && !document.blocks[index].kind.isText
  }

  /// Whether a block has rows at all; told without setting it.
  private func isShown(_ index: Int) -> Bool {
    guard isFolded(index) else { return true }
    // The first of a run stands for all of it; a page number by itself is not worth a row.
    guard index == 0 || !isFolded(index - 1) else { return false }
    return foldedRun(from: index).contains { document.blocks[$0].kind == .boilerplate }
  }

  private func foldedRun(from index: Int) -> Range<Int> {
    var end = index
    while end < document.blocks.count, isFolded(end) { end += 1 }
    return index..<end
  }

  private func kindShown(before index: Int) -> BlockKind? {
    var index = index - 1
    while index >= 0, !isShown(index) { index -= 1 }
    return index >= 0 ? document.blocks[index].kind : nil
  }

  // MARK: Walking

  /// The row shown at an address, `nil` where there is none.
  func row(at address: RowAddress) -> PageRow? {
    guard document.blocks.indices.contains(address.block) else { return nil }
    let rows = rows(of: address.block)
    return rows.indices.contains(address.row) ? rows[address.row] : nil
  }

  func next(after address: RowAddress) -> RowAddress? {
    if address.row + 1 < rows(of: address.block).count {
      return RowAddress(block: address.block, row: address.row + 1)
    }
    var block = address.block + 1
    while block < document.blocks.count {
      if !rows(of: block).isEmpty { return RowAddress(block: block, row: 0) }
      block += 1
    }
    return nil
  }

  func previous(before address: RowAddress) -> RowAddress? {
    if address.row > 0 { return RowAddress(block: address.block, row: address.row - 1) }
    var block = address.block - 1
    while block >= 0 {
      let count = rows(of: block).count
      if count > 0 { return RowAddress(block: block, row: count - 1) }
      block -= 1
    }
    return nil
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

  /// The rows from an address on, at most so many.
  func rows(from address: RowAddress, count: Int) -> [(address: RowAddress, row: PageRow)] {
    var result: [(RowAddress, PageRow)] = []
    var current: RowAddress? = row(at: address) == nil ? next(after: address) : address
    while let place = current, result.count < count, let row = row(at: place) {
      result.append((place, row))
      current = next(after: place)
    }
    return result
  }

  var first: RowAddress {
    let start = RowAddress(block: 0, row: 0)
    guard !document.blocks.isEmpty, row(at: start) == nil else { return start }
    return next(after: start) ?? start
  }

  var last: RowAddress {
    guard !document.blocks.isEmpty else { return RowAddress(block: 0, row: 0) }
    let index = document.blocks.count - 1
    let count = rows(of: index).count
    let end = RowAddress(block: index, row: max(0, count - 1))
    return count > 0 ? end : previous(before: end) ?? end
  }

  /// The lowest row that may stand at the top of a page of so many rows.
  func lastTop(height: Int) -> RowAddress { advance(last, by: -(max(1, height) - 1)) }

  /// The address itself, or the lowest row that may stand at the top where it lies below that.
  ///
  /// Sets the end of the text only when it is near.
  func top(_ address: RowAddress, height: Int) -> RowAddress {
    rows(from: address, count: height).count < height ? lastTop(height: height) : address
  }

  // MARK: Rows and places

  /// The row a place in the text is shown on.
  func address(of position: Position) -> RowAddress {
    let position = document.clamp(position)
    let rows = document.blocks.isEmpty ? [] : rows(of: position.block)
    for (index, row) in rows.enumerated() {
      switch row {
      case .line(let line)
      where position.offset < line.range.upperBound || isLastLine(index, of: rows):
        return RowAddress(block: position.block, row: index)
      case .fold: return RowAddress(block: position.block, row: index)
      default: continue
      }
    }
    let start = RowAddress(block: position.block, row: 0)
    return previous(before: start) ?? first
  }

  private func isLastLine(_ index: Int, of rows: [PageRow]) -> Bool {
    !rows[(index + 1)...].contains { if case .line = $0 { true } else { false } }
  }

  /// The first place of the text shown at or after a row.
  func position(at address: RowAddress) -> Position {
    guard !document.blocks.isEmpty else { return .start }
    let block = min(address.block, document.blocks.count - 1)
    for row in rows(of: block).dropFirst(max(0, address.row)) {
      if case .line(let line) = row {
        return Position(block: block, offset: line.range.lowerBound)
      }
      if case .fold = row { return Position(block: block, offset: 0) }
    }
    return block + 1 < document.blocks.count
      ? Position(block: block + 1, offset: 0) : document.end
  }
}
