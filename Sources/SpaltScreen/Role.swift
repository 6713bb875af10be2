/// What a cell means; a theme decides how it looks.
public enum Role: UInt8, CaseIterable, Sendable {
  case body
  case heading
  /// The line at the top that says where one is.
  case title
  /// The line at the bottom.
  case status
  /// Less than body: captions, credits, folded furniture, counts.
  case secondary
  case quote
  /// The words of a note in the margin.
  case note
  /// The bar, letter and margin rule that tie a note to its passage.
  case noteMark
  /// The words a note hangs on.
  case passage
  /// The words of a note with a colour of its own.
  case yellow
  case green
  case blue
  case red
  case purple
  /// The sentence under the reading cursor.
  case cursor
  case selection
  case hit
  /// The hit that the last step led to.
  case currentHit
  /// The selected row of a list.
  case row
  /// A key in a hint or in help.
  case key
  case ruler
  /// What the user types.
  case input
  case notice
  case failure

  /// Stands for the role in golden screens.
  public var letter: Character {
    switch self {
    case .body: "."
    case .heading: "H"
    case .title: "T"
    case .status: "S"
    case .secondary: "-"
    case .quote: "Q"
    case .note: "N"
    case .noteMark: "L"
    case .passage: "P"
    case .yellow: "1"
    case .green: "2"
    case .blue: "3"
    case .red: "4"
    case .purple: "5"
    case .cursor: "C"
    case .selection: "V"
    case .hit: "M"
    case .currentHit: "m"
    case .row: "R"
    case .key: "K"
    case .ruler: "r"
    case .input: "I"
    case .notice: "n"
    case .failure: "E"
    }
  }

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
