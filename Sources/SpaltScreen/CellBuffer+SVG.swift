extension CellBuffer {
  /// The screen as a picture: an SVG file in the colours of a theme.
  ///
  /// Every word is put in its cell column and stretched to the cells it takes, so that columns stand
  /// right in whatever monospaced font the viewer has. Letters stay text; all of it is escaped.
  ///
  /// Source: SVG 1.1, 10.5 for `textLength`; XML 1.0, 2.2 for the characters it can hold.
  public func svg(in theme: Theme) -> String {
    let ground = DefaultInks(theme)
    let width = Self.number(size.columns * Self.cellWidth)
    let height = Self.number(size.rows * Self.cellHeight)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
        + "viewBox=\"0 0 \(width) \(height)\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, "
        + "monospace\" font-size=\"14\" xml:space=\"preserve\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"\(ground.background)\"/>",
    ]
    for row in 0..<size.rows {
      let runs = runs(ofRow: row, in: theme).filter { !$0.isInvisible(on: ground.look) }
      // Grounds first: a letter may lean out of its cell.
      lines += runs.compactMap { Self.rectangle($0, row: row, ground) }
      lines += runs.compactMap { Self.underline($0, row: row, ground) }
      lines += runs.flatMap(\.words).map { Self.letters($0, row: row, ground) }
    }
    if let cursor {
      lines.append(
        "<rect x=\"\(Self.number(cursor.column * Self.cellWidth))\" "
          + "y=\"\(Self.number(cursor.row * Self.cellHeight))\" "
          + "width=\"\(Self.number(Self.cellWidth))\" height=\"\(Self.number(Self.cellHeight))\" "
          + "fill=\"none\" stroke=\"\(ground.foreground)\" stroke-width=\"1\"/>")
    }
    lines.append("</svg>")
    return lines.joined(separator: "\n")
  }

  /// Tenths of a pixel; the shape of a cell in DejaVu Sans Mono at 14 pixels.
  private static let cellWidth = 84
  private static let cellHeight = 180
  private static let baseline = 136

  private static func rectangle(_ run: CellRun, row: Int, _ ground: DefaultInks) -> String? {
    let fill = ground.colors(of: run.look).background
    guard fill != ground.background else { return nil }
    return
      "<rect x=\"\(number(run.column * cellWidth))\" y=\"\(number(row * cellHeight))\" "
      + "width=\"\(number(run.width * cellWidth))\" height=\"\(number(cellHeight))\" "
      + "fill=\"\(fill)\"/>"
  }

  /// A line of its own, so that it runs on under blanks and between words.
  private static func underline(_ run: CellRun, row: Int, _ ground: DefaultInks) -> String? {
    guard run.look.attributes.contains(.underline) else { return nil }
    return
      "<rect x=\"\(number(run.column * cellWidth))\" "
      + "y=\"\(number(row * cellHeight + baseline + 18))\" "
      + "width=\"\(number(run.width * cellWidth))\" height=\"1\" "
      + "fill=\"\(ground.colors(of: run.look).foreground)\"/>"
  }

  private static func letters(_ run: CellRun, row: Int, _ ground: DefaultInks) -> String {
    let attributes = run.look.attributes
    var style = ""
    if attributes.contains(.bold) { style += " font-weight=\"bold\"" }
    if attributes.contains(.italic) { style += " font-style=\"italic\"" }
    if attributes.contains(.dim) { style += " opacity=\"0.65\"" }
    return
      "<text x=\"\(number(run.column * cellWidth))\" y=\"\(number(row * cellHeight + baseline))\" "
      + "textLength=\"\(number(run.width * cellWidth))\" lengthAdjust=\"spacingAndGlyphs\" "
      + "fill=\"\(ground.colors(of: run.look).foreground)\"\(style) xml:space=\"preserve\">"
      + "\(escaped(run.text))</text>"
  }

  /// Tenths with a decimal point.
  private static func number(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{FFFE}", "\u{FFFF}", "\u{0}"..<" ": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// What a theme leaves to the terminal, settled for a picture: black on white.
private struct DefaultInks {
  let look: Look
  let foreground: String
  let background: String

  init(_ theme: Theme) {
    look = theme.look(of: .body)
    foreground = Self.hexadecimal(look.foreground) ?? "#1a1a1a"
    background = Self.hexadecimal(look.background) ?? "#ffffff"
  }

  func colors(of look: Look) -> (foreground: String, background: String) {
    let front = Self.hexadecimal(look.foreground) ?? foreground
    let back = Self.hexadecimal(look.background) ?? background
    return look.attributes.contains(.reverse) ? (back, front) : (front, back)
  }

  private static func hexadecimal(_ color: Color) -> String? {
    guard let (red, green, blue) = color.components else { return nil }
    let value = String(red << 16 | green << 8 | blue, radix: 16)
    return "#" + String(repeating: "0", count: 6 - value.count) + value
  }
}
