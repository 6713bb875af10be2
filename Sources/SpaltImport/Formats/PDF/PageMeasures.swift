/// What the pages of a file show of its setting: the size of its letters, what each page repeats.
struct PageMeasures {
  /// The height of most words of the file.
  let bodyHeight: Double
  /// From one line to the next within a paragraph.
  let leading: Double
  /// Lines that a page carries for itself, by index.
  private(set) var heads: Set<Int> = []
  private(set) var numbers: Set<Int> = []
  /// Heights of headings, the largest first.
  private(set) var headingHeights: [Double] = []

  init(_ pages: PageWords) {
    bodyHeight = Self.mode(
      pages.lines.flatMap { line in
        repeatElement(line.height, count: min(line.text.utf8.count, 400))
      })
    let body = bodyHeight
    let steps = zip(pages.lines, pages.lines.dropFirst()).compactMap { line, next -> Double? in
      guard line.block == next.block, abs(line.height - body) < body * 0.08 else { return nil }
      let step = next.foot - line.foot
      return step > body * 0.5 && step < body * 3 ? step : nil
    }
    leading = steps.isEmpty ? body : Self.mode(steps)
    findFurniture(pages)
    findHeadings(pages)
  }

  /// The most frequent value, to a quarter of a point.
  private static func mode(_ values: [Double]) -> Double {
    var counts: [Int: Int] = [:]
    for value in values where abs(value) < 10_000 {
      counts[Int((value * 4).rounded()), default: 0] += 1
    }
    let most = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    return Double(most?.key ?? 0) / 4
  }

  // MARK: Running heads

  private struct Place: Hashable {
    var words: String
    var height: Int
  }

  private mutating func findFurniture(_ pages: PageWords) {
    var places: [Place: [Int]] = [:]
    for index in edges(pages) {
      let line = pages.lines[index]
      let place = Place(
        words: Self.counting(line.text), height: Int((line.foot / 4).rounded()))
      // A place on the border between two counts for both.
      for shift in -1...1 {
        places[Place(words: place.words, height: place.height + shift), default: []].append(index)
      }
    }
    let least = pages.pages.count < 6 ? 2 : max(3, pages.pages.count / 4)
    for (place, indices) in places where Set(indices.map { pages.lines[$0].page }).count >= least {
      let isNumber =
        !place.words.contains { $0.isLetter && !"sidaeigpofvnt".contains($0) }
        && place.words.contains("#") && place.words.count <= 16
      for index in indices { if isNumber { numbers.insert(index) } else { heads.insert(index) } }
    }
    for index in edges(pages) where pages.pages.count <= 1 || isLoneNumber(index, pages) {
      let line = pages.lines[index]
      let height = pages.pages[line.page].height
      if isLoneNumber(index, pages), line.top > height * 0.9 || line.bottom < height * 0.1 {
        numbers.insert(index)
      }
    }
    heads.subtract(numbers)
  }

  private func isLoneNumber(_ index: Int, _ pages: PageWords) -> Bool {
    let text = pages.lines[index].text
    return text.count <= 4 && text.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// The lines of the two uppermost and the two lowest rows of each page.
  private func edges(_ pages: PageWords) -> [Int] {
    var byPage: [[Int]] = Array(repeating: [], count: pages.pages.count)
    for (index, line) in pages.lines.enumerated() { byPage[line.page].append(index) }
    return byPage.flatMap { indices -> [Int] in
      let rows = Set(indices.map { Int((pages.lines[$0].foot / 2).rounded()) }).sorted()
      let edge = Set(rows.prefix(2) + rows.suffix(2))
      return indices.filter { edge.contains(Int((pages.lines[$0].foot / 2).rounded())) }
    }
  }

  /// A line with each number in it as one sign, in lower case.
  private static func counting(_ text: String) -> String {
    var words = ""
    for letter in text.lowercased() where !letter.isWhitespace {
      if letter.isNumber {
        if words.last != "#" { words.append("#") }
      } else {
        words.append(letter)
      }
    }
    return words
  }

  // MARK: Headings

  func isFurniture(_ index: Int) -> Bool { heads.contains(index) || numbers.contains(index) }

  private mutating func findHeadings(_ pages: PageWords) {
    var heights: [Double] = []
    for (index, line) in pages.lines.enumerated()
    where line.height >= bodyHeight * 1.12 && !isFurniture(index) {
      heights.append(line.height)
    }
    for height in heights.sorted(by: >) {
      if let last = headingHeights.last, height > last * 0.94 { continue }
      headingHeights.append(height)
    }
  }

  /// The level of a heading of this height, from 1; `nil` for text of the usual size.
  func headingLevel(_ height: Double) -> Int? {
    guard height >= bodyHeight * 1.12 else { return nil }
    let level = headingHeights.firstIndex { height > $0 * 0.94 } ?? headingHeights.count - 1
    return min(level, 5) + 1
  }
}
