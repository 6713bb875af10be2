/// Footnotes by their place: small letters below the text of a page, called by raised numbers.
struct PageNotes {
  /// The label of the note that begins on a line.
  private(set) var labels: [Int: String] = [:]
  /// Lines that go on with a note.
  private(set) var rest: Set<Int> = []
  /// Raised words in the text that call a note, by line and word.
  private(set) var calls: [Int: Set<Int>] = [:]
  /// Labels at the end of a word, as their length by line and word.
  private(set) var glued: [Int: [Int: Int]] = [:]
  /// Words that are the label of the note, by line.
  private(set) var labelWords: [Int: Int] = [:]

  init(_ pages: PageWords, _ measures: PageMeasures) {
    var raised: [Int: Set<Int>] = [:]
    for (index, line) in pages.lines.enumerated() {
      raised[index] = Set(line.words.indices.filter { Self.isRaised(line.words[$0], in: line) })
    }
    var called = Set(
      raised.flatMap { index, words in words.map { Self.bare(pages.lines[index].words[$0].text) } })
    for line in pages.lines {
      for word in line.words {
        if let length = Self.gluedLabel(word.text) {
          called.insert(String(word.text.suffix(length)))
        }
      }
    }
    findNotes(pages, measures, called)
    findEndnotes(pages, measures, called)
    let known = Set(labels.values)
    for (index, words) in raised where labels[index] == nil {
      let own = words.filter { known.contains(Self.bare(pages.lines[index].words[$0].text)) }
      if !own.isEmpty { calls[index] = own }
    }
    for (index, line) in pages.lines.enumerated() where labels[index] == nil {
      for (place, word) in line.words.enumerated() {
        guard let length = Self.gluedLabel(word.text),
          known.contains(String(word.text.suffix(length)))
        else { continue }
        glued[index, default: [:]][place] = length
      }
    }
  }

  /// How many digits stand right after a small letter or the stop behind it: `modeller1`, `så.2`.
  private static func gluedLabel(_ word: String) -> Int? {
    let digits = word.reversed().prefix { $0.isASCII && $0.isNumber }.count
    guard (1...2).contains(digits), word.count > digits + 2 else { return nil }
    let before = word.dropLast(digits)
    let letter = before.reversed().first { !".,;:!?”\"»)".contains($0) }
    return letter?.isLowercase == true ? digits : nil
  }

  /// `[1]`, `1)` and `1.` are 1.
  static func bare(_ word: String) -> String { word.filter { !"[]().".contains($0) } }

  private static func isLabel(_ word: String) -> Bool {
    let label = bare(word)
    return (1...3).contains(label.count)
      && (label.allSatisfy { $0.isASCII && $0.isNumber }
        || label.allSatisfy { "*†‡§".contains($0) })
  }

  private static func isRaised(_ word: PageWord, in line: PageLine) -> Bool {
    guard isLabel(word.text), line.words.count > 1 else { return false }
    return line.foot - word.bottom > line.height * 0.15 && word.height < line.height * 0.95
  }

  /// Small lines at the foot of each page, from one that begins with a label that is called.
  private mutating func findNotes(
    _ pages: PageWords, _ measures: PageMeasures, _ called: Set<String>
  ) {
    let body = measures.bodyHeight
    var lowest: [Int: Double] = [:]
    for (index, line) in pages.lines.enumerated()
    where line.height >= body * 0.95 && !measures.isFurniture(index) {
      lowest[line.page] = max(lowest[line.page] ?? 0, line.bottom)
    }
    var open: Int?
    for (index, line) in pages.lines.enumerated() where !measures.isFurniture(index) {
      guard line.height < body * 0.95, line.top > (lowest[line.page] ?? 0) - body * 0.5 else {
        open = nil
        continue
      }
      if let word = line.words.first, line.words.count > 1, Self.isLabel(word.text),
        called.contains(Self.bare(word.text))
      {
        labels[index] = Self.bare(word.text)
        labelWords[index] = 1
        open = index
      } else if let last = open, pages.lines[last].page == line.page {
        rest.insert(index)
        open = index
      }
    }
  }

  /// A numbered list at the end of the text that has an item for each call without a note.
  private mutating func findEndnotes(
    _ pages: PageWords, _ measures: PageMeasures, _ called: Set<String>
  ) {
    let missing = called.subtracting(labels.values)
    guard !missing.isEmpty else { return }
    var found: [Int: String] = [:]
    var lines: [Int] = []
    for index in pages.lines.indices.reversed() where !measures.isFurniture(index) {
      guard labels[index] == nil, !rest.contains(index) else { continue }
      lines.append(index)
      let line = pages.lines[index]
      guard let word = line.words.first, line.words.count > 1, Self.isLabel(word.text) else {
        if lines.count > 400 { return }
        continue
      }
      let label = Self.bare(word.text)
      guard missing.contains(label), !found.values.contains(label) else { break }
      found[index] = label
      if found.count == missing.count {
        for index in lines {
          if let label = found[index] {
            labels[index] = label
            labelWords[index] = 1
          } else {
            rest.insert(index)
          }
        }
        return
      }
    }
  }
}
