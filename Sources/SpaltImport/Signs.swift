extension Unicode.Scalar {
  var isDigit: Bool { ("0"..."9").contains(self) }

  /// A letter, digit or a mark that sits on one.
  var isWordPart: Bool {
    if value < 0x80 { return isDigit || ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
    if properties.isAlphabetic { return true }
    return properties.generalCategory == .nonspacingMark
  }

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
    case "•", "‣", "▪", "▫", "◦", "●", "○", "■", "□", "⁃", "∙", "·", "\u{F0B7}", "✓", "✔", "◆":
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
