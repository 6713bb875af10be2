/// The blocks of a document in reading order.
///
/// Those of a long text need not all lie in memory: they come a part at a time when they are asked
/// for, and the parts asked for least recently go again. To whoever reads them there is no
/// difference; only ``kind(of:)``, ``byteCount(of:)`` and ``shapes`` never read any.
public struct Blocks: RandomAccessCollection, Sendable {
  private let whole: [Block]
  private let parts: BlockParts?

  public init(_ blocks: [Block]) {
    whole = blocks
    parts = nil
  }

  /// The blocks of a long text.
  ///
  /// - Parameters:
  ///   - shapes: What is known of all of them.
  ///   - read: Reads some of them, from whichever thread asks; `nil` when they cannot be read,
  ///     which the reader is shown in their place.
  public init(_ shapes: TextShapes, read: @escaping @Sendable (Range<Int>) -> [Block]?) {
    whole = []
    parts = BlockParts(shapes, read: read)
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { parts?.shapes.count ?? whole.count }

  public subscript(index: Int) -> Block {
    _read {
      if let parts { yield parts[index] } else { yield whole[index] }
    }
  }

  /// What a block is, known without reading it.
  public func kind(of index: Int) -> BlockKind {
    if let parts { parts.shapes.kind(of: index) } else { whole[index].kind }
  }

  /// The length of a block's text in UTF-8 bytes, known without reading it.
  public func byteCount(of index: Int) -> Int {
    if let parts { parts.shapes.byteCount(of: index) } else { whole[index].text.utf8.count }
  }

  /// Kind and length of every block; made anew at each call where all blocks lie in memory.
  public var shapes: TextShapes { parts?.shapes ?? TextShapes(of: whole) }

  /// Reads the part that a block lies in by other means than the usual, to have it at hand.
  ///
  /// Does nothing where all blocks lie in memory.
  public func prepare(
    around index: Int, reading: (Range<Int>) throws -> [Block]
  ) rethrows {
    try parts?.prepare(around: index, reading: reading)
  }
}

extension Blocks: Equatable {
  public static func == (left: Blocks, right: Blocks) -> Bool {
    if let parts = left.parts, parts === right.parts { return true }
    if left.parts == nil, right.parts == nil { return left.whole == right.whole }
    return left.elementsEqual(right)
  }
}
