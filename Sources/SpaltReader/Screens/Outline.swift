internal import SpaltText

/// The headings of a text in order.
///
/// Where they stand is known at once; their words are read when they are asked for, since a long
/// text has more of them than any screen shows.
public struct Outline: RandomAccessCollection, Equatable, Sendable {
  public struct Entry: Equatable, Sendable {
    public var block: Int
    public var level: Int
    public var title: String
  }

  private let blocks: Blocks
  /// The blocks that are headings.
  private let headings: [Int]

  init(of blocks: Blocks) {
    self.blocks = blocks
    headings = blocks.indices.filter { blocks.kind(of: $0).level != nil }
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { headings.count }

  public subscript(index: Int) -> Entry {
    let block = blocks[headings[index]]
    return Entry(block: headings[index], level: block.kind.level ?? 1, title: block.text)
  }

  /// The heading that a block is or stands under; `nil` before the first.
  func index(atBlock block: Int) -> Int? {
    var low = 0
    var high = headings.count
    while low < high {
      let middle = (low + high) / 2
      if headings[middle] <= block { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
