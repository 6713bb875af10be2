internal import SpaltText

/// What is said where there is no screen.
extension Words {
  static let linearWelcome = [
    "Spalt, line by line. Type a line and press Enter; ? is help."
  ]

  static let linearHelp = [
    "A line is a number, keys, the name of a command, or one of these.",
    "  an empty line: read on; in a list, open what is chosen",
    "  12: open row 12 of a list; while reading, go to paragraph 12",
    "  /words: search texts and notes for words",
    "  ?words: the lines of help with these words",
    "  :command: a command with what it needs, such as :open, :theme, :cite or :50%",
    "While writing a note: . saves, .q keeps a draft, .e opens your $EDITOR, .n begins anew.",
    "Sentences are read where the screen has lines; a page is eight of them.",
  ]
  static let linearHelpEnd = "End of help; q goes back."
  static let linearSheet = [
    "Type the note. A line with a full stop alone saves it, .q keeps a draft, .n begins anew."
  ]
  static let linearSheetPrompt = "Note:"
  /// The letter of a note among several on a sentence, where it is the one that commands act on.
  static func current(_ letter: Character) -> String { "\(letter), the current one" }
  static let selected = "Selected:"
  static let endOfText = "End of the text."
  static let startOfText = "Beginning of the text."
  static let emptyText = "This text is empty."

  static func noRow(_ number: Int) -> String { "There is no row \(number)." }
  static func moreRows(_ count: Int) -> String { "\(count) more; Space goes on." }
  static func headings(_ count: Int) -> String { count == 1 ? "1 heading" : "\(count) headings" }
  static func paragraphs(_ count: Int) -> String {
    count == 1 ? "1 paragraph" : "\(count) paragraphs"
  }
  static func level(_ level: Int) -> String { "level \(level)" }
  static func read(_ share: Double) -> String { "\(Int((share * 100).rounded())) % read" }

  /// What a paragraph is, where it is not simply one.
  static func kind(of block: Block) -> String {
    let marker = block.marker.map { "\($0) " } ?? ""
    return switch block.kind {
    case .heading(let level): "Heading \(level): "
    case .paragraph: marker
    case .listItem: "Item: \(marker)"
    case .quote: "Quote: "
    case .dialogueTurn: marker
    case .caption: "Caption: "
    case .credit: "Credit: "
    case .footnote: block.marker.map { "Footnote \($0): " } ?? "Footnote: "
    case .tableRow: "Table row: "
    case .pullQuote: "Pull quote: "
    case .boilerplate: "Page furniture: "
    case .pageNumber: "Page number: "
    }
  }
}
