/// The kind and the length of every block of a text: what can be told without reading it.
///
/// Five bytes a block, so that a text of a hundred megabytes has three megabytes of them. They lie
/// in memory as they lie in the archive, for they stand between a reader and the first page.
public struct BlockShapes: Equatable, Sendable {
  /// One byte a block, see ``number(of:)``.
  private var kinds: [UInt8] = []
  /// UTF-8 bytes of text of each block.
  private var lengths: [UInt32] = []
  /// UTF-8 bytes of text before each ``stride``th block.
  private var sums: [Int] = []
  /// UTF-8 bytes of all texts together.
  public private(set) var byteCount = 0

  /// So many lengths are added up, at most, to tell where a block lies.
  private static let stride = 64

  public init() {}

  public var count: Int { kinds.count }

  public mutating func append(_ block: Block) {
    append(block.kind, byteCount: block.text.utf8.count)
  }

  public mutating func append(_ kind: BlockKind, byteCount: Int) {
    if lengths.count.isMultiple(of: Self.stride) { sums.append(self.byteCount) }
    let length = UInt32(clamping: byteCount)
    kinds.append(Self.number(of: kind))
    lengths.append(length)
    self.byteCount += Int(length)
  }

  public func kind(of index: Int) -> BlockKind { Self.kind(numbered: kinds[index]) }

  public func byteCount(of index: Int) -> Int { Int(lengths[index]) }

  /// UTF-8 bytes of text before a block, or before the end where the index is ``count``.
  public func byteStart(of index: Int) -> Int {
    guard index < count else { return byteCount }
    let first = index / Self.stride
    return lengths[first * Self.stride..<index].reduce(sums[first]) { $0 + Int($1) }
  }

  /// The first block whose text reaches so many UTF-8 bytes from the start; `nil` past the end.
  public func index(reachingByte byte: Int) -> Int? {
    guard byte <= byteCount, count > 0 else { return nil }
    var low = 0
    var high = sums.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if sums[middle] < byte { low = middle } else { high = middle }
    }
    var end = sums[low]
    for index in low * Self.stride..<count {
      end += Int(lengths[index])
      if end >= byte { return index }
    }
    return nil
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
  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count.isMultiple(of: 5) else { return nil }
    let count = bytes.count / 5
    kinds = Array(bytes[..<count])
    guard kinds.allSatisfy(Self.isNumber) else { return nil }
    lengths = Array(unsafeUninitializedCapacity: count) { lengths, initialized in
      UnsafeMutableRawBufferPointer(lengths).copyMemory(from: .init(rebasing: bytes[count...]))
      initialized = count
    }
    if UInt32(1).littleEndian != 1 { lengths = lengths.map(UInt32.init(littleEndian:)) }
    sums.reserveCapacity(count / Self.stride + 1)
    lengths.withUnsafeBufferPointer { lengths in
      for start in Swift.stride(from: 0, to: count, by: Self.stride) {
        sums.append(byteCount)
        for length in lengths[start..<min(start + Self.stride, count)] { byteCount += Int(length) }
      }
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
