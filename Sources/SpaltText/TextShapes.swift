internal import Synchronization

/// The kind and the length of every block of a text, a part at a time.
///
/// Of a text of a hundred megabytes they are three megabytes, too much to read before its first
/// page is shown. So a part is read when something in it is asked for; sums over the parts before
/// and after it are known without.
public final class TextShapes: Sendable {
  /// So many blocks are a part; the last one has fewer.
  public static let partCount = 16_384

  /// What is known of a part that has not been read.
  public struct Summary: Equatable, Sendable {
    public var count: Int
    /// UTF-8 bytes of its texts.
    public var byteCount: Int
    public var headingCount: Int

    public init(count: Int, byteCount: Int, headingCount: Int) {
      self.count = count
      self.byteCount = byteCount
      self.headingCount = headingCount
    }

    public init(_ shapes: BlockShapes) {
      self.init(
        count: shapes.count, byteCount: shapes.byteCount,
        headingCount: shapes.headingCount(before: shapes.count))
    }
  }

  /// Blocks of the text.
  public let count: Int
  /// Before each part, and at last of all parts: UTF-8 bytes of text, and headings.
  private let byteStarts: [Int]
  private let headingStarts: [Int]
  private let read: @Sendable (Int) -> BlockShapes?
  private let kept: Mutex<[BlockShapes?]>

  /// The shapes of a text that lies in an archive.
  ///
  /// - Parameters:
  ///   - parts: Of every part, in order; all but the last are full.
  ///   - read: Reads a part, from whichever thread asks; when it cannot be read its blocks are taken
  ///     for empty paragraphs.
  public init(_ parts: [Summary], read: @escaping @Sendable (Int) -> BlockShapes?) {
    count = parts.reduce(0) { $0 + $1.count }
    byteStarts = Self.starts(parts.map(\.byteCount))
    headingStarts = Self.starts(parts.map(\.headingCount))
    self.read = read
    kept = Mutex(Array(repeating: nil, count: parts.count))
  }

  /// The shapes of blocks that lie in memory.
  public convenience init(of blocks: some Collection<Block>) {
    var parts: [BlockShapes] = []
    for (index, block) in blocks.enumerated() {
      if index.isMultiple(of: Self.partCount) { parts.append(BlockShapes()) }
      parts[parts.count - 1].append(block)
    }
    self.init(parts.map { Summary($0) }) { [parts] in parts[$0] }
  }

  /// The sum of the counts before each, and of all.
  private static func starts(_ counts: [Int]) -> [Int] {
    var sum = 0
    return [0]
      + counts.map { count in
        sum += count
        return sum
      }
  }

  /// UTF-8 bytes of all texts together.
  public var byteCount: Int { byteStarts[byteStarts.count - 1] }
  public var headingCount: Int { headingStarts[headingStarts.count - 1] }

  /// The part of that number, counted from 0; of block `n` it is `n / partCount`.
  public func part(_ number: Int) -> BlockShapes {
    kept.withLock { kept in
      if let part = kept[number] { return part }
      let count = partCount(number)
      guard let part = read(number), part.count == count else {
        // Not kept: the next time it may be there.
        return (0..<count).reduce(into: BlockShapes()) { shapes, _ in
          shapes.append(.paragraph, byteCount: 0)
        }
      }
      kept[number] = part
      return part
    }
  }

  /// Keeps a part that was read by other means than the usual, to have it at hand.
  public func prepare(_ number: Int, _ part: BlockShapes?) {
    guard let part, part.count == partCount(number) else { return }
    kept.withLock { $0[number] = part }
  }

  private func partCount(_ number: Int) -> Int {
    min(Self.partCount, count - number * Self.partCount)
  }

  public func kind(of index: Int) -> BlockKind {
    part(index / Self.partCount).kind(of: index % Self.partCount)
  }

  public func byteCount(of index: Int) -> Int {
    part(index / Self.partCount).byteCount(of: index % Self.partCount)
  }

  /// UTF-8 bytes of text before a block, or of the whole text where the index is ``count``.
  public func byteStart(of index: Int) -> Int {
    guard index < count else { return byteCount }
    let number = index / Self.partCount
    return byteStarts[number] + part(number).byteStart(of: index % Self.partCount)
  }

  /// The first block whose text reaches so many UTF-8 bytes from the start; `nil` past the end.
  public func index(reachingByte byte: Int) -> Int? {
    guard count > 0, let number = byteStarts.dropFirst().firstIndex(where: { $0 >= byte }) else {
      return nil
    }
    return part(number - 1).index(reachingByte: byte - byteStarts[number - 1])
      .map { (number - 1) * Self.partCount + $0 }
  }

  /// The headings among the blocks before an index.
  public func headingCount(before index: Int) -> Int {
    guard index < count else { return headingCount }
    let number = index / Self.partCount
    return headingStarts[number] + part(number).headingCount(before: index % Self.partCount)
  }

  /// The block that is the heading of that number, counted from 0; `nil` when there are fewer.
  public func heading(_ heading: Int) -> Int? {
    guard let number = headingStarts.dropFirst().firstIndex(where: { $0 > heading }) else {
      return nil
    }
    return part(number - 1).heading(heading - headingStarts[number - 1])
      .map { (number - 1) * Self.partCount + $0 }
  }
}
