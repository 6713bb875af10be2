internal import CNcurses
internal import SpaltScreen

/// What curses needs to draw a role: attributes and a colour pair.
struct Pen: Equatable {
  var attributes: attr_t = 0
  var pair: Int32 = 0
}

/// The theme in terms of one terminal.
struct Pens {
  private var pens: [Role: Pen] = [:]

  /// A terminal without colours, or whose user wants none, gets attributes.
  init(colorless theme: Theme) {
    let theme = theme.colorless
    for role in Role.allCases {
      pens[role] = Pen(attributes: Self.attributes(of: theme.look(of: role).attributes))
    }
  }

  /// Allots colour pairs, each combination once, on a terminal of `count` colours.
  init(_ theme: Theme, colors count: Int, pairs: Int) {
    self.init(colorless: theme)
    var allotted: [[Int32]: Int32] = [:]
    for role in Role.allCases {
      let look = theme.look(of: role)
      let background = look.background.nearest(of: count)
      let foreground = Self.foreground(of: look, on: background, count)
      let numbers = [
        Self.number(foreground, exact: look.foreground, count),
        Self.number(background, exact: look.background, count),
      ]
      let pair = allotted[numbers] ?? Int32(allotted.count + 1)
      guard pair < pairs else { continue }
      if allotted[numbers] == nil {
        guard numbers == [-1, -1] || init_extended_pair(pair, numbers[0], numbers[1]) == OK else {
          continue
        }
        allotted[numbers] = pair
      }
      pens[role] = Pen(
        attributes: Self.attributes(of: look.attributes), pair: numbers == [-1, -1] ? 0 : pair)
    }
  }

  func pen(for role: Role, _ traits: Cell.Traits) -> Pen {
    var pen = pens[role] ?? Pen()
    if traits.contains(.strong) { pen.attributes |= curses_bold }
    if traits.contains(.emphasis) { pen.attributes |= curses_italic }
    if traits.contains(.underlined) { pen.attributes |= curses_underline }
    return pen
  }

  /// The nearest colour for the letters; black or white where it would drown in a background that
  /// few colours have moved.
  private static func foreground(of look: Look, on background: Color, _ count: Int) -> Color {
    let nearest = look.foreground.nearest(of: count)
    guard let left = SpaltScreen.contrast(nearest, on: background), left < 3,
      (look.contrast ?? 0) > left
    else { return nearest }
    let ends: [Color] = [.palette(0), .palette(count > 8 ? 15 : 7)]
    return ends.max {
      (SpaltScreen.contrast($0, on: background) ?? 0)
        < (SpaltScreen.contrast($1, on: background) ?? 0)
    } ?? nearest
  }

  /// The number by which curses knows a colour; -1 is the terminal's own.
  ///
  /// A terminal with direct colour takes `0xRRGGBB` as the number, save for the first eight.
  private static func number(_ color: Color, exact: Color, _ count: Int) -> Int32 {
    if count > 256, case .rgb(let red, let green, let blue) = exact {
      return max(8, Int32(red) << 16 | Int32(green) << 8 | Int32(blue))
    }
    if count > 256, case .palette(let number) = exact, number >= 8, let value = exact.components {
      return max(8, Int32(value.red << 16 | value.green << 8 | value.blue))
    }
    guard case .palette(let number) = color else { return -1 }
    return Int32(number)
  }

  private static func attributes(of attributes: Look.Attributes) -> attr_t {
    var value: attr_t = 0
    if attributes.contains(.bold) { value |= curses_bold }
    if attributes.contains(.dim) { value |= curses_dim }
    if attributes.contains(.italic) { value |= curses_italic }
    if attributes.contains(.underline) { value |= curses_underline }
    if attributes.contains(.reverse) { value |= curses_reverse }
    return value
  }
}
