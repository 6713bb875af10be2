/// A cursor as a terminal keeps it until it is told to go back to it.
///
/// Source: the VT510 manual, DECSC and DECRC, of which a painter changes no more than this.
struct KeptCursor: Equatable, Sendable {
  var place: CursorPlace
  var pen: Pen
}

/// What the terminal keeps of its cursor, and whether another is better kept.
///
/// A text that is scrolled row by row has its new row begin in the same cell, in the same pen, over
/// and over: to go back there takes two bytes.
struct CursorKeeping: Sendable {
  private var kept: KeptCursor?
  private var latest: KeptCursor?

  /// Notes a cursor that is wanted.
  ///
  /// - Returns: Whether the terminal has it, and whether it is to keep it from now on: one that is
  ///   wanted twice in a row.
  mutating func want(_ wanted: KeptCursor) -> (has: Bool, isToKeep: Bool) {
    let has = wanted == kept
    let isToKeep = !has && wanted == latest
    if isToKeep { kept = wanted }
    latest = wanted
    return (has, isToKeep)
  }
}
