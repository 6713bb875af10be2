public import SpaltText

/// What is remembered of a passage when a note is made, so that its words can be found again.
///
/// Never overwritten: every later version of the text is searched with what was first seen.
public struct Selectors: Equatable, Sendable {
  /// The digest of the source the passage was marked in.
  public var version: String
  public var range: Range<Position>
  /// UTF-8 bytes of that source.
  public var source: Range<Int>
  /// The words of the passage; blocks are parted by a blank line.
  public var quote: String
  /// Up to 64 characters before and after the passage, across block borders.
  public var prefix: String
  public var suffix: String
  /// The headings over the passage, outermost first.
  public var headings: [String]
  /// The share of letters by which the nearest *other* place in the text differs from the
  /// passage, 0 (a twin) and up; `nil` when no place is near.
  public var rival: Double?

  public init(
    version: String, range: Range<Position>, source: Range<Int>, quote: String,
    prefix: String, suffix: String, headings: [String] = [], rival: Double? = nil
  ) {
    self.version = version
    self.range = range
    self.source = source
    self.quote = quote
    self.prefix = prefix
    self.suffix = suffix
    self.headings = headings
    self.rival = rival
  }

  /// What is remembered of a note on a text as a whole.
  public static func wholeText(version: String) -> Selectors {
    Selectors(
      version: version, range: .start..<(.start), source: 0..<0, quote: "", prefix: "", suffix: "")
  }

  /// Whether no words are remembered, because the note is about the text as a whole.
  public var isOnWholeText: Bool {
    quote.isEmpty && prefix.isEmpty && suffix.isEmpty && range == .start..<(.start)
  }
}
