extension WordScanner {
  /// Takes a piece of well-formed UTF-8 apart, which begins at an offset of its text.
  ///
  /// The arrays are long enough.
  ///
  /// - Returns: The number of scalars.
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, from base: Int, _ scalars: inout [Unicode.Scalar],
    _ sorts: inout [Sort], _ offsets: inout [Int]
  ) -> Int {
    let latin = Sort.latin
    var count = 0
    scalars.withUnsafeMutableBufferPointer { scalars in
      sorts.withUnsafeMutableBufferPointer { sorts in
        offsets.withUnsafeMutableBufferPointer { offsets in
          var offset = 0
          while offset < bytes.count {
            offsets[count] = base &+ offset
            let (scalar, length) = scalar(at: offset, of: bytes)
            let value = Int(scalar.value)
            scalars[count] = scalar
            sorts[count] = value < latin.count ? latin[value] : Sort(scalar)
            offset += length
            count += 1
          }
          offsets[count] = base &+ bytes.count
        }
      }
    }
    return count
  }

  /// The same for a piece that nothing parts for long, such as a word of five megabytes, in arrays
  /// that grow.
  ///
  /// Of scalars of one sort in a row only the first are kept, more than a form has; the last kept
  /// ends where the row does.
  static func decodeLong(
    _ bytes: UnsafeBufferPointer<UInt8>, from base: Int, _ scalars: inout [Unicode.Scalar],
    _ sorts: inout [Sort], _ offsets: inout [Int]
  ) -> Int {
    var count = 0
    var offset = 0
    var row = 0
    while offset < bytes.count {
      let (scalar, length) = scalar(at: offset, of: bytes)
      let sort = Sort(scalar)
      row = count > 0 && sorts[count - 1] == sort ? row + 1 : 0
      // Every sign is a word, and every joiner parts two.
      if row < 2 * longestForm || sort == .sign || sort == .joiner {
        if count == scalars.count {
          scalars.append(scalar)
          sorts.append(sort)
          offsets.append(0)
        } else {
          scalars[count] = scalar
          sorts[count] = sort
        }
        offsets[count] = base + offset
        count += 1
      }
      offset += length
      // The end of what was kept last, until another one begins there.
      offsets[count] = base + offset
    }
    return count
  }

  /// The scalar at an offset, and its length in bytes.
  @inline(__always)
  private static func scalar(
    at offset: Int, of bytes: UnsafeBufferPointer<UInt8>
  ) -> (value: Unicode.Scalar, length: Int) {
    let lead = UInt32(bytes[offset])
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = length == 1 ? lead : lead & (0x7F >> UInt32(length))
    for next in 1..<max(1, min(length, bytes.count - offset)) {
      value = value << 6 | UInt32(bytes[offset + next] & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}
