/// A cell as a terminal shows it: letters and the number of a pen.
///
/// Cells of different roles that look the same are equal, and blanks are equal when what is seen
/// of their pens is.
struct PaintedCell: Equatable, Sendable, BitwiseCopyable {
  /// As in ``Cell``.
  var letters: UInt64
  /// As in ``Cell``, but with a pen's number in place of role and traits.
  var rest: UInt64

  private static let penShift: UInt64 = 42

  init(_ cell: Cell, pen: UInt16, hasLink: Bool) {
    letters = cell.letters
    rest = cell.rest & Cell.lateMarks | UInt64(pen) << Self.penShift
    if hasLink { rest |= UInt64(cell.link) << Cell.linkShift }
  }

  private init(letters: UInt64, pen: UInt16) {
    self.letters = letters
    rest = UInt64(pen) << Self.penShift
  }

  static func blank(_ ground: UInt16) -> PaintedCell { PaintedCell(letters: 0x20, pen: ground) }

  var pen: UInt16 { UInt16(truncatingIfNeeded: rest >> Self.penShift & 0x1FF) }

  /// As in ``Cell``.
  var link: UInt32 { UInt32(truncatingIfNeeded: rest >> Cell.linkShift) }

  var isBlank: Bool { letters == 0x20 && rest & Cell.lateMarks == 0 }

  var isRightHalf: Bool { letters == 0 }

  /// Whether this is one letter that every terminal gives one cell.
  var isPlain: Bool { letters < 1 << 21 && Glyph.isPlain(UInt32(letters)) }
}

extension [PaintedCell] {
  /// A number that rows have in common only when they are the same, but for bad luck.
  func hash(_ range: Range<Int>) -> UInt64 {
    withUnsafeBufferPointer { cells in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for cell in cells[range] {
        // Multiplied apart, so that a letter and a pen cannot stand for each other.
        hash = (hash ^ cell.letters) &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ hash >> 29 ^ cell.rest) &* 0xBF58_476D_1CE4_E5B9
      }
      return hash
    }
  }
}

extension Array where Element: BitwiseCopyable {
  /// Puts a part of another array over what stands here from an index on.
  ///
  /// At the speed of memory: a screen of many rows is moved at every line step.
  mutating func copy(_ range: Range<Int>, of source: [Element], to index: Int) {
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count)
    precondition(index >= 0 && index + range.count <= count)
    source.withUnsafeBufferPointer { source in
      withUnsafeMutableBufferPointer { cells in
        guard let from = source.baseAddress, let to = cells.baseAddress else { return }
        (to + index).update(from: from + range.lowerBound, count: range.count)
      }
    }
  }

  /// Moves a part of this array to another place in it.
  mutating func move(_ range: Range<Int>, to index: Int) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    precondition(index >= 0 && index + range.count <= count)
    withUnsafeMutableBufferPointer { cells in
      guard let start = cells.baseAddress else { return }
      (start + index).update(from: start + range.lowerBound, count: range.count)
    }
  }
}
