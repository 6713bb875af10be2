/// Lines whose numbers count the pages: `12 Kapitel 2`, `Kapitel 2 13`, `14`.
///
/// A page's head or foot has its number first or last. From page to page it rises by one, or by two
/// where only every other page has one, and the words beside it return. Chapters count too; but no
/// sentence runs on over a chapter's heading.
struct PageCount: Equatable, Sendable {
  /// The fewest lines from head to head; the last page of a text may be short.
  private static let shortestPage = 4
  /// More lines than any text has pages; a file of numbers has more.
  private static let most = 500_000

  /// Places among the filled lines, in order.
  private(set) var places: [Int] = []

  /// A line with a number that follows the number of another.
  private struct Step {
    @Narrow<UInt32> var place: Int
    @Narrow<UInt32> var length: Int
    var previous: Int?
    /// The line tells how many pages there are, too.
    var isOfPages = false
  }

  private struct NumberedWords: Hashable {
    var number: Int
    var words: WordKey?
  }

  init(_ filled: [Int], _ repeated: RepeatedLines, in text: PlainText) {
    var steps: [Step] = []
    // The last step with each number, and with each number beside the same words.
    var latest: [Int: Int] = [:]
    var alike: [NumberedWords: Int] = [:]
    for place in filled.indices where Self.standsApart(place, filled, text) {
      guard steps.count < Self.most else { break }
      let line = text.lines[filled[place]]
      let words = RepeatedLines.key(of: line, text)
      let isOfPages = Self.pageOfPages(text.bytes[line.content]) != nil
      for number in Self.numbers(at: text.bytes[line.content]) {
        let alikeBefore = [number - 1, number - 2].map {
          alike[NumberedWords(number: $0, words: words)]
        }
        let before = [number - 1, number - 2].map { latest[$0] }
        // The head of a facing page has words of its own, but they return; a heading's do not.
        let facing = before[0].flatMap { repeated.contains(steps[$0].place) ? $0 : nil }
        let known = [alikeBefore[0], facing, alikeBefore[1], before[0], before[1]]
        let previous = known.lazy.compactMap(\.self).first {
          filled[place] - filled[steps[$0].place] >= Self.shortestPage
            && steps[$0].isOfPages == isOfPages
        }
        let length = previous.map { steps[$0].length + 1 } ?? 1
        alike[NumberedWords(number: number, words: words)] = steps.count
        let step = Step(
          place: place, length: length, previous: previous, isOfPages: isOfPages)
        steps.append(step)
        // A longer count goes on past a number that stands there by chance.
        if let rival = latest[number], steps[rival].length > length,
          filled[place] - filled[steps[rival].place] < 200
        {
          continue
        }
        latest[number] = steps.count - 1
      }
    }
    collect(steps, filled, repeated, text)
  }

  /// Takes the longest counts first.
  private mutating func collect(
    _ steps: [Step], _ filled: [Int], _ repeated: RepeatedLines, _ text: PlainText
  ) {
    let ends = steps.indices
      .filter { steps[$0].length >= 3 || (steps[$0].length == 2 && steps[$0].isOfPages) }
      .sorted { steps[$0].length > steps[$1].length }
    var taken: Set<Int> = []
    var isSeen = [Bool](repeating: false, count: ends.isEmpty ? 0 : steps.count)
    for end in ends where !isSeen[end] {
      var members: [Int] = []
      var next: Int? = end
      while let step = next, !isSeen[step] {
        isSeen[step] = true
        members.append(steps[step].place)
        next = steps[step].previous
      }
      guard members.count >= (steps[end].isOfPages ? 2 : 3),
        members.allSatisfy({ !taken.contains($0) })
      else { continue }
      taken.formUnion(Self.pages(among: members, filled, repeated, text))
    }
    places = taken.sorted()
  }

  /// Whether a line could be a page's: a blank line, a form feed or a sentence cut beside it.
  private static func standsApart(_ place: Int, _ filled: [Int], _ text: PlainText) -> Bool {
    let index = filled[place]
    let line = text.lines[index]
    guard line.width <= 90, line.end == .digit || line.start == .digit,
      line.tabs == 0 || pageOfPages(text.bytes[line.content]) != nil
    else { return false }
    guard place > 0, place + 1 < filled.count else { return true }
    return line.followsFormFeed || index - filled[place - 1] > 1 || filled[place + 1] - index > 1
      || text.cutsSentence(from: filled[place - 1], to: filled[place + 1])
  }

