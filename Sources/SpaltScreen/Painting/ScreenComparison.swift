/// Rows that move together.
struct Shift: Equatable {
  var rows: Range<Int>
  /// How many rows up; negative is down.
  ///
  /// Never 0, and less than the number of rows.
  var distance: Int

  /// A row that is blank afterwards.
  var firstIncoming: Int { distance > 0 ? rows.upperBound - distance : rows.lowerBound }

  /// Moves what there is of each row, so many elements a row; what comes in is blank.
  func apply<Element: BitwiseCopyable>(to elements: inout [Element], columns: Int, blank: Element) {
    let count = abs(distance) * columns
    let start = rows.lowerBound * columns
    let end = rows.upperBound * columns
    if distance > 0 {
      elements.move((start + count)..<end, to: start)
      for index in (end - count)..<end { elements[index] = blank }
    } else {
      elements.move(start..<(end - count), to: start + count)
      for index in start..<(start + count) { elements[index] = blank }
    }
  }
}

/// What is shown beside what is wanted, to find rows that only moved.
struct ScreenComparison {
  let columns: Int
  let shown: [PaintedCell]
  let wanted: [PaintedCell]
  let shownHashes: [UInt64]
  let wantedHashes: [UInt64]
  /// Rows that are wanted as they are shown, there or elsewhere; those of ``wanted`` say nothing.
  let sources: [Int?]

  /// The cells that are wanted in a row.
  func row(_ row: Int) -> ArraySlice<PaintedCell> {
    guard let source = sources[row] else { return wanted[cells(ofRow: row)] }
    return shown[cells(ofRow: source)]
  }

  private func cells(ofRow row: Int) -> Range<Int> { (row * columns)..<((row + 1) * columns) }

  /// What it costs to go to a row, in bytes or so.
  private static let rowCost = 8
  /// What it costs to scroll, and to set a scroll region first.
  private static let shiftCost = 8
  private static let regionCost = 8

  /// The shift that saves most, `nil` when none saves anything.
  ///
  /// - Parameter presentRegion: The scroll region set now, which costs nothing to set.
  /// - Returns: Rows and how far they go.
  func bestShift(presentRegion: Range<Int>?) -> Shift? {
    let distances = likelyDistances()
    if let shift = plainShift(distances.first, presentRegion) { return shift }
    let plain = shownHashes.indices.map { cost(ofRow: $0, from: $0) }
    let empty = shownHashes.indices.map(costFromNothing)
    var best: (saving: Int, shift: Shift)?
    for distance in distances {
      let moved = shownHashes.indices.map { row in
        shownHashes.indices.contains(row + distance)
          ? cost(ofRow: row, from: row + distance) : Int.max
      }
      let table = SavingTable(plain: plain, moved: moved, empty: empty, distance: distance)
      for (saving, rows) in table.candidates(presentRegion) {
        let price = Self.shiftCost + (rows == presentRegion ? 0 : Self.regionCost)
        if saving - price > best?.saving ?? 0 {
          best = (saving - price, Shift(rows: rows, distance: distance))
        }
      }
    }
    return best?.shift
  }

  /// Whether every row above what a shift of one row up brings in is as it should be after it.
  func onlyMoves(_ shift: Shift) -> Bool {
    (0..<shift.firstIncoming).allSatisfy { row in
      wantedHashes[row] == shownHashes[shift.rows.contains(row) ? row + shift.distance : row]
    }
  }

  /// The shift of a line step, of the region that is set.
  ///
  /// Nearly all its rows moved alike, none that is right as it is would be moved, and none outside
  /// moved with them. Another could save a few bytes more, and takes long to find.
  private func plainShift(_ distance: Int?, _ region: Range<Int>?) -> Shift? {
    guard let region, region.upperBound <= shownHashes.count, let distance,
      abs(distance) < region.count
    else { return nil }
    var moved = 0
    for row in shownHashes.indices {
      let source = row + distance
      let comesFromSource =
        shownHashes.indices.contains(source) && shownHashes[source] == wantedHashes[row]
      let isInside = region.contains(row) && region.contains(source)
      if comesFromSource, isInside {
        moved += 1
      } else if shownHashes[row] == wantedHashes[row] ? region.contains(row) : comesFromSource {
        return nil
      }
    }
    return moved * 8 >= region.count * 7 ? Shift(rows: region, distance: distance) : nil
  }

