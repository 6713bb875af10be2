/// Notes at the foot of pages, told by the rule above them where their calls are lost.
///
/// A rule with a numbered list below it may part anything. So the notes must be sentences, stand below
/// prose, and either count on from rule to rule, or end a page after which the text goes on.
struct FootRules {
  /// The lines that begin a note.
  private(set) var notes: [Int] = []
  /// Where the call of each label would stand: from the rule before to its own, in bytes.
  private(set) var reaches: [(range: Range<Int>, labels: Set<String>)] = []

  private struct Group {
    var rule: Int
    var notes: [Int] = []
    var labels: [Int] = []
    /// A page ends right below.
    var endsPage = false
    /// The text ends right below.
    var endsText = false
  }

  init(of text: PlainText, _ candidates: [Int: FootnoteMark]) {
    var groups: [Group] = []
    for (place, pair) in text.pairs.enumerated()
    where pair.gap <= 1 && Self.isRule(text.lines[pair.first], of: text) {
      guard candidates[pair.second] != nil, place > 0,
        Self.isProse(text.lines[text.pairs[place - 1].first])
      else { continue }
      if let group = Self.group(below: place, text, candidates) { groups.append(group) }
    }
    guard !groups.isEmpty else { return }
    let follow = zip(groups, groups.dropFirst()).allSatisfy {
      $1.labels.first == ($0.labels.last ?? 0) + 1
    }
    let endPages = groups.allSatisfy { $0.endsPage || $0.endsText }
    let isProven =
      endPages ? groups.contains(where: \.endsPage) : groups.count >= 2 && follow
    guard isProven else { return }
    var start = 0
    for group in groups {
      notes += group.notes
      let rule = text.lines[group.rule].range.lowerBound
      reaches.append((start..<max(start, rule), Set(group.labels.map(String.init))))
      start = rule
    }
  }

  /// Where the digits after words stand that are the only ones above their rule to call its note.
  func calls(among marks: [FootnoteMark]) -> Set<Int> {
    var places: [Call: [Int]] = [:]
    var reach = 0
    for mark in marks.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let place = mark.range.lowerBound
      while reach < reaches.count, reaches[reach].range.upperBound <= place { reach += 1 }
      guard reach < reaches.count, reaches[reach].range.contains(place),
        reaches[reach].labels.contains(mark.label)
      else { continue }
      places[Call(reach: reach, label: mark.label), default: []].append(place)
    }
    return Set(places.values.filter { $0.count == 1 }.joined())
  }

  private struct Call: Hashable {
    var reach: Int
    var label: String
  }

  /// Five dashes or low lines and more, and nothing else.
  private static func isRule(_ line: Line, of text: PlainText) -> Bool {
    guard line.width >= 5, let first = text.bytes[line.content].first else { return false }
    return (first == 0x2D || first == 0x5F) && text.bytes[line.content].allSatisfy { $0 == first }
  }

  private static func isProse(_ line: Line) -> Bool {
    line.width >= 40 || (line.end == .sentence && line.width >= 15)
  }

  /// The notes below the rule of a pair, whose numbers count on; `nil` where one is no sentence.
  private static func group(
    below place: Int, _ text: PlainText, _ candidates: [Int: FootnoteMark]
  ) -> Group? {
    var group = Group(rule: text.pairs[place].first)
    var last = text.pairs[place].second
    for pair in text.pairs[place...].prefix(60) {
      let line = text.lines[pair.second]
      if line.followsFormFeed {
        group.endsPage = !group.notes.isEmpty
        break
      }
      let number = candidates[pair.second].flatMap { Int($0.label) }
      if let number, group.labels.last.map({ $0 + 1 == number }) ?? true {
        guard group.notes.isEmpty || isSentence(text.lines[last], of: text) else { return nil }
        group.notes.append(pair.second)
        group.labels.append(number)
      } else if pair.gap > 0 {
        break
      }
      last = pair.second
    }
    group.endsText = text.pair(after: last) == nil
    return isSentence(text.lines[last], of: text) ? group : nil
  }

  /// Whether a line ends in a stop; questions below a rule are a reader's.
  private static func isSentence(_ line: Line, of text: PlainText) -> Bool {
    line.end == .sentence && !text.bytes[line.content].suffix(3).contains(0x3F)
  }
}
