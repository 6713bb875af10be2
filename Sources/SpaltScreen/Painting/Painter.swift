/// Turns screens into the fewest bytes that make a terminal show them.
///
/// Knows what the terminal shows, where its cursor is, its pen and its scroll region, and leaves
/// all of them as they are between frames. Pure: bytes come out, and nothing is sent from here.
public struct Painter: Sendable {
  let abilities: TerminalAbilities
  let motion: CursorMotion
  private let strokes: PenStrokes
  var pens: Pens
  /// What the terminal shows, row by row; empty when that is not known.
  var shown: [PaintedCell] = []
  var shownHashes: [UInt64] = []
  /// What it is to show, in the rows that have no source.
  var wanted: [PaintedCell] = []
  var wantedHashes: [UInt64] = []
  /// The row of ``shown`` that a row wanted is the same as, `nil` where none is known.
  var sources: [Int?] = []
  /// The screen that ``shown`` was made from, `nil` when that is not known.
  private var latest: CellBuffer?
  var size = Size(columns: 0, rows: 0)
  /// Where the terminal's cursor is, as far as that is known.
  var place = CursorPlace()
  var pen: Pen?
  var keptCursor = CursorKeeping()
  /// The rows that scroll, `nil` when that is not known.
  var region: Range<Int>?
  private var isCursorShown: Bool?
  /// Where what is written now leads, by number, and where numbers lead.
  private(set) var link: UInt32 = 0
  private var addresses: [UInt32: String] = [:]
  var output: [UInt8] = []

  public init(_ theme: Theme, on abilities: TerminalAbilities) {
    self.abilities = abilities
    motion = CursorMotion(abilities)
    strokes = PenStrokes(abilities)
    pens = Pens(theme, on: abilities)
  }

