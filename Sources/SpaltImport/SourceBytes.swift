/// The UTF-8 bytes of a source, borrowed from its string for as long as the repair lasts.
///
/// A copy of a text of 100 MB is 100 MB more. Every access is checked against the bounds; what walks
/// over many bytes checks its range once.
struct SourceBytes: RandomAccessCollection {
  typealias SubSequence = Slice<UnsafeBufferPointer<UInt8>>

  private let storage: UnsafeBufferPointer<UInt8>

  init(_ storage: UnsafeBufferPointer<UInt8>) { self.storage = storage }

  var startIndex: Int { 0 }
  var endIndex: Int { storage.count }

  subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < storage.count)
    return storage[index]
  }

  subscript(range: Range<Int>) -> SubSequence {
    precondition(range.lowerBound >= 0 && range.upperBound <= storage.count)
    return storage[range]
  }

  func makeIterator() -> UnsafeBufferPointer<UInt8>.Iterator { storage.makeIterator() }

  func string(_ range: Range<Int>) -> String {
    String(decoding: buffer(range), as: UTF8.self)
  }

  /// Adds a range to a text being put together.
  func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: buffer(range))
  }

  /// A range as a buffer of its own, whose first byte has the offset 0.
  func buffer(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    precondition(range.lowerBound >= 0 && range.upperBound <= storage.count)
    return UnsafeBufferPointer(rebasing: storage[range])
  }

  /// The first offset from a place on whose byte has one of the signs, or the end; all signs met on
  /// the way and there are gathered.
  func next(_ wanted: ByteSigns, from start: Int, gathering signs: inout ByteSigns) -> Int {
    precondition(start >= 0)
    return ByteSigns.table.withUnsafeBufferPointer { table in
      var met = signs.rawValue
      var index = start
      while index < storage.count {
        let sign = table[Int(storage[index])]
        met |= sign
        if sign & wanted.rawValue != 0 { break }
        index += 1
      }
      signs = ByteSigns(rawValue: met)
      return index
    }
  }
}
