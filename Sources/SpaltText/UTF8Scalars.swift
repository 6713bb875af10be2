extension UnsafeBufferPointer<UInt8> {
  /// The scalar that begins at a byte of well-formed UTF-8, as that of a string is, and the byte
  /// after it.
  @inlinable @inline(__always)
  public func scalar(at start: Int) -> (scalar: Unicode.Scalar, next: Int) {
    let lead = UInt32(self[start])
    if lead < 0x80 { return (Unicode.Scalar(UInt8(lead)), start + 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = lead & (0x7F >> UInt32(length))
    for next in 1..<length { value = value << 6 | UInt32(self[start + next] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", start + length)
  }

  /// Scalars of well-formed UTF-8.
  @inlinable public var scalarCount: Int { reduce(0) { $1 & 0xC0 != 0x80 ? $0 + 1 : $0 } }
}
