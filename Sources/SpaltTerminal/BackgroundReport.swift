internal import SpaltScreen

/// A terminal's answer to the question for its background colour: `] 11 ; rgb:1b1b/1d1d/2222`.
///
/// Source: "XTerm Control Sequences", Ps = 11 of the operating system commands; the colour as in
/// XParseColor, one to four hexadecimal digits for each of red, green and blue.
enum BackgroundReport {
  /// The ground of an answer without what begins and ends it; `nil` when it is another answer.
  static func ground(in answer: [UInt8]) -> Ground? {
    let text = String(decoding: answer, as: UTF8.self)
    guard text.hasPrefix("]11;rgb"), let colon = text.firstIndex(of: ":") else { return nil }
    let shares = text[text.index(after: colon)...].split(separator: "/").map(share)
    guard shares.count >= 3, let red = shares[0], let green = shares[1], let blue = shares[2]
    else { return nil }
    // The weights of relative luminance; half way is good enough to tell paper from slate.
    // Source: WCAG 2.1, relative luminance.
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? .light : .dark
  }

  /// How much of a colour there is, 0 to 1.
  private static func share(_ digits: Substring) -> Double? {
    guard (1...4).contains(digits.count), let value = Int(digits, radix: 16) else { return nil }
    return Double(value) / Double((1 << (4 * digits.count)) - 1)
  }
}
