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
        // Bold is for the hit last gone to, which is told from the others by it without colours.
        if layer.role == .hit { cell.traits.remove(.strong) }
        return
      }
    }
  }

  /// The blocks in view, in order, each with its length in bytes and what stands out in it.
  private var blocks: [(number: Int, length: Int, paints: Paints)] = []

  /// - Parameters:
  ///   - reading: What is read.
  ///   - trail: The hits of the last search.
  ///   - rows: The block of each row in view, from the top down.
  init(reading: ReadingScreen, hits trail: HitTrail, rows: [Int]) {
    let document = reading.text.document
    for block in rows where block != blocks.last?.number {
      blocks.append((block, document.blocks.byteCount(of: block), Paints()))
    }
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
      each(in: placed.range) { $0.noted.append($1) }
    }
  }

  /// What stands out in a block in view.
  func paints(of block: Int) -> Paints {
    let index = index(of: block)
    return index < blocks.count && blocks[index].number == block ? blocks[index].paints : Paints()
  }

  /// The index of the first block in view that is no other than one or comes after it.
  private func index(of block: Int) -> Int {
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].number < block { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func add(_ range: Range<Position>, as role: Role) {
    each(in: range) { $0.layers.append(Layer(range: $1, role: role)) }
  }

  /// Goes through the parts of a passage in the blocks in view.
  private mutating func each(
    in range: Range<Position>, _ paint: (inout Paints, Range<Int>) -> Void
  ) {
    // Most passages of a text are not in view at all.
    guard let first = blocks.first, let last = blocks.last,
      range.lowerBound.block <= last.number, range.upperBound.block >= first.number
    else { return }
    var index = index(of: range.lowerBound.block)
    while index < blocks.count, blocks[index].number <= range.upperBound.block {
      let (block, length, _) = blocks[index]
      let lower = block == range.lowerBound.block ? range.lowerBound.offset : 0
      let upper = block == range.upperBound.block ? range.upperBound.offset : length
      if lower < upper { paint(&blocks[index].paints, lower..<upper) }
      index += 1
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
