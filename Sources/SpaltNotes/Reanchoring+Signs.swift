internal import SpaltText

extension Reanchoring {
  /// The anchor of a passage without a letter: an ellipsis, a dash, a place between two words.
  ///
  /// It stands between the letters it stood between, as long as they are neighbours still.
  func anchorBetweenLetters(_ wanted: Wanted, _ selectors: Selectors) -> Anchor {
    guard let letter = letterAfterImage(of: wanted),
      let range = place(of: selectors.quote, before: letter)
    else { return .orphan }
    return Anchor(
      state: range == selectors.range ? .exact : .moved, range: range,
      source: new.source(of: range))
  }

  /// The letter that follows the passage now.
  private func letterAfterImage(of wanted: Wanted) -> Int? {
    if let difference, let own = wanted.own, own.lowerBound > 0,
      let run = difference.run(holding: own.lowerBound - 1).run,
      run.oldEnd >= min(own.lowerBound + 1, difference.old.count)
    {
      return own.lowerBound + run.shift
    }
    let pattern = Pattern(wanted.before + wanted.after)
    guard pattern.count >= Wanted.context else { return nil }
    let text = newSkeleton.letters
    let limit = pattern.count * 3 / 20
    let places = pattern.places(in: text, 0..<text.count, limit: limit)
    guard places.count == 1, let range = pattern.range(endingAt: places[0], in: text) else {
      return nil
    }
    let projection = Projection(pattern, onto: text, range)
    return wanted.before.count < pattern.count
      ? projection.start(of: wanted.before.count) : range.upperBound
  }

  /// Where some signs stand between a letter and the one before it.
  private func place(of signs: String, before letter: Int) -> Range<Position>? {
    let start = letter > 0 ? newSkeleton.end(of: letter - 1) : .start
    let end = letter < newSkeleton.count ? newSkeleton.start(of: letter) : new.end
    guard start <= end else { return nil }
    if signs.isEmpty { return start..<start }
    for block in start.block...end.block where block < new.blocks.count {
      let text = new.blocks[block].text
      let lower = block == start.block ? start.offset : 0
      let upper = block == end.block ? end.offset : text.utf8.count
      guard let found = text.slice(lower..<upper).firstPlace(of: signs) else { continue }
      return Position(
        block: block, offset: lower + found.lowerBound)..<Position(
          block: block, offset: lower + found.upperBound)
    }
    return nil
  }
}

extension Substring {
  /// Where some characters first stand, in UTF-8 bytes from the start.
  func firstPlace(of signs: String) -> Range<Int>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].starts(with: signs) {
        let lower = utf8.distance(from: startIndex, to: start)
        let end = index(start, offsetBy: signs.count)
        return lower..<utf8.distance(from: startIndex, to: end)
      }
      start = index(after: start)
    }
    return nil
  }
}
