/// A stretch of one text: what a note hangs on, what a hit points at, what is quoted.
public struct Passage: Hashable, Sendable {
  public var text: TextID
  /// Half open.
  public var range: Range<Position>

  public init(text: TextID, range: Range<Position>) {
    self.text = text
    self.range = range
  }
}
