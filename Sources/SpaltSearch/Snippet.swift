internal import SpaltText

/// What stands around a stretch of a text.
public struct Snippet: Equatable, Sendable {
  public var quote: String
  /// Up to 64 characters each, cut between characters.
  public var before: String
  public var after: String

  /// The length of ``before`` and ``after`` in characters.
  public static let reach = 64

  /// - Parameters:
  ///   - range: UTF-8 bytes of the text; clamped to it.
  ///   - text: A block or a note.
  public init(around range: Range<Int>, in text: String) {
    let quoted = text.slice(range)
    quote = String(quoted)
    before = Self.ending(text[..<quoted.startIndex])
    after = Self.beginning(text[quoted.endIndex...])
  }

  private static func ending(_ text: Substring) -> String {
    let bytes = text.utf8.suffix(2 * reach)
    guard bytes.allSatisfy(isPlain) else { return String(text.suffix(reach)) }
    var start = bytes.endIndex
    var left = reach
    while left > 0, start > text.startIndex {
      start = text.utf8.index(before: start)
      if text.utf8[start] & 0xC0 != 0x80 { left -= 1 }
    }
    return String(text[start...])
  }

  private static func beginning(_ text: Substring) -> String {
    // One more, for what follows may belong to the last character.
    let bytes = text.utf8.prefix(2 * reach + 2)
    guard bytes.allSatisfy(isPlain) else { return String(text.prefix(reach)) }
    var end = text.startIndex
    var left = reach
    while end < text.endIndex {
      if text.utf8[end] & 0xC0 != 0x80 {
        if left == 0 { break }
        left -= 1
      }
      end = text.utf8.index(after: end)
    }
    return String(text[..<end])
  }

  /// Whether a byte is of a scalar that is a character by itself.
  ///
  /// Before the combining marks, and no carriage return. Most text is so, and is cut many times
  /// faster without asking further.
  private static func isPlain(_ byte: UInt8) -> Bool { byte < 0xCC && byte != 0x0D }
}
