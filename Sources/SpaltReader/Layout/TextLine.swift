internal import SpaltScreen

/// A line of a block as set, and where its letters came from.
struct TextLine: Equatable {
  struct Letter: Equatable {
    var character: Character
    /// 1 or 2 cell columns.
    var width: Int
    /// The place in the block's text; of an inserted letter, the place it stands before.
    var offset: Int
    /// A hyphen, a reference mark or the filling of a justified line: not in the text.
    var isInserted = false
  }

  var letters: [Letter]
  /// Blank cell columns before the first letter.
  var indent: Int
  /// What stands in the indent: a bullet, a number.
  var marker: String? = nil
  /// UTF-8 bytes of the block's text, up to where the next line starts.
  var range: Range<Int>
  var isHyphenated: Bool

  /// The cell columns of the letters, without the indent.
  var width: Int { letters.reduce(0) { $0 + $1.width } }
}

extension TextLine {
  /// The letters of a block in order, reference marks put in after their words.
  static func letters(of text: String, references: [(offset: Int, label: String)]) -> [Letter] {
    var letters: [Letter] = []
    letters.reserveCapacity(text.utf8.count)
    var references = references[...]
    var offset = 0
    for character in text {
      insertReferences(upTo: offset, &references, &letters)
      if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
        letters.append(Letter(character: character, width: 1, offset: offset))
      } else if character == "\t" {
        // The border between two cells of a row.
        for sign in [" ", "│", " "] as [Character] {
          letters.append(Letter(character: sign, width: 1, offset: offset))
        }
      } else {
        for glyph in Glyph.shown(for: character) {
          letters.append(Letter(character: glyph.character, width: glyph.width, offset: offset))
        }
      }
      offset += character.utf8.count
    }
    insertReferences(upTo: offset, &references, &letters)
    return letters
  }

  private static func insertReferences(
    upTo offset: Int, _ references: inout ArraySlice<(offset: Int, label: String)>,
    _ letters: inout [Letter]
  ) {
    while let reference = references.first, reference.offset <= offset {
      for character in raised(reference.label) {
        for glyph in Glyph.shown(for: character) {
          letters.append(
            Letter(
              character: glyph.character, width: glyph.width, offset: offset, isInserted: true))
        }
      }
      references.removeFirst()
    }
  }

  /// A footnote mark as printers set it: digits raised, anything else in brackets.
  private static func raised(_ label: String) -> String {
    let digits: [Character: Character] = [
      "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
      "9": "⁹",
    ]
    let raised = label.compactMap { digits[$0] }
    return raised.count == label.count ? String(raised) : "[\(label)]"
  }
}
