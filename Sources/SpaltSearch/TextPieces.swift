/// Parts a long text between two words that no rule looks at together.
enum TextPieces {
  /// The UTF-8 bytes that a piece has where it can be parted.
  static let longest = 1 << 16

  /// The end of the piece that begins at an offset; it may be far, where nothing parts the text.
  static func end(from start: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard bytes.count - start > longest else { return bytes.count }
    // Looked for near the end, then on from there.
    let near = start + longest
    var place = near
    while place > start + longest / 2 {
      if parts(place, bytes) { return place }
      place -= 1
    }
    place = near + 1
    while place < bytes.count {
      if parts(place, bytes) { return place }
      place += 1
    }
    return bytes.count
  }

  /// Whether words before and after a space can only be words of their own: no three digits follow,
  /// which could be thousands of a number.
  private static func parts(_ place: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes[place] == 0x20, place + 3 < bytes.count else { return false }
    return (place + 1...place + 3).contains { bytes[$0] < 0x80 && bytes[$0] &- 0x30 > 9 }
  }
}
