import SpaltText
import Synchronization
import Testing

/// Blocks that come a part at a time are the blocks they would be all at once.
@Suite struct BlocksTests {
  private static let kinds: [BlockKind] = [
    .heading(level: 2), .paragraph, .listItem, .quote, .dialogueTurn, .caption, .credit, .footnote,
    .tableRow, .pullQuote, .boilerplate, .pageNumber,
  ]

  /// Two megabytes and more, so that not all of it is kept.
  private static let all: [Block] = (0..<6000).map { number in
    Block(
      kinds[number % kinds.count],
      "\(number) " + String(repeating: "ord och ", count: number % 150),
      map: SourceMap([]))
  }

  private static let shapes = TextShapes(of: all)

  /// Which parts were read.
  private final class Log: Sendable {
    let ranges = Mutex<[Range<Int>]>([])
    let isBroken = Mutex(false)

    func read(_ range: Range<Int>) -> [Block]? {
      ranges.withLock { $0.append(range) }
      return isBroken.withLock { $0 } ? nil : Array(BlocksTests.all[range])
    }
  }

  @Test func `every block is the same from wherever one comes`() {
    let log = Log()
    let blocks = Blocks(Self.shapes) { log.read($0) }
    #expect(blocks.count == Self.all.count)
    for index in [0, 5999, 3000, 2999, 1, 4321, 0, 5998] {
      #expect(blocks[index] == Self.all[index])
    }
    #expect(blocks.elementsEqual(Self.all))
    #expect(blocks.reversed() == Self.all.reversed())
    #expect(blocks == Blocks(Self.all))
  }

  @Test func `kind and length are known without reading`() {
    let log = Log()
    let blocks = Blocks(Self.shapes) { log.read($0) }
    for (index, block) in Self.all.enumerated() {
      #expect(blocks.kind(of: index) == block.kind)
      #expect(blocks.byteCount(of: index) == block.text.utf8.count)
    }
    #expect(log.ranges.withLock { $0 }.isEmpty)
  }

  @Test func `what is near is read once, and what is far comes again`() {
    let log = Log()
    let blocks = Blocks(Self.shapes) { log.read($0) }
    for index in 100..<110 { _ = blocks[index] }
    for index in (100..<110).reversed() { _ = blocks[index] }
    let near = log.ranges.withLock { $0 }
    #expect(near.count <= 2)
    for block in blocks { #expect(!block.text.isEmpty) }
    _ = blocks[105]
    let again = log.ranges.withLock { $0 }.filter { $0.contains(105) }
    #expect(again.count == 2)
    // No part is more than is read in a moment.
    for range in log.ranges.withLock({ $0 }) {
      #expect(range.dropLast().reduce(0) { $0 + Self.all[$1].text.utf8.count } <= 32_768)
    }
  }

  @Test func `a part that cannot be read is marked, and is there when it can`() {
    let log = Log()
    let blocks = Blocks(Self.shapes) { log.read($0) }
    log.isBroken.withLock { $0 = true }
    #expect(blocks[12].text == "\u{FFFD}")
    #expect(blocks[12].kind == Self.all[12].kind)
    log.isBroken.withLock { $0 = false }
    #expect(blocks[12] == Self.all[12])
  }

  @Test func `a part can be prepared by other means`() {
    let log = Log()
    let blocks = Blocks(Self.shapes) { log.read($0) }
    blocks.prepare(around: 4000) { Array(Self.all[$0]) }
    #expect(blocks[4000] == Self.all[4000])
    #expect(log.ranges.withLock { $0 }.isEmpty)
    Blocks(Self.all).prepare(around: 1) { _ in
      Issue.record("all of them are there")
      return []
    }
  }

  @Test func `kinds and lengths come back from their bytes, and nonsense does not`() throws {
    let some = Self.all.prefix(500).reduce(into: BlockShapes()) { $0.append($1) }
    #expect(try #require(BlockShapes(bytes: some.bytes)) == some)
    #expect(BlockShapes(bytes: [])?.count == 0)
    #expect(BlockShapes(bytes: [0, 1, 0, 0]) == nil)
    #expect(BlockShapes(bytes: [0xFF, 1, 0, 0, 0]) == nil)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0..<60)).map { _ in UInt8.random(in: 0...255, using: &random)
      }
      guard let shapes = BlockShapes(bytes: bytes) else { continue }
      for index in 0..<shapes.count { #expect(shapes.byteCount(of: index) >= 0) }
    }
  }
}

