/// The only road from a text, name, note, query or setting to an output.
///
/// Terminals obey control characters wherever they come from, and bidirectional controls and
/// zero-width characters make text read other than it is. Each is replaced by a visible mark;
/// everything else passes unchanged. Offsets are not kept: sanitise last, right before showing.
public enum Sanitizer {
  /// What to show for a scalar that must not be sent, `nil` for one that may.
  ///
  /// Source: Unicode 15 categories Cc and Cf, UAX #9 for the bidirectional controls, UTR #36.
  public static func mark(for scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x20..<0x7F: nil
    // The control pictures lie at U+2400 in the order of the controls themselves.
    case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value).map(String.init)
    case 0x7F: "␡"
    case 0x80..<0xA0: "⟨" + String(scalar.value, radix: 16, uppercase: true) + "⟩"
    // A soft hyphen is a hint for line breaks, not a letter.
    case 0xAD: ""
    case 0x061C: "⟨ALM⟩"
    case 0x180E: "⟨MVS⟩"
    case 0x200B: "⟨ZWSP⟩"
    case 0x200C: "⟨ZWNJ⟩"
    case 0x200D: "⟨ZWJ⟩"
    case 0x200E: "⟨LRM⟩"
    case 0x200F: "⟨RLM⟩"
    case 0x2028, 0x2029: "␤"
    case 0x202A: "⟨LRE⟩"
    case 0x202B: "⟨RLE⟩"
    case 0x202C: "⟨PDF⟩"
    case 0x202D: "⟨LRO⟩"
    case 0x202E: "⟨RLO⟩"
    case 0x2060: "⟨WJ⟩"
    case 0x2061...0x2065, 0x206A...0x206F, 0xFFF9...0xFFFB: "⟨" + hexadecimal(scalar) + "⟩"
    case 0x2066: "⟨LRI⟩"
    case 0x2067: "⟨RLI⟩"
    case 0x2068: "⟨FSI⟩"
    case 0x2069: "⟨PDI⟩"
    case 0xFEFF: "⟨BOM⟩"
    case 0xE0000...0xE007F: "⟨TAG⟩"
    default: nil
    }
  }

  /// One line: line ends and tabs become marks too.
  public static func line(_ text: some StringProtocol) -> String {
    guard text.unicodeScalars.contains(where: { mark(for: $0) != nil }) else { return String(text) }
    return replacing(text) { mark(for: $0) }
  }

  /// One line, as any other text is; told at once where all of it is plain letters.
  public static func line(_ text: String) -> String {
    // A letter of Latin script outside ASCII begins with one of nine bytes; the byte before them
    // begins controls too.
    let isPlain = text.utf8.allSatisfy { byte in
      (0x20..<0x7F).contains(byte) || (0x80..<0xC0).contains(byte) || (0xC3...0xCB).contains(byte)
    }
    if isPlain { return text }
    return line(text[...])
  }

  /// Running text: line feeds and tabs stay, everything else as in ``line(_:)``.
  public static func lines(_ text: some StringProtocol) -> String {
    let mark = { (scalar: Unicode.Scalar) -> String? in
      scalar == "\n" || scalar == "\t" ? nil : Self.mark(for: scalar)
    }
    guard text.unicodeScalars.contains(where: { mark($0) != nil }) else { return String(text) }
    return replacing(text, mark)
  }

  private static func replacing(
    _ text: some StringProtocol, _ mark: (Unicode.Scalar) -> String?
  ) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let mark = mark(scalar) { clean += mark.unicodeScalars } else { clean.append(scalar) }
    }
    return String(clean)
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    String(scalar.value, radix: 16, uppercase: true)
  }
}
