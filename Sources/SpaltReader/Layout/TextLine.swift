internal import SpaltScreen
internal import SpaltText

/// A line of a block as set: a stretch of the block's text, and what is put in for show.
///
/// Its letters are worked out when they are drawn, so that a line of a long text costs no more
/// than a few numbers.
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

  /// A cell of a table starts here.
  struct Stop: Equatable {
    /// UTF-8 bytes into the block's text.
    var offset: Int
    /// Cell columns from the start of the line, its indent included.
    var column: Int
  }

  /// The whole text of the block.
  var text: String
  /// Those of the block that fall in this line, in order.
  var references: ArraySlice<Block.Reference>
  /// UTF-8 bytes of the block's text, up to where the next line starts.
  var range: Range<Int>
  /// Where the letters shown end; white space at the line's end is left out.
  var end: Int
  /// Blank cell columns before the first letter.
  var indent: Int
  /// What stands in the indent: a bullet, a number.
  var marker: String?
  var isHyphenated = false
  /// The cell columns spread over the spaces of a justified line.
  var filling = 0
  /// In a table, where cells start; in order.
  var stops: [Stop] = []

  /// A line without letters, so that a block without text can be reached.
  static func empty(indent: Int) -> TextLine {
    TextLine(text: "", references: [], range: 0..<0, end: 0, indent: indent)
  }
}

extension TextLine {
  /// What is drawn after the indent, from left to right; made anew at each call.
  var letters: [Letter] {
    var letters: [Letter] = []
    letters.reserveCapacity(end - range.lowerBound + filling + 2)
    var references = references
    var stops = stops[...]
    var column = indent
    var offset = range.lowerBound
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    for character in text[start..<bytes.index(start, offsetBy: end - range.lowerBound)] {
      while let reference = references.first, reference.offset <= offset {
        append(reference, at: offset, to: &letters)
        references.removeFirst()
      }
      if let stop = stops.first, stop.offset <= offset {
        while column < stop.column {
          letters.append(Letter(character: " ", width: 1, offset: offset, isInserted: true))
          column += 1
        }
        stops.removeFirst()
      }
      if character == "\t" {
        // The border between two cells.
        letters.append(Letter(character: " ", width: 1, offset: offset))
        column += 1
      } else if Glyph.isPlain(character) {
        letters.append(Letter(character: character, width: 1, offset: offset))
        column += 1
      } else {
        for glyph in Glyph.shown(for: character) {
          letters.append(Letter(character: glyph.character, width: glyph.width, offset: offset))
          column += glyph.width
        }
      }
      offset += character.utf8.count
    }
    for reference in references { append(reference, at: offset, to: &letters) }
    if isHyphenated {
      letters.append(Letter(character: "-", width: 1, offset: offset, isInserted: true))
    }
    return filling > 0 ? filled(letters) : letters
  }

  /// The cell columns of the letters, without the indent.
  var width: Int { letters.reduce(0) { $0 + $1.width } }

  private func append(_ reference: Block.Reference, at offset: Int, to letters: inout [Letter]) {
    for character in Self.raised(reference.label) {
      for glyph in Glyph.shown(for: character) {
        letters.append(
          Letter(
            character: glyph.character, width: glyph.width, offset: offset, isInserted: true))
      }
    }
  }

  /// Spreads the filling evenly over the spaces.
  private func filled(_ letters: [Letter]) -> [Letter] {
    let spaces = letters.count { $0.character == " " && !$0.isInserted }
    guard spaces > 0 else { return letters }
    var result: [Letter] = []
    result.reserveCapacity(letters.count + filling)
    var seen = 0
    for letter in letters {
      result.append(letter)
      guard letter.character == " ", !letter.isInserted else { continue }
      seen += 1
      let blanks = filling * seen / spaces - filling * (seen - 1) / spaces
      for _ in 0..<blanks {
        result.append(Letter(character: " ", width: 1, offset: letter.offset, isInserted: true))
      }
    }
    return result
  }

  /// A footnote mark as printers set it: digits raised, anything else in brackets.
  static func raised(_ label: String) -> String {
    let digits: [Character: Character] = [
      "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
      "9": "⁹",
    ]
    let raised = label.compactMap { digits[$0] }
    return raised.count == label.count ? String(raised) : "[\(label)]"
  }
}
