extension String {
  /// The slice at UTF-8 byte offsets.
  ///
  /// Offsets past the end are clamped; an offset inside a character moves to its start.
  public func slice(_ range: Range<Int>) -> Substring {
    self[characterIndex(at: range.lowerBound)..<characterIndex(at: range.upperBound)]
  }

  /// The offset of the character that a byte offset lies in; clamped to the string.
  public func characterStart(at offset: Int) -> Int {
    utf8.distance(from: startIndex, to: characterIndex(at: offset))
  }

  private func characterIndex(at offset: Int) -> Index {
    guard offset > 0 else { return startIndex }
    guard offset < utf8.count else { return endIndex }
    // A byte offset may lie inside a grapheme cluster: go to the next border and back again.
    return index(before: index(after: utf8.index(startIndex, offsetBy: offset)))
  }
}

/// Translates between UTF-8 byte offsets and Unicode code points of one string.
///
/// Built in one pass; a look-up is logarithmic. For a string of plain ASCII nothing is stored.
public struct CodePointIndex: Sendable {
  /// Byte offsets at every `stride` code points.
  private let landmarks: [Int]
  private let bytes: [UInt8]
  private let count: Int
  private static let stride = 64

  public init(_ text: String) {
    let bytes = Array(text.utf8)
    var landmarks: [Int] = []
    var points = 0
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if points % Self.stride == 0 { landmarks.append(offset) }
      points += 1
    }
    self.landmarks = landmarks
    self.bytes = bytes
    self.count = points
  }

  /// The code points before a byte offset; clamped to the string.
  public func codePoint(atByte offset: Int) -> Int {
    let offset = min(max(0, offset), bytes.count)
    var low = 0
    var high = landmarks.count
    while low < high {
      let middle = (low + high) / 2
      if landmarks[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    let points = (low - 1) * Self.stride
    return bytes[landmarks[low - 1]..<offset].reduce(points) { $1 & 0xC0 != 0x80 ? $0 + 1 : $0 }
  }

  /// The byte offset where a code point starts; past the last one, the length in bytes.
  public func byte(atCodePoint point: Int) -> Int {
    guard point > 0 else { return 0 }
    guard point < count else { return bytes.count }
    var offset = landmarks[point / Self.stride]
    var left = point % Self.stride
    while left > 0 {
      offset += 1
      if bytes[offset] & 0xC0 != 0x80 { left -= 1 }
    }
    return offset
  }

  /// A byte range as code points.
  public func codePoints(_ range: Range<Int>) -> Range<Int> {
    let start = codePoint(atByte: range.lowerBound)
    return start..<max(start, codePoint(atByte: range.upperBound))
  }

  /// A code-point range as bytes.
  public func bytes(_ range: Range<Int>) -> Range<Int> {
    let start = byte(atCodePoint: range.lowerBound)
    return start..<max(start, byte(atCodePoint: range.upperBound))
  }
}
