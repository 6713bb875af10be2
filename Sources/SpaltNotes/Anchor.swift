public import SpaltText

/// Where a note stands in the version of the text at hand, and how surely.
public struct Anchor: Equatable, Sendable {
  public enum State: String, CaseIterable, Sendable {
    /// The same words at the same place: in the same block, after as many letters of it.
    case exact
    /// The same words at another place, if only because something was put in before them.
    case moved
    /// The words were changed, and are still told from all others.
    case edited
    /// Several places fit equally well; none is taken.
    case ambiguous
    /// No place fits.
    case orphan
    /// Attached by hand after having been lost.
    case confirmed
  }

  public var state: State
  /// `nil` when ambiguous or orphaned.
  public var range: Range<Position>?
  /// The source of the passage in UTF-8 bytes of the decoded source; `nil` with ``range``.
  public var source: Range<Int>?
  /// Places that nearly fit, best first, at most three, for an ambiguous or orphaned note.
  public var suggestions: [Range<Position>]
  /// The digest of the version the places are in, for a note on its way from elsewhere; `nil` for
  /// the one at hand.
  public var version: String?

  public init(
    state: State, range: Range<Position>?, source: Range<Int>?,
    suggestions: [Range<Position>] = [], version: String? = nil
  ) {
    self.version = version
    self.state = state
    self.range = range
    self.source = source
    self.suggestions = suggestions
  }

  public static let orphan = Anchor(state: .orphan, range: nil, source: nil)
}
