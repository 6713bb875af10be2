/// A way of writing text in bytes.
public enum TextEncoding: String, CaseIterable, Sendable {
  case utf8 = "utf-8"
  /// By its byte order mark; without one, by where the zero bytes are.
  case utf16 = "utf-16"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// ISO 8859-1 too, whose letters are the same.
  case windows1252 = "windows-1252"
  case latin9 = "iso-8859-15"
  /// Macintosh before the year 2001.
  case macRoman = "macintosh"
  /// MS-DOS in Western and Northern Europe.
  case codePage850 = "ibm850"

  /// - Parameter name: In any case, with or without hyphens; the usual other names are known.
  public init?(name: String) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    let other: TextEncoding? =
      switch plain {
      case "latin1", "iso88591", "cp1252", "ansi", "ascii", "usascii": .windows1252
      case "latin9": .latin9
      case "macroman", "mac", "xmacroman": .macRoman
      case "cp850", "cp865", "ibm865", "dos": .codePage850
      default: nil
      }
    let known = Self.allCases.first {
      $0.rawValue.filter { $0.isLetter || $0.isNumber } == plain
    }
    guard let found = known ?? other else { return nil }
    self = found
  }

  /// The characters at 0x80 to 0xFF of an encoding with one byte a character; U+FFFD where there
  /// is none.
  ///
  /// Source: the mapping tables that the Unicode Consortium publishes for each encoding.
  var upperHalf: [Unicode.Scalar]? {
    switch self {
    case .utf8, .utf16, .utf16LittleEndian, .utf16BigEndian: nil
    case .windows1252: Self.windows1252Characters
    case .latin9: Self.latin9Characters
    case .macRoman: Self.macRomanCharacters
    case .codePage850: Self.codePage850Characters
    }
  }

  private static let windows1252Characters = Array(
    """
    €\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ\
    \u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
    àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ
    """.unicodeScalars)

  private static let latin9Characters = Array(
    """
    \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\
    \u{A0}¡¢£€¥Š§š©ª«¬\u{AD}®¯°±²³Žµ¶·ž¹º»ŒœŸ¿\
    ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\
    àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ
    """.unicodeScalars)

  private static let macRomanCharacters = Array(
    """
    ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü\
    †°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
    ¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ\
    ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ
    """.unicodeScalars)

  private static let codePage850Characters = Array(
    """
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
    áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀\
    ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}
    """.unicodeScalars)
}
