internal import SpaltText

/// The headings of a text in order.
///
/// None is looked for before it is asked for, since a long text has more of them than any screen
/// shows.
public struct Outline: RandomAccessCollection, Equatable, Sendable {
  public struct Entry: Equatable, Sendable {
    public var block: Int
    public var level: Int
    public var title: String
  }

  private let blocks: Blocks
  private let shapes: TextShapes

  init(of blocks: Blocks, _ shapes: TextShapes) {
    self.blocks = blocks
    self.shapes = shapes
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { shapes.headingCount }

  public subscript(index: Int) -> Entry {
    guard let number = shapes.heading(index) else { return Entry(block: 0, level: 1, title: "") }
    let block = blocks[number]
    return Entry(block: number, level: block.kind.level ?? 1, title: block.text)
  }

  /// The heading that a block is or stands under; `nil` before the first.
  func index(atBlock block: Int) -> Int? {
    let count = shapes.headingCount(before: block + 1)
    return count > 0 ? count - 1 : nil
  }

  public static func == (left: Outline, right: Outline) -> Bool { left.blocks == right.blocks }
}
