/// The kind and the length of every block of a text: what can be told without reading it.
///
/// Nine bytes a block, so that a text of a hundred megabytes has three megabytes of them.
public struct BlockShapes: Equatable, Sendable {
  /// One byte a block, see ``number(of:)``.
  private var kinds: [UInt8] = []
  /// For each block the UTF-8 bytes of text up to its end.
  public private(set) var byteEnds: [Int] = []

  public init() {}

  public var count: Int { kinds.count }

  /// UTF-8 bytes of all texts together.
  public var byteCount: Int { byteEnds.last ?? 0 }

  public mutating func append(_ block: Block) {
    append(block.kind, byteCount: block.text.utf8.count)
  }

  public mutating func append(_ kind: BlockKind, byteCount: Int) {
    kinds.append(Self.number(of: kind))
    byteEnds.append((byteEnds.last ?? 0) + byteCount)
  }

  public func kind(of index: Int) -> BlockKind { Self.kind(numbered: kinds[index]) }

  public func byteCount(of index: Int) -> Int {
    byteEnds[index] - (index > 0 ? byteEnds[index - 1] : 0)
  }

  // MARK: Kept

  /// As an archive keeps them: the kinds, then the lengths in four bytes each, least first.
  public var bytes: [UInt8] {
    var bytes = kinds
    bytes.reserveCapacity(kinds.count * 5)
    for index in kinds.indices {
      let length = UInt32(clamping: byteCount(of: index))
      for shift in [0, 8, 16, 24] as [UInt32] {
        bytes.append(UInt8(truncatingIfNeeded: length >> shift))
      }
    }
    return bytes
  }

  /// - Returns: `nil` when the bytes make no sense.
  public init?(bytes: some RandomAccessCollection<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count.isMultiple(of: 5) else { return nil }
    let count = bytes.count / 5
    kinds = Array(bytes[..<count])
    guard kinds.allSatisfy(Self.isNumber) else { return nil }
    byteEnds.reserveCapacity(count)
    var sum = 0
    for index in 0..<count {
      let place = count + 4 * index
      sum +=
        Int(bytes[place]) | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2]) << 16
        | Int(bytes[place + 3]) << 24
      byteEnds.append(sum)
    }
  }

  /// In the order of their numbers, which are kept in files and never change.
  private static let numbered: [BlockKind] = [
    .paragraph, .listItem, .quote, .dialogueTurn, .caption, .credit, .footnote, .tableRow,
    .pullQuote, .boilerplate, .pageNumber,
  ]
  /// A heading has this and its level.
  private static let heading: UInt8 = 0x40

  private static func number(of kind: BlockKind) -> UInt8 {
    if let level = kind.level { return heading + UInt8(min(max(0, level), 0x3F)) }
    return UInt8(numbered.firstIndex(of: kind) ?? 0)
  }

  private static func isNumber(_ number: UInt8) -> Bool {
    number < numbered.count || (heading..<0x80).contains(number)
  }

  private static func kind(numbered number: UInt8) -> BlockKind {
    number < numbered.count ? numbered[Int(number)] : .heading(level: Int(number - heading))
  }
}
