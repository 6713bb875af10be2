public import SpaltText

/// Where a quotation stands in a text.
public enum QuoteMatch: Equatable, Sendable {
  case found(Range<Position>)
  /// Several places fit equally well; in reading order, at most 256.
  case ambiguous([Range<Position>])
  case missing
}

/// Finds a quotation somebody gives, however its white space and typography have suffered.
///
/// The words have to be there letter for letter; a changed word is ``QuoteMatch/missing``. Of
/// several places the nearest to `near` is taken, else the one whose surroundings fit. Then the
/// quotation as given counts before one in other typography, and whole words before parts.
///
/// Linear in the text. `near` is in UTF-8 bytes of the decoded source; ``CodePointIndex``
/// translates an offset in code points.
public func find(
  quote: String, near: Int?, prefix: String?, suffix: String?, in document: Document
) -> QuoteMatch {
  let skeleton = Skeleton(document)
  let words = Skeleton(quote).letters
  let places =
    words.isEmpty
    ? document.places(of: quote, atMost: 256).map { Place($0, isExact: true) }
    : skeleton.letters.places(of: words, atMost: 256).map { letters in
      let range = document.widened(skeleton.passage(letters), toFit: quote)
      return Place(
        range, letters: letters, isExact: document.words(in: range) == quote,
        isWhole: document.isWhole(range))
    }
  guard places.count > 1 else { return places.first.map { .found($0.range) } ?? .missing }
  if let near { return nearest(to: near, of: places, in: document) }
  let fitting = fitting(places, prefix, suffix, words, skeleton)
  return fitting.count == 1 ? .found(fitting[0].range) : .ambiguous(fitting.map(\.range))
}

/// One place of the quotation's letters.
private struct Place {
  var range: Range<Position>
  var letters: Range<Int>
  var isExact: Bool
  var isWhole: Bool

  init(
    _ range: Range<Position>, letters: Range<Int> = 0..<0, isExact: Bool, isWhole: Bool = true
  ) {
    self.range = range
    self.letters = letters
    self.isExact = isExact
    self.isWhole = isWhole
  }

  var rank: Int { (isExact ? 0 : 2) + (isWhole ? 0 : 1) }
}

/// The place nearest to an offset in the source; of equally near ones the better.
private func nearest(to offset: Int, of places: [Place], in document: Document) -> QuoteMatch {
  let ranked = places.map { place -> (distance: Int, place: Place) in
    let source = document.source(of: place.range)
    return (abs(source.lowerBound - offset), place)
  }
  // Somebody who counts is right to the letter or nearly; only farther off do looks decide.
  let close = ranked.filter { $0.distance <= 2 }
  let best = (close.isEmpty ? ranked : close)
    .min { ($0.distance, $0.place.rank) < ($1.distance, $1.place.rank) }
  return best.map { .found($0.place.range) } ?? .missing
}

/// The places that fit best to what should stand around the quotation, and look most like it.
private func fitting(
  _ places: [Place], _ prefix: String?, _ suffix: String?, _ words: [UInt32],
  _ skeleton: Skeleton
) -> [Place] {
  let wanted = Wanted(
    quote: words, before: Skeleton(prefix ?? "").letters.suffix(Wanted.context),
    after: Array(Skeleton(suffix ?? "").letters.prefix(Wanted.context)))
  var best = places
  if !wanted.before.isEmpty || !wanted.after.isEmpty, !words.isEmpty {
    let scores = places.map { Candidate($0.letters, in: skeleton.letters, for: wanted).context }
    let highest = scores.max() ?? 0
    // The lead that is asked of the place of a note too.
    best = zip(places, scores).filter { $0.1 > highest - 0.15 }.map(\.0)
  }
  let rank = best.map(\.rank).min() ?? 0
  return best.filter { $0.rank == rank }
}

extension Document {
  /// Where some characters stand within single blocks.
  fileprivate func places(of signs: String, atMost limit: Int) -> [Range<Position>] {
    guard !signs.isEmpty else { return [] }
    var found: [Range<Position>] = []
    for (index, block) in blocks.enumerated() {
      var rest = block.text[...]
      var offset = 0
      while found.count < limit, let place = rest.firstPlace(of: signs) {
        found.append(
          Position(
            block: index, offset: offset + place.lowerBound)..<Position(
              block: index, offset: offset + place.upperBound))
        offset += place.upperBound
        rest = block.text.slice(offset..<block.text.utf8.count)
      }
    }
    return found
  }

  /// Whether no word runs on beyond either end of a passage.
  fileprivate func isWhole(_ range: Range<Position>) -> Bool {
    let before = blocks[range.lowerBound.block].text.slice(0..<range.lowerBound.offset)
    let end = blocks[range.upperBound.block].text
    let after = end.slice(range.upperBound.offset..<end.utf8.count)
    let words = words(in: range)
    return !(runsOn(before.last) && runsOn(words.first))
      && !(runsOn(words.last) && runsOn(after.first))
  }

  private func runsOn(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber } ?? false
  }
}
