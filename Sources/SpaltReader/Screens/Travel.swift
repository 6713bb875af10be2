/// How far what stands beside the text has gone with it, row by row.
///
/// Line steps scroll the whole width of the screen, which costs a terminal one new line. Any other
/// movement sets everything in its place again: the distance holds only for the row and the height
/// it was reached with. The ruler is set right on the way, best in a step that draws little else,
/// and when the keys pause.
struct Travel: Equatable {
  private var distance = 0
  private var rulerDistance = 0
  private var top: RowAddress?
  private var mapped: RowAddress?
  private var height = 0
  private var hasBroughtBlank = false
  /// Whether the keys have paused since the last step.
  private(set) var isResting = true

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
    isResting = false
    setRuler(whenOffBy: isBlank ? 2 : 3)
  }

  /// Sets the ruler right when it is off by more than so many eighths of the page.
  private mutating func setRuler(whenOffBy eighths: Int) {
    if abs(rulerDistance) > eighths * Self.eighth(of: height) { rulerDistance = 0 }
    if rulerDistance == 0 { mapped = top }
  }

  private static func eighth(of height: Int) -> Int { max(1, height / 8) }

  /// Whether the ruler is off and the keys have not paused yet.
  func isUnderway(top: RowAddress, height: Int) -> Bool {
    !isResting && rulerRows(top: top, height: height) != 0
  }

  /// Notes that the keys have paused, and sets the ruler right if it is far off.
  mutating func rest() {
    isResting = true
    setRuler(whenOffBy: 1)
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
