/// Lines that were ended on purpose though they touch the next: verse, an address, ingredients.
///
/// Whoever wraps running text takes the next word as long as there is room for it. Where most lines
/// of a group had room, each line is a thing of its own.
struct KeptLines: Equatable, Sendable {
  /// Lines that begin anew although nothing but their room tells.
  private(set) var starts: LineSet = []

  init(of text: PlainText, _ conventions: Conventions) {
    if conventions.isVerse {
      starts = LineSet(text.pairs.filter { $0.gap == 0 }.map(\.second))
      return
    }
    var group: [LinePair] = []
    for pair in text.pairs {
      let touches = pair.gap == 0 || (conventions.isDoubled && pair.gap == 1 && !pair.isSpaced)
      if touches {
        group.append(pair)
        continue
      }
      settle(group, text, conventions)
      group = []
    }
    settle(group, text, conventions)
  }

  /// Whether a third of the lines end as those of programs do, and no prose does.
  private func isCode(_ group: [LinePair], _ text: PlainText) -> Bool {
    let lines = [group[0].first] + group.map(\.second)
    let ended = lines.count { line in
      guard let last = text.bytes[text.lines[line].content].last else { return false }
      return last == 0x7B || last == 0x7D || last == 0x3B
    }
    return ended >= 2 && ended * 3 >= lines.count
  }

  private mutating func settle(
    _ group: [LinePair], _ text: PlainText, _ conventions: Conventions
  ) {
    guard group.count >= 2, let first = group.first else { return }
    if isCode(group, text) {
      starts.formUnion(group.map(\.second))
      return
    }
    var width = text.lines[first.first].width
    for pair in group { width = max(width, text.lines[pair.second].width) }
    if conventions.wrapping == .wrapped { width = max(width, conventions.width) }
    let plain = group.filter { text.openingMark(of: text.lines[$0.second])?.isListMark != true }
    let roomy = plain.filter { pair in
      let first = text.lines[pair.first]
      let reach = first.width + 1 + text.lines[pair.second].firstWordWidth
      // A word may be too long for any line of a narrow column.
      let full = first.columnWidth > 0 ? first.columnWidth : width
      return reach * 100 < full * 85 && (first.end != .hyphen || first.width <= 2)
    }
    guard plain.count >= 2, roomy.count * 10 >= plain.count * 6 else { return }
    let isNarrow = width < 50
    let kept = plain.filter { pair in
      isNarrow && text.lines[pair.second].start != .lower
    }
    starts.formUnion((roomy + kept).map(\.second))
  }
}
