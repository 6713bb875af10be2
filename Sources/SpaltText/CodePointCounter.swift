/// Counts the code points before places of one text, each from where it counted last.
///
/// A text of megabytes in one line can have thousands of hits.
public struct CodePointCounter: Sendable {
  private var byte = 0
  private var codePoints = 0

  public init() {}

  /// The code points before a byte of the text's well-formed UTF-8, clamped to it.
  public mutating func count(before end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let end = min(max(0, end), bytes.count)
    if end < byte { (byte, codePoints) = (0, 0) }
    codePoints += UnsafeBufferPointer(rebasing: bytes[byte..<end]).scalarCount
    byte = end
    return codePoints
  }
}
