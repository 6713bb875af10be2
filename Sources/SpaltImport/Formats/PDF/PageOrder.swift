/// Puts the blocks of pages in reading order, where the program that read them took columns of running text
/// row by row: it does so where blocks side by side begin at one height.
///
/// Only what goes from left to right and back to the left again is looked at. Both sides of the stripe
/// between must be running text, and not begin anew side by side, as cells of a table do.
struct PageOrder {
  /// Lines of one block.
  private struct Box {
    var lines: [PageLine]
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    /// The height of the letters of its first line.
    var height: Double

    init(_ lines: [PageLine]) {
      self.lines = lines
      left = lines.map(\.left).min() ?? 0
      right = lines.map(\.right).max() ?? 0
      top = lines.map(\.top).min() ?? 0
      bottom = lines.map(\.bottom).max() ?? 0
      height = lines.first?.height ?? 0
    }
  }

  /// No page of running text has so many blocks.
  private static let mostBoxes = 200

  /// The height of most letters of the file.
  private let body: Double

  init(_ lines: [PageLine]) {
    var counts: [Int: Int] = [:]
    for line in lines where abs(line.height) < 10_000 {
      counts[Int((line.height * 4).rounded()), default: 0] += line.words.count
    }
    body = Double(counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0) / 4
  }

  func ordered(_ lines: [PageLine]) -> [PageLine] {
    var result: [PageLine] = []
    result.reserveCapacity(lines.count)
    var start = 0
    while start < lines.count {
      let page = lines[start...].prefix { $0.page == lines[start].page }
      start = page.endIndex
      var boxes: [Box] = []
      var block = page.startIndex
      while block < page.endIndex {
        let own = page[block...].prefix { $0.block == page[block].block }
        boxes.append(Box(Array(own)))
        block = own.endIndex
      }
      var rounds = Self.mostRounds
      for box in ordered(boxes, &rounds) { result += box.lines }
    }
    return result
  }

  /// No more bands of a page than so many are set right, for one stripe could undo what another did.
  private static let mostRounds = 12

  private func ordered(_ boxes: [Box], _ rounds: inout Int) -> [Box] {
    guard rounds > 0, boxes.count >= 4, boxes.count <= Self.mostBoxes else { return boxes }
    for edge in rightEdges(boxes) {
      for band in bands(of: boxes, at: edge) {
        let left = band.filter { boxes[$0].right <= edge }
        let right = band.filter { boxes[$0].right > edge }
        guard isZigzag(left, right), areColumns(left.map { boxes[$0] }, right.map { boxes[$0] })
        else { continue }
        rounds -= 1
        let columns =
          left.map { boxes[$0] }.sorted { $0.top < $1.top }
          + ordered(right.map { boxes[$0] }, &rounds)
        var result = boxes
        for (place, box) in zip(band, columns) { result[place] = box }
        // Other bands of the page may need the same.
        return ordered(result, &rounds)
      }
    }
    return boxes
  }

  /// Where blocks begin from which the order goes back to the left, from left to right.
  private func rightEdges(_ boxes: [Box]) -> [Double] {
    var edges: Set<Double> = []
    for (place, box) in boxes.enumerated().dropFirst().dropLast()
    where boxes[place - 1].right < box.left
      && boxes[(place + 1)...].contains(where: { $0.right < box.left })
    {
      edges.insert((box.left - 1).rounded(.down))
    }
    return edges.sorted().suffix(8)
  }

  /// The places of blocks between others that go over an edge, or between wide blank stripes.
  private func bands(of boxes: [Box], at edge: Double) -> [[Int]] {
    let isSmall = { (box: Box) in box.height < body * 0.92 }
    var bands: [[Int]] = []
    var band: [Int] = []
    var foot = -Double.infinity
    for place in boxes.indices.sorted(by: { boxes[$0].top < boxes[$1].top }) {
      let box = boxes[place]
      let isAcross = box.left < edge && box.right > edge
      // Notes at the foot stand below all columns.
      if isAcross || isSmall(box) || box.top - foot > body * 2.5 {
        bands.append(band.sorted())
        band = []
      }
      foot = max(foot, box.bottom)
      if !isAcross, !isSmall(box) { band.append(place) }
    }
    return bands + [band.sorted()]
  }

  /// Whether the order goes back from a block on the right to one on the left.
  private func isZigzag(_ left: [Int], _ right: [Int]) -> Bool {
    guard let first = right.first, let last = left.last else { return false }
    return first < last
  }

  private func areColumns(_ left: [Box], _ right: [Box]) -> Bool {
    guard isRunningText(left), isRunningText(right) else { return false }
    let (first, second) = (beginnings(left), beginnings(right))
    let common = first.count { top in second.contains { abs($0 - top) < body * 0.3 } }
    return common < 2 || common * 2 < max(first.count, second.count)
  }

  /// Where something begins: headings with what they head.
  private func beginnings(_ boxes: [Box]) -> [Double] {
    let sorted = boxes.sorted { $0.top < $1.top }
    return sorted.indices.filter { $0 == 0 || sorted[$0 - 1].height < body * 1.08 }
      .map { sorted[$0].top }
  }

  /// Whether most lines have words and are full, and a sentence runs on from one to the next.
  private func isRunningText(_ boxes: [Box]) -> Bool {
    let lines = boxes.flatMap(\.lines)
    guard lines.count >= 6 else { return false }
    // There may be several columns.
    let width = lines.map { $0.right - $0.left }.sorted()[lines.count * 9 / 10]
    let full = lines.count { $0.words.count >= 3 && $0.right - $0.left >= width * 0.7 }
    let running = lines.count { $0.text.unicodeScalars.first?.properties.isLowercase == true }
    return full * 10 >= lines.count * 6 && running * 10 >= lines.count * 3
  }
}
