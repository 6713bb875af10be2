internal import SpaltText

/// What a movement steps over.
enum TextUnit {
  case word, sentence, paragraph
}

extension ReadingScreen {
  /// The start of the first sentence the cursor can be on.
  var firstSentence: Position {
    first(.sentence, from: .start) { _ in true }?.lowerBound ?? .start
  }

  var lastSentence: Position {
    last(.sentence, from: text.document.end) { _ in true }?.lowerBound ?? .start
  }

  func start(of unit: TextUnit, after place: Position) -> Position? {
    first(unit, from: place) { $0.lowerBound > place }?.lowerBound
  }

  func start(of unit: TextUnit, before place: Position) -> Position? {
    last(unit, from: place) { $0.lowerBound < place }?.lowerBound
  }

  /// The word at a place; the last of the block past its end.
  func word(at place: Position) -> Range<Position> {
    let words = units(.word, in: part(at: place, of: .word))
    return words.first { $0.upperBound > place } ?? words.last ?? place..<place
  }

  /// The sentence a place is in or the next one after it in the block.
  func sentence(at position: Position) -> Range<Position> {
    let position = text.document.clamp(position)
    guard text.document.blocks.indices.contains(position.block) else { return .start..<(.start) }
    let sentences = units(.sentence, in: part(at: position, of: .sentence))
    if let found = sentences.first(where: { $0.upperBound > position }) ?? sentences.last {
      return found
    }
    let start = Position(block: position.block, offset: 0)
    let length = text.document.blocks[position.block].text.utf8.count
    return start..<Position(block: position.block, offset: length)
  }

  /// The first unit that meets a condition, in the part of the text a place is in or after it.
  func first(
    _ unit: TextUnit, from place: Position, where holds: (Range<Position>) -> Bool
  ) -> Range<Position>? {
    var part = part(at: place, of: unit)
    while part.block < text.document.blocks.count {
      if canHoldCursor(part.block) {
        if let found = units(unit, in: part).first(where: holds) { return found }
        if part.stretch + 1 < partCount(of: part.block, unit) {
          part.stretch += 1
          continue
        }
      }
      part = Part(block: part.block + 1, stretch: 0)
    }
    return nil
  }

  /// The last unit that meets a condition, in the part of the text a place is in or before it.
  func last(
    _ unit: TextUnit, from place: Position, where holds: (Range<Position>) -> Bool
  ) -> Range<Position>? {
    var part = part(at: place, of: unit)
    while part.block >= 0, part.block < text.document.blocks.count {
      if canHoldCursor(part.block) {
        if let found = units(unit, in: part).last(where: holds) { return found }
        if part.stretch > 0 {
          part.stretch -= 1
          continue
        }
      }
      guard part.block > 0 else { return nil }
      part = Part(block: part.block - 1, stretch: partCount(of: part.block - 1, unit) - 1)
    }
    return nil
  }

  // MARK: Parts

  /// A block, or a stretch of an enormous one; what is looked through at once.
  private typealias Part = Cache.Part

  private func part(at place: Position, of unit: TextUnit) -> Part {
    let block = max(0, place.block)
    guard partCount(of: block, unit) > 1 else { return Part(block: block, stretch: 0) }
    return Part(block: block, stretch: stretches(of: block).index(of: place.offset))
  }

  /// A paragraph is one however long; nothing is read to find its ends.
  private func partCount(of block: Int, _ unit: TextUnit) -> Int {
    guard unit != .paragraph, text.document.blocks.indices.contains(block),
      Stretches.areNeeded(forBytes: text.document.blocks.byteCount(of: block))
    else { return 1 }
    return stretches(of: block).count
  }

  private func stretches(of block: Int) -> Stretches {
    if let known = cache.stretches[block] { return known }
    let made = Stretches(of: text.document.blocks[block].text)
    cache.stretches[block] = made
    return made
  }

  private func units(_ unit: TextUnit, in part: Part) -> [Range<Position>] {
    guard text.document.blocks.indices.contains(part.block) else { return [] }
    if unit == .sentence, let known = cache.sentences[part] { return known }
    let block = text.document.blocks[part.block]
    let isWhole = partCount(of: part.block, unit) == 1
    let stretch = isWhole ? 0..<block.text.utf8.count : stretches(of: part.block)[part.stretch]
    let words = isWhole ? block.text : String(block.text.slice(stretch))
    let ranges =
      switch unit {
      case .word: Self.words(of: words)
      case .sentence: isWhole ? block.sentences : sentenceRanges(in: words)
      case .paragraph: [stretch]
      }
    let units = ranges.map { range in
      Position(
        block: part.block, offset: stretch.lowerBound + range.lowerBound)..<Position(
          block: part.block, offset: stretch.lowerBound + range.upperBound)
    }
    if unit == .sentence { cache.keep(units, for: part) }
    return units
  }

  /// What stands between white space, as UTF-8 byte ranges.
  private static func words(of text: String) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    var offset = 0
    for character in text {
      if character.isWhitespace {
        if let opened = start { words.append(opened..<offset) }
        start = nil
      } else if start == nil {
        start = offset
      }
      offset += character.utf8.count
    }
    if let opened = start { words.append(opened..<offset) }
    return words
  }
}
