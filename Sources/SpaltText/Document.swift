/// The repaired form of one version of a text: its blocks in reading order.
///
/// Display, search and notes all work on this; the source is a key away.
public struct Document: Equatable, Sendable {
  public let id: TextID
  public var metadata: Metadata
  public let blocks: Blocks

  public init(id: TextID, metadata: Metadata, blocks: [Block]) {
    self.init(id: id, metadata: metadata, blocks: Blocks(blocks))
  }

  public init(id: TextID, metadata: Metadata, blocks: Blocks) {
    self.id = id
    self.metadata = metadata
    self.blocks = blocks
  }

  /// The place after the last letter.
  public var end: Position {
    Position(block: max(0, blocks.count - 1), offset: blocks.last?.text.utf8.count ?? 0)
  }

  /// The nearest place that exists, on a whole character.
  public func clamp(_ position: Position) -> Position {
    guard !blocks.isEmpty, position.block >= 0 else { return .start }
    guard position.block < blocks.count else { return end }
    let text = blocks[position.block].text
    return Position(block: position.block, offset: text.characterStart(at: position.offset))
  }

  /// The words between two places; blocks are parted by a blank line.
  public func words(in range: Range<Position>) -> String {
    guard !blocks.isEmpty else { return "" }
    let start = clamp(range.lowerBound)
    let end = clamp(range.upperBound)
    guard start < end else { return "" }
    return (start.block...end.block)
      .map { index in
        let text = blocks[index].text
        let lower = index == start.block ? start.offset : 0
        let upper = index == end.block ? end.offset : text.utf8.count
        return String(text.slice(lower..<upper))
      }
      .joined(separator: "\n\n")
  }

  /// The source a passage came from, in UTF-8 bytes.
  public func source(of range: Range<Position>) -> Range<Int> {
    guard !blocks.isEmpty else { return 0..<0 }
    let start = clamp(range.lowerBound)
    let end = clamp(range.upperBound)
    let first = blocks[start.block]
    guard start.block != end.block else {
      return first.map.source(of: start.offset..<max(start.offset, end.offset))
    }
    let lower = first.map.source(of: start.offset..<first.text.utf8.count).lowerBound
    let upper = blocks[end.block].map.source(of: 0..<end.offset).upperBound
    return lower..<max(lower, upper)
  }

  /// The passage that came from a source range, or `nil` when no letter of it is in any block.
  ///
  /// The range is in UTF-8 bytes of the decoded source.
  public func passage(ofSource range: Range<Int>) -> Range<Position>? {
    var found: Range<Position>?
    for (index, block) in blocks.enumerated() {
      let extent = block.map.extent
      guard extent.lowerBound < range.upperBound, extent.upperBound > range.lowerBound,
        let piece = block.map.text(of: range)
      else { continue }
      let start = Position(block: index, offset: piece.lowerBound)
      let end = Position(block: index, offset: piece.upperBound)
      found = min(found?.lowerBound ?? start, start)..<max(found?.upperBound ?? end, end)
    }
    return found
  }

  /// The number of words, counted as runs of letters and digits.
  public var wordCount: Int {
    blocks.reduce(0) { total, block in
      var inside = false
      return block.text.unicodeScalars.reduce(into: total) { count, scalar in
        // Asking Unicode's tables for each letter would take longer than storing the text.
        let isWord =
          scalar.value < 0x80
          ? (scalar.value | 0x20) &- 0x61 < 26 || scalar.value &- 0x30 < 10
          : (0xC0..<0x250).contains(scalar.value)
            ? scalar != "×" && scalar != "÷" : scalar.properties.isAlphabetic
        if isWord, !inside { count += 1 }
        inside = isWord
      }
    }
  }
}
