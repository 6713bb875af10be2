internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

/// What a letter of the text looks like under notes, hits, the cursor and the selection.
///
/// Made once a frame for the blocks in view. The nearest concern wins: the selection over the
/// hit last gone to, that over other hits, those over the sentence being read, that over a
/// passage. Emphasis and the underline of a passage add to whatever wins.
struct PassagePainter {
  private struct Layer {
    var range: Range<Int>
    var role: Role
  }

  private var layers: [Int: [Layer]] = [:]
  private var emphasis: [Int: [Block.Emphasis]] = [:]
  private var noted: [Int: [Range<Int>]] = [:]
  private let lengths: [Int: Int]
  private let headings: Set<Int>

  init(reading: ReadingScreen, hits trail: HitTrail, rows blocks: [Int]) {
    let shown = Set(blocks)
    let document = reading.text.document
    lengths = Dictionary(
      uniqueKeysWithValues: shown.map { ($0, document.blocks[$0].text.utf8.count) })
    headings = shown.filter { document.blocks[$0].kind.level != nil }
    for block in shown { emphasis[block] = document.blocks[block].emphasis }
    if let selection = reading.selection { add(selection.range, as: .selection) }
    let ranges = trail.ranges(in: document.id)
    if let current = ranges.first(where: { $0.index == trail.current }) {
      add(current.range, as: .currentHit)
    }
    for hit in ranges { add(hit.range, as: .hit) }
    if reading.sheet == nil, reading.selection == nil { add(reading.currentSentence, as: .cursor) }
    if let passage = reading.sheet?.passage { add(passage, as: .selection) }
    for placed in reading.placed {
      add(placed.range, as: Role(colour: placed.note.colour) ?? .passage)
      for (block, range) in split(placed.range) { noted[block, default: []].append(range) }
    }
  }

  func paint(
    block: Int, offset: Int, base: Role, isInserted: Bool
  ) -> (role: Role, traits: Cell.Traits) {
    var traits: Cell.Traits = headings.contains(block) ? .strong : []
    if isInserted { return (base, traits) }
    for span in emphasis[block] ?? [] where span.range.contains(offset) {
      traits.insert(span.kind == .strong ? .strong : .emphasis)
    }
    if noted[block]?.contains(where: { $0.contains(offset) }) == true { traits.insert(.underlined) }
    let layer = layers[block]?.first { $0.range.contains(offset) }
    return (layer?.role ?? base, traits)
  }

  private mutating func add(_ range: Range<Position>, as role: Role) {
    for (block, part) in split(range) {
      layers[block, default: []].append(Layer(range: part, role: role))
    }
  }

  /// The parts of a passage in the blocks in view.
  private func split(_ range: Range<Position>) -> [(block: Int, range: Range<Int>)] {
    lengths.compactMap { block, length in
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
