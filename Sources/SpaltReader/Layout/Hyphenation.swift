public import SpaltText

/// Where words may be parted at a line end.
///
/// The patterns lie in files, so whoever starts the reader brings them; without, no word is parted.
public struct Hyphenation: Equatable, Sendable {
  /// The UTF-8 offsets in a word, in lower case, before which a hyphen may stand.
  public let breaks: @Sendable (_ word: String, _ language: Language) -> [Int]
  /// Whether there is anything to ask.
  let isAvailable: Bool

  public init(_ breaks: @escaping @Sendable (_ word: String, _ language: Language) -> [Int]) {
    self.init(breaks, isAvailable: true)
  }

  private init(
    _ breaks: @escaping @Sendable (_ word: String, _ language: Language) -> [Int],
    isAvailable: Bool
  ) {
    self.breaks = breaks
    self.isAvailable = isAvailable
  }

  public static let none = Hyphenation({ _, _ in [] }, isAvailable: false)

  /// Patterns do not change while the reader runs, so they never make two states differ.
  public static func == (left: Hyphenation, right: Hyphenation) -> Bool { true }
}
