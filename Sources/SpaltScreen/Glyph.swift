internal import SpaltText

/// A grapheme cluster as drawn, with the cells it takes.
public struct Glyph: Equatable, Sendable {
  public let character: Character
  /// 1 or 2 cell columns.
  public let width: Int

  /// What the screen shows for one character of a text.
  ///
  /// Usually the character itself. A control character gives the cells of its mark, a soft hyphen
  /// nothing, a combining mark without a letter stands on a dotted circle, and of many combining
  /// marks on one letter the first four are drawn.
  public static func shown(for character: Character) -> [Glyph] {
    if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
      return [Glyph(character: character, width: 1)]
    }
    let scalars = character.unicodeScalars
    if scalars.contains(where: { Sanitizer.mark(for: $0) != nil }) {
      return Sanitizer.line(String(character)).flatMap(shown)
    }
    let width = displayWidth(of: character)
    guard width > 0 else { return [Glyph(character: Character("◌\(character)"), width: 1)] }
    guard scalars.count > 1 + mostMarks else { return [Glyph(character: character, width: width)] }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: scalars.prefix(1 + mostMarks))
    return [Glyph(character: Character(String(kept)), width: width)]
  }

  /// The cell columns a text takes on one line.
  public static func width(of text: some StringProtocol) -> Int {
    text.reduce(0) { total, character in shown(for: character).reduce(total) { $0 + $1.width } }
  }

  /// Beyond this a terminal spends its time, and its neighbours' cells, on one letter.
  private static let mostMarks = 4
}