/// Sums over the blocks of a text are those of the blocks, and no part is read for another's sake.
@Suite struct TextShapesTests {
  /// Three parts, the last of them short.
  private static let kinds: [BlockKind] = (0..<2 * TextShapes.partCount + 700).map {
    $0.isMultiple(of: 700) ? .heading(level: 2) : $0.isMultiple(of: 3) ? .listItem : .paragraph
  }
  private static let parts: [BlockShapes] = stride(
    from: 0, to: kinds.count, by: TextShapes.partCount
  ).map { start in
    let end = min(start + TextShapes.partCount, kinds.count)
    return (start..<end).reduce(into: BlockShapes()) { $0.append(kinds[$1], byteCount: $1 % 97) }
  }

  private func shapes(_ read: @escaping @Sendable (Int) -> Void = { _ in }) -> TextShapes {
    TextShapes(Self.parts.map { .init($0) }) { part in
      read(part)
      return Self.parts[part]
    }
  }

  @Test func `where a block lies, and which lies at a place`() {
    let shapes = shapes()
    var start = 0
    for (index, kind) in Self.kinds.enumerated() {
      let length = index % 97
      guard shapes.byteStart(of: index) == start, shapes.kind(of: index) == kind,
        shapes.byteCount(of: index) == length,
        length == 0 || shapes.index(reachingByte: start + 1) == index,
        length == 0 || shapes.index(reachingByte: start + length) == index
      else {
        Issue.record("block \(index)")
        return
      }
      start += length
    }
    #expect(shapes.byteStart(of: Self.kinds.count) == start && shapes.byteCount == start)
    #expect(shapes.index(reachingByte: 0) == 0)
    #expect(shapes.index(reachingByte: start + 1) == nil)
    #expect(TextShapes(of: []).index(reachingByte: 0) == nil)
  }

  @Test func `the headings are found by number, and counted before a block`() {
    let headings = Self.kinds.indices.filter { Self.kinds[$0].level != nil }
    let shapes = shapes()
    #expect(shapes.headingCount == headings.count)
    for (number, block) in headings.enumerated() {
      #expect(shapes.heading(number) == block)
      #expect(shapes.headingCount(before: block) == number)
      #expect(shapes.headingCount(before: block + 1) == number + 1)
    }
    #expect(shapes.heading(headings.count) == nil)
    #expect(shapes.headingCount(before: .max) == headings.count)
  }

  @Test func `only the part asked for is read, and once`() {
    let read = Mutex<[Int]>([])
    let shapes = shapes { part in read.withLock { $0.append(part) } }
    #expect(shapes.count == Self.kinds.count && shapes.byteCount > 0 && shapes.headingCount > 40)
    #expect(read.withLock { $0 } == [])
    for _ in 0..<2 { _ = shapes.byteStart(of: TextShapes.partCount + 5) }
    #expect(read.withLock { $0 } == [1])
  }

  @Test func `blocks of a part that cannot be read are empty paragraphs until it can`() {
    let isBroken = Mutex(true)
    let shapes = TextShapes(Self.parts.map { .init($0) }) { part in
      isBroken.withLock { $0 } ? nil : Self.parts[part]
    }
    #expect(shapes.kind(of: 0) == .paragraph && shapes.byteCount(of: 1) == 0)
    isBroken.withLock { $0 = false }
    #expect(shapes.kind(of: 0) == .heading(level: 2) && shapes.byteCount(of: 1) == 1)
  }
}
