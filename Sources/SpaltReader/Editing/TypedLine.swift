internal import SpaltScreen

/// A line of a text field as shown, long lines wrapped at the width.
struct TypedLine: Equatable {
  var text: String
  /// The cell column of the cursor when it is on this line.
  var cursor: Int?

  /// The lines of a field; at least one, and the cursor on exactly one of them.
  static func lines(of editor: TextEditor, width: Int) -> [TypedLine] {
    var lines = [TypedLine(text: "")]
    var used = 0
    for (index, character) in editor.text.enumerated() {
      let step = character == "\n" ? 0 : Glyph.width(of: String(character))
      if used + step > width {
        lines.append(TypedLine(text: ""))
        used = 0
      }
      if index == editor.cursor { lines[lines.count - 1].cursor = used }
      if character == "\n" {
        lines.append(TypedLine(text: ""))
        used = 0
      } else {
        lines[lines.count - 1].text.append(character)
        used += step
      }
    }
    if editor.cursor >= editor.text.count { lines[lines.count - 1].cursor = used }
    return lines
  }
}
