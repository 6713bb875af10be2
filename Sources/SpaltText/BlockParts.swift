internal import Synchronization

/// The blocks of a long text, read a part at a time and forgotten again.
final class BlockParts: Sendable {
  let shapes: BlockShapes
  private let read: @Sendable (Range<Int>) -> [Block]?
  /// The first block of each part.
  private let starts: [Int]
  private let kept = Mutex(Kept())

  /// A part is full with so many UTF-8 bytes or so many blocks: read in about a millisecond.
  private static let most = (bytes: 32_768, blocks: 256)

  init(_ shapes: BlockShapes, read: @escaping @Sendable (Range<Int>) -> [Block]?) {
    self.shapes = shapes
    self.read = read
    var starts: [Int] = []
    var before = 0
    for (index, end) in shapes.byteEnds.enumerated() {
      if let start = starts.last, end - before <= Self.most.bytes, index - start < Self.most.blocks
      {
        continue
      }
      starts.append(index)
      before = index > 0 ? shapes.byteEnds[index - 1] : 0
    }
    self.starts = starts
  }

  subscript(index: Int) -> Block {
    precondition(index >= 0 && index < shapes.count)
    return kept.withLock { kept in
      if let block = kept.block(index) { return block }
      let part = part(of: index)
      if let block = kept.block(index, of: part) { return block }
      let range = range(of: part)
      guard let blocks = read(range), blocks.count == range.count else {
        // Not kept: the next time it may be there.
        return Block(shapes.kind(of: index), "\u{FFFD}", map: SourceMap([]))
      }
      kept.keep(.init(range: range, blocks: blocks, bytes: byteCount(of: range)), of: part)
      return blocks[index - range.lowerBound]
    }
  }

  func prepare(around index: Int, reading: (Range<Int>) throws -> [Block]) rethrows {
    guard shapes.count > 0 else { return }
    let part = part(of: min(max(0, index), shapes.count - 1))
    let range = range(of: part)
    let blocks = try reading(range)
    guard blocks.count == range.count else { return }
    kept.withLock {
      $0.keep(.init(range: range, blocks: blocks, bytes: byteCount(of: range)), of: part)
    }
  }

  private func range(of part: Int) -> Range<Int> {
    starts[part]..<(part + 1 < starts.count ? starts[part + 1] : shapes.count)
  }

  private func byteCount(of range: Range<Int>) -> Int {
    shapes.byteEnds[range.upperBound - 1]
      - (range.lowerBound > 0 ? shapes.byteEnds[range.lowerBound - 1] : 0)
  }

  private func part(of index: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return low
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

    mutating func keep(_ part: Part, of number: Int) {
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
