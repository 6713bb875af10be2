/// The pens of a theme on one terminal, each with a number.
///
/// A role gets its pen when it is first drawn: most screens show a few of them, and every colour
/// has to be compared with the terminal's own.
struct Pens: Sendable {
  private let theme: Theme
  private let colorless: Theme
  private let abilities: TerminalAbilities
  private let attributes: Look.Attributes
  private let attributesInColor: Look.Attributes
  private(set) var pens: [Pen] = []
  /// The number of the ground of each pen.
  private(set) var grounds: [UInt16] = []
  private var numbers: [Pen: UInt16] = [:]
  /// By ``Cell/look``.
  private var known = [UInt16](repeating: Pens.unknown, count: 1 << 9)

  private static let unknown: UInt16 = 0xFFFF

  init(_ theme: Theme, on abilities: TerminalAbilities) {
    self.theme = theme
    self.abilities = abilities
    colorless = theme.colorless
    attributes = abilities.attributes
    attributesInColor = abilities.attributesInColor
  }

  /// The number of the pen for a cell's look.
  mutating func number(forLook look: Int) -> UInt16 {
    let number = known[look]
    return number == Self.unknown ? make(look) : number
  }

  private mutating func make(_ look: Int) -> UInt16 {
    var pen = pen(for: Role(rawValue: UInt8(look & 0x1F)) ?? .body)
    let traits = Cell.Traits(rawValue: UInt8(look >> 5))
    if traits.contains(.strong) { pen.attributes.insert(.bold) }
    if traits.contains(.emphasis) { pen.attributes.insert(.italic) }
    if traits.contains(.underlined) { pen.attributes.insert(.underline) }
    if traits.contains(.reversed) { pen.attributes.formSymmetricDifference(.reverse) }
    let isColored = pen.foreground >= 0 || pen.background >= 0
    pen.attributes.formIntersection(isColored ? attributesInColor : attributes)
    let number = number(of: pen)
    known[look] = number
    return number
  }

  /// The number of a pen, a new one when it has none.
  mutating func number(of pen: Pen) -> UInt16 {
    if let number = numbers[pen] { return number }
    // A cell has nine bits for it; a theme of so many looks shows those left over as plain.
    guard pens.count < 511 else { return 0 }
    let number = UInt16(pens.count)
    numbers[pen] = number
    pens.append(pen)
    grounds.append(number)
    if pen.ground != pen { grounds[Int(number)] = self.number(of: pen.ground) }
    return number
  }

  private func pen(for role: Role) -> Pen {
    guard abilities.colors > 0, let look = Self.look(of: role, in: theme, colors: abilities.colors)
    else { return Pen(attributes: colorless.look(of: role).attributes) }
    return Pen(
      foreground: Self.number(look.foreground, of: abilities.colors),
      background: Self.number(look.background, of: abilities.colors), attributes: look.attributes)
  }

  /// The look of a role in the colours there are; `nil` where attributes alone do better.
  ///
  /// With 256 colours every shade has a near one; for fewer see ``FewColors``. A look that names
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
    return count >= 8 ? FewColors(theme, count: count).look(of: role) : nil
  }

  /// The number by which the terminal knows a colour; -1 is its own.
  ///
  /// A terminal with direct colour takes `0xRRGGBB` for the number, save for the first eight, which
  /// are the palette's. A black among those becomes the nearest grey.
  private static func number(_ color: Color, of count: Int) -> Int32 {
    if case .palette(let number) = color, count <= 256 || number < 8 { return Int32(number) }
    guard let (red, green, blue) = color.components else { return -1 }
    let value = Int32(red << 16 | green << 8 | blue)
    return value < 8 ? 0x010101 : value
  }
}
