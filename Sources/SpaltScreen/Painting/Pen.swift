/// How a terminal draws a cell, in the terminal's own terms.
struct Pen: Hashable, Sendable {
  /// The number of a colour; -1 is the terminal's own.
  var foreground: Int32 = -1
  var background: Int32 = -1
  var attributes: Look.Attributes = []

  /// What of the pen is seen in a blank cell.
  var ground: Pen {
    let seen = attributes.intersection([.underline, .reverse])
    return Pen(foreground: seen.isEmpty ? -1 : foreground, background: background, attributes: seen)
  }

  /// The pen, or the nearest to it that draws blanks with a ground.
  func adapted(toGround ground: Pen) -> Pen {
    var pen = self
    pen.background = ground.background
    pen.attributes.subtract([.underline, .reverse])
    pen.attributes.formUnion(ground.attributes)
    if !ground.attributes.isEmpty { pen.foreground = ground.foreground }
    return pen
  }
}
