/// A place in a document.
///
/// Places survive a resize, a new measure and a new theme, which rows would not.
public struct Position: Hashable, Sendable, Comparable {
  /// The block, counted from 0.
  public var block: Int
  /// UTF-8 bytes into the block's text.
  public var offset: Int

  public init(block: Int, offset: Int) {
    self.block = block
    self.offset = offset
  }

  public static let start = Position(block: 0, offset: 0)

  public static func < (left: Position, right: Position) -> Bool {
    (left.block, left.offset) < (right.block, right.offset)
  }
}
