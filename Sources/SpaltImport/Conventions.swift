/// How the lines of one text were set, told from the text itself.
///
/// Every repair asks this first: what is a split word in one text is a plain line end in another.
struct Conventions: Equatable, Sendable {
  enum Wrapping: Equatable, Sendable {
    /// Paragraphs run over several lines of about one width.
    case wrapped
    /// Every line is a paragraph of its own.
    case oneLineEach
    /// Too little to tell.
    case unknown
  }

  /// A blank line stands after every line.
  var isDoubled = false
  var wrapping = Wrapping.unknown
  /// The width of a full line in code points; 0 where no lines touch.
  var width = 0
  /// Lines within a paragraph end in a space, except where a word is split.
  var spaceMeansWholeWord = false
  /// A sentence whose line ends without a space ends its paragraph.
  var bareStopEndsParagraph = false
  /// Two or more spaces end a paragraph.
  var doubleSpaceEndsParagraph = false
  /// A new page's first line begins with one space.
  var spaceMeansPageTurn = false
  /// Paragraphs begin with an indented line, without a blank line before.
  var indentBeginsParagraph = false
  /// How full a line is, in per cent of ``width``, before the next word goes to the next line.
  ///
  /// Less where letters differ in width, as in print, or where words were not split.
  var fullness = 75
  /// Every line took as many words as it had room for: one with room ended on purpose.
  var isGreedy: Bool { fullness >= 97 }
  /// Paragraphs often begin in lower case, as the entries of a glossary do.
  var paragraphsBeginLower = false
  /// No line is as long as prose, and most had room for more.
  var isVerse = false
  /// The width, in per cent of ``width``, that all but the rarest lines have whose sentence runs on;
  /// 0 where words are not split, for then it tells nothing.
  var leastWidth = 0
  /// Hardly a blank line parts paragraphs.
  var paragraphsTouch = false
  /// The most code points of a line, where every line took the words it had room for; else 0.
  ///
  /// Then any line the next word had fitted on was ended on purpose.
  var roomOfLine = 0
  /// The code points of the longest line.
  var longest = 0
  /// Hyphens at line ends were set by the line breaking.
  var hyphensSplitWords = false
  /// Words are split at line ends without any sign; the text's own words have to tell.
  var wordsAreSplitSilently = false
  /// The file says, or its lines show, that it is Markdown.
  var isMarkdown = false

  init() {}

  /// The width of a full line, in code points, where a line stands.
  func width(of line: Line) -> Int { line.columnWidth > 0 ? line.columnWidth : width }

  init(of text: PlainText, isMarkdown: Bool) {
    let pairs = text.pairs
    self.isMarkdown = isMarkdown || Self.looksLikeMarkdown(text)
    isDoubled = Self.isDoubled(pairs, in: text)
    let hasColumns = text.lines.contains { $0.columnWidth > 0 }
    isVerse = !isDoubled && !hasColumns && Self.isVerse(text)
    paragraphsBeginLower = Self.paragraphsBeginLower(pairs, isDoubled: isDoubled, in: text)
    let inner = pairs.filter { pair in
      (pair.gap == 0 || (isDoubled && pair.gap == 1 && !pair.isSpaced))
        && text.openingMark(of: text.lines[pair.second]) == nil
        && text.lines[pair.first].tabs == 0 && text.lines[pair.second].tabs == 0
    }
    longest = text.lines.reduce(0) { max($0, $1.width) }
    wrapping = isVerse ? .oneLineEach : Self.wrapping(inner, in: text)
    width = Self.width(of: inner, in: text)
    guard wrapping == .wrapped else { return }
    // A line that another could have joined is no line of running text: its end tells nothing.
    let full = inner.filter {
      text.lines[$0.first].width + text.lines[$0.second].firstWordWidth
        >= width(of: text.lines[$0.first]) * 7 / 10
    }
    spaceMeansWholeWord = Self.spaceMeansWholeWord(full, in: text)
    bareStopEndsParagraph = spaceMeansWholeWord && Self.bareStopEndsParagraph(pairs, in: text)
    doubleSpaceEndsParagraph = Self.doubleSpaceEndsParagraph(pairs, in: text)
    paragraphsTouch = !doubleSpaceEndsParagraph && paragraphsTouch(pairs, in: text)
    let running = inner.filter {
      text.lines[$0.second].start == .lower && text.lines[$0.first].isOpen
    }
    fullness = fullness(of: running, in: text)
    if paragraphsTouch, !hasColumns { roomOfLine = Self.roomOfLine(of: running, in: text) }
    readIndents(of: text)
    let words = WordSplitEvidence(full, in: text)
    hyphensSplitWords = words.hyphensSplitWords
    wordsAreSplitSilently = !spaceMeansWholeWord && words.wordsAreSplitSilently
    if hyphensSplitWords || spaceMeansWholeWord || wordsAreSplitSilently {
      leastWidth = leastWidth(of: running, in: text)
    }
  }

