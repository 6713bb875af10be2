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
  ///   - free: How many rows it can go up and down before the border of the scroll region stops it,
  ///     or a line feed there scrolls.
  /// - Returns: The bytes.
  func shortest(
    from start: CursorPlace, toRow row: Int, _ column: Int, retraced: [UInt8]?,
    free: (up: Int, down: Int)
  ) -> [UInt8] {
    var best = address.expanded(row, column)
    let offer = { (bytes: [UInt8]?) in if let bytes, bytes.count < best.count { best = bytes } }
    offer(retraced)
    guard let from = start.row else { return best }
    if row == from { offer(self.column?.expanded(column)) }
    let isFed = row > from && row - from <= min(free.down, Self.mostFeeds)
    let fed = Array(repeating: Self.lineFeed, count: isFed ? row - from : 0)
    if row == from || isFed {
      // A terminal line that makes CR LF of LF gives the same with a CR before it.
      offer(along(0, to: column).map { [Self.carriageReturn] + fed + $0 })
    }
    guard let beside = start.column.flatMap({ along($0, to: column) }) else { return best }
    if row == from || isFed && feedKeepsColumn { offer(fed + beside) }
    let isFree = row > from ? row - from <= free.down : from - row <= free.up
    offer(vertically(from, to: row, isFree: isFree).map { $0 + beside })
    return best
  }

  private static let carriageReturn: UInt8 = 0x0D
  static let lineFeed: UInt8 = 0x0A
  private static let backspace: UInt8 = 0x08
  /// More cost more than an address.
  private static let mostFeeds = 4

  private func along(_ start: Int, to end: Int) -> [UInt8]? {
    if end == start { return [] }
    if end > start { return end == start + 1 ? forwardOne : forward?.expanded(end - start) }
    let steps = start - end
    return steps <= 3 ? Array(repeating: Self.backspace, count: steps) : back?.expanded(steps)
  }

  /// By steps only where nothing stops them on the way.
  private func vertically(_ start: Int, to end: Int, isFree: Bool) -> [UInt8]? {
    guard start != end else { return nil }
    let step = end > start ? down?.expanded(end - start) : up?.expanded(start - end)
    guard isFree else { return row?.expanded(end) }
    let direct = row?.expanded(end)
    guard let step, let direct else { return step ?? direct }
    return step.count < direct.count ? step : direct
  }
}
