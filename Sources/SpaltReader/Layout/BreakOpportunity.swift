/// A place where a line may end.
///
/// Columns and spaces are counted from the start of the stretch that was looked at, so that the
/// line between two opportunities is measured by subtraction.
struct BreakOpportunity: Equatable {
  enum Kind: UInt8 {
    case space
    /// Between two numbers parted by a space, as in `5 000`: only where it spares a bad line.
    case looseNumber
    /// After a hyphen, dash or slash the text has, or between ideographs.
    case joint
    /// In a word, with a hyphen put in.
    case hyphen
    /// In a run of letters wider than the line.
    case cut
    /// Where the stretch ends.
    case end
  }

  var kind: Kind
  /// Where the letters of a line that ends here end; UTF-8 bytes.
  var end: Int
  /// Where the line after it starts; UTF-8 bytes.
  var next: Int
  /// Cell columns before ``end``.
  var endColumn: Int
  /// Cell columns before ``next``.
  var nextColumn: Int
  /// Spaces before ``end``.
  var endSpaces: Int
  /// Spaces before ``next``.
  var nextSpaces: Int
  /// Whether a hyphen is the last thing seen on a line that ends here.
  var showsHyphen: Bool
}