  /// A blank line between most lines, where the sentence yet runs on.
  private static func isDoubled(_ pairs: [LinePair], in text: PlainText) -> Bool {
    let touching = pairs.count { $0.gap == 0 }
    let single = pairs.filter { $0.gap == 1 && !$0.isSpaced }
    let running = single.count { pair in
      let second = text.lines[pair.second]
      return second.start == .lower && text.openingMark(of: second) == nil
    }
    return single.count >= 3 && single.count > 2 * touching && running * 10 >= single.count * 3
  }

  private static func wrapping(_ inner: [LinePair], in text: PlainText) -> Wrapping {
    let running = inner.count { text.lines[$0.second].start == .lower }
    var touches = [Bool](repeating: false, count: text.lines.count)
    for pair in inner {
      touches[pair.first] = true
      touches[pair.second] = true
    }
    let touching = touches.count { $0 }
    let own = text.lines.indices.count { !touches[$0] && text.lines[$0].width >= 100 }
    // A few lines that touch, among many long ones that stand alone, are no paragraphs.
    if own >= 3, touching < 2 * own { return .oneLineEach }
    if !inner.isEmpty, running * 10 >= inner.count * 3 { return .wrapped }
    // Longer than any page is wide: nobody wrapped these lines.
    let total = text.lines.reduce(0) { $0 + $1.width }
    let long = text.lines.reduce(0) { $1.width > 160 ? $0 + $1.width : $0 }
    if long * 2 >= total { return .oneLineEach }
    return inner.count >= 4 ? .oneLineEach : .unknown
  }

  private static func width(of inner: [LinePair], in text: PlainText) -> Int {
    let widths = inner.map { text.lines[$0.first].width }.sorted()
    return widths.isEmpty ? 0 : widths[min(widths.count - 1, widths.count * 95 / 100)]
  }

  /// Read off the lines whose sentence surely runs on: all but the rarest reach so far with the
  /// next word put to them.
  private func fullness(of running: [LinePair], in text: PlainText) -> Int {
    guard width > 0 else { return 75 }
    let reaches = running.map { text.reach($0) * 100 / width(of: text.lines[$0.first]) }.sorted()
    // A few lines do not show the rarest.
    guard reaches.count >= 25 else { return 75 }
    return max(60, min(97, reaches[reaches.count * 3 / 100]))
  }

  /// The widest of the lines whose sentence surely runs on, where hardly one of them had room for
  /// the next word too.
  private static func roomOfLine(of running: [LinePair], in text: PlainText) -> Int {
    guard running.count >= 25 else { return 0 }
    let widths = running.map { text.lines[$0.first].width }.sorted()
    // One in a hundred may be damaged.
    let most = widths[widths.count - 1 - widths.count / 100]
    let loose = running.count { text.reach($0) <= most }
    return loose <= running.count / 100 ? most : 0
  }

  /// Whether hardly a blank line parts two paragraphs; those around headings do not count.
  private func paragraphsTouch(_ pairs: [LinePair], in text: PlainText) -> Bool {
    let parted = pairs.count { pair in
      let first = text.lines[pair.first]
      return (isDoubled ? pair.gap > 1 || pair.isSpaced : pair.gap > 0)
        && (first.end == .sentence || first.end == .colon || first.start == .lower)
        && text.lines[pair.second].width * 10 >= width(of: text.lines[pair.second]) * 7
    }
    return parted * 25 < pairs.count
  }