  /// The distances that most rows seem to have moved, the likeliest first.
  private func likelyDistances() -> [Int] {
    let changed = shownHashes.indices.filter { shownHashes[$0] != wantedHashes[$0] }
    // Nearly every row of a line step is known to be another.
    if let distance = distance(of: changed) { return [distance] }
    var places: [UInt64: Int] = [:]
    for row in changed {
      // A row that is there twice, such as a blank one, tells nothing.
      places[shownHashes[row]] = places[shownHashes[row]] == nil ? row : -1
    }
    var votes: [Int: Int] = [:]
    for row in changed {
      guard let place = places[wantedHashes[row]], place >= 0 else { continue }
      votes[place - row, default: 0] += 1
    }
    let likely = votes.sorted { ($0.value, -abs($0.key)) > ($1.value, -abs($1.key)) }.prefix(2)
    // What few rows say has no chance against what most say.
    var distances = likely.filter { $0.value * 3 >= (likely.first?.value ?? 0) }.map(\.key)
    // A column beside the text that stays makes rows differ that moved all the same.
    let canBeTold = places.values.contains { $0 >= 0 }
    if canBeTold, (likely.first?.value ?? 0) * 2 < changed.count {
      distances += Self.smallSteps.filter { !distances.contains($0) }
    }
    return distances
  }

  /// The distance that seven rows in eight come from, if there is one.
  private func distance(of rows: [Int]) -> Int? {
    guard let middle = rows.dropFirst(rows.count / 2).first, let source = sources[middle],
      source != middle
    else { return nil }
    let others = rows.count { sources[$0] != $0 + source - middle }
    return others * 8 <= rows.count ? source - middle : nil
  }

  /// Those of keys and wheels, tried where rows do not agree on another distance.
  private static let smallSteps = [1, -1, 2, -2, 3, -3]

  private func cost(ofRow row: Int, from source: Int) -> Int {
    if wantedHashes[row] == shownHashes[source] { return 0 }
    return self.row(row).withUnsafeBufferPointer { wanted in
      shown[cells(ofRow: source)].withUnsafeBufferPointer { shown in
        var cost = Self.rowCost
        for column in wanted.indices where wanted[column] != shown[column] { cost += 1 }
        return cost
      }
    }
  }

  private func costFromNothing(_ row: Int) -> Int {
    let count = self.row(row).withUnsafeBufferPointer { $0.count { !$0.isBlank } }
    return count == 0 ? 0 : count + Self.rowCost
  }
}

/// What it saves to move the rows of a region by one distance.
private struct SavingTable {
  /// Sums up to a row of what is saved where a row comes from another, and where it comes in blank.
  private var moved = [0]
  private var incoming = [0]
  private let distance: Int
  private let rows: Int

  init(plain: [Int], moved: [Int], empty: [Int], distance: Int) {
    self.distance = distance
    rows = plain.count
    for row in plain.indices {
      // Never taken: a region has no rows from outside it.
      let gain = moved[row] == .max ? 0 : plain[row] - moved[row]
      self.moved.append(self.moved[row] + gain)
      incoming.append(incoming[row] + plain[row] - empty[row])
    }
  }

  private func saving(_ region: Range<Int>) -> Int {
    let border =
      distance > 0 ? region.upperBound - distance : region.lowerBound - distance
    if distance > 0 {
      return moved[border] - moved[region.lowerBound]
        + incoming[region.upperBound] - incoming[border]
    }
    return moved[region.upperBound] - moved[border]
      + incoming[border] - incoming[region.lowerBound]
  }

  /// The region that is set and the one that saves most, the largest of several.
  func candidates(_ present: Range<Int>?) -> [(saving: Int, rows: Range<Int>)] {
    var found: [(saving: Int, rows: Range<Int>)] = []
    let span = abs(distance)
    if let present, present.count > span, present.upperBound <= rows {
      found.append((saving(present), present))
    }
    var best: (saving: Int, rows: Range<Int>)?
    for top in 0..<rows where top + span + 1 <= rows {
      for end in (top + span + 1)...rows {
        let value = saving(top..<end)
        if value > best?.saving ?? 0 || (value == best?.saving && end - top > best?.rows.count ?? 0)
        {
          best = (value, top..<end)
        }
      }
    }
    if let best { found.append(best) }
    return found
  }
}
