/// What a block of a document is.
public enum BlockKind: Hashable, Sendable {
  /// Level 1 is the headline.
  case heading(level: Int)
  case paragraph
  case listItem
  case quote
  /// One speaker's words in an interview, dash included.
  case dialogueTurn
  case caption
  /// Who made a picture.
  case credit
  case footnote
  /// One row, its cells parted by single spaces, or by tabs where the source says where they end.
  case tableRow
  /// Words of the text repeated large beside it.
  case pullQuote
  /// The furniture of a page around the text: kept, but folded away on the screen.
  case boilerplate
  case pageNumber

  /// The name in JSON; ``level`` stands apart.
  public var name: String {
    switch self {
    case .heading: "heading"
    case .paragraph: "paragraph"
    case .listItem: "listItem"
    case .quote: "quote"
    case .dialogueTurn: "dialogueTurn"
    case .caption: "caption"
    case .credit: "credit"
    case .footnote: "footnote"
    case .tableRow: "tableRow"
    case .pullQuote: "pullQuote"
    case .boilerplate: "boilerplate"
    case .pageNumber: "pageNumber"
    }
  }

  /// The rank of a heading from 1 down, `nil` for everything else.
  public var level: Int? {
    if case .heading(let level) = self { level } else { nil }
  }

  /// The kind with a name of JSON, or `nil` for a name that is none.
  ///
  /// The level is read for a heading only, where it defaults to 1.
  public init?(name: String, level: Int? = nil) {
    if name == "heading" {
      self = .heading(level: level ?? 1)
      return
    }
    let plain: [BlockKind] = [
      .paragraph, .listItem, .quote, .dialogueTurn, .caption, .credit, .footnote, .tableRow,
      .pullQuote, .boilerplate, .pageNumber,
    ]
    guard let kind = plain.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// Whether the block is part of what the author wrote rather than of the page it stood on.
  public var isText: Bool { self != .boilerplate && self != .pageNumber }
}
