extension Difference {
  /// The letters of the new version that a passage of the old one may have become.
  ///
  /// - Returns: Guesses to be judged, the likelier first; none when the passage was surely cut.
  func images(of range: Range<Int>) -> [Range<Int>] {
    guard !range.isEmpty else { return [] }
    let first = run(holding: range.lowerBound)
    let last = run(holding: range.upperBound - 1)
    if let run = first.run, run == last.run {
      return [range.lowerBound + run.shift..<range.upperBound + run.shift]
    }
    if first.run == nil, last.run == nil, first.index == last.index {
      return imagesInGap(range, before: first.index)
    }
    let lastIndex = last.run == nil ? last.index - 1 : last.index
    return chains(first.index...lastIndex, within: range)
      .sorted { coverage(of: $0) > coverage(of: $1) }
      .compactMap { image(of: range, by: $0) }
  }

  /// Rows of runs that have kept their order and nearly their distances.
  ///
  /// A passage over a border between paragraphs that went different ways has two.
  private func chains(
    _ indices: ClosedRange<Int>, within range: Range<Int>
  ) -> [ClosedRange<Int>] {
    var chains: [ClosedRange<Int>] = []
    for index in indices {
      if let last = chains.last {
        let left = runs[last.upperBound]
        let inserted = runs[index].shift - left.shift
        if runs[index].new >= left.newEnd, inserted <= range.count / 2 + Self.tie {
          chains[chains.count - 1] = last.lowerBound...index
          continue
        }
      }
      chains.append(index...index)
    }
    return chains
  }

  private func coverage(of chain: ClosedRange<Int>) -> Int {
    runs[chain.upperBound].oldEnd - runs[chain.lowerBound].old
  }

  /// What of a passage a chain of runs and the gaps at its ends hold.
  private func image(of range: Range<Int>, by chain: ClosedRange<Int>) -> Range<Int>? {
    let first = runs[chain.lowerBound]
    let last = runs[chain.upperBound]
    var start = first.new
    if range.lowerBound >= first.old {
      start = range.lowerBound + first.shift
    } else if chain.lowerBound == 0 || runs[chain.lowerBound - 1].oldEnd <= range.lowerBound {
      start = startInGap(range, chain.lowerBound)
    }
    var end = last.newEnd
    if range.upperBound <= last.oldEnd {
      end = range.upperBound + last.shift
    } else if chain.upperBound == runs.count - 1
      || runs[chain.upperBound + 1].old >= range.upperBound
    {
      end = endInGap(range, chain.upperBound + 1)
    }
    return start < end ? start..<end : nil
  }

  /// A stretch no run covers, in both versions.
  private struct Gap {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// The gap before a run, if the runs around it have kept their order.
  private func gap(before index: Int) -> Gap? {
    let left = index > 0 ? (runs[index - 1].oldEnd, runs[index - 1].newEnd) : (0, 0)
    let right =
      index < runs.count ? (runs[index].old, runs[index].new) : (old.count, new.count)
    guard left.0 <= right.0, left.1 <= right.1,
      Projection.affords(right.0 - left.0, right.1 - left.1)
    else { return nil }
    return Gap(old: left.0..<right.0, new: left.1..<right.1)
  }

  /// The guesses for a passage between two runs.
  private func imagesInGap(_ range: Range<Int>, before index: Int) -> [Range<Int>] {
    var guesses: [Range<Int>] = []
    if let gap = gap(before: index), !gap.new.isEmpty {
      let projection = Projection(Pattern(old[gap.old]), onto: new, gap.new)
      let start = projection.start(of: range.lowerBound - gap.old.lowerBound)
      let end = projection.end(of: range.upperBound - 1 - gap.old.lowerBound)
      if start < end { guesses.append(start..<end) }
    }
    let reach = 2 * range.count + 256
    if index > 0 {
      let left = runs[index - 1]
      let distance = range.lowerBound - left.oldEnd
      guesses += image(of: range, near: left.newEnd..<left.newEnd + distance + reach)
    }
    if index < runs.count {
      let right = runs[index]
      let distance = right.old - range.upperBound
      guesses += image(of: range, near: right.new - distance - reach..<right.new)
    }
    return guesses
  }

  /// The best place of a passage in a part of the new version.
  private func image(of range: Range<Int>, near window: Range<Int>) -> [Range<Int>] {
    let window = window.clamped(to: 0..<new.count)
    guard !window.isEmpty, Projection.affords(range.count, window.count) else { return [] }
    let pattern = Pattern(old[range])
    guard let place = pattern.best(in: new, window, limit: range.count / 2) else { return [] }
    return [pattern.range(endingAt: place, in: new, from: window.lowerBound)].compactMap { $0 }
  }

  /// The place of a passage's first letter, which lies in the gap before a run.
  private func startInGap(_ range: Range<Int>, _ index: Int) -> Int {
    if let gap = gap(before: index), !gap.new.isEmpty {
      return Projection(Pattern(old[gap.old]), onto: new, gap.new)
        .start(of: range.lowerBound - gap.old.lowerBound)
    }
    // The words before went elsewhere; what is left of the passage's beginning ends at the run.
    let right = runs[index]
    let missing = old[range.lowerBound..<right.old]
    let window = (0..<right.new).suffixRange(missing.count + missing.count / 4 + 8)
    guard Projection.affords(missing.count, window.count), !window.isEmpty else {
      return right.new
    }
    let pattern = Pattern(missing)
    let start = Projection(pattern, onto: new, window, hasFreeStart: true).start(of: 0)
    let errors = pattern.distance(to: new, start..<right.new)
    return errors * 5 <= missing.count * 2 ? start : right.new
  }

  /// The place after a passage's last letter, which lies in the gap before a run or the end.
  private func endInGap(_ range: Range<Int>, _ index: Int) -> Int {
    if let gap = gap(before: index), !gap.new.isEmpty {
      return Projection(Pattern(old[gap.old]), onto: new, gap.new)
        .end(of: range.upperBound - 1 - gap.old.lowerBound)
    }
    let left = runs[index - 1]
    let missing = old[left.oldEnd..<range.upperBound]
    let window = (left.newEnd..<new.count).prefixRange(missing.count + missing.count / 4 + 8)
    guard Projection.affords(missing.count, window.count), !window.isEmpty else {
      return left.newEnd
    }
    let pattern = Pattern(missing)
    let end = Projection(pattern, onto: new, window, hasFreeEnd: true).end(of: missing.count - 1)
    let errors = pattern.distance(to: new, left.newEnd..<max(left.newEnd, end))
    return errors * 5 <= missing.count * 2 ? end : left.newEnd
  }
}

extension Pattern {
  /// The letters of the text that a place covers, or `nil` when no letter of it does.
  func range(endingAt place: Place, in text: [UInt32], from floor: Int = 0) -> Range<Int>? {
    let window = max(floor, place.end - count - place.errors)..<place.end
    guard count > 0, !window.isEmpty else { return nil }
    let projection = Projection(self, onto: text, window, hasFreeStart: true)
    let start = projection.start(of: 0)
    return start < place.end ? start..<place.end : nil
  }
}
