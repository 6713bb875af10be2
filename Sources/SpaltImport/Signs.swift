// What single code points are. Latin letters are told by their number: asking Unicode's tables for
// each letter of a text takes longer than all else that is done to it.

extension Unicode.Scalar {
  var isDigit: Bool { value &- 0x30 < 10 }

  var isLetter: Bool {
    switch value {
    case 0x41...0x5A, 0x61...0x7A: true
    case 0..<0xAA: false
    case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F: true
    case 0xAB..<0xF8, 0x2000...0x206F: false
    default: properties.isAlphabetic
    }
  }

  var isLower: Bool {
    switch value {
    case 0x61...0x7A: true
    case 0..<0xAA: false
    case 0xAA, 0xB5, 0xBA, 0xDF...0xF6, 0xF8...0xFF: true
    case 0xAB..<0xDF, 0xF7, 0x2000...0x206F: false
    default: properties.isLowercase
    }
  }

  var isUpper: Bool {
    switch value {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE: true
    case 0..<0x100, 0x2000...0x206F: false
    default: properties.isUppercase
    }
  }

  /// White space of any width, line ends among it.
  var isWhite: Bool {
    switch value {
    case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }

  /// The lower-case form where it is one code point; else the code point itself.
  var lowered: UInt32 {
    switch value {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE: return value | 0x20
    case 0..<0x100: return value
    default:
      let mapping = properties.lowercaseMapping.unicodeScalars
      return mapping.count == 1 ? mapping.first?.value ?? value : value
    }
  }

  /// A mark that sits on the letter before it.
  var isCombining: Bool { value >= 0x300 && properties.generalCategory == .nonspacingMark }

  /// A letter, digit or a mark that sits on one.
  var isWordPart: Bool { isDigit || isLetter || isCombining }

  /// Quotes and brackets that may stand before the first letter of a sentence.
  var isOpener: Bool {
    switch self {
    case "”", "“", "„", "\"", "‘", "’", "'", "»", "«", "‹", "›", "(", "[": true
    default: false
    }
  }

  /// Quotes and brackets that may stand after the last letter of a sentence.
  var isCloser: Bool {
    switch self {
    case "”", "“", "\"", "’", "‘", "'", "»", "«", "›", "‹", ")", "]": true
    default: false
    }
  }

  /// The plain digit of a superscript one.
  var superscript: Character? {
    switch self {
    case "¹": "1"
    case "²": "2"
    case "³": "3"
    case "⁰": "0"
    case "⁴"..."⁹": Unicode.Scalar(value - 0x2074 + 0x34).map(Character.init)
    default: nil
    }
  }

  /// A sign that stands before a list item and never within prose.
  var isBullet: Bool {
    switch self {
    case "•", "‣", "▪", "▫", "◦", "●", "○", "■", "□", "⁃", "∙", "·", "\u{F0B7}", "\u{F0A7}",
      "\u{F0D8}",
      "\u{F0FC}", "⦁", "❖", "✦", "◼", "✓", "✔", "◆":
      true
    default: false
    }
  }

  /// A sign that points at a heading or an item.
  var isArrow: Bool {
    switch self {
    case "►", "➤", "▶", "▸", "➔", "→", "➢", "⮞": true
    default: false
    }
  }

  var isDash: Bool { self == "–" || self == "—" || self == "-" || self == "―" }
}
