/// What a cell means; a theme decides how it looks.
///
/// The letter stands for the role in golden screens.
public enum Role: Character, CaseIterable, Sendable {
  case body = "."
  case heading = "H"
  /// The line at the top that says where one is.
  case title = "T"
  /// The line at the bottom.
  case status = "S"
  /// Less than body: captions, credits, folded furniture, counts.
  case secondary = "-"
  case quote = "Q"
  /// The words of a note in the margin.
  case note = "N"
  /// The bar, letter and margin rule that tie a note to its passage.
  case noteMark = "L"
  /// The words a note hangs on.
  case passage = "P"
  /// The words of a note with a colour of its own.
  case yellow = "1"
  case green = "2"
  case blue = "3"
  case red = "4"
  case purple = "5"
  /// The sentence under the reading cursor.
  case cursor = "C"
  case selection = "V"
  case hit = "M"
  /// The hit that the last step led to.
  case currentHit = "m"
  /// The selected row of a list.
  case row = "R"
  /// A key in a hint or in help.
  case key = "K"
  case ruler = "r"
  /// What the user types.
  case input = "I"
  case notice = "n"
  case failure = "E"

  /// The name in theme files.
  public var name: String {
    switch self {
    case .body: "body"
    case .heading: "heading"
    case .title: "title"
    case .status: "status"
    case .secondary: "secondary"
    case .quote: "quote"
    case .note: "note"
    case .noteMark: "noteMark"
    case .passage: "passage"
    case .yellow: "yellow"
    case .green: "green"
    case .blue: "blue"
    case .red: "red"
    case .purple: "purple"
    case .cursor: "cursor"
    case .selection: "selection"
    case .hit: "hit"
    case .currentHit: "currentHit"
    case .row: "row"
    case .key: "key"
    case .ruler: "ruler"
    case .input: "input"
    case .notice: "notice"
    case .failure: "failure"
    }
  }
}
