extension PlainText {
  /// The lines that begin with a number of a list: `1.`, `2)`.
  ///
  /// A number alone proves nothing: `12. juni` is a date. The one before or after it must stand
  /// near by, and no month may follow.
  func orderedItems() -> LineSet {
    var items: LineSet = []
    var previous: (line: Int, number: Int)?
    for (index, line) in lines.enumerated() where !line.isBlank {
      guard let mark = openingMark(of: line), case .number(let path, hasStop: true) = mark.kind,
        path.count == 1, !mark.rest.isEmpty,
        !startsWithMonth(word(after: mark.rest.lowerBound)), !hasLeader(line)
      else { continue }
      if let before = previous, before.number + 1 == path[0], index - before.line <= 40 {
        items.insert(before.line)
        items.insert(index)
      }
      previous = (index, path[0])
    }
    return items
  }
}

extension PlainText {
  /// The lines that begin with an `o` for a bullet, two or more, the next within three lines; or with
  /// `a.` and `b.`, the next letter within ten.
  func letterBullets() -> LineSet {
    var bullets: LineSet = []
    var previous: (line: Int, letter: UInt8?)?
    for (index, line) in lines.enumerated() where !line.isBlank {
      guard let mark = openingMark(of: line), mark.kind == .letterBullet else { continue }
      let letter = mark.range.count > 1 ? bytes[mark.range.lowerBound] : nil
      if let before = previous {
        let follows = letter.map { letter in before.letter.map { $0 + 1 == letter } ?? false }
        let isNext = follows ?? (before.letter == nil && index - before.line <= 3)
        if isNext, index - before.line <= 10 { bullets.formUnion([before.line, index]) }
      }
      previous = (index, letter)
    }
    return bullets
  }
}

/// `12. Juni 2019` is a date.
func startsWithMonth(_ word: String) -> Bool {
  months.contains(String(word.lowercased().prefix(3))) && word.utf8.count <= 10
}

/// The first three letters of the months in Swedish, Danish, Norwegian, English and German.
private let months: Set<String> = [
  "jan", "feb", "mar", "mär", "apr", "maj", "mai", "may", "jun", "jul", "aug", "sep", "okt", "oct",
  "nov", "dec", "des", "dez",
]
