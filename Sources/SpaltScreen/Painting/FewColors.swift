/// The looks of a theme on a terminal of eight or sixteen colours, over the terminal's own ground.
///
/// Such a terminal has the six hues of light and no shades: a pale ink comes nearest to white, and
/// a muted bar to black. So it is the hue that is kept. A bar that stands out in the theme becomes
/// one of its hue; a muted one over words that stay marked for long becomes the colour of their
/// letters. What has no hue has attributes.
struct FewColors {
  private let theme: Theme
  private let count: Int
  /// What the theme's letters are made for: black or white.
  private let ground: Color

  /// - Parameters:
  ///   - theme: The theme, in whatever colours.
  ///   - count: How many colours the terminal has, from eight to under 256.
  init(_ theme: Theme, count: Int) {
    self.theme = theme
    self.count = count
    ground = theme.isForDarkGround ? .palette(0) : .palette(15)
  }

  /// The look of a role; `nil` where attributes alone do better.
  func look(of role: Role) -> Look? {
    let look = theme.look(of: role)
    if let hue = look.background.hue {
      if role.staysInText, isMuted(look.background), let ink = ink(of: hue, like: look.background) {
        return Look(foreground: ink, look.attributes.subtracting(.reverse))
      }
      return bar(of: hue, look.attributes.subtracting(.reverse))
    }
    // Many of these terminals cannot underline in colour, and a reversed hue glares.
    let attributes = theme.colorless.look(of: role).attributes
    guard attributes.isDisjoint(with: [.underline, .reverse, .dim]), let hue = look.foreground.hue,
      let ink = ink(of: hue, like: look.foreground)
    else { return nil }
    return Look(foreground: ink, attributes)
  }

  /// Source: WCAG 2.1, 1.4.11: what is not to be told from its ground is under 3:1.
  private static let leastContrast = 3.0

  /// Degrees: a colour further away is another one.
  private static let furthestHue = 40.0

  private func isMuted(_ color: Color) -> Bool {
    let ground = theme.look(of: .body).background
    return (contrast(color, on: ground) ?? 0) < Self.leastContrast
  }

  /// The nearest hue that can be read on the ground.
  private func ink(of hue: Double, like wanted: Color) -> Color? {
    let numbers = Array(1...6) + (count >= 16 ? Array(9...14) : [])
    return
      numbers.map { Color.palette(UInt8($0)) }
      .filter { (contrast($0, on: ground) ?? 0) >= Self.leastContrast }
      .map { (color: $0, distance: Self.distance(from: hue, to: $0)) }
      .filter { $0.distance <= Self.furthestHue }
      .min {
        // The light and the dark one of a hue are equally near.
        ($0.distance, contrast($0.color, on: wanted) ?? 0)
          < ($1.distance, contrast($1.color, on: wanted) ?? 0)
      }?
      .color
  }

  private func bar(of hue: Double, _ attributes: Look.Attributes) -> Look? {
    let bars = (1...6).map { Color.palette($0) }
    guard
      let bar = bars.min(by: { Self.distance(from: hue, to: $0) < Self.distance(from: hue, to: $1) }
      )
    else { return nil }
    let white = Color.palette(count >= 16 ? 15 : 7)
    let isBlack = (contrast(.palette(0), on: bar) ?? 0) >= (contrast(white, on: bar) ?? 0)
    // Bold black is grey on terminals that show bold as bright.
    return Look(
      foreground: isBlack ? .palette(0) : white, background: bar,
      isBlack ? attributes.subtracting(.bold) : attributes)
  }

  /// Degrees on the circle of hues, 0 to 180.
  private static func distance(from hue: Double, to color: Color) -> Double {
    guard var other = color.hue else { return 360 }
    // What is called yellow reaches to orange, and not half-way to green.
    if other == 60 { other = 50 }
    let apart = abs(hue - other)
    return min(apart, 360 - apart)
  }
}

extension Role {
  /// Whether it marks words that stay so while one reads: a page of loud bars could not be read.
  fileprivate var staysInText: Bool {
    switch self {
    case .hit, .yellow, .green, .blue, .red, .purple: true
    default: false
    }
  }
}

extension Theme {
  /// Whether its letters are light; true where it leaves both to the terminal.
  fileprivate var isForDarkGround: Bool {
    let body = look(of: .body)
    let white = Color.palette(15)
    let isDark = { (color: Color) in
      (contrast(color, on: white) ?? 0) > (contrast(color, on: .palette(0)) ?? 0)
    }
    if body.background != .default { return isDark(body.background) }
    return body.foreground == .default || !isDark(body.foreground)
  }
}

extension Color {
  /// The angle on the circle of hues in degrees, red at 0 and green at 120; `nil` for what is nearly
  /// grey, and for the terminal's own colour.
  ///
  /// Source: the hexagon of HSV, A. R. Smith, "Color gamut transform pairs", 1978.
  var hue: Double? {
    guard let (red, green, blue) = components else { return nil }
    let most = max(red, green, blue)
    let chroma = most - min(red, green, blue)
    guard chroma >= Self.leastChroma else { return nil }
    let part = { (one: Int, other: Int) in Double(one - other) / Double(chroma) }
    let angle =
      most == red ? part(green, blue) : most == green ? part(blue, red) + 2 : part(red, green) + 4
    return (angle < 0 ? angle + 6 : angle) * 60
  }

  /// Of 255: warm paper and slate are grey to the eye.
  private static let leastChroma = 34
}