  /// The numbers of one to four digits that a line begins and ends with.
  private static func numbers(at bytes: SourceBytes.SubSequence) -> [Int] {
    if let page = pageOfPages(bytes) { return [page] }
    let isDigit = { (byte: UInt8) in byte &- 0x30 < 10 }
    let value = { (digits: [UInt8]) in digits.reduce(0) { $0 * 10 + Int($1) - 0x30 } }
    let head = bytes.prefix(5).prefix { isDigit($0) }
    let tail = Array(bytes.suffix(5).reversed().prefix { isDigit($0) })
    var found: [Int] = []
    if (1...4).contains(head.count),
      head.count == bytes.count || bytes[head.endIndex] <= 0x20
    {
      found.append(value(Array(head)))
    }
    if (1...4).contains(tail.count), tail.count < bytes.count,
      bytes[bytes.endIndex - tail.count - 1] <= 0x20
    {
      found.append(value(tail.reversed()))
    }
    return found.count == 2 && found[0] == found[1] ? [found[0]] : found
  }

  /// The page of `3 (24)` or `3/24` at a line's end.
  private static func pageOfPages(_ bytes: SourceBytes.SubSequence) -> Int? {
    var rest = bytes
    let isBracketed = rest.last == 0x29
    if isBracketed { rest.removeLast() }
    let isDigit = { (byte: UInt8) in byte &- 0x30 < 10 }
    let number = { () -> Int? in
      let digits = rest.suffix(4).reversed().prefix { isDigit($0) }
      rest.removeLast(digits.count)
      return digits.isEmpty ? nil : digits.reversed().reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    guard let pages = number(), rest.last == (isBracketed ? 0x28 : 0x2F) else { return nil }
    rest.removeLast()
    while rest.last == 0x20 { rest.removeLast() }
    guard let page = number(), page <= pages, rest.last.map({ $0 <= 0x20 }) ?? true else {
      return nil
    }
    return page
  }

  /// Those of lines that count which are heads or feet of pages.
  ///
  /// Most of their words return, and at every fourth the sentence runs on, or most stand where a
  /// form feed turns the page. A numbered heading that fits the count by chance does none of this.
  private static func pages(
    among places: [Int], _ filled: [Int], _ repeated: RepeatedLines, _ text: PlainText
  ) -> [Int] {
    var groups: [WordKey?: Int] = [:]
    for place in places {
      groups[RepeatedLines.key(of: text.lines[filled[place]], text), default: 0] += 1
    }
    let returns = { (place: Int) in
      groups[RepeatedLines.key(of: text.lines[filled[place]], text), default: 0] > 1
    }
    let inner = places.filter { $0 > 0 && $0 + 1 < filled.count }
    let cutting = inner.filter { cutsSentence($0, filled, repeated, text) }
    let feeding = inner.filter {
      text.lines[filled[$0]].followsFormFeed || text.lines[filled[$0 + 1]].followsFormFeed
    }
    let returning = places.filter(returns)
    // `3 (24)`, `4 (24)` beside the same words can be nothing else.
    let areOfPages = returning.allSatisfy {
      pageOfPages(text.bytes[text.lines[filled[$0]].content]) != nil
    }
    if areOfPages, returning.count == places.count { return returning }
    guard returning.count * 2 >= places.count,
      cutting.count * 4 >= places.count || feeding.count * 2 >= places.count
    else { return [] }
    return returning + (cutting + feeding).filter { !returns($0) }
  }

  /// Whether the sentence above a line goes on below it, past the other lines of the head or foot.
  private static func cutsSentence(
    _ place: Int, _ filled: [Int], _ repeated: RepeatedLines, _ text: PlainText
  ) -> Bool {
    var above = place - 1
    while above > 0, place - above < 3, repeated.contains(above) { above -= 1 }
    var below = place + 1
    while below + 1 < filled.count, below - place < 3, repeated.contains(below) { below += 1 }
    return text.cutsSentence(from: filled[above], to: filled[below])
  }
}

extension PlainText {
  /// Whether the sentence of one line goes on in another.
  func cutsSentence(from above: Int, to below: Int) -> Bool {
    lines[above].isOpen && lines[below].start == .lower
  }
}