  /// How wide, in per cent, lines are at least that take all the words they have room for.
  ///
  /// Where words are split at line ends, hardly narrower than the widest. 0 where few lines tell.
  private func leastWidth(of running: [LinePair], in text: PlainText) -> Int {
    guard width > 0 else { return 0 }
    let widths = running.map {
      text.lines[$0.first].width * 100 / width(of: text.lines[$0.first])
    }.sorted()
    guard widths.count >= 25 else { return 0 }
    return widths[widths.count * 3 / 100]
  }

  /// Whether every third paragraph or more begins in lower case after a blank line.
  private static func paragraphsBeginLower(
    _ pairs: [LinePair], isDoubled: Bool, in text: PlainText
  ) -> Bool {
    let parted = pairs.filter { isDoubled ? $0.gap > 1 || $0.isSpaced : $0.gap > 0 }
    let lower = parted.count { text.lines[$0.second].start == .lower }
    return lower >= 4 && lower * 3 >= parted.count
  }

  /// Most lines end in a space, and those that do not break off within a word.
  ///
  /// Where spaces went missing by chance, lines without one end in commas and stops too, and
  /// the next ones begin with capitals.
  private static func spaceMeansWholeWord(_ full: [LinePair], in text: PlainText) -> Bool {
    // A paragraph's last line has nothing to part from the next.
    let running = full.filter {
      text.lines[$0.second].start != .sign
        && (text.lines[$0.first].end != .sentence || text.lines[$0.second].start == .lower
          || text.lines[$0.first].trailing > 0)
    }
    let bare = running.filter { text.lines[$0.first].trailing == 0 }
    guard running.count >= 5, bare.count * 10 <= running.count * 7 else { return false }
    let whole = bare.count {
      let first = text.lines[$0.first]
      let breaksOff = first.end == .letter || first.end == .hyphen
      return !breaksOff || text.lines[$0.second].start != .lower
    }
    // In running text every fourth or fifth line ends in a stop or comma, or a capital follows.
    let share = bare.count * 2 <= running.count ? 20 : 7
    return whole * 100 <= bare.count * share
  }

  /// Stops at line ends within paragraphs have their space, and after those without one the
  /// text never goes on in lower case.
  private static func bareStopEndsParagraph(_ pairs: [LinePair], in text: PlainText) -> Bool {
    let stops = pairs.filter { $0.gap == 0 && text.lines[$0.first].end == .sentence }
    let bare = stops.filter { text.lines[$0.first].trailing == 0 }
    return stops.count > bare.count && bare.count >= 3
      && !bare.contains { text.lines[$0.second].start == .lower }
  }

  private static func doubleSpaceEndsParagraph(_ pairs: [LinePair], in text: PlainText) -> Bool {
    let marked = pairs.filter { text.lines[$0.first].trailing > 1 }
    let single = pairs.count { text.lines[$0.first].trailing == 1 }
    let running = marked.count { text.lines[$0.second].start == .lower }
    return marked.count >= 3 && single > 2 * marked.count && running * 10 <= marked.count
  }

  private mutating func readIndents(of text: PlainText) {
    let filled = text.lines.filter { !$0.isBlank }
    let flush = filled.count { $0.indent == 0 }
    let nudged = filled.count { $0.indent == 1 }
    spaceMeansPageTurn = nudged > 0 && nudged * 10 <= flush
    let pairs = text.pairs.filter {
      $0.gap == 0 && text.lines[$0.second].indent >= text.lines[$0.first].indent + 2
        && text.openingMark(of: text.lines[$0.second]) == nil
    }
    let closed = pairs.count {
      text.lines[$0.first].end == .sentence && text.lines[$0.second].start != .lower
    }
    indentBeginsParagraph = pairs.count >= 3 && closed * 10 >= pairs.count * 7
  }

  private static func looksLikeMarkdown(_ text: PlainText) -> Bool {
    var headings = 0
    for line in text.lines {
      guard let mark = text.openingMark(of: line), case .hash = mark.kind, !mark.rest.isEmpty
      else { continue }
      headings += 1
    }
    return headings >= 2
  }
}
