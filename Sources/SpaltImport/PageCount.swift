/// Lines whose numbers count the pages: `12 Kapitel 2`, `Kapitel 2 13`, `14`.
///
/// A page's head or foot has its number first or last. From page to page it rises by one, or by two
/// where only every other page has one, and the words beside it return. Chapters count too; but no
/// sentence runs on over a chapter's heading.
struct PageCount: Equatable, Sendable {
  /// The fewest lines from head to head; the last page of a text may be short.
  private static let shortestPage = 4

  /// Places among the filled lines, in order.
  private(set) var places: [Int] = []

  /// A line with a number that follows the number of another.
  private struct Step {
    @Narrow<UInt32> var place: Int
    @Narrow<UInt32> var length: Int
    var previous: Int?
  }

  init(_ filled: [Int], _ repeated: RepeatedLines, in text: PlainText) {
    var steps: [Step] = []
    // The last step with each number.
    var latest: [Int: Int] = [:]
    for place in filled.indices where Self.standsApart(place, filled, text) {
      let line = text.lines[filled[place]]
      for number in Self.numbers(at: text.bytes[line.content]) {
        let previous = [number - 1, number - 2].lazy.compactMap { latest[$0] }.first {
          filled[place] - filled[steps[$0].place] >= Self.shortestPage
        }
        let length = previous.map { steps[$0].length + 1 } ?? 1
        // A longer count goes on past a number that stands there by chance.
        if let rival = latest[number], steps[rival].length > length,
          filled[place] - filled[steps[rival].place] < 200
        {
          continue
        }
        latest[number] = steps.count
        steps.append(Step(place: place, length: length, previous: previous))
      }
    }
    collect(steps, filled, repeated, text)
  }

  /// Takes the longest counts first.
  private mutating func collect(
    _ steps: [Step], _ filled: [Int], _ repeated: RepeatedLines, _ text: PlainText
  ) {
    let ends = steps.indices.filter { steps[$0].length >= 3 }
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
      guard members.count >= 3, members.allSatisfy({ !taken.contains($0) }),
        Self.arePages(members, filled, repeated, text)
      else { continue }
      taken.formUnion(members)
    }
    places = taken.sorted()
  }

  /// Whether a line could be a page's: a blank line, a form feed or a sentence cut beside it.
  private static func standsApart(_ place: Int, _ filled: [Int], _ text: PlainText) -> Bool {
    let index = filled[place]
    let line = text.lines[index]
    guard line.width <= 90, line.end == .digit || line.start == .digit, line.tabs == 0 else {
      return false
    }
    guard place > 0, place + 1 < filled.count else { return true }
    return line.followsFormFeed || index - filled[place - 1] > 1 || filled[place + 1] - index > 1
      || text.cutsSentence(from: filled[place - 1], to: filled[place + 1])
  }

  /// The numbers of one to four digits that a line begins and ends with.
  private static func numbers(at bytes: SourceBytes.SubSequence) -> [Int] {
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

  /// Whether lines that count are heads or feet of pages: most of their words return, and at every
  /// fourth the sentence runs on, or most stand where a form feed turns the page.
  private static func arePages(
    _ places: [Int], _ filled: [Int], _ repeated: RepeatedLines, _ text: PlainText
  ) -> Bool {
    var groups: [WordKey?: Int] = [:]
    for place in places {
      groups[RepeatedLines.key(of: text.lines[filled[place]], text), default: 0] += 1
    }
    let returning = groups.values.reduce(0) { $0 + ($1 > 1 ? $1 : 0) }
    guard returning * 10 >= places.count * 6 else { return false }
    let inner = places.filter { $0 > 0 && $0 + 1 < filled.count }
    let cutting = inner.count { place in
      // Past the other lines of the head or foot.
      var above = place - 1
      while above > 0, place - above < 3, repeated.contains(above) { above -= 1 }
      var below = place + 1
      while below + 1 < filled.count, below - place < 3, repeated.contains(below) { below += 1 }
      return text.cutsSentence(from: filled[above], to: filled[below])
    }
    let feeding = inner.count {
      text.lines[filled[$0]].followsFormFeed || text.lines[filled[$0 + 1]].followsFormFeed
    }
    return cutting * 4 >= places.count || feeding * 2 >= places.count
  }
}

extension PlainText {
  /// Whether the sentence of one line goes on in another.
  func cutsSentence(from above: Int, to below: Int) -> Bool {
    lines[above].isOpen && lines[below].start == .lower
  }
}
