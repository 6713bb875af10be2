/// The kind and the length of some blocks after each other: what can be told without reading them.
///
/// Five bytes a block, as they lie in the archive too.
public struct BlockShapes: Equatable, Sendable {
  /// One byte a block, see ``number(of:)``.
  private var kinds: [UInt8] = []
  /// UTF-8 bytes of text of each block.
  private var lengths: [UInt32] = []
  /// UTF-8 bytes of text before each ``stride``th block.
  private var sums: [Int] = []
  /// UTF-8 bytes of all their texts together.
  public private(set) var byteCount = 0

  /// So many lengths are added up, at most, to tell where a block lies.
  private static let stride = 64

  public init() {}

  public var count: Int { kinds.count }

  public mutating func append(_ block: Block) {
    append(block.kind, byteCount: block.text.utf8.count)
  }

  public mutating func append(_ kind: BlockKind, byteCount: Int) {
    append(Self.number(of: kind), UInt32(clamping: byteCount))
  }

  private mutating func append(_ kind: UInt8, _ length: UInt32) {
    if kinds.count.isMultiple(of: Self.stride) { sums.append(byteCount) }
    kinds.append(kind)
    lengths.append(length)
    byteCount += Int(length)
  }

  public func kind(of index: Int) -> BlockKind { Self.kind(numbered: kinds[index]) }

  public func byteCount(of index: Int) -> Int { Int(lengths[index]) }

  /// UTF-8 bytes of text before a block.
  public func byteStart(of index: Int) -> Int {
    let first = index / Self.stride
    return lengths[first * Self.stride..<index].reduce(sums[first]) { $0 + Int($1) }
  }

  /// The first block whose text reaches so many UTF-8 bytes from the start of the first; `nil`
  /// past the end.
  public func index(reachingByte byte: Int) -> Int? {
    let first = max(0, (sums.firstIndex { $0 >= byte } ?? sums.count) - 1)
    guard first < sums.count else { return nil }
    var end = sums[first]
    return (first * Self.stride..<count).first { index in
      end += Int(lengths[index])
      return end >= byte
    }
  }

  // MARK: Headings

  /// The headings among the blocks before an index.
  public func headingCount(before index: Int) -> Int {
    kinds[..<index].count { $0 >= Self.heading }
  }

  /// The block that is the heading of that number, counted from 0; `nil` when there are fewer.
  public func heading(_ number: Int) -> Int? {
    var left = number
    return kinds.firstIndex { kind in
      guard kind >= Self.heading else { return false }
      left -= 1
      return left < 0
    }
  }

  // MARK: Kept

  /// As an archive keeps them: the kinds, then the lengths in four bytes each, least first.
  public var bytes: [UInt8] {
    var bytes = kinds
    bytes.reserveCapacity(kinds.count * 5)
    for length in lengths {
      withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// - Returns: `nil` when the bytes make no sense.
  public init?(bytes: some RandomAccessCollection<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count.isMultiple(of: 5) else { return nil }
    let count = bytes.count / 5
    guard bytes[..<count].allSatisfy(Self.isNumber) else { return nil }
    kinds.reserveCapacity(count)
    lengths.reserveCapacity(count)
    for index in 0..<count {
      let place = count + 4 * index
      append(
        bytes[index],
        UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
          | UInt32(bytes[place + 3]) << 24)
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
