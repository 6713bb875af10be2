/// The way from the text of a block back to the source it was repaired from.
///
/// A block's text is a row of *runs* copied to the letter from the source. Between two runs
/// the repair left something out of the source (a line end, a footnote mark) or put one space in.
/// All offsets are UTF-8 bytes.
public struct SourceMap: Equatable, Sendable {
  /// In text order.
  ///
  /// Their source offsets rise too.
  public let runs: Runs

  public init(_ runs: [Run]) { self.runs = Runs(runs) }

  /// The source from the first letter of the block to its last; empty for a block without text.
  public var extent: Range<Int> {
    guard let first = runs.first, let last = runs.last else { return 0..<0 }
    return first.source..<(last.source + last.length)
  }

  /// The source a range of the text came from.
  ///
  /// Offsets past the text are clamped to it.
  ///
  /// - Returns: From the first letter's place to the last letter's end, so that a joined word
  ///   covers the line end inside it. Empty, at the nearest place, for an empty range.
  public func source(of range: Range<Int>) -> Range<Int> {
    let start = source(startingAt: range.lowerBound)
    guard !range.isEmpty else { return start..<start }
    return start..<max(start, source(endingAt: range.upperBound))
  }

  /// The range of the text that came from a range of the source, or `nil` when none did.
  public func text(of range: Range<Int>) -> Range<Int>? {
    var found: Range<Int>?
    for run in runs[firstRun(endingAfterSource: range.lowerBound)...] {
      if run.source >= range.upperBound { break }
      let start = max(run.source, range.lowerBound) - run.source + run.text
      let end = min(run.source + run.length, range.upperBound) - run.source + run.text
      if start < end { found = (found?.lowerBound ?? start)..<end }
    }
    return found
  }

  private func source(startingAt offset: Int) -> Int {
    let index = partition { $0.text + $0.length > offset }
    guard index < runs.count else { return extent.upperBound }
    return runs[index].source + max(0, offset - runs[index].text)
  }

  private func source(endingAt offset: Int) -> Int {
    let index = partition { $0.text >= offset } - 1
    guard index >= 0 else { return extent.lowerBound }
    return runs[index].source + min(runs[index].length, offset - runs[index].text)
  }

  private func firstRun(endingAfterSource offset: Int) -> Int {
    partition { $0.source + $0.length > offset }
  }

  /// The first run for which a condition that turns true once holds.
  private func partition(_ holds: (Run) -> Bool) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if holds(runs[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
