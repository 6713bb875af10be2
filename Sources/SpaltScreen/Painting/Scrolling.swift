/// How a terminal scrolls some of its rows.
struct Scrolling {
  /// One thing to send.
  struct Step {
    /// The row the cursor has to be in first, at its left edge; `nil` where it does not matter.
    var row: Int?
    var bytes: [UInt8]
    /// Whether the cursor is somewhere else afterwards.
    var losesPlace: Bool
  }

  private let strings: [String: [UInt8]]

  init(_ abilities: TerminalAbilities) { strings = abilities.strings }

  /// Whether rows scroll in a region that is set; otherwise lines are taken out and put in.
  var usesRegion: Bool {
    strings["csr"] != nil && (strings["indn"] ?? strings["ind"]) != nil
      && (strings["rin"] ?? strings["ri"]) != nil
  }

  var isPossible: Bool { usesRegion || (strings["il"] != nil && strings["dl"] != nil) }

  /// What moves the rows of a shift, once the region is set where there is one.
  func steps(_ shift: Shift, size: Size) -> [Step] {
    let count = abs(shift.distance)
    guard usesRegion else { return lineSteps(shift, count) }
    if let name = strings[shift.distance > 0 ? "indn" : "rin"] {
      return [Step(bytes: ParameterString(name).expanded(count).shortened, losesPlace: false)]
    }
    let isUp = shift.distance > 0
    let row = isUp ? shift.rows.upperBound - 1 : shift.rows.lowerBound
    let one = strings[isUp ? "ind" : "ri"] ?? []
    // A line feed may be a carriage return too, so the column is lost.
    return [
      Step(row: row, bytes: Array(repeatElement(one, count: count).joined()), losesPlace: true)
    ]
  }

  /// Whether a line feed in the last row does it, and leaves the cursor where the new row begins.
  func feedsLine(_ shift: Shift, _ abilities: TerminalAbilities) -> Bool {
    usesRegion && shift.distance == 1 && strings["ind"] == [CursorMotion.lineFeed]
      && abilities.lineFeedKeepsColumn
  }

  /// Lines taken out where rows leave, then put in where they come.
  private func lineSteps(_ shift: Shift, _ count: Int) -> [Step] {
    let remove = ParameterString(strings["dl"] ?? []).expanded(count)
    let insert = ParameterString(strings["il"] ?? []).expanded(count)
    let top = shift.rows.lowerBound
    let end = shift.rows.upperBound - count
    return shift.distance > 0
      ? [
        Step(row: top, bytes: remove, losesPlace: true),
        Step(row: end, bytes: insert, losesPlace: true),
      ]
      : [
        Step(row: end, bytes: remove, losesPlace: true),
        Step(row: top, bytes: insert, losesPlace: true),
      ]
  }
}

extension [UInt8] {
  /// A control sequence without the parameter 1, which is meant when there is none.
  ///
  /// Source: ECMA-48, 8.3.147 and 8.3.113: the default of SU and SD is 1.
  fileprivate var shortened: [UInt8] {
    guard count == 4, starts(with: [0x1B, UInt8(ascii: "["), UInt8(ascii: "1")]) else {
      return self
    }
    return [self[0], self[1], self[3]]
  }
}
