/// One physical line of the source, with what the rules ask of its two ends.
///
/// Kept small: a text of 100 MB has millions.
struct Line: Equatable, Sendable {
  /// What a line begins with, past opening quotes and brackets.
  enum Start: Equatable, Sendable { case lower, upper, digit, sign }

  /// What a line ends with, past closing quotes and brackets.
  enum End: Equatable, Sendable { case sentence, colon, comma, hyphen, letter, digit, sign }

  @Narrow<UInt32> private var lower: Int
  @Narrow<UInt32> private var upper: Int
  @Narrow<UInt32> private var contentLower: Int
  @Narrow<UInt32> private var contentUpper: Int
  /// ``content`` in code points.
  @Narrow<UInt32> var width = 0
  /// White-space characters before ``content``.
  @Narrow<UInt16> var indent = 0
  /// White-space characters after ``content``.
  @Narrow<UInt16> var trailing = 0
  /// The code points of a full line of the column it stood in; 0 where it stood in none.
  @Narrow<UInt16> var columnWidth = 0
  /// The first word in code points.
  @Narrow<UInt16> var firstWordWidth = 0
  @Narrow<UInt16> var tabs = 0
  /// Gaps of three or more spaces within: the columns of a table set with spaces.
  @Narrow<UInt16> var wideGaps = 0
  /// The telling bytes within ``range``.
  var signs: ByteSigns = []
  /// A form feed stands right before.
  var followsFormFeed = false
  var start = Start.sign
  var end = End.sign

  init(range: Range<Int>, content: Range<Int>, followsFormFeed: Bool) {
    lower = range.lowerBound
    upper = range.upperBound
    contentLower = content.lowerBound
    contentUpper = content.upperBound
    self.followsFormFeed = followsFormFeed
  }

  /// The bytes without the line's end.
  var range: Range<Int> { lower..<upper }
  /// The bytes without white space at either side; empty for a blank line.
  var content: Range<Int> { contentLower..<contentUpper }
  var isBlank: Bool { contentLower == contentUpper }
  /// Blank, but not empty: some extractors end a paragraph so.
  var isSpaced: Bool { isBlank && lower != upper }
  /// The sentence may run on: nothing closes it.
  var isOpen: Bool { end == .letter || end == .comma || end == .hyphen || end == .digit }
}

/// A whole number of at least 0 kept in few bytes; larger ones count as the largest it holds.
@propertyWrapper
struct Narrow<Storage: FixedWidthInteger & UnsignedInteger & Sendable>:
  Equatable, Sendable
{
  private var storage: Storage

  init(wrappedValue: Int) { storage = Storage(clamping: wrappedValue) }

  var wrappedValue: Int {
    get { Int(storage) }
    set { storage = Storage(clamping: newValue) }
  }
}
