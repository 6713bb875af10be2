public import SpaltScreen

/// A terminal in memory: takes bytes and shows what a real one would.
///
/// Knows the control sequences that ``EmulatedTerminal/abilities(_:)`` names; any other is listed in
/// ``unknown``.
///
/// Source: ECMA-48; DEC's VT100 and VT510 manuals for the scroll region and for what happens at
/// the right edge.
public struct EmulatedTerminal {
  /// A cell as it is seen.
  public struct Shown: Equatable {
    public var text: String
    public var foreground = -1
    public var background = -1
    /// Parameters of SGR, from 1 to 7.
    public var attributes: Set<Int> = []
    /// Where it leads; empty for nowhere.
    public var link = ""

    public init(text: String = " ") { self.text = text }

    fileprivate init(_ shown: Shown, link: String) {
      self = shown
      self.link = link
    }
  }

  /// What kinds of terminals differ in.
  public struct Kind {
    /// Whether what is erased takes the background of the pen.
    public var erasesInColor = true
    /// Whether the cursor goes to the next row with the last letter of a row, not before the next.
    public var wrapsAtOnce = false
    /// The cells a scalar takes; 0 for one that joins the letter before it.
    public var width: (Unicode.Scalar) -> Int = displayWidth

    public init(erasesInColor: Bool = true, wrapsAtOnce: Bool = false) {
      self.erasesInColor = erasesInColor
      self.wrapsAtOnce = wrapsAtOnce
    }
  }

  public private(set) var rows: [[Shown]] = []
  public private(set) var cursor = ScreenPoint(row: 0, column: 0)
  public private(set) var isCursorShown = true
  public private(set) var region = 0..<0
  public private(set) var pen = Shown()
  /// Whether a synchronized frame has begun and not ended.
  public private(set) var isInFrame = false
  public private(set) var frames = 0
  public private(set) var unknown: [String] = []
  private let kind: Kind
  private var kept = (cursor: ScreenPoint(row: 0, column: 0), pen: Shown())
  private var wrapsNext = false
  private var columns: Int { rows.first?.count ?? 0 }

  public init(_ size: Size, _ kind: Kind = Kind()) {
    self.kind = kind
    resize(size)
  }

  /// Changes the size as a window does: what was there stays at the top left.
  public mutating func resize(_ size: Size) {
    rows = (0..<size.rows).map { row in
      let old = rows.indices.contains(row) ? Array(rows[row].prefix(size.columns)) : []
      return old + Array(repeating: Shown(), count: size.columns - old.count)
    }
    region = 0..<size.rows
    cursor.row = min(cursor.row, size.rows - 1)
    cursor.column = min(cursor.column, size.columns - 1)
  }

  /// The text of every row; a cell to the right of a wide letter adds nothing.
  public var description: String {
    rows.map { $0.map(\.text).joined() }.joined(separator: "\n")
  }

