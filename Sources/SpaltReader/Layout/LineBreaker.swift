internal import SpaltText

/// Breaks a block into lines no wider than the measure.
///
/// The whole stretch is weighed at once (see ``BestFit``). It is first tried without parting
/// words; only where a line would then stay visibly short or be stretched are words parted, at
/// most twice in a row, never a name, a number or an address. A hyphen the text already has is
/// a place to break.
struct LineBreaker {
  /// Cell columns.
  var measure: Int
  var language: Language
  var hyphenation: Hyphenation
  var isJustified = false

  /// The blank cell columns at the left of the first line and of those that follow.
  struct Indent: Equatable {
    var first = 0
    var rest = 0
  }

  /// The narrowest room for words, whatever the indent.
  private static let narrowest = 4
  /// A line whose gaps would be wider than this, in cell columns, stays ragged.
  private static let widestGap = 3

  /// The lines of a text, or of a stretch of it in UTF-8 bytes; none for an empty one.
  ///
  /// References are in order and stand right after a word. Every byte of the stretch belongs to
  /// one line, white space at line ends too.
  func lines(
    _ text: String, _ stretch: Range<Int>? = nil, references: [Block.Reference] = [],
    indent: Indent = Indent()
  ) -> [TextLine] {
    let stretch = stretch ?? 0..<text.utf8.count
    guard !stretch.isEmpty else { return [] }
    let isStart = stretch.lowerBound == 0
    let lower = references.firstIndex { $0.offset > stretch.lowerBound || isStart }
    let upper = references.firstIndex { $0.offset > stretch.upperBound } ?? references.count
    let references = references[(lower ?? upper)..<max(upper, lower ?? upper)]

    let fit = BestFit(
      firstRoom: room(indent.first), room: room(indent.rest), isJustified: isJustified)
    var scanner = LineScanner(room: min(fit.firstRoom, fit.room))
    var opportunities = scanner.scan(text, stretch, references)
    var result = fit.breaks(at: opportunities)
    if result.hasPoorLine, hyphenation.isAvailable {
      scanner.breaks = { hyphenation.breaks($0, language) }
      opportunities = scanner.scan(text, stretch, references)
      result = fit.breaks(at: opportunities)
    }
    return lines(text, stretch, references, indent, opportunities, result.breaks)
  }

  private func room(_ indent: Int) -> Int { max(Self.narrowest, measure - indent) }

  private func lines(
    _ text: String, _ stretch: Range<Int>, _ references: ArraySlice<Block.Reference>,
    _ indent: Indent, _ opportunities: [BreakOpportunity], _ breaks: [Int]
  ) -> [TextLine] {
    var lines: [TextLine] = []
    lines.reserveCapacity(breaks.count)
    var references = references
    var start = (offset: stretch.lowerBound, column: 0, spaces: 0)
    for index in breaks {
      let end = opportunities[index]
      let rest = references.firstIndex { $0.offset > end.end && end.kind != .end }
      let own = references[..<(rest ?? references.endIndex)]
      references = references[own.endIndex...]
      let indent = lines.isEmpty ? indent.first : indent.rest
      var line = TextLine(
        text: text, references: own, range: start.offset..<end.next, end: end.end, indent: indent,
        isHyphenated: end.kind == .hyphen)
      if isJustified, end.kind != .end {
        let width = end.endColumn - start.column + (line.isHyphenated ? 1 : 0)
        let missing = room(indent) - width
        let spaces = end.endSpaces - start.spaces
        if missing > 0, missing <= spaces * (Self.widestGap - 1) { line.filling = missing }
      }
      lines.append(line)
      start = (end.next, end.nextColumn, end.nextSpaces)
    }
    return lines
  }
}
