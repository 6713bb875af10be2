public import SpaltText

/// What stands around a stretch of a text.
public struct Snippet: Equatable, Sendable {
  public var quote: String
  /// Up to 64 characters each, cut between characters.
  public var before: String
  public var after: String
  /// Where the stretch is, in code points of the text.
  public var codePoints: Range<Int>

  /// The length of ``before`` and ``after`` in characters.
  public static let reach = 64

  /// - Parameters:
  ///   - range: UTF-8 bytes of the text; clamped to it.
  ///   - text: A block or a note.
  public init(around range: Range<Int>, in text: String) {
    var counter = CodePointCounter()
    self.init(around: range, in: text, &counter)
  }

  /// The same for one of several stretches of a text, the counter having been at those before it.
  public init(around range: Range<Int>, in text: String, _ counter: inout CodePointCounter) {
    let quoted = text.slice(range)
    quote = String(quoted)
    before = Self.ending(text[..<quoted.startIndex])
    after = Self.beginning(text[quoted.endIndex...])
    let start = text.utf8.distance(from: text.startIndex, to: quoted.startIndex)
    let end = text.utf8.distance(from: text.startIndex, to: quoted.endIndex)
    var utf8 = text
    codePoints = utf8.withUTF8 { bytes in
      let first = counter.count(before: start, in: bytes)
      return first..<counter.count(before: end, in: bytes)
    }
  }

  private static func ending(_ text: Substring) -> String {
    var text = text
    let plain: String? = text.withUTF8 { bytes in
      guard bytes.suffix(2 * reach).allSatisfy(isPlain) else { return nil }
      var start = bytes.count
      var left = reach
      while left > 0, start > 0 {
        start -= 1
        if bytes[start] & 0xC0 != 0x80 { left -= 1 }
      }
      return String(decoding: bytes[start...], as: UTF8.self)
    }
    return plain ?? String(text.suffix(reach))
  }

  private static func beginning(_ text: Substring) -> String {
    var text = text
    let plain: String? = text.withUTF8 { bytes in
      // One more, for what follows may belong to the last character.
      guard bytes.prefix(2 * reach + 2).allSatisfy(isPlain) else { return nil }
      var end = 0
      var left = reach
      while end < bytes.count {
        if bytes[end] & 0xC0 != 0x80 {
          if left == 0 { break }
          left -= 1
        }
        end += 1
      }
      return String(decoding: bytes[..<end], as: UTF8.self)
    }
    return plain ?? String(text.prefix(reach))
  }

  /// Whether a byte is of a scalar that is a character by itself.
  ///
  /// Before the combining marks, and no carriage return. Most text is so, and is cut many times
  /// faster without asking further.
  private static func isPlain(_ byte: UInt8) -> Bool { byte < 0xCC && byte != 0x0D }
}
