/// What was found in a text whose columns stood side by side, and where each stands now.
public struct UntangledColumns: Equatable, Sendable {
  public var finding: Finding
  /// From the start of the new text on.
  var stretches: [ColumnStretch]
}

/// Lines of one column, one below the other.
///
/// A narrow column beside a wide one has short lines that are full all the same.
struct ColumnStretch: Equatable, Sendable {
  /// Where they are in the new text.
  var bytes: Range<Int>
  /// The code points of a full line.
  var width: Int
}
