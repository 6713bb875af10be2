internal import SpaltText

extension Reanchoring {
  /// The anchor by the words of the passage and what stood around them alone.
  func anchorByQuote(_ wanted: Wanted, _ selectors: Selectors) -> Anchor {
    let candidates = candidates(for: wanted).sorted { $0.score > $1.score }
    let fitting = candidates.filter { $0.fits(wanted) && !belongsElsewhere($0, wanted) }
    if let best = fitting.first, isTold(best, from: candidates, wanted) {
      return placed(best.letters, selectors, wanted)
    }
    let suggestions = (fitting + candidates.filter { $0.errors <= 0.5 && !fitting.contains($0) })
      .prefix(3)
      .map { new.widened(newSkeleton.passage($0.letters), toFit: selectors.quote) }
      .map { new.onWholeWords($0, like: selectors) }
    return Anchor(
      state: fitting.count > 1 ? .ambiguous : .orphan, range: nil, source: nil,
      suggestions: suggestions)
  }

  /// Whether a place is told from all others, there and then.
  private func isTold(_ best: Candidate, from all: [Candidate], _ wanted: Wanted) -> Bool {
    for other in all where !other.letters.overlaps(best.letters) {
      if best.score - other.score < 0.15 { return false }
    }
    if let rival = wanted.rival, best.errors > rival / 2 { return false }
    // A twin may be all that is left. Without the old version only what stands around tells.
    if wanted.own == nil, let rival = wanted.rival, rival < 0.15, best.worstSide < 0.85 {
      return false
    }
    if let own = wanted.own, !pointsBack(best.letters, to: own) { return false }
    let errors = best.errors * Double(wanted.quote.count)
    let limit = Int((errors / Self.lead).rounded(.up)) - 1
    guard limit >= 0 else { return true }
    let pattern = Pattern(wanted.quote.prefix(1024))
    let text = newSkeleton.letters
    return [0..<best.letters.lowerBound, best.letters.upperBound..<text.count].allSatisfy {
      pattern.best(in: text, $0, limit: limit) == nil
    }
  }

  /// Whether most of a place is known to have been other words of the old version.
  private func belongsElsewhere(_ candidate: Candidate, _ wanted: Wanted) -> Bool {
    guard let difference, let own = wanted.own else { return false }
    let strangers = difference.origins(of: candidate.letters)
      .reduce(0) { $0 + $1.count - $1.clamped(to: own).count }
    return strangers * 2 > candidate.letters.count
  }

  /// Places worth judging: where the quote stands to the letter, else where it nearly does.
  private func candidates(for wanted: Wanted) -> [Candidate] {
    let text = newSkeleton.letters
    guard !wanted.quote.isEmpty else { return [] }
    var places = text.places(of: wanted.quote, atMost: 256, areApart: true)
    if places.isEmpty {
      places = wanted.quote.count > 1024 ? placesByEnds(wanted) : nearPlaces(wanted)
    }
    var found: [Candidate] = []
    for place in places where !found.contains(where: { $0.letters == place }) {
      found.append(Candidate(place, in: text, for: wanted))
    }
    // Of places that overlap, the best stands for all.
    return found.sorted { $0.score > $1.score }.reduce(into: []) { kept, candidate in
      if !kept.contains(where: { $0.letters.overlaps(candidate.letters) }) {
        kept.append(candidate)
      }
    }
  }

  /// Where the quote nearly stands, alone or with what stood around it.
  private func nearPlaces(_ wanted: Wanted) -> [Range<Int>] {
    let text = newSkeleton.letters
    let length = wanted.quote.count
    let before = wanted.before.count
    let whole = wanted.before + wanted.quote + wanted.after
    let parts: [(letters: ArraySlice<UInt32>, skip: Int, share: Double)] = [
      (whole[...], before, 0.35),
      (whole[..<(before + length)], before, 0.30),
      (whole[before...], 0, 0.30),
      (whole[before..<(before + length)], 0, length >= 24 ? 0.25 : -1),
    ]
    return parts.flatMap { part -> [Range<Int>] in
      let pattern = Pattern(part.letters)
      let limit = Int((Double(pattern.count) * part.share).rounded(.down))
      return pattern.places(in: text, 0..<text.count, limit: limit).prefix(8).compactMap { place in
        let window = max(0, place.end - pattern.count - place.errors)..<place.end
        guard Projection.affords(pattern.count, window.count) else { return nil }
        let projection = Projection(pattern, onto: text, window, hasFreeStart: true)
        let start = projection.start(of: part.skip)
        let end = projection.end(of: part.skip + length - 1)
        return start < end ? start..<end : nil
      }
    }
  }

  /// Where a long passage begins and ends, each looked for by itself.
  private func placesByEnds(_ wanted: Wanted) -> [Range<Int>] {
    let text = newSkeleton.letters
    let size = 256
    let head = Pattern(wanted.before + wanted.quote.prefix(size))
    let foot = Pattern(wanted.quote.suffix(size) + wanted.after)
    let limit = size * 3 / 10
    let starts = head.places(in: text, 0..<text.count, limit: limit).prefix(4).compactMap {
      place -> Int? in
      let window = max(0, place.end - head.count - place.errors)..<place.end
      return Projection(head, onto: text, window, hasFreeStart: true)
        .start(of: wanted.before.count)
    }
    let ends = foot.places(in: text, 0..<text.count, limit: limit).prefix(4).map { place in
      let window = max(0, place.end - foot.count - place.errors)..<place.end
      return Projection(foot, onto: text, window, hasFreeStart: true).end(of: size - 1)
    }
    return starts.flatMap { start in
      ends.filter { $0 - start > wanted.quote.count / 2 && $0 - start < wanted.quote.count * 2 }
        .map { start..<$0 }
    }
  }
}

extension [UInt32] {
  /// Where some letters stand, at most so many places, which may overlap unless they are to be
  /// apart.
  func places(
    of letters: [UInt32], atMost limit: Int, areApart: Bool = false
  ) -> [Range<Int>] {
    guard let first = letters.first, letters.count <= count else { return [] }
    var found: [Range<Int>] = []
    for start in 0...(count - letters.count) where self[start] == first {
      if areApart, let last = found.last, last.upperBound > start { continue }
      guard self[start..<start + letters.count].elementsEqual(letters) else { continue }
      found.append(start..<start + letters.count)
      if found.count == limit { break }
    }
    return found
  }
}
