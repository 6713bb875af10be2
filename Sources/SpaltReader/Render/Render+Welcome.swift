internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  /// Whether nothing has been read and nothing written in the whole archive: somebody is new here.
  var isNewHere: Bool {
    guard let texts, !texts.isEmpty else { return false }
    return texts.isUntouched
  }

  /// The five keys that are enough to begin, under the table of the archive.
  ///
  /// - Returns: The row after the last one drawn; `row` itself where it is not shown.
  func drawWelcome(fromRow row: Int, on canvas: inout CellBuffer) -> Int {
    guard isNewHere, row + welcomeKeys.count + 1 < size.rows - 1 else { return row }
    canvas.write(cut(Words.welcome, to: size.columns - 4), row: row, column: 2, as: .heading)
    for (index, (key, words)) in welcomeKeys.enumerated() {
      canvas.write(key, row: row + 1 + index, column: 4, limit: 12, as: .key)
      canvas.write(cut(words, to: size.columns - 14), row: row + 1 + index, column: 12)
    }
    return row + welcomeKeys.count + 2
  }

  /// As the keymap has them.
  var welcomeKeys: [(key: String, words: String)] {
    Words.firstKeys.compactMap { command, words in
      preferences.keymap.names(of: command).first.map { ($0, words) }
    }
  }
}