  public mutating func take(_ bytes: [UInt8]) {
    var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar.value {
      case 0x1B: escape(&scalars)
      case 0x08: cursor.column = max(0, cursor.column - 1)
      case 0x0A: feedLine()
      case 0x0D: cursor.column = 0
      case 0x00..<0x20, 0x7F..<0xA0: unknown.append("control \(scalar.value)")
      default:
        draw(scalar)
        continue
      }
      wrapsNext = false
    }
  }

  // MARK: Letters

  private mutating func draw(_ scalar: Unicode.Scalar) {
    let width = kind.width(scalar)
    guard width > 0 else { return join(scalar) }
    if wrapsNext || cursor.column + width > columns { wrap() }
    for column in cursor.column..<(cursor.column + width) { part(at: column) }
    rows[cursor.row][cursor.column] = pen
    rows[cursor.row][cursor.column].text = String(scalar)
    if width == 2 {
      rows[cursor.row][cursor.column + 1] = pen
      rows[cursor.row][cursor.column + 1].text = ""
    }
    cursor.column += width
    guard cursor.column >= columns else { return }
    cursor.column = columns - 1
    if kind.wrapsAtOnce { wrap() } else { wrapsNext = true }
  }

  private mutating func join(_ mark: Unicode.Scalar) {
    var column = cursor.column - (wrapsNext ? 0 : 1)
    while column > 0, rows[cursor.row][column].text.isEmpty { column -= 1 }
    if column >= 0 { rows[cursor.row][column].text.unicodeScalars.append(mark) }
  }

  private mutating func wrap() {
    cursor.column = 0
    feedLine()
    wrapsNext = false
  }

  /// What is left of a wide letter that is about to be half covered goes.
  private mutating func part(at column: Int) {
    if rows[cursor.row][column].text.isEmpty, column > 0 { rows[cursor.row][column - 1].text = " " }
    let next = column + 1
    if next < columns, rows[cursor.row][next].text.isEmpty { rows[cursor.row][next].text = " " }
  }

  // MARK: Rows

  private var blank: Shown {
    var blank = Shown()
    if kind.erasesInColor { blank.background = pen.background }
    return blank
  }

  private mutating func feedLine() {
    if cursor.row == region.upperBound - 1 {
      scroll(region, by: 1)
    } else {
      cursor.row = min(cursor.row + 1, rows.count - 1)
    }
  }

  private mutating func scroll(_ range: Range<Int>, by count: Int) {
    let empty = Array(repeating: blank, count: columns)
    for _ in 0..<min(abs(count), range.count) {
      if count > 0 {
        rows.remove(at: range.lowerBound)
        rows.insert(empty, at: range.upperBound - 1)
      } else {
        rows.remove(at: range.upperBound - 1)
        rows.insert(empty, at: range.lowerBound)
      }
    }
  }

  private mutating func erase(_ range: Range<Int>, row: Int) {
    for column in range.clamped(to: 0..<columns) {
      if rows[row][column].text.isEmpty, column > 0 { rows[row][column - 1].text = " " }
      rows[row][column] = blank
    }
    let next = range.upperBound
    if next < columns, rows[row][next].text.isEmpty { rows[row][next].text = " " }
  }

  // MARK: Sequences

  private mutating func escape(_ scalars: inout Substring.UnicodeScalarView) {
    guard let kind = scalars.popFirst() else { return }
    switch kind {
    case "[":
      var parameters = ""
      while let scalar = scalars.popFirst() {
        if (0x40...0x7E).contains(scalar.value) { return control(scalar, parameters) }
        parameters.unicodeScalars.append(scalar)
      }
    case "]": takeString(&scalars)
    case "M":
      if cursor.row == region.lowerBound {
        scroll(region, by: -1)
      } else {
        cursor.row = max(0, cursor.row - 1)
      }
    case "(": _ = scalars.popFirst()
    case "7": kept = (cursor, pen)
    case "8":
      // Where it leads is none of what is kept.
      (cursor, pen) = (kept.cursor, Shown(kept.pen, link: pen.link))
    default: unknown.append("ESC \(kind)")
    }
  }

  /// An operating system command up to its end, `ESC \`.
  private mutating func takeString(_ scalars: inout Substring.UnicodeScalarView) {
    var string = ""
    while let scalar = scalars.popFirst(), scalar != "\u{1B}" {
      string.unicodeScalars.append(scalar)
    }
    scalars.removeFirst()
    let parts = string.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "8" else { return unknown.append("OSC \(string)") }
    pen.link = String(parts[2])
  }

  private mutating func control(_ final: Unicode.Scalar, _ parameters: String) {
    if parameters.hasPrefix("?") { return mode(parameters.dropFirst(), isOn: final == "h") }
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0) ?? 0 }
    let first = max(1, numbers.first ?? 1)
    let second = numbers.count > 1 ? max(1, numbers[1]) : 1
    switch final {
    case "H": cursor = ScreenPoint(row: min(first, rows.count) - 1, column: edge(second - 1))
    case "G": cursor.column = edge(first - 1)
    case "d": cursor.row = min(first, rows.count) - 1
    // From within the scroll region no further than its border.
    case "A":
      let first = cursor.row - first
      cursor.row = max(cursor.row < region.lowerBound ? 0 : region.lowerBound, first)
    case "B":
      let last = cursor.row < region.upperBound ? region.upperBound : rows.count
      cursor.row = min(last - 1, cursor.row + first)
    case "C": cursor.column = edge(cursor.column + first)
    case "D": cursor.column = max(0, cursor.column - first)
    case "J": for row in rows.indices { erase(0..<columns, row: row) }
    case "K": erase(cursor.column..<columns, row: cursor.row)
    case "X": erase(cursor.column..<(cursor.column + first), row: cursor.row)
    case "S": scroll(region, by: first)
    case "T": scroll(region, by: -first)
    case "L": scroll(cursor.row..<region.upperBound, by: -first)
    case "M": scroll(cursor.row..<region.upperBound, by: first)
    case "m": select(numbers)
    case "r":
      region = (first - 1)..<(numbers.count > 1 ? second : rows.count)
      cursor = ScreenPoint(row: 0, column: 0)
    default: unknown.append("CSI \(parameters)\(final)")
    }
  }

  private func edge(_ column: Int) -> Int { min(column, columns - 1) }

  private mutating func mode(_ number: Substring, isOn: Bool) {
    switch number {
    case "25": isCursorShown = isOn
    case "2026":
      isInFrame = isOn
      frames += isOn ? 1 : 0
    default: unknown.append("mode \(number)")
    }
  }

  private mutating func select(_ numbers: [Int]) {
    var numbers = numbers[...]
    while let number = numbers.popFirst() {
      switch number {
      case 0:
        pen.attributes = []
        (pen.foreground, pen.background) = (-1, -1)
      case 1...7: pen.attributes.insert(number)
      case 22: pen.attributes.subtract([1, 2])
      case 23, 24, 27: pen.attributes.remove(number - 20)
      case 30...37: pen.foreground = number - 30
      case 40...47: pen.background = number - 40
      case 90...97: pen.foreground = number - 82
      case 100...107: pen.background = number - 92
      case 39: pen.foreground = -1
      case 49: pen.background = -1
      case 38, 48:
        let color = numbers.dropFirst().first ?? -1
        if number == 38 { pen.foreground = color } else { pen.background = color }
        numbers = numbers.dropFirst(2)
      default: unknown.append("SGR \(number)")
      }
    }
  }
}
