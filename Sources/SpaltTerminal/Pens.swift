internal import CNcurses
internal import SpaltScreen

/// What curses needs to draw a role: attributes and a colour pair.
struct Pen: Equatable {
  var attributes: attr_t = 0
  var pair: Int32 = 0
}

/// The theme in terms of one terminal.
///
/// A role gets its pen when it is first drawn: most screens show a few of them, and every colour
/// has to be compared with the terminal's own.
struct Pens {
  private let theme: Theme
  private let colorless: Theme
  /// How many colours there are; 0 on a terminal without, or whose user wants none.
  private let colors: Int
  /// How many combinations of them the terminal holds at once.
  private let pairs: Int
  private var pens: [Role: Pen] = [:]
  private var allotted: [Ground: Int32] = [:]

  /// A combination of colours, by the numbers curses knows them by.
  private struct Ground: Hashable {
    var foreground: Int32
    var background: Int32
  }

  init(colorless theme: Theme) {
    self.init(theme, colors: 0, pairs: 0)
  }

  init(_ theme: Theme, colors: Int, pairs: Int) {
    self.theme = theme
    colorless = theme.colorless
    self.colors = colors
    self.pairs = pairs
  }

  mutating func pen(for role: Role, _ traits: Cell.Traits) -> Pen {
    var pen = pens[role] ?? Pen()
    if pens[role] == nil {
      pen = makePen(for: role)
      pens[role] = pen
    }
    if traits.contains(.strong) { pen.attributes |= curses_bold }
    if traits.contains(.emphasis) { pen.attributes |= curses_italic }
    if traits.contains(.underlined) { pen.attributes |= curses_underline }
    if traits.contains(.reversed) { pen.attributes ^= curses_reverse }
    return pen
  }

  /// Allots a colour pair, each combination once.
  private mutating func makePen(for role: Role) -> Pen {
    let plain = Pen(attributes: Self.attributes(of: colorless.look(of: role).attributes))
    guard colors > 0, let look = Self.look(of: role, in: theme, colors: colors) else {
      return plain
    }
    let ground = Ground(
      foreground: Self.number(look.foreground, of: colors),
      background: Self.number(look.background, of: colors))
    let attributes = Self.attributes(of: look.attributes)
    if ground == Ground(foreground: -1, background: -1) { return Pen(attributes: attributes) }
    if let pair = allotted[ground] { return Pen(attributes: attributes, pair: pair) }
    let pair = Int32(allotted.count + 1)
    guard pair < pairs, init_extended_pair(pair, ground.foreground, ground.background) == OK else {
      return plain
    }
    allotted[ground] = pair
    return Pen(attributes: attributes, pair: pair)
  }

  /// The look of a role in the colours there are; `nil` where attributes alone do better.
  ///
  /// With 256 colours every shade has a near one. With 8 or 16 bars and hits melt into the ground
  /// and a pale ink becomes another colour, so there the attributes carry the meaning, on the
  /// terminal's own ground, and only a letter in a true colour keeps its hue. A look that names
  /// colours the terminal has is taken at its word.
  private static func look(of role: Role, in theme: Theme, colors count: Int) -> Look? {
    let look = theme.look(of: role)
    let isAtHand = [look.foreground, look.background].allSatisfy { color in
      switch color {
      case .default: true
      case .palette(let number): Int(number) < count
      case .rgb: count > 256
      }
    }
    if isAtHand { return look }
    if count >= 256 {
      return Look(
        foreground: look.foreground.nearest(of: count),
        background: look.background.nearest(of: count), look.attributes)
    }
    let attributes = theme.colorless.look(of: role).attributes
    let hue = look.foreground.nearest(of: min(count, 8))
    // Many of these terminals cannot underline in colour, and a reversed hue glares.
    guard attributes.isDisjoint(with: [.underline, .reverse, .dim]), case .palette(1...6) = hue
    else { return nil }
    return Look(foreground: hue, attributes)
  }

  /// The number by which curses knows a colour; -1 is the terminal's own.
  ///
  /// A terminal with direct colour takes `0xRRGGBB` for the number, save for the first eight, which
  /// are the palette's. A black among those becomes the nearest grey.
  private static func number(_ color: Color, of count: Int) -> Int32 {
    if case .palette(let number) = color, count <= 256 || number < 8 { return Int32(number) }
    guard let (red, green, blue) = color.components else { return -1 }
    let value = Int32(red << 16 | green << 8 | blue)
    return value < 8 ? 0x010101 : value
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
