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

  private static let shapes = all.reduce(into: BlockShapes()) { $0.append($1) }

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
    #expect(blocks.shapes == Blocks(Self.all).shapes)
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
    func shapes(_ bytes: [UInt8]) -> BlockShapes? { bytes.withUnsafeBytes(BlockShapes.init(bytes:)) }
    #expect(try #require(shapes(Self.shapes.bytes)) == Self.shapes)
    #expect(shapes([])?.count == 0)
    #expect(shapes([0, 1, 0, 0]) == nil)
    #expect(shapes([0xFF, 1, 0, 0, 0]) == nil)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0..<60)).map { _ in UInt8.random(in: 0...255, using: &random)
      }
      guard let shapes = shapes(bytes) else { continue }
      for index in 0..<shapes.count { #expect(shapes.byteCount(of: index) >= 0) }
    }
  }

  @Test func `where a block lies, and which lies at a place, is told without reading`() {
    var start = 0
    for (index, block) in Self.all.enumerated() {
      #expect(Self.shapes.byteStart(of: index) == start)
      let length = block.text.utf8.count
      if length > 0 {
        #expect(Self.shapes.index(reachingByte: start + 1) == index)
        #expect(Self.shapes.index(reachingByte: start + length) == index)
      }
      start += length
    }
    #expect(Self.shapes.byteStart(of: Self.all.count) == start && Self.shapes.byteCount == start)
    #expect(Self.shapes.index(reachingByte: 0) == 0)
    #expect(Self.shapes.index(reachingByte: start + 1) == nil)
    #expect(BlockShapes().index(reachingByte: 0) == nil)
  }
}
