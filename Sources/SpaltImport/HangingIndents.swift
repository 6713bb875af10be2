/// Entries whose first line stands out and whose others are indented: bibliographies, glossaries.
///
/// An entry's first line is full, and the indented one goes on with its sentence. Where paragraphs
/// begin with an indent it is the other way round: the line above ended one.
struct HangingIndents: Equatable, Sendable {
  /// The lines that begin an entry below another.
  private(set) var starts: LineSet = []
  /// The indented lines that go on with an entry.
  private(set) var continuing: LineSet = []

  init(of text: PlainText, _ conventions: Conventions) {
    guard !conventions.isDoubled, !conventions.isVerse else { return }
    var group: [LinePair] = []
    for pair in text.pairs {
      if pair.gap == 0, !text.lines[pair.second].followsFormFeed {
        group.append(pair)
      } else {
        settle(group, text, conventions)
        group = []
      }
    }
    settle(group, text, conventions)
  }

  private mutating func settle(
    _ group: [LinePair], _ text: PlainText, _ conventions: Conventions
  ) {
    guard group.count >= 3, let first = group.first else { return }
    let base = text.lines[first.first].indent
    let lines = [first.first] + group.map(\.second)
    guard lines.allSatisfy({ text.lines[$0].indent >= base && text.lines[$0].tabs == 0 }) else {
      return
    }
    let isDeep = { (line: Int) in text.lines[line].indent >= base + 2 }
    let entering = group.filter { !isDeep($0.first) && isDeep($0.second) }
    let leaving = group.count { isDeep($0.first) && !isDeep($0.second) }
    guard entering.count >= 2, leaving >= 1, !hasListMarks(lines.filter { !isDeep($0) }, text)
    else { return }
    let width = lines.reduce(conventions.wrapping == .wrapped ? conventions.width * 9 / 10 : 0) {
      max($0, text.lines[$1].indent + text.lines[$1].width)
    }
    // Lines of verse are shorter, and step in and out by themselves.
    guard width >= 50 else { return }
    let running = entering.count { pair in
      let above = text.lines[pair.first]
      let reach = above.indent + above.width + 1 + text.lines[pair.second].firstWordWidth
      return reach * 100 >= width * 85 && above.end != .sentence
    }
    guard running * 10 >= entering.count * 6 else { return }
    starts.formUnion(lines.dropFirst().filter { !isDeep($0) })
    continuing.formUnion(lines.filter(isDeep))
  }

  private func hasListMarks(_ lines: [Int], _ text: PlainText) -> Bool {
    let marked = lines.count { text.openingMark(of: text.lines[$0])?.isListMark == true }
    return marked * 2 > lines.count
  }
}
