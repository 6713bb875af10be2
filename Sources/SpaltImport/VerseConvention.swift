extension Conventions {
  /// Whether blank lines part groups of which most have as many lines, three or more.
  private static func hasStanzas(_ text: PlainText) -> Bool {
    var sizes: [Int: Int] = [:]
    var size = 1
    for pair in text.pairs {
      if pair.gap == 0 {
        size += 1
      } else {
        if size > 1 { sizes[size, default: 0] += 1 }
        size = 1
      }
    }
    if size > 1 { sizes[size, default: 0] += 1 }
    guard let most = sizes.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }) else {
      return false
    }
    let groups = sizes.values.reduce(0, +)
    return most.key >= 3 && most.value >= 3 && most.value * 4 >= groups * 3
  }

  /// Whether no line that touches another is as long as prose, and most had room for more.
  ///
  /// Verse splits no words at its line ends.
  static func isVerse(_ text: PlainText) -> Bool {
    let touching = text.pairs.filter { pair in
      let first = text.lines[pair.first]
      let second = text.lines[pair.second]
      return pair.gap == 0 && !second.followsFormFeed && text.openingMark(of: second) == nil
        && first.tabs + first.wideGaps == 0 && first.end != .digit
        && text.bytes[first.content.lowerBound] != 0x7C
    }
    guard touching.count >= 3 else { return false }
    let width = touching.reduce(0) {
      max($0, text.lines[$1.first].width, text.lines[$1.second].width)
    }
    // A few lines stand alone: titles, names.
    let long = text.lines.count { $0.width >= 60 }
    guard width < 60, long * 20 <= touching.count else { return false }
    let split = touching.count { text.lines[$0.first].end == .hyphen }
    let loose = touching.count { pair in
      let first = text.lines[pair.first]
      let reach = first.width + 1 + text.lines[pair.second].firstWordWidth
      // Verse often begins its lines with a capital, prose only after a stop.
      return reach * 100 < width * 95
        || (text.lines[pair.second].start == .upper
          && (first.end == .letter || first.end == .comma))
    }
    let share = hasStanzas(text) ? 35 : 60
    return loose * 100 >= touching.count * share && split * 10 <= touching.count
  }
}
