import SpaltScreen
import SpaltTestSupport
import Testing

/// Whatever screens follow each other, the terminal shows the last one exactly.
@Suite struct PaintingPropertyTests {
  @Test(arguments: EmulatedType.allCases, 0..<4)
  func `the terminal shows exactly the screen painted last`(
    type: EmulatedType, seed: UInt64
  ) {
    var session = PaintingSession(type, kind: type.kind, seed: seed)
    for step in 0..<30 {
      session.step()
      let differences = session.differences
      #expect(differences == [], "step \(step)")
      guard differences.isEmpty else { return }
      #expect(session.terminal.unknown == [])
      #expect(!session.terminal.isInFrame)
    }
  }

  @Test(arguments: 0..<4)
  func `a character of another width moves nothing else`(seed: UInt64) {
    // A terminal of one cell a letter, and one that joins nothing.
    for joinsMarks in [true, false] {
      var kind = EmulatedTerminal.Kind()
      kind.width = { (scalar: Unicode.Scalar) in
        joinsMarks ? min(1, displayWidth(of: scalar)) : max(1, displayWidth(of: scalar))
      }
      var session = PaintingSession(.xterm, kind: kind, seed: seed, keepsEdgeFree: true)
      for _ in 0..<30 {
        session.step()
        #expect(session.strayLetters == [])
      }
    }
  }
}

/// Random screens on an emulated terminal.
private struct PaintingSession {
  var terminal: EmulatedTerminal
  private var painter: Painter
  private var screen: CellBuffer
  private var random: SeededGenerator
  private var theme = Theme.inColors
  private let type: EmulatedType
  /// Where letters take other cells than they should, those at the edge would run on.
  private let keepsEdgeFree: Bool

  init(
    _ type: EmulatedType, kind: EmulatedTerminal.Kind, seed: UInt64, keepsEdgeFree: Bool = false
  ) {
    self.type = type
    self.keepsEdgeFree = keepsEdgeFree
    random = SeededGenerator(seed: seed)
    screen = CellBuffer(Size(columns: 31, rows: 16))
    terminal = EmulatedTerminal(screen.size, kind)
    painter = Painter(theme, on: type.abilities)
  }

