public import SpaltScreen

/// How a screen is divided for reading: one rule from the width, no modes.
///
/// All values are cell columns. Source: the table of widths in the architecture note.
public struct PageGeometry: Equatable, Sendable {
  /// Archive and outline at the left, 0 without.
  public var pane: Int
  /// Where the letter of a note stands.
  public var gutterStart: Int
  /// Letter, bar and, from 60 cell columns, a space.
  public var gutter: Int
  public var bodyStart: Int
  public var body: Int
  /// Where the words of margin notes start, `nil` where notes open under their paragraph.
  public var marginStart: Int?
  public var margin: Int
  /// The column of the ruler, `nil` without.
  public var ruler: Int?
  /// Rows of text, between the title and the status line.
  public var textRows: Int

  /// The smallest screen anything is drawn on.
  public static let smallest = Size(columns: 20, rows: 4)
  /// No line of body is wider.
  public static let widestBody = 72

  /// - Parameters:
  ///   - size: Of the whole screen.
  ///   - widest: The most cell columns of a line of body, `nil` for the rule's.
  ///   - widening: What `+` and `-` have added to the rule's measure.
  ///   - footer: Rows taken at the foot by a sheet, above the status line.
  public init(size: Size, widest: Int? = nil, widening: Int = 0, footer: Int = 0) {
    let columns = size.columns
    textRows = max(1, size.rows - 2 - footer)
    pane = 0
    gutter = columns < 60 ? 2 : 3
    margin = 0
    ruler = nil
    marginStart = nil
    var natural: Int
    switch columns {
    case ..<60: natural = columns - gutter - 1
    case ..<80: natural = min(64, columns - gutter - 1)
    case ..<112:
      margin = 24
      natural = min(52, columns - gutter - Self.rule - margin)
    case ..<160:
      natural = 66
      margin = min(44, columns - gutter - natural - Self.rule - Self.rulerRoom)
      ruler = columns - 2
    default:
      pane = 36
      natural = 68
      margin = min(60, columns - pane - 1 - gutter - natural - Self.rule - Self.rulerRoom)
      ruler = columns - 2
    }
    let room = columns - pane - (pane > 0 ? 1 : 0) - gutter - (ruler == nil ? 0 : Self.rulerRoom)
    natural = min(natural, widest ?? natural)
    let smallestMargin = margin > 0 ? 20 + Self.rule : 1
    body = max(min(10, room), min(natural + widening, Self.widestBody, room - smallestMargin))
    if margin > 0 { margin = min(margin, room - body - Self.rule) }
    // What is left over goes to both sides, so that the page stands in the middle.
    let used = body + (margin > 0 ? Self.rule + margin : 0)
    gutterStart = pane + (pane > 0 ? 1 : 0) + max(0, (room - used) / 2)
    bodyStart = gutterStart + gutter
    if margin > 0 { marginStart = bodyStart + body + Self.rule }
  }

  /// The page of a text printed in plain lines.
  ///
  /// Without a margin there is no gutter, and the body starts at the edge.
  static func plain(width: Int, hasMargin: Bool) -> PageGeometry {
    // The narrowest rows of the rule that have a pane stand for all wider ones.
    var geometry = PageGeometry(size: Size(columns: min(width, 159), rows: 3))
    geometry.ruler = nil
    let shift = hasMargin ? geometry.gutterStart : geometry.bodyStart
    geometry.gutterStart -= hasMargin ? shift : geometry.gutterStart
    geometry.bodyStart -= shift
    guard hasMargin else {
      geometry.gutter = 0
      geometry.marginStart = nil
      geometry.body = min(widestBody, width)
      return geometry
    }
    if let start = geometry.marginStart { geometry.marginStart = start - shift }
    return geometry
  }

  /// Between body and margin: a space, the rule, a space.
  static let rule = 3

  /// The ruler between two blanks.
  ///
  /// Not in the last column: a terminal's cursor does not move on from there, and every mark would
  /// cost it an address.
  private static let rulerRoom = 3

  /// Where the rule between body and margin stands.
  var ruleColumn: Int? { marginStart.map { $0 - 2 } }
}
