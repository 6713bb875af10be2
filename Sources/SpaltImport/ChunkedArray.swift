/// A row of values that grows without being moved, and is used up from its front.
///
/// An array that grows is twice in memory, and one that is emptied gives nothing back before its end:
/// of the millions of paragraphs of a text of 100 MB either is much.
struct ChunkedArray<Element> {
  private static var chunkShift: Int { 12 }
  private static var chunkMask: Int { 1 << chunkShift - 1 }

  private var chunks: [[Element]] = []
  private(set) var count = 0

  mutating func append(_ element: Element) {
    if count & Self.chunkMask == 0 {
      chunks.append([])
      // The first may stay the only one; others are filled, and would grow past their size.
      if count > 0 { chunks[chunks.count - 1].reserveCapacity(1 << Self.chunkShift) }
    }
    chunks[count >> Self.chunkShift].append(element)
    count += 1
  }

  /// Calls back with every value in order, letting go of those already seen.
  ///
  /// - Parameters:
  ///   - afterMany: Called when some ten thousands of values are gone.
  ///   - body: Called with each.
  mutating func consume(afterMany: () -> Void = {}, _ body: (Element) -> Void) {
    for place in chunks.indices {
      let chunk = chunks[place]
      chunks[place] = []
      for element in chunk { body(element) }
      if place & 0xF == 0xF { afterMany() }
    }
    self = ChunkedArray()
  }
}

extension ChunkedArray: RandomAccessCollection, MutableCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Element {
    _read { yield chunks[index >> Self.chunkShift][index & Self.chunkMask] }
    _modify { yield &chunks[index >> Self.chunkShift][index & Self.chunkMask] }
  }
}

extension ChunkedArray: Sendable where Element: Sendable {}