  /// The bytes that show a screen, as one synchronized frame; none when nothing changes.
  public mutating func paint(_ buffer: CellBuffer) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    guard buffer.size.columns > 0, buffer.size.rows > 0 else { return [] }
    take(buffer)
    if shown.isEmpty || buffer.size != size { begin(buffer.size) }
    scroll()
    for row in 0..<size.rows where shownHashes[row] != wantedHashes[row] {
      if sources[row] != nil { take(row, of: buffer) }
      paintRow(row)
      shown.copy(cells(ofRow: row), of: wanted, to: row * size.columns)
      shownHashes[row] = wanted.hash(cells(ofRow: row))
    }
    latest = buffer
    useLink(0)
    put(buffer.cursor)
    return output.isEmpty ? [] : abilities.frameStart + output + abilities.frameEnd
  }

  /// Draws in another theme; the next frame is drawn from nothing.
  public mutating func setTheme(_ theme: Theme) {
    pens = Pens(theme, on: abilities)
    shown = []
    latest = nil
  }

  /// Forgets what the terminal shows and how it is set; the next frame is drawn from nothing.
  public mutating func forget() {
    shown = []
    latest = nil
    place = CursorPlace()
    pen = nil
    keptCursor = CursorKeeping()
    region = nil
    isCursorShown = nil
  }

  /// The bytes that leave the terminal with its own pen, the whole screen scrolling and a cursor.
  ///
  /// Send them before the terminal is given away, and ``forget()`` what it shows.
  public var farewell: [UInt8] {
    var bytes: [UInt8] = []
    if let region, region != 0..<size.rows, let csr = abilities.strings["csr"] {
      bytes += ParameterString(csr).expanded(0, max(0, size.rows - 1))
    }
    if pen != Pen() { bytes += strokes.change(from: nil, to: Pen()) }
    if isCursorShown != true { bytes += abilities.strings["cnorm"] ?? [] }
    return bytes
  }

  // MARK: Frames

  /// Puts a screen in terms of pens, but for rows that were there in the last frame, in the same
  /// place or near it: most are.
  private mutating func take(_ buffer: CellBuffer) {
    let columns = buffer.size.columns
    let rows = buffer.size.rows
    if wanted.count != columns * rows || wantedHashes.count != rows {
      wanted = Array(repeating: .unknown, count: columns * rows)
      wantedHashes = Array(repeating: 0, count: rows)
    }
    sources = Array(repeating: nil, count: rows)
    addresses = buffer.addresses
    let former = latest.flatMap { $0.size == buffer.size ? $0 : nil }
    var distance = 0
    for row in 0..<rows {
      guard let former, let source = self.source(ofRow: row, of: buffer, in: former, distance)
      else {
        take(row, of: buffer)
        continue
      }
      distance = source - row
      sources[row] = source
      wantedHashes[row] = shownHashes[source]
    }
  }

  /// A row of the last frame that is the same as one of this; rows near each other move alike.
  private func source(
    ofRow row: Int, of buffer: CellBuffer, in former: CellBuffer, _ distance: Int
  ) -> Int? {
    for source in [row + distance, row, row + 1, row - 1] {
      guard source >= 0, source < buffer.size.rows else { continue }
      // Where the cursor would run on, what was wanted there is not what is shown.
      if abilities.wrapsAtOnce, source == buffer.size.rows - 1 { continue }
      if buffer.hasRow(row, asRow: source, of: former) { return source }
    }
    return nil
  }

  private mutating func take(_ row: Int, of buffer: CellBuffer) {
    let hasLinks = abilities.hasLinks && !addresses.isEmpty
    let start = row * buffer.size.columns
    var last = -1
    var number: UInt16 = 0
    var ground: UInt16 = 0
    for (index, cell) in buffer[row: row].enumerated() {
      if cell.look != last {
        last = cell.look
        number = pens.number(forLook: last)
        ground = pens.grounds[Int(number)]
      }
      let painted = PaintedCell(cell, pen: number, hasLink: hasLinks)
      wanted[start + index] = painted.isBlank ? .blank(ground) : painted
    }
    wantedHashes[row] = wanted.hash(start..<(start + buffer.size.columns))
  }

  /// Clears the terminal and brings it into a known state.
  private mutating func begin(_ size: Size) {
    self.size = size
    resetRegion()
    pen = nil
    keptCursor = CursorKeeping()
    var ground = pens.number(of: Pen())
    // The ground that most cells have; the rest is painted over it.
    if abilities.erasesInColor { ground = pens.grounds[Int(pens.number(forLook: 0))] }
    usePen(pens.pens[Int(ground)])
    output += abilities.strings["clear"] ?? []
    place = CursorPlace(row: 0, column: 0)
    shown = Array(repeating: .blank(ground), count: size.columns * size.rows)
    if abilities.strings["clear"] == nil {
      shown = Array(repeating: .unknown, count: shown.count)
      place = CursorPlace()
    }
    shownHashes = (0..<size.rows).map { shown.hash(cells(ofRow: $0)) }
  }

  func cells(ofRow row: Int) -> Range<Int> {
    (row * size.columns)..<((row + 1) * size.columns)
  }

  private mutating func put(_ cursor: ScreenPoint?) {
    let isShown = cursor.map { $0.row >= 0 && $0.row < size.rows && $0.column >= 0 } ?? false
    guard let cursor, isShown, cursor.column < size.columns else {
      if isCursorShown != false { output += abilities.strings["civis"] ?? [] }
      isCursorShown = false
      return
    }
    move(toRow: cursor.row, cursor.column)
    if isCursorShown != true { output += abilities.strings["cnorm"] ?? [] }
    isCursorShown = true
  }

  // MARK: Pen and cursor

  mutating func usePen(_ wanted: Pen) {
    guard wanted != pen else { return }
    output += strokes.change(from: pen, to: wanted)
    pen = wanted
  }

  /// Takes the pen for a cell; for a blank one the nearest that draws it.
  mutating func usePen(for cell: PaintedCell) {
    let wanted = pens.pens[Int(cell.pen)]
    guard cell.isBlank, let pen else { return usePen(wanted) }
    if pen.ground != wanted { usePen(pen.adapted(toGround: wanted)) }
  }

  /// Lets what is written from here on lead to an address, to none for 0.
  ///
  /// Source: "Hyperlinks in terminal emulators" by Egmont Koblinger; the number holds together what
  /// is broken over rows.
  mutating func useLink(_ number: UInt32) {
    guard number != link else { return }
    link = number
    let address = addresses[number] ?? ""
    output += Array("\u{1B}]8;\(address.isEmpty ? "" : "id=\(number)");".utf8)
    for byte in address.utf8 {
      if (0x21...0x7E).contains(byte) {
        output.append(byte)
      } else {
        output += Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8)
      }
    }
    output += [0x1B, UInt8(ascii: "\\")]
  }

  /// Whether a cell can be drawn without a change of pen.
  func penFits(_ cell: PaintedCell) -> Bool {
    guard let pen, cell != .unknown, cell.link == link else { return false }
    let wanted = pens.pens[Int(cell.pen)]
    return cell.isBlank ? pen.ground == wanted : pen == wanted
  }

  /// Whether blanks like this one can be made by erasing.
  func isErasable(_ cell: PaintedCell) -> Bool {
    guard cell.isBlank else { return false }
    let ground = pens.pens[Int(cell.pen)]
    guard ground.attributes.isEmpty else { return false }
    return abilities.erasesInColor || ground.background < 0
  }

  mutating func move(toRow row: Int, _ column: Int) {
    guard place != CursorPlace(row: row, column: column) else { return }
    if !abilities.movesInAnyPen { usePen(Pen()) }
    let retraced = retraced(toRow: row, column)
    output += motion.shortest(
      from: place, toRow: row, column, retraced: retraced, free: freeRows)
    place = CursorPlace(row: row, column: column)
  }

  /// How far the cursor can go up and down: the border of the scroll region stops it from within.
  private var freeRows: (up: Int, down: Int) {
    guard let region, let row = place.row else { return (0, 0) }
    let top = row < region.lowerBound ? 0 : region.lowerBound
    let bottom = row < region.upperBound ? region.upperBound - 1 : size.rows - 1
    return (row - top, bottom - row)
  }

  /// The letters between the cursor and a place further on in its row, when writing them again
  /// takes the cursor there and changes nothing.
  private func retraced(toRow row: Int, _ column: Int) -> [UInt8]? {
    guard place.row == row, let start = place.column, start < column,
      column - start <= CursorMotion.longestRetrace
    else { return nil }
    var bytes: [UInt8] = []
    let isRight = shownHashes[row] == wantedHashes[row]
    for index in (row * size.columns + start)..<(row * size.columns + column) {
      // Before the row is done, a cell left of the cursor's goal shows what is wanted.
      guard isRight || shown[index] == wanted[index], shown[index].isPlain, penFits(shown[index])
      else { return nil }
      bytes += shown[index].bytes
    }
    return bytes
  }
}