  /// One change, painted.
  mutating func step() {
    switch random.below(12) {
    case 0: screen = fresh(screen.size)
    case 1 where !keepsEdgeFree: resize()
    case 2: painter.forget()
    case 3:
      theme = theme == .plain ? .inColors : .plain
      painter.setTheme(theme)
    case 4...8: shift()
    default: break
    }
    var changed = screen
    for _ in 0..<random.below(6) { write(on: &changed) }
    if random.below(4) == 0 {
      let column = random.below(changed.size.columns)
      changed.link(
        row: random.below(changed.size.rows), columns: column..<(column + 7),
        to: "https://exempel.se/\(random.below(3))")
    }
    screen = changed
    let hides = random.below(3) == 0
    screen.cursor =
      hides
      ? nil
      : ScreenPoint(
        row: random.below(screen.size.rows), column: random.below(screen.size.columns))
    terminal.take(painter.paint(screen))
    #expect(terminal.isCursorShown == !hides || type.abilities.strings["civis"] == nil)
    if let cursor = screen.cursor { #expect(terminal.cursor == cursor) }
  }

  private mutating func resize() {
    let size = Size(columns: 3 + random.below(60), rows: 1 + random.below(30))
    terminal.resize(size)
    screen = screen.cut(to: size)
  }

  private mutating func fresh(_ size: Size) -> CellBuffer {
    var screen = CellBuffer(size)
    for _ in 0..<(size.rows * 2) { write(on: &screen) }
    return screen
  }

  private static let words = [
    "pension", "blåbær", "作者", "og", "e\u{301}te", "👩‍👧 to", "🇸🇪", "   ", "                    ",
    "a\u{30A}\u{323}b", "│", "█", "é…", "-", "한글", "⚠", "x",
  ]
  private static let roles: [Role] = [
    .body, .body, .body, .title, .heading, .note, .selection, .hit, .input,
  ]

  private mutating func write(on screen: inout CellBuffer) {
    let row = random.below(screen.size.rows)
    let column = random.below(screen.size.columns)
    let role = Self.roles[random.below(Self.roles.count)]
    if random.below(8) == 0 {
      screen.mark(row: row, columns: column..<(column + 9), as: role)
    } else if random.below(8) == 0 {
      screen.write(String(repeating: " ", count: 99), row: row, column: column, as: role)
    } else {
      screen.write(
        Self.words[random.below(Self.words.count)], row: row, column: column,
        limit: keepsEdgeFree ? screen.size.columns - 6 : nil, as: role,
        random.below(5) == 0 ? .strong : [])
    }
  }

  /// Moves some of the rows up or down.
  private mutating func shift() {
    let top = random.below(screen.size.rows)
    let end = top + 1 + random.below(screen.size.rows - top)
    let distance = random.below(7) - 3
    let before = screen
    for row in top..<end {
      let source = row + distance
      screen.write(String(repeating: " ", count: screen.size.columns), row: row)
      guard (top..<end).contains(source) else { continue }
      for (column, cell) in before[row: source].enumerated() {
        guard let character = cell.character else { continue }
        let next = before[row: source].dropFirst(column + 1).first
        let isWide = next.map { $0.character == nil } ?? false
        screen.draw(
          character, width: isWide ? 2 : 1, row: row, column: column, as: cell.role, cell.traits)
      }
    }
  }

  // MARK: What must be there

  /// The cells that show something else than they should.
  var differences: [String] {
    zip(shown, expected).enumerated().flatMap { row, cells in
      zip(cells.0, cells.1).enumerated().filter { $0.element.0 != $0.element.1 }.prefix(3)
        .map { "\(row), \($0.offset): \($0.element.0), not \($0.element.1)" }
    }
  }

  /// The cells that a terminal of this type has to show.
  private var expected: [[EmulatedTerminal.Shown]] {
    comparable(
      (0..<screen.size.rows).map { row in
        var cells = Array(screen[row: row])
        // The right half of a wide character looks as the left half does.
        for index in cells.indices.dropFirst() where cells[index].character == nil {
          cells[index].role = cells[index - 1].role
          cells[index].traits = cells[index - 1].traits
          cells[index].link = cells[index - 1].link
        }
        return cells.map(shown)
      })
  }

  /// What it shows.
  private var shown: [[EmulatedTerminal.Shown]] { comparable(terminal.rows) }

  /// Only what is seen: of a blank its ground, of few colours whatever they are, and not the last
  /// cells where the cursor would run on.
  private func comparable(_ rows: [[EmulatedTerminal.Shown]]) -> [[EmulatedTerminal.Shown]] {
    var rows = rows.map { row in
      row.map { cell in
        var cell = cell
        if cell.text == " " {
          cell.attributes.formIntersection([4, 7])
          cell.link = ""
          if cell.attributes.isEmpty { cell.foreground = -1 }
        }
        return type == .linux ? EmulatedTerminal.Shown(text: cell.text) : cell
      }
    }
    guard type.abilities.wrapsAtOnce else { return rows }
    // A mark that is sent when the cursor has run on joins nothing.
    for row in rows.indices { rows[row].removeLast(row == rows.count - 1 ? 2 : 1) }
    return rows
  }

  /// Letters of one sure cell that do not stand where they should.
  var strayLetters: [String] {
    (0..<screen.size.rows).flatMap { row in
      zip(screen[row: row], terminal.rows[row]).compactMap { cell, shown in
        guard let character = cell.character, character.isLetter, character.isASCII,
          shown.text != String(character)
        else { return nil }
        return "\(character) is \(shown.text) in row \(row)"
      }
    }
  }

  private func shown(_ cell: Cell) -> EmulatedTerminal.Shown {
    var shown = EmulatedTerminal.Shown()
    shown.text = cell.character.map(String.init) ?? ""
    if type.abilities.hasLinks { shown.link = screen.address(ofLink: cell.link) ?? "" }
    let isColored = type.abilities.colors >= 256
    let look = (isColored ? theme : theme.colorless).look(of: cell.role)
    var attributes = look.attributes
    if cell.traits.contains(.strong) { attributes.insert(.bold) }
    let known: [(Look.Attributes, String, Int)] = [
      (.bold, "bold", 1), (.dim, "dim", 2), (.italic, "sitm", 3), (.underline, "smul", 4),
      (.reverse, "rev", 7),
    ]
    for (attribute, name, number) in known
    where attributes.contains(attribute) && type.abilities.strings[name] != nil {
      shown.attributes.insert(number)
    }
    if isColored {
      shown.foreground = number(look.foreground)
      shown.background = number(look.background)
    }
    return shown
  }

  private func number(_ color: Color) -> Int {
    if case .palette(let number) = color { Int(number) } else { -1 }
  }
}
