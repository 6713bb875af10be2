/// One physical line of the source, with what the rules ask of its two ends.
struct Line: Equatable, Sendable {
  /// What a line begins with, past opening quotes and brackets.
  enum Start: Equatable, Sendable { case lower, upper, digit, sign }

  /// What a line ends with, past closing quotes and brackets.
  enum End: Equatable, Sendable { case sentence, colon, comma, hyphen, letter, digit, sign }

  /// The bytes without the line's end.
  var range: Range<Int>
  /// The bytes without white space at either side; empty for a blank line.
  var content: Range<Int>
  /// A form feed stands right before.
  var followsFormFeed = false
  /// White-space characters before ``content``.
  var indent = 0
  /// White-space characters after ``content``.
  var trailing = 0
  /// ``content`` in code points.
  var width = 0
  /// The first word in code points.
  var firstWordWidth = 0
  var tabs = 0
  /// Gaps of three or more spaces within: the columns of a table set with spaces.
  var wideGaps = 0
  var start = Start.sign
  var end = End.sign

  var isBlank: Bool { content.isEmpty }
  /// Blank, but not empty: some extractors end a paragraph so.
  var isSpaced: Bool { content.isEmpty && !range.isEmpty }
  /// The sentence may run on: nothing closes it.
  var isOpen: Bool { end == .letter || end == .comma || end == .hyphen || end == .digit }
}
