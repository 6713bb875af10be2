public import SpaltText

/// Finds the words of notes again in a new version of their text.
///
/// Made once for a pair of versions, then asked for each note. A note is placed only where its
/// words are told from all others: a wrong anchor is worse than an orphan.
public struct Reanchoring: Sendable {
  let new: Document
  let newVersion: String
  let newSkeleton: Skeleton
  private let old: Document?
  private let oldVersion: String?
  private let oldSkeleton: Skeleton?
  let difference: Difference?

  /// Prepares to carry notes over; linear in both texts.
  ///
  /// Without the old version, and for notes made in another one, the quote and its surroundings
  /// have to do. The versions are the digests of the sources.
  public init(
    from old: Document?, oldVersion: String?, to new: Document, newVersion: String
  ) {
    self.new = new
    self.newVersion = newVersion
    newSkeleton = Skeleton(new)
    self.old = old
    self.oldVersion = oldVersion
    oldSkeleton = old.map { Skeleton($0) }
    difference = oldSkeleton.map { [newSkeleton] in
      Difference(from: $0.letters, to: newSkeleton.letters)
    }
  }

  /// Where a passage stands now.
  public func anchor(for selectors: Selectors) -> Anchor {
    if selectors.isOnWholeText {
      return Anchor(state: .exact, range: .start..<(.start), source: 0..<0)
    }
    if selectors.version == newVersion, let anchor = sameSource(selectors) { return anchor }
    let wanted = wanted(for: selectors)
    if wanted.quote.isEmpty { return anchorBetweenLetters(wanted, selectors) }
    if let range = imageByDifference(of: wanted) { return placed(range, selectors, wanted) }
    return anchorByQuote(wanted, selectors)
  }

  /// The anchor in the very source the passage was marked in, perhaps repaired otherwise by now.
  private func sameSource(_ selectors: Selectors) -> Anchor? {
    var range = selectors.range
    if new.words(in: range) != selectors.quote || new.source(of: range) != selectors.source {
      guard let passage = new.passage(ofSource: selectors.source) else { return nil }
      range = passage
    }
    let state: Anchor.State =
      haveSameWords(new.words(in: range), selectors.quote) ? .exact : .edited
    return Anchor(state: state, range: range, source: new.source(of: range))
  }

  /// The letters to look for.
  private func wanted(for selectors: Selectors) -> Wanted {
    var wanted = Wanted(
      quote: Skeleton(selectors.quote).letters,
      before: Skeleton(selectors.prefix).letters.suffix(Wanted.context),
      after: Array(Skeleton(selectors.suffix).letters.prefix(Wanted.context)),
      rival: selectors.rival)
    guard let old, let oldSkeleton, oldVersion == selectors.version else { return wanted }
    for range in [selectors.range, old.passage(ofSource: selectors.source)].compactMap({ $0 }) {
      let own = oldSkeleton.letters(of: old.clamp(range.lowerBound)..<old.clamp(range.upperBound))
      guard oldSkeleton.letters[own].elementsEqual(wanted.quote) else { continue }
      wanted.own = own
      let text = oldSkeleton.letters
      wanted.before = Array(text[..<own.lowerBound].suffix(Wanted.context))
      wanted.after = Array(text[own.upperBound...].prefix(Wanted.context))
      break
    }
    return wanted
  }

  /// The letters a passage has become, as the difference of the versions tells.
  private func imageByDifference(of wanted: Wanted) -> Range<Int>? {
    guard let difference, let own = wanted.own, !own.isEmpty else { return nil }
    let candidates = difference.images(of: own)
      .map { Candidate($0, in: difference.new, for: wanted) }
      .sorted { $0.score > $1.score }
    let found =
      candidates.first { isTied($0, to: own) }
      ?? candidates.first { isLikely($0, for: wanted) && pointsBack($0.letters, to: own) }
    return found?.letters
  }

  /// Whether the difference of the versions leaves no doubt that a place is the passage's own.
  private func isTied(_ candidate: Candidate, to own: Range<Int>) -> Bool {
    guard let difference, let oldSkeleton else { return false }
    guard candidate.errors <= Self.mostErrors(own.count) else { return false }
    if difference.ties(own, to: candidate.letters) { return true }
    // A short word may come up again by chance, so its neighbours are asked too.
    if own.count >= 8 || candidate.worstSide >= 0.85, difference.pins(own, to: candidate.letters) {
      return true
    }
    let bounds = (
      old: oldSkeleton.paragraphs(around: own),
      new: newSkeleton.paragraphs(around: candidate.letters)
    )
    return difference.surrounds(own, candidate.letters, within: bounds)
  }

  private func isLikely(_ candidate: Candidate, for wanted: Wanted) -> Bool {
    candidate.errors <= Self.mostErrors(wanted.quote.count)
      && (wanted.quote.count >= 8 || candidate.worstSide >= 0.85)
  }

  /// The share of a passage's letters that may be other where the difference leads to it.
  ///
  /// Of few letters many agree by chance.
  private static func mostErrors(_ count: Int) -> Double { count < Difference.tie ? 0.34 : 0.5 }

  /// Whether some letters of the new version, with what stands around them, are more like the
  /// passage's own old place than like any other.
  func pointsBack(_ letters: Range<Int>, to own: Range<Int>) -> Bool {
    guard let difference else { return true }
    let margin = Wanted.context
    let found = letters.widened(by: margin, within: 0..<difference.new.count)
    let home = own.widened(by: margin, within: 0..<difference.old.count)
    let errors = distance(Array(difference.new[found]), difference.old, home)
    // An other place has to be clearly farther away, and never the same to the letter.
    let limit = max(0, Int((Double(errors) / Self.lead).rounded(.up)) - 1)
    let pattern = Pattern(difference.new[found].prefix(1024))
    return [0..<home.lowerBound, home.upperBound..<difference.old.count].allSatisfy {
      pattern.best(in: difference.old, $0, limit: limit) == nil
    }
  }

  /// The found place may be at most this share as far away as the next.
  static let lead = 0.6

  /// The anchor at some letters that are taken for the passage.
  func placed(_ letters: Range<Int>, _ selectors: Selectors, _ wanted: Wanted) -> Anchor {
    let range = new.widened(newSkeleton.passage(letters), toFit: selectors.quote)
    let state: Anchor.State =
      if !haveSameWords(new.words(in: range), selectors.quote) {
        .edited
      } else if range == selectors.range || isSamePlace(letters, as: wanted.own) {
        .exact
      } else {
        .moved
      }
    return Anchor(state: state, range: range, source: new.source(of: range))
  }

  /// Whether a passage stands in the same block as before, after as many letters of it.
  ///
  /// Counted in letters, not bytes: a change of typography moves nothing. Without the old text
  /// the offset has to be the same.
  private func isSamePlace(_ letters: Range<Int>, as own: Range<Int>?) -> Bool {
    guard let own, !own.isEmpty, let oldSkeleton else { return false }
    let before = own.lowerBound - oldSkeleton.paragraphs(around: own).lowerBound
    return letters.lowerBound - newSkeleton.paragraphs(around: letters).lowerBound == before
      && oldSkeleton.start(of: own.lowerBound).block
        == newSkeleton.start(of: letters.lowerBound).block
  }
}
