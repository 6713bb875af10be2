/// Lines that begin with the name of a speaker: `Fråga: …`, `Svar: …`, `ANNA BERG: …`, `AB: …`.
///
/// Labels that return, take turns and stand before sentences are those of a conversation; a form's
/// stand before a word or two.
struct SpeakerLabels: Equatable, Sendable {
  /// The lines on which someone begins to speak.
  private(set) var turns: LineSet = []

  init(of text: PlainText) {
    var places: [WordKey: [Int]] = [:]
    for (index, line) in text.lines.enumerated()
    where line.start == .upper && line.signs.contains(.colon) {
      guard let label = text.speakerLabel(of: line) else { continue }
      places[label, default: []].append(index)
    }
    let returning = places.values.filter { $0.count >= 2 }
    let lines = returning.joined().sorted()
    // One label alone may be a form's; speakers take turns.
    guard returning.count >= 2, lines.count >= 4, Self.alternate(returning),
      Self.areSpoken(lines, in: text)
    else { return }
    turns = LineSet(lines)
  }

  /// Whether most labels are followed by another's.
  private static func alternate(_ groups: [[Int]]) -> Bool {
    var speakers: [(line: Int, speaker: Int)] = []
    for (speaker, lines) in groups.enumerated() {
      speakers += lines.map { ($0, speaker) }
    }
    speakers.sort { $0.line < $1.line }
    let changes = zip(speakers, speakers.dropFirst()).count { $0.speaker != $1.speaker }
    return changes * 10 >= (speakers.count - 1) * 5
  }

  /// Whether most of what follows the labels ends as a sentence.
  private static func areSpoken(_ lines: [Int], in text: PlainText) -> Bool {
    let spoken = lines.indices.count { place in
      let next = place + 1 < lines.count ? lines[place + 1] : text.lines.count
      var last = lines[place]
      while last + 1 < next, !text.lines[last + 1].isBlank { last += 1 }
      return text.lines[last].end == .sentence
    }
    return spoken * 10 >= lines.count * 6
  }
}

extension PlainText {
  /// One to three words with a capital, then a colon and more.
  fileprivate func speakerLabel(of line: Line) -> WordKey? {
    let start = line.content.lowerBound
    guard let colon = bytes[line.content].prefix(32).firstIndex(of: 0x3A),
      colon > start, colon + 1 < line.content.upperBound, whiteSpaceLength(at: colon + 1) > 0
    else { return nil }
    var key = WordKey()
    var spaces = 0
    var index = start
    while index < colon {
      let (value, length) = scalar(at: index)
      guard value.isWordPart || value == " " || value == "-" || value == "." else { return nil }
      if value == " " { spaces += 1 }
      key.append(value)
      index += length
    }
    return spaces <= 2 ? key : nil
  }
}
