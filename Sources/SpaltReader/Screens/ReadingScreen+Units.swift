internal import SpaltText

/// What a movement steps over.
enum TextUnit {
  case word, sentence, paragraph
}

extension ReadingScreen {
  /// The start of the first sentence the cursor can be on.
  var firstSentence: Position {
    first(.sentence, from: 0) { _ in true }?.lowerBound ?? .start
  }

  var lastSentence: Position {
    last(.sentence, from: text.document.blocks.count - 1) { _ in true }?.lowerBound ?? .start
  }

  func start(of unit: TextUnit, after place: Position) -> Position? {
    first(unit, from: place.block) { $0.lowerBound > place }?.lowerBound
  }

  func start(of unit: TextUnit, before place: Position) -> Position? {
    last(unit, from: place.block) { $0.lowerBound < place }?.lowerBound
  }

  /// The word at a place; the last of the block past its end.
  func word(at place: Position) -> Range<Position> {
    let words = units(.word, in: place.block)
    return words.first { $0.upperBound > place } ?? words.last ?? place..<place
  }

  /// The first unit in a block or the ones after it that meets a condition.
  func first(
    _ unit: TextUnit, from block: Int, where holds: (Range<Position>) -> Bool
  ) -> Range<Position>? {
    for index in max(0, block)..<max(block, text.document.blocks.count, 0)
    where canHoldCursor(index) {
      if let found = units(unit, in: index).first(where: holds) { return found }
    }
    return nil
  }

  /// The last unit in a block or the ones before it that meets a condition.
  func last(
    _ unit: TextUnit, from block: Int, where holds: (Range<Position>) -> Bool
  ) -> Range<Position>? {
    for index in stride(from: min(block, text.document.blocks.count - 1), through: 0, by: -1)
    where canHoldCursor(index) {
      if let found = units(unit, in: index).last(where: holds) { return found }
    }
    return nil
  }

  private func units(_ unit: TextUnit, in index: Int) -> [Range<Position>] {
    guard text.document.blocks.indices.contains(index) else { return [] }
    let block = text.document.blocks[index]
    let ranges =
      switch unit {
      case .word: Self.words(of: block.text)
      case .sentence: block.sentences
      case .paragraph: [0..<block.text.utf8.count]
      }
    return ranges.map { range in
      Position(
        block: index, offset: range.lowerBound)..<Position(
          block: index, offset: range.upperBound)
    }
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
