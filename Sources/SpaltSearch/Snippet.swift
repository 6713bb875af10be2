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
    before = String(text[..<quoted.startIndex].suffix(Self.reach))
    after = String(text[quoted.endIndex...].prefix(Self.reach))
  }
}
