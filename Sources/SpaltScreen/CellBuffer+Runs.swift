/// Neighbouring cells of a row that look the same.
struct CellRun: Equatable {
  var text: String
  /// The first cell column.
  var column: Int
  /// Cell columns.
  var width: Int
  var look: Look

  /// The words of the run, each a run of its own.
  var words: [CellRun] {
    guard text.contains(" ") else { return [self] }
    var words: [CellRun] = []
    var offset = 0
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      // One cell a letter: a wide one never stands beside a blank in a run.
      if !part.isEmpty {
        words.append(
          CellRun(text: String(part), column: column + offset, width: part.count, look: look))
      }
      offset += part.count + 1
    }
    return words
  }

  /// Blank and without a look of its own, so that nothing need be drawn over the ground.
  func isInvisible(on ground: Look) -> Bool {
    text.allSatisfy { $0 == " " } && look.background == ground.background
      && look.attributes.isDisjoint(with: [.reverse, .underline])
  }
}

extension CellBuffer {
  /// A row in runs of one look; a wide character is a run of its own, so that it can be put in its
  /// two cells whatever the letters around it measure.
  func runs(ofRow row: Int, in theme: Theme) -> [CellRun] {
    var runs: [CellRun] = []
    var cells = Array(self[row: row])[...]
    var column = 0
    while let cell = cells.popFirst() {
      let isWide = cells.first.map { $0.character == nil } ?? false
      if isWide { cells.removeFirst() }
      let look = theme.look(of: cell.role).with(cell.traits)
      let letter = cell.character.map(String.init) ?? " "
      let isOwn = isWide || (cell.character?.utf8.count ?? 1) > 4
      if !isOwn, let last = runs.last, last.look == look, last.width == last.text.count,
        last.column + last.width == column
      {
        runs[runs.count - 1].text += letter
        runs[runs.count - 1].width += 1
      } else {
        runs.append(CellRun(text: letter, column: column, width: isWide ? 2 : 1, look: look))
      }
      column += isWide ? 2 : 1
    }
    return runs
  }
}

extension Look {
  /// The look with what stands whatever the theme says.
  fileprivate func with(_ traits: Cell.Traits) -> Look {
    var look = self
    if traits.contains(.strong) { look.attributes.insert(.bold) }
    if traits.contains(.emphasis) { look.attributes.insert(.italic) }
    if traits.contains(.underlined) { look.attributes.insert(.underline) }
    if traits.contains(.reversed) { look.attributes.formSymmetricDifference(.reverse) }
    return look
  }
}
