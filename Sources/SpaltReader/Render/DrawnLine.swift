internal import SpaltScreen
internal import SpaltText

/// A line of a block as cells, before anything stands out in it.
///
/// Worked out once and copied from frame to frame: a line step draws one new line.
struct DrawnLine {
  /// From the left edge of the body on.
  fileprivate(set) var cells: [Cell]
  /// For each cell the place in the block's text; -1 where the cell is not of the text.
  private let offsets: [Int32]

  /// - Parameters:
  ///   - line: A line of the block.
  ///   - block: What it is a line of.
  init(_ line: TextLine, of block: Block) {
    let role = BlockSetting.role(of: block.kind)
    let traits: Cell.Traits = block.kind.level != nil ? .strong : []
    let letters = line.letters
    var cells: [Cell] = []
    cells.reserveCapacity(line.indent + letters.count + 2)
    for character in line.marker ?? "" {
      for glyph in Glyph.shown(for: character) where cells.count + glyph.width <= line.indent {
        cells.append(glyph.character, glyph.width, role, [])
      }
    }
    cells += repeatElement(Cell(" "), count: line.indent - cells.count)
    var offsets = [Int32](repeating: -1, count: cells.count)
    for (index, letter) in letters.enumerated() {
      let own = letter.isInserted ? traits : traits.union(block.traits(at: letter.offset))
      // A hyphen at the end of a line looks as the word does, as in print.
      let isHyphen = line.isHyphenated && index == letters.count - 1
      cells.append(
        letter.character, letter.width, letter.isInserted && !isHyphen ? .secondary : role, own)
      let offset = letter.isInserted ? -1 : Int32(letter.offset)
      offsets += repeatElement(offset, count: letter.width)
    }
    self.cells = cells
    self.offsets = offsets
  }

  /// The cells with what stands out in the block.
  func cells(with paints: PassagePainter.Paints) -> [Cell] {
    guard let first = offsets.first(where: { $0 >= 0 }),
      let last = offsets.last(where: { $0 >= 0 }),
      paints.touches(Int(first)..<(Int(last) + 1))
    else { return cells }
    var cells = cells
    for (index, offset) in offsets.enumerated() where offset >= 0 {
      paints.paint(&cells[index], at: Int(offset))
    }
    return cells
  }
}

/// The lines of the last frame, from the top down.
final class DrawnLines {
  /// Held, so that no other can come to lie where it lay and be taken for it.
  private var layout: TextLayout?
  private var known: [(address: RowAddress, line: DrawnLine)] = []
  private var kept: [(address: RowAddress, line: DrawnLine)] = []
  /// Those of ``known`` that are further down than the line asked for last.
  private var next = 0

  /// Begins a frame; lines that were not in the last one are forgotten.
  func begin(_ layout: TextLayout) {
    if layout === self.layout { swap(&known, &kept) } else { known = [] }
    kept.removeAll(keepingCapacity: true)
    next = 0
    self.layout = layout
  }

  /// A line that is further down than the one asked for before it.
  func line(_ line: TextLine, at address: RowAddress, in blocks: Blocks) -> DrawnLine {
    while next < known.count, known[next].address < address { next += 1 }
    let isKnown = next < known.count && known[next].address == address
    let drawn = isKnown ? known[next].line : DrawnLine(line, of: blocks[address.block])
    kept.append((address, drawn))
    return drawn
  }
}

extension [Cell] {
  fileprivate mutating func append(
    _ character: Character, _ width: Int, _ role: Role, _ traits: Cell.Traits
  ) {
    append(Cell(character, role, traits))
    if width == 2 { append(Cell(nil, role, traits)) }
  }
}

extension Block {
  fileprivate func traits(at offset: Int) -> Cell.Traits {
    emphasis.reduce(into: []) { traits, span in
      if span.range.contains(offset) {
        traits.insert(span.kind == .strong ? .strong : .emphasis)
      }
    }
  }
}
