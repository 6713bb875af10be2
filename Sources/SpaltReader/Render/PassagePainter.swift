internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

/// What a letter of the text looks like under notes, hits, the cursor and the selection.
///
/// Made once a frame for the blocks in view. The nearest concern wins: the selection over the
/// hit last gone to, that over other hits, those over the sentence being read, that over a
/// passage. The underline of a passage adds to whatever wins.
struct PassagePainter {
  fileprivate struct Layer {
    var range: Range<Int>
    var role: Role
  }

  /// What stands out in one block.
  struct Paints {
    fileprivate var layers: [Layer] = []
    fileprivate var noted: [Range<Int>] = []

    /// Whether anything stands out in a part of the block's text.
    func touches(_ range: Range<Int>) -> Bool {
      layers.contains { $0.range.overlaps(range) } || noted.contains { $0.overlaps(range) }
    }

    /// Gives a cell of the text the look of what stands out at its place.
    func paint(_ cell: inout Cell, at offset: Int) {
      for range in noted where range.contains(offset) { cell.traits.insert(.underlined) }
      for layer in layers where layer.range.contains(offset) {
        cell.role = layer.role
        return
      }
    }
  }

  private var paints: [Int: Paints] = [:]
  private let lengths: [Int: Int]
  private let view: ClosedRange<Int>?

  init(reading: ReadingScreen, hits trail: HitTrail, rows blocks: [Int]) {
    let shown = Set(blocks)
    let document = reading.text.document
    lengths = Dictionary(
      uniqueKeysWithValues: shown.map { ($0, document.blocks.byteCount(of: $0)) })
    view = shown.min().flatMap { first in shown.max().map { first...$0 } }
    for block in shown { paints[block] = Paints() }
    if let selection = reading.selection { add(selection.range, as: .selection) }
    let ranges = trail.ranges(in: document.id)
    if let current = ranges.first(where: { $0.index == trail.current }) {
      add(current.range, as: .currentHit)
    }
    for hit in ranges { add(hit.range, as: .hit) }
    if reading.sheet == nil, reading.selection == nil, reading.isSettled {
      add(reading.currentSentence, as: .cursor)
    }
    if let passage = reading.sheet?.passage { add(passage, as: .selection) }
    for placed in reading.placed {
      add(placed.range, as: Role(colour: placed.note.colour) ?? .passage)
      for (block, range) in split(placed.range) { paints[block]?.noted.append(range) }
    }
  }

  /// What stands out in a block in view.
  func paints(of block: Int) -> Paints { paints[block] ?? Paints() }

  private mutating func add(_ range: Range<Position>, as role: Role) {
    for (block, part) in split(range) {
      paints[block]?.layers.append(Layer(range: part, role: role))
    }
  }

  /// The parts of a passage in the blocks in view.
  private func split(_ range: Range<Position>) -> [(block: Int, range: Range<Int>)] {
    // Most passages of a text are not in view at all.
    guard let view, range.lowerBound.block <= view.upperBound,
      range.upperBound.block >= view.lowerBound
    else { return [] }
    return lengths.compactMap { block, length in
      guard block >= range.lowerBound.block, block <= range.upperBound.block else { return nil }
      let lower = block == range.lowerBound.block ? range.lowerBound.offset : 0
      let upper = block == range.upperBound.block ? range.upperBound.offset : length
      return lower < upper ? (block, lower..<upper) : nil
    }
  }
}

extension Role {
  /// The role of a named colour of notes; `nil` for a name from elsewhere.
  fileprivate init?(colour: String?) {
    guard let colour, let known = NoteColour(rawValue: colour) else { return nil }
    self =
      switch known {
      case .yellow: .yellow
      case .green: .green
      case .blue: .blue
      case .red: .red
      case .purple: .purple
      }
  }
}
