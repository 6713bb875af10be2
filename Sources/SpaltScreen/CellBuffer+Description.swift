extension CellBuffer: CustomStringConvertible {
  /// The characters of every row, trailing blanks removed.
  public var description: String {
    lines { $0.compactMap(\.character) }
  }

  /// One letter a cell naming its ``Role``, trailing body cells removed.
  public var roles: String {
    lines { row in
      var letters = row.map(\.role.letter)
      while letters.last == Role.body.letter { letters.removeLast() }
      return letters
    }
  }

  private func lines(_ letters: (ArraySlice<Cell>) -> [Character]) -> String {
    (0..<size.rows)
      .map { row in
        var line = letters(self[row: row])
        while line.last == " " { line.removeLast() }
        return String(line)
      }
      .joined(separator: "\n")
  }
}
