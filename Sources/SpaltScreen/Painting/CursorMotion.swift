/// Where a terminal's cursor is, as far as it is known.
struct CursorPlace: Equatable, Sendable {
  /// Counted from 0; `nil` when it is not known.
  var row: Int?
  var column: Int?
}

/// The ways to take a terminal's cursor from one cell to another.
struct CursorMotion: Sendable {
  private let address: ParameterString
  private let column: ParameterString?
  private let row: ParameterString?
  private let forward: ParameterString?
  private let forwardOne: [UInt8]?
  private let back: ParameterString?
  private let up: ParameterString?
  private let down: ParameterString?
  private let feedKeepsColumn: Bool

  /// Letters that are written again rather than stepped over; more cost more than an address.
  static let longestRetrace = 8

  init(_ abilities: TerminalAbilities) {
    let string = { (name: String) in abilities.strings[name].map(ParameterString.init) }
    address = ParameterString(abilities.strings["cup"] ?? [])
    column = string("hpa")
    row = string("vpa")
    forward = string("cuf")
    forwardOne = abilities.strings["cuf1"]
    back = string("cub")
    up = string("cuu")
    down = string("cud")
    feedKeepsColumn = abilities.lineFeedKeepsColumn
  }

  /// The fewest bytes from a place to a cell.
  ///
  /// - Parameters:
  ///   - start: Where the cursor is.
  ///   - row: Counted from 0.
  ///   - column: Counted from 0.
  ///   - retraced: The letters on the way there, where writing them again changes nothing.
  ///   - feeds: How many line feeds only go down a row and do not scroll.
  /// - Returns: The bytes.
  func shortest(
    from start: CursorPlace, toRow row: Int, _ column: Int, retraced: [UInt8]?, feeds: Int
  ) -> [UInt8] {
    var best = address.expanded(row, column)
    let offer = { (bytes: [UInt8]?) in if let bytes, bytes.count < best.count { best = bytes } }
    offer(retraced)
    guard let from = start.row else { return best }
    if row == from { offer(self.column?.expanded(column)) }
    let isFed = row > from && row - from <= min(feeds, Self.mostFeeds)
    let fed = Array(repeating: Self.lineFeed, count: isFed ? row - from : 0)
    if row == from || isFed {
      // A terminal line that makes CR LF of LF gives the same with a CR before it.
      offer(along(0, to: column).map { [Self.carriageReturn] + fed + $0 })
    }
    guard let beside = start.column.flatMap({ along($0, to: column) }) else { return best }
    if row == from || isFed && feedKeepsColumn { offer(fed + beside) }
    offer(vertically(from, to: row).map { $0 + beside })
    return best
  }

  private static let carriageReturn: UInt8 = 0x0D
  private static let lineFeed: UInt8 = 0x0A
  private static let backspace: UInt8 = 0x08
  /// More cost more than an address.
  private static let mostFeeds = 4

  private func along(_ start: Int, to end: Int) -> [UInt8]? {
    if end == start { return [] }
    if end > start { return end == start + 1 ? forwardOne : forward?.expanded(end - start) }
    let steps = start - end
    return steps <= 3 ? Array(repeating: Self.backspace, count: steps) : back?.expanded(steps)
  }

  private func vertically(_ start: Int, to end: Int) -> [UInt8]? {
    guard start != end else { return nil }
    let step = end > start ? down?.expanded(end - start) : up?.expanded(start - end)
    let direct = row?.expanded(end)
    guard let step, let direct else { return step ?? direct }
    return step.count < direct.count ? step : direct
  }
}
