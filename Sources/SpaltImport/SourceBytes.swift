/// The UTF-8 bytes of a source, borrowed from its string for as long as the repair lasts.
///
/// A copy of a text of 100 MB is 100 MB more. Every access is checked against the bounds.
struct SourceBytes: RandomAccessCollection {
  private let storage: UnsafeBufferPointer<UInt8>

  init(_ storage: UnsafeBufferPointer<UInt8>) { self.storage = storage }

  var startIndex: Int { 0 }
  var endIndex: Int { storage.count }

  subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < storage.count)
    return storage[index]
  }

  subscript(range: Range<Int>) -> Slice<SourceBytes> {
    precondition(range.lowerBound >= 0 && range.upperBound <= storage.count)
    return Slice(base: self, bounds: range)
  }

  func string(_ range: Range<Int>) -> String {
    precondition(range.lowerBound >= 0 && range.upperBound <= storage.count)
    return String(decoding: UnsafeBufferPointer(rebasing: storage[range]), as: UTF8.self)
  }

  /// Adds a range to a text being put together.
  func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    precondition(range.lowerBound >= 0 && range.upperBound <= storage.count)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: storage[range]))
  }
}
