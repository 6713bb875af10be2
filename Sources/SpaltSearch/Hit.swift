public import SpaltText

/// How near a hit is to what was asked, nearest first.
public enum Tier: String, CaseIterable, Comparable, Sendable {
  /// The word as typed, letter case aside.
  case exact
  /// Another form of the word: the same stem in the text's language.
  case inflected
  /// A part of a compound.
  case compound
  /// Inside a longer word.
  case infix
  /// The same letters without their rings, dots and strokes.
  case folded
  /// One letter off.
  case fuzzy

  public static func < (left: Tier, right: Tier) -> Bool { left.rank < right.rank }

  /// 0 for the nearest.
  public var rank: Int {
    switch self {
    case .exact: 0
    case .inflected: 1
    case .compound: 2
    case .infix: 3
    case .folded: 4
    case .fuzzy: 5
    }
  }
}

/// A passage that answers a query, with what stands before and after it.
public struct Hit: Equatable, Sendable {
  public enum Kind: String, Sendable { case text, note }

  public var kind: Kind
  public var text: TextID
  /// The block that holds the hit, counted from 0.
  ///
  /// For a note, where its passage starts; `nil` for an orphan.
  public var block: Int?
  /// UTF-8 bytes of the block's text; of the note's body for a hit in a note.
  public var range: Range<Int>
  /// The words at ``range``, and what stands around them in the same block or note.
  public var snippet: Snippet
  public var tier: Tier
  /// Relevance within the tier; higher is better, and only comparable within one answer.
  public var score: Double
  /// The note the hit is in.
  public var note: NoteID?

  public var quote: String { snippet.quote }
  public var before: String { snippet.before }
  public var after: String { snippet.after }

  public init(
    kind: Kind, text: TextID, block: Int?, range: Range<Int>, snippet: Snippet, tier: Tier,
    score: Double, note: NoteID? = nil
  ) {
    self.kind = kind
    self.text = text
    self.block = block
    self.range = range
    self.snippet = snippet
    self.tier = tier
    self.score = score
    self.note = note
  }
}
