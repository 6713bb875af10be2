internal import SpaltText

extension Painter {
  /// Makes one row of the terminal show what is wanted.
  mutating func paintRow(_ row: Int) {
    let cells = cells(ofRow: row)
    guard let first = cells.first(where: { shown[$0] != wanted[$0] }) else { return }
    let tail = erasableTail(of: cells)
    var end = tail ?? cells.upperBound
    // Where the cursor would run on, the last cell of the screen is left as it is.
    if abilities.wrapsAtOnce, row == size.rows - 1, end == cells.upperBound {
      end -= wanted[end - 1].isRightHalf && cells.count > 1 ? 2 : 1
      for index in end..<cells.upperBound { wanted[index] = shown[index] }
    }
    // Cells that may have been spoiled by what was drawn before them.
    var doubtful = first
    var index = first
    // A wide character is drawn whole.
    if wanted[index].isRightHalf, index > cells.lowerBound { index -= 1 }
    while index < end {
      let isSame = shown[index] == wanted[index] && index >= doubtful && !isHalfChanged(index, end)
      if isSame {
        index += 1
        continue
      }
      move(toRow: row, index - cells.lowerBound)
      if let length = erasableRun(at: index, upTo: end) {
        useLink(0)
        usePen(for: wanted[index])
        output += ParameterString(abilities.strings["ech"] ?? []).expanded(length)
        index += length
        continue
      }
      let width = draw(at: index, end: cells.upperBound)
      if !wanted[index].isPlain { doubtful = index + width + reach(of: wanted[index]) }
      index += width
    }
    guard let tail, let start = (tail..<cells.upperBound).first(where: { isStale($0, doubtful) })
    else { return }
    move(toRow: row, start - cells.lowerBound)
    useLink(0)
    usePen(for: wanted[start])
    output += abilities.strings["el"] ?? []
  }

  private func isStale(_ index: Int, _ doubtful: Int) -> Bool {
    shown[index] != wanted[index] || index < doubtful
  }

  /// Whether the left half of a wide character stays and its right half does not.
  private func isHalfChanged(_ index: Int, _ end: Int) -> Bool {
    index + 1 < end && wanted[index + 1].isRightHalf && shown[index + 1] != wanted[index + 1]
  }

  // MARK: Blanks

  /// Where the blanks at the end of a row begin that are best made by erasing to its end.
  private func erasableTail(of cells: Range<Int>) -> Int? {
    guard let erase = abilities.strings["el"], let last = cells.last, isErasable(wanted[last])
    else { return nil }
    var start = last
    while start > cells.lowerBound, wanted[start - 1] == wanted[last] { start -= 1 }
    let changed = (start..<cells.upperBound).count { shown[$0] != wanted[$0] }
    return changed > erase.count ? start : nil
  }

  /// Fewer blanks than this are written: to erase them and go on costs as much.
  private static let shortestErasedRun = 12

  /// How many blanks from here on are best made by erasing them, `nil` for none.
  private func erasableRun(at index: Int, upTo end: Int) -> Int? {
    guard abilities.strings["ech"] != nil, isErasable(wanted[index]) else { return nil }
    var last = index
    var next = index
    while next < end, wanted[next] == wanted[index] {
      if shown[next] != wanted[next] { last = next }
      next += 1
    }
    let length = last + 1 - index
    return length >= Self.shortestErasedRun ? length : nil
  }

  // MARK: Letters

  /// Draws the character of a cell where the cursor is.
  ///
  /// - Returns: The cells it takes.
  private mutating func draw(at index: Int, end: Int) -> Int {
    let cell = wanted[index]
    useLink(cell.link)
    usePen(for: cell)
    let width = index + 1 < end && wanted[index + 1].isRightHalf ? 2 : 1
    if width == 2, !shown[index + 1].isBlank || shown[index + 1].pen != cell.pen {
      // A terminal that gives it one cell must not leave an old letter in the other.
      output += [0x20, 0x20]
      advance(by: 2, isSure: true)
      move(toRow: index / size.columns, index % size.columns)
      usePen(for: cell)
    }
    if cell.letters < 0x7F {
      output.append(UInt8(truncatingIfNeeded: max(0x20, cell.letters)))
    } else {
      output += cell.bytes
    }
    advance(by: width, isSure: cell.isPlain)
    return width
  }

  /// The cursor after a character: past the last cell of a row nobody knows where it is, nor after
  /// a character whose width terminals do not agree on.
  private mutating func advance(by width: Int, isSure: Bool) {
    guard let row = place.row, let column = place.column, column + width < size.columns else {
      place = CursorPlace()
      return
    }
    place = CursorPlace(row: row, column: isSure ? column + width : nil)
  }

  /// How many cells beyond its own a character may take on a terminal that joins nothing.
  private func reach(of cell: PaintedCell) -> Int {
    cell.scalars.reduce(0) { $0 + max(1, displayWidth(of: $1)) }
  }
}

extension PaintedCell {
  /// Shown where it is not known what is shown; like nothing that is wanted.
  static let unknown: PaintedCell = {
    var cell = PaintedCell.blank(.max)
    cell.letters = .max
    return cell
  }()

  var scalars: [Unicode.Scalar] { Cell.scalars(letters, rest) }

  /// What is sent for the character, in UTF-8.
  ///
  /// A mark that would change how the terminal reads on is left out, whatever road it came by, and
  /// what is no character at all is shown as the sign for that.
  var bytes: [UInt8] {
    if letters < 0x7F { return [UInt8(truncatingIfNeeded: max(0x20, letters))] }
    var safe = String.UnicodeScalarView()
    for scalar in scalars where Sanitizer.mark(for: scalar) == nil { safe.append(scalar) }
    guard let first = safe.first else { return [0x20] }
    if displayWidth(of: first) < 1 || first.properties.generalCategory == .unassigned {
      return Array("\u{FFFD}".utf8)
    }
    return Array(String(safe).utf8)
  }
}
