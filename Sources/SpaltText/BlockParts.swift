internal import Synchronization

/// The blocks of a long text, read a part at a time and forgotten again.
final class BlockParts: Sendable {
  let shapes: TextShapes
  private let read: @Sendable (Range<Int>) -> [Block]?
  private let kept = Mutex(Kept())

  /// A part is full with so many UTF-8 bytes or so many blocks: read in about a millisecond.
  private static let most = (bytes: 32_768, blocks: 256)

  init(_ shapes: TextShapes, read: @escaping @Sendable (Range<Int>) -> [Block]?) {
    self.shapes = shapes
    self.read = read
  }

  subscript(index: Int) -> Block {
    precondition(index >= 0 && index < shapes.count)
    return kept.withLock { kept in
      if let block = kept.block(index) { return block }
      let range = part(of: index)
      if let block = kept.block(index, of: range.lowerBound) { return block }
      guard let blocks = read(range), blocks.count == range.count else {
        // Not kept: the next time it may be there.
        return Block(shapes.kind(of: index), "\u{FFFD}", map: SourceMap([]))
      }
      kept.keep(.init(range: range, blocks: blocks, bytes: byteCount(of: range)))
      return blocks[index - range.lowerBound]
    }
  }

  func prepare(around index: Int, reading: (Range<Int>) throws -> [Block]) rethrows {
    guard shapes.count > 0 else { return }
    let range = part(of: min(max(0, index), shapes.count - 1))
    let blocks = try reading(range)
    guard blocks.count == range.count else { return }
    kept.withLock { $0.keep(.init(range: range, blocks: blocks, bytes: byteCount(of: range))) }
  }

  private func byteCount(of range: Range<Int>) -> Int {
    shapes.byteStart(of: range.upperBound) - shapes.byteStart(of: range.lowerBound)
  }

  /// The part that a block lies in.
  ///
  /// Parts begin anew at every so many blocks, so that none before need be known.
  private func part(of index: Int) -> Range<Int> {
    var start = index - index % Self.most.blocks
    let last = min(start + Self.most.blocks, shapes.count)
    let lengths = shapes.part(index / TextShapes.partCount)
    var bytes = 0
    for next in start..<last {
      let length = lengths.byteCount(of: next % TextShapes.partCount)
      if next > start, bytes + length > Self.most.bytes {
        if next > index { return start..<next }
        start = next
        bytes = 0
      }
      bytes += length
    }
    return start..<last
  }

  /// Parts that have been read, the ones asked for least recently going first.
  private struct Kept {
    struct Part {
      var range: Range<Int>
      var blocks: [Block]
      /// Of text.
      var bytes: Int
      /// When it was last asked for.
      var time = 0
    }

    /// The part asked for last: nearly always the next one asked for too.
    private var latest: Part?
    /// By their first block.
    private var parts: [Int: Part] = [:]
    private var bytes = 0
    private var time = 0

    /// UTF-8 bytes of text; with what lies around it some five times as much memory.
    private static let most = 2 << 20

    /// A block of the part asked for last.
    func block(_ index: Int) -> Block? {
      guard let latest, latest.range.contains(index) else { return nil }
      return latest.blocks[index - latest.range.lowerBound]
    }

    mutating func block(_ index: Int, of part: Int) -> Block? {
      guard parts[part] != nil else { return nil }
      time += 1
      parts[part]?.time = time
      latest = parts[part]
      return block(index)
    }

    mutating func keep(_ part: Part) {
      let number = part.range.lowerBound
      time += 1
      bytes += part.bytes - (parts[number]?.bytes ?? 0)
      parts[number] = part
      parts[number]?.time = time
      latest = part
      guard bytes > Self.most else { return }
      for (old, entry) in parts.sorted(by: { $0.value.time < $1.value.time }) {
        guard bytes > Self.most / 2, old != number else { break }
        bytes -= entry.bytes
        parts[old] = nil
      }
    }
  }
}
