/// A colour that a theme asks for; the terminal shows the nearest it has.
public enum Color: Hashable, Sendable {
  /// Whatever the terminal's own text or background colour is.
  case `default`
  /// One of the 256 colours of xterm; the first 16 are the user's own.
  case palette(UInt8)
  case rgb(red: UInt8, green: UInt8, blue: UInt8)

  /// Reads `default`, `#5f3dc4` or a number from `0` to `255`.
  public init?(_ text: String) {
    if text == "default" {
      self = .default
    } else if let number = UInt8(text) {
      self = .palette(number)
    } else if text.utf8.count == 7, text.hasPrefix("#"), text.utf8.dropFirst().allSatisfy(isHex),
      let value = UInt32(text.dropFirst(), radix: 16)
    {
      self.init(hexadecimal: value)
    } else {
      return nil
    }
  }

  /// A colour from `0xRRGGBB`; higher bits are dropped.
  public init(hexadecimal value: UInt32) {
    self = .rgb(
      red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
      blue: UInt8(truncatingIfNeeded: value))
  }

  /// Red, green and blue from 0 to 255; `nil` for the terminal's own colour, which is not known.
  ///
  /// Source: the table of xterm (`256colres.h`, `XTerm-col.ad`). The user may have changed the
  /// first 16.
  public var components: (red: Int, green: Int, blue: Int)? {
    switch self {
    case .default: nil
    case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
    case .palette(let number): Self.components(ofPalette: Int(number))
    }
  }

  private static func components(ofPalette number: Int) -> (red: Int, green: Int, blue: Int) {
    switch number {
    case ..<16:
      let value = firstSixteen[max(0, number)]
      return (value >> 16, value >> 8 & 0xFF, value & 0xFF)
    case ..<232:
      let steps = [0, 95, 135, 175, 215, 255]
      let cube = number - 16
      return (steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6])
    default:
      let grey = 8 + (min(number, 255) - 232) * 10
      return (grey, grey, grey)
    }
  }

  private static let firstSixteen = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
}

extension Color {
  /// The nearest colour of the first `count` in the palette, by distance as the eye weighs it.
  ///
  /// With 256 colours or more the first 16 are left out: nobody knows what the user made of them.
  public func nearest(of count: Int) -> Color {
    guard case .rgb = self, let wanted = components else { return reduced(to: count) }
    let all = count >= 256 ? 16..<256 : 0..<max(1, min(count, 16))
    let candidates = all.filter { count >= 256 || !isGreyish || Self.greys.contains($0) }
    let best = candidates.min { left, right in
      Self.distance(Self.components(ofPalette: left), wanted)
        < Self.distance(Self.components(ofPalette: right), wanted)
    }
    return .palette(UInt8(best ?? 0))
  }

  /// Among sixteen colours a warm grey is nearest to red, which would mean something else.
  private var isGreyish: Bool {
    guard let (red, green, blue) = components else { return false }
    return max(red, green, blue) - min(red, green, blue) < 48
  }

  private static let greys: Set = [0, 7, 8, 15]

  private func reduced(to count: Int) -> Color {
    guard case .palette(let number) = self, Int(number) >= count, let wanted = components else {
      return self
    }
    return Color.rgb(
      red: UInt8(wanted.red), green: UInt8(wanted.green), blue: UInt8(wanted.blue)
    ).nearest(of: count)
  }

  /// A distance weighted as the eye weighs it, without another colour space.
  ///
  /// Source: "Colour metric" by Thiadmer Riemersma, 2001.
  private static func distance(
    _ one: (red: Int, green: Int, blue: Int), _ other: (red: Int, green: Int, blue: Int)
  ) -> Int {
    let mean = (one.red + other.red) / 2
    let red = one.red - other.red
    let green = one.green - other.green
    let blue = one.blue - other.blue
    return ((512 + mean) * red * red) / 256 + 4 * green * green
      + ((767 - mean) * blue * blue) / 256
  }
}

/// How well text in one colour reads on another: 1 for none at all, 21 for black on white.
///
/// `nil` when either is the terminal's own colour.
///
/// Source: WCAG 2.1, "contrast ratio" and "relative luminance".
public func contrast(_ foreground: Color, on background: Color) -> Double? {
  guard let one = luminance(foreground), let other = luminance(background) else { return nil }
  return (max(one, other) + 0.05) / (min(one, other) + 0.05)
}

private func luminance(_ color: Color) -> Double? {
  guard let (red, green, blue) = color.components else { return nil }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// Undoes the gamma of sRGB, without the C library's power function.
private func linear(_ component: Int) -> Double {
  let value = Double(component) / 255
  guard value > 0.04045 else { return value / 12.92 }
  return fifthRootPower((value + 0.055) / 1.055)
}

/// `base` to the power 2.4 for a base from 0 to 1: the square times the fifth root of the square.
private func fifthRootPower(_ base: Double) -> Double {
  let square = base * base
  var root = 1.0
  // Newton's method on root⁵ = square; from 1 it falls steadily, until rounding stops it.
  for _ in 0..<60 {
    let fourth = root * root * root * root
    let next = root - (fourth * root - square) / (5 * fourth)
    guard next < root else { break }
    root = next
  }
  return square * root
}

private func isHex(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
    UInt8(ascii: "A")...UInt8(ascii: "F"):
    true
  default: false
  }
}
