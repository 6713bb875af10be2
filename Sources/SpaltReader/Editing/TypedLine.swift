internal import SpaltScreen

/// A line of a text field as shown, long lines wrapped at the width.
struct TypedLine: Equatable {
  var text: String
  /// The cell column of the cursor when it is on this line.
  var cursor: Int?

  /// The lines of a field; at least one, and the cursor on exactly one of them.
  ///
  /// A line ends between words, within one only where it is wider than the field. Spaces at its end
  /// take no room, so that a word does not jump while one types on.
  static func lines(of editor: TextEditor, width: Int) -> [TypedLine] {
    let characters = Array(editor.text)
    let starts = starts(of: characters, width: width)
    return starts.enumerated().map { number, start in
      let isLast = number + 1 == starts.count
      let end = isLast ? characters.count : starts[number + 1]
      let text = String(characters[start..<end].filter { $0 != "\n" })
      guard editor.cursor >= start, editor.cursor < end || isLast else {
        return TypedLine(text: text)
      }
      let before = String(characters[start..<min(editor.cursor, characters.count)])
      return TypedLine(text: text, cursor: min(width, Glyph.width(of: before)))
    }
  }

  /// Where the lines begin.
  private static func starts(of characters: [Character], width: Int) -> [Int] {
    var starts = [0]
    var start = 0
    var used = 0
    /// Where the word being read begins, and the cell columns before it.
    var word: (index: Int, used: Int)?
    func begin(at index: Int) {
      starts.append(index)
      start = index
      word = nil
    }
    for (index, character) in characters.enumerated() {
      if character == "\n" {
        begin(at: index + 1)
        used = 0
        continue
      }
      let step = Glyph.width(of: String(character))
      if used + step > width, index > start, character != " " {
        used -= word.map(\.used) ?? used
        begin(at: word?.index ?? index)
      }
      used += step
      if character == " " { word = (index + 1, used) }
    }
    return starts
  }
}
