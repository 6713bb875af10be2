public import SpaltText

extension Selectors {
  /// Remembers a passage of a document, so that its words can be found again in another.
  ///
  /// Costs about a millisecond in a text of ordinary length. Of a huge text only some hundred
  /// thousand bytes around the passage are searched for a rival.
  ///
  /// The range is clamped to the document; the version is the digest of the source the document
  /// was made from.
  public init(_ range: Range<Position>, in document: Document, version: String) {
    let start = document.clamp(range.lowerBound)
    let end = max(start, document.clamp(range.upperBound))
    self.init(
      version: version, range: start..<end, source: document.source(of: start..<end),
      quote: document.words(in: start..<end), prefix: document.words(before: start),
      suffix: document.words(after: end), headings: document.headings(over: start),
      rival: document.rival(of: start..<end))
  }

  /// The characters kept on each side of a passage.
  static let contextLength = 64
}

extension Document {
  /// Up to 64 characters before a place, across block borders.
  fileprivate func words(before position: Position) -> String {
    guard position.block < blocks.count else { return "" }
    var words = String(
      blocks[position.block].text.slice(0..<position.offset).suffix(Selectors.contextLength))
    var block = position.block - 1
    while block >= 0, words.count < Selectors.contextLength {
      let tail = blocks[block].text.suffix(Selectors.contextLength)
      words = String((tail + "\n\n" + words).suffix(Selectors.contextLength))
      block -= 1
    }
    return words
  }

  /// Up to 64 characters after a place, across block borders.
  fileprivate func words(after position: Position) -> String {
    guard position.block < blocks.count else { return "" }
    let text = blocks[position.block].text
    var words = String(
      text.slice(position.offset..<text.utf8.count).prefix(Selectors.contextLength))
    var block = position.block + 1
    while block < blocks.count, words.count < Selectors.contextLength {
      let head = blocks[block].text.prefix(Selectors.contextLength)
      words = String((words + "\n\n" + head).prefix(Selectors.contextLength))
      block += 1
    }
    return words
  }

  /// The headings over a place, outermost first; the place's own block is none of them.
  fileprivate func headings(over position: Position) -> [String] {
    var path: [String] = []
    var level = Int.max
    for block in blocks.prefix(position.block).reversed() {
      guard let rank = block.kind.level, rank < level else { continue }
      path.append(block.text)
      level = rank
      if rank <= 1 { break }
    }
    return path.reversed()
  }

  /// The share of letters by which the nearest other place differs from a passage.
  fileprivate func rival(of range: Range<Position>) -> Double? {
    guard !blocks.isEmpty else { return nil }
    let skeleton = Skeleton(self, within: neighbourhood(of: range, reach: 1 << 18))
    return skeleton.letters.nearestOther(than: skeleton.letters(of: range))
  }

  /// A range with some bytes on either side.
  private func neighbourhood(of range: Range<Position>, reach: Int) -> Range<Position> {
    var start = range.lowerBound
    var left = reach
    while start.offset < left, start.block > 0 {
      left -= start.offset + 1
      start = Position(block: start.block - 1, offset: blocks[start.block - 1].text.utf8.count)
    }
    start = clamp(Position(block: start.block, offset: max(0, start.offset - left)))
    var end = range.upperBound
    left = reach
    while end.block < blocks.count - 1, blocks[end.block].text.utf8.count - end.offset < left {
      left -= blocks[end.block].text.utf8.count - end.offset + 1
      end = Position(block: end.block + 1, offset: 0)
    }
    end = clamp(Position(block: end.block, offset: end.offset + left))
    return start..<max(start, end)
  }
}

extension [UInt32] {
  /// The share of letters by which the nearest other place differs from some of the letters.
  ///
  /// Places that overlap them are not other. Of a long passage four pieces are looked for, each
  /// wherever it is best found: no other place of the whole can be nearer.
  ///
  /// - Returns: `nil` when no place is nearer than ``strangers``.
  func nearestOther(than range: Range<Int>) -> Double? {
    guard !range.isEmpty else { return nil }
    let pieces = pieces(of: range)
    var errors = 0.0
    for piece in pieces {
      let pattern = Pattern(self[piece])
      let far = Double(piece.count) * Self.strangers
      var best: Int?
      for part in [0..<range.lowerBound, range.upperBound..<count] {
        let limit = best.map { $0 - 1 } ?? Int(far)
        if let place = pattern.best(in: self, part, limit: limit) { best = place.errors }
      }
      errors += best.map(Double.init) ?? far
    }
    let share = errors / Double(pieces.reduce(0) { $0 + $1.count })
    return share < Self.strangers ? share : nil
  }

  /// Beyond this share of differing letters any two places are alike.
  static var strangers: Double { 0.7 }

  private func pieces(of range: Range<Int>) -> [Range<Int>] {
    let size = 128
    guard range.count > 4 * size else { return [range] }
    return (0..<4).map { number in
      let start = range.lowerBound + (range.count - size) * number / 3
      return start..<start + size
    }
  }
}
