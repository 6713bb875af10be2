/// How far what stands beside the text has gone with it, row by row.
///
/// Line steps scroll the whole width of the screen, which costs a terminal one new line. Any other
/// movement sets everything in its place again: the distance holds only for the row and the height
/// it was reached with, until the keys pause. The ruler is set right on the way too, best in a step
/// that draws little else.
struct Travel: Equatable {
  private var distance = 0
  private var rulerDistance = 0
  private var top: RowAddress?
  private var mapped: RowAddress?
  private var height = 0
  private var hasBroughtBlank = false

  /// More rows at once are no line step; a wheel turns three.
  static let longestStep = 3

  /// Notes a line step.
  ///
  /// - Parameters:
  ///   - rows: How far down the text; negative is up.
  ///   - start: The row at the top before.
  ///   - end: The row at the top now.
  ///   - height: Rows of text on the screen.
  ///   - isBlank: Whether what came into view is a blank row.
  mutating func step(
    by rows: Int, from start: RowAddress, to end: RowAddress, height: Int, isBlank: Bool
  ) {
    if !holds(top: start, height: height) { self = Travel() }
    if rulerDistance == 0 { mapped = start }
    distance += rows
    rulerDistance += rows
    top = end
    self.height = height
    hasBroughtBlank = isBlank
    let eighth = max(1, height / 8)
    if abs(rulerDistance) > (isBlank ? 2 : 3) * eighth { rulerDistance = 0 }
    if rulerDistance == 0 { mapped = end }
  }

  /// Whether anything stands elsewhere than it should.
  func isUnderway(top: RowAddress, height: Int) -> Bool {
    holds(top: top, height: height) && (distance % height != 0 || rulerDistance != 0)
  }

  private func holds(top: RowAddress, height: Int) -> Bool {
    self.top == top && self.height == height
  }

  /// Rows the page has gone up since it was last set.
  func rows(top: RowAddress, height: Int) -> Int { holds(top: top, height: height) ? distance : 0 }

  /// Whether the last line step set the ruler right.
  func hasJustSetRuler(top: RowAddress, height: Int) -> Bool {
    holds(top: top, height: height) && rulerDistance == 0
  }

  /// Whether a blank row came into view with the last line step, so that little had to be drawn.
  func hasJustBroughtBlank(top: RowAddress, height: Int) -> Bool {
    holds(top: top, height: height) && hasBroughtBlank
  }

  /// The row at the top when the ruler was last set right.
  func mapped(top: RowAddress, height: Int) -> RowAddress {
    holds(top: top, height: height) ? mapped ?? top : top
  }

  /// Rows the ruler has gone up since then.
  func rulerRows(top: RowAddress, height: Int) -> Int {
    holds(top: top, height: height) ? rulerDistance : 0
  }
}
