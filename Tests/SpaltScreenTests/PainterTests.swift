@testable import SpaltScreen
import SpaltTestSupport
import Testing

@Suite struct PainterTests {
  @Test func `a line step costs the line that comes in`() {
    var painter = Painter(.inColors, on: EmulatedType.xterm.abilities)
    let lines = ["Et", "dagblad", "skriver", "om", "pension", "i", "dag", "och"]
    _ = painter.paint(page(lines[0..<5]))
    let bytes = String(decoding: painter.paint(page(lines[1..<6])), as: UTF8.self)
    #expect(bytes.hasPrefix("\u{1B}[?2026h\u{1B}[2;6r\u{1B}[6;2H\u{1B}[48;5;234m\ni"))
    #expect(bytes.hasSuffix("\ni\u{1B}[4;4H\u{1B}[?2026l"))
    // Twice in the same cell and pen: the terminal keeps them from then on.
    let second = String(decoding: painter.paint(page(lines[2..<7])), as: UTF8.self)
    #expect(second == "\u{1B}[?2026h\n\n\u{8}\u{8}\u{1B}7\ndag\u{1B}[4d\u{8}\u{1B}[?2026l")
    let third = String(decoding: painter.paint(page(lines[3..<8])), as: UTF8.self)
    #expect(third == "\u{1B}[?2026h\u{1B}8\noch\u{1B}[4d\u{8}\u{1B}[?2026l")
  }

  @Test func `rows that a column beside them keeps from being the same are scrolled too`() {
    let size = Size(columns: 24, rows: 12)
    let page = { (first: Int) in
      var screen = CellBuffer(size)
      for row in 0..<12 {
        screen.write("rad \(first + row) av flera", row: row)
        // A map of the whole that stays where it is, another letter in each row.
        screen.write(String(UnicodeScalar(UInt8(ascii: "a") + UInt8(row))), row: row, column: 22)
      }
      return screen
    }
    var terminal = EmulatedTerminal(size)
    var painter = Painter(.plain, on: EmulatedType.xterm.abilities)
    terminal.take(painter.paint(page(8)))
    let bytes = painter.paint(page(9))
    terminal.take(bytes)
    var fresh = EmulatedTerminal(size)
    var other = Painter(.plain, on: EmulatedType.xterm.abilities)
    fresh.take(other.paint(page(9)))
    #expect(terminal.rows == fresh.rows)
    // Each row's letter, a line feed and a step back, and the row that came in.
    #expect(bytes.count < 12 * 3 + 50)
  }

  @Test func `a line feed is no scroll where it might take the cursor to the left edge`() {
    var abilities = EmulatedType.xterm.abilities
    abilities.lineFeedKeepsColumn = false
    var painter = Painter(.inColors, on: abilities)
    let lines = ["Et", "dagblad", "skriver", "om", "pension", "i"]
    _ = painter.paint(page(lines[0..<5]))
    let bytes = String(decoding: painter.paint(page(lines[1..<6])), as: UTF8.self)
    #expect(bytes.hasSuffix("\u{1B}[S\u{1B}[6;2Hi\u{1B}[4;4H\u{1B}[?2026l"))
  }

  @Test func `a row down and a row up come to the same screen`() {
    var painter = Painter(.inColors, on: EmulatedType.linux.abilities)
    let lines = ["Et", "dagblad", "skriver", "om", "pension", "i"]
    _ = painter.paint(page(lines[1..<6]))
    let bytes = String(decoding: painter.paint(page(lines[0..<5])), as: UTF8.self)
    #expect(bytes == "\u{1B}[2;6r\u{1B}[2;1H\u{1B}[0m\u{1B}M\u{1B}[2;2HEt\n\n")
  }

  @Test func `a screen that looks the same sends nothing`() {
    var painter = Painter(.plain, on: EmulatedType.xterm.abilities)
    var screen = CellBuffer(Size(columns: 10, rows: 2))
    screen.write("Et dagblad", row: 0)
    #expect(!painter.paint(screen).isEmpty)
    screen.mark(row: 0, as: .note)
    #expect(painter.paint(screen).isEmpty)
  }

  @Test func `looks change by what differs, in one sequence`() {
    let strokes = PenStrokes(EmulatedType.xterm.abilities)
    let plain = Pen(foreground: 188, background: 234)
    let heading = Pen(foreground: 179, background: 234, attributes: .bold)
    let change = { (old: Pen?, new: Pen) in
      String(decoding: strokes.change(from: old, to: new), as: UTF8.self).dropFirst(2)
    }
    #expect(change(plain, heading) == "1;38;5;179m")
    #expect(change(heading, plain) == "22;38;5;188m")
    #expect(change(Pen(attributes: [.bold, .dim]), Pen(attributes: .dim)) == "0;2m")
    #expect(change(heading, Pen()) == "0m")
    #expect(change(plain, plain) == "")
  }

  @Test func `a terminal of other sequences is reset and told everything`() {
    var abilities = EmulatedType.xterm.abilities
    abilities.strings["sgr0"] = Array("\u{1B}(".utf8)
    abilities.strings["bold"] = Array("\u{1B}B".utf8)
    let strokes = PenStrokes(abilities)
    let bold = strokes.change(from: Pen(attributes: .reverse), to: Pen(attributes: .bold))
    #expect(String(decoding: bold, as: UTF8.self) == "\u{1B}(\u{1B}B")
  }

  @Test func `the end gives back pen, scroll region and cursor`() {
    var terminal = EmulatedTerminal(Size(columns: 12, rows: 7))
    var painter = Painter(.inColors, on: EmulatedType.xterm.abilities)
    let lines = ["Et", "dagblad", "skriver", "om", "pension", "i"]
    terminal.take(painter.paint(page(lines[0..<5])))
    var hidden = page(lines[1..<6])
    hidden.cursor = nil
    terminal.take(painter.paint(hidden))
    #expect(terminal.region == 1..<6)
    terminal.take(painter.farewell)
    #expect(terminal.region == 0..<7)
    #expect(terminal.pen == EmulatedTerminal.Shown())
    #expect(terminal.isCursorShown)
  }

  @Test func `the border of the rows that scrolled stops no step over it`() {
    let size = Size(columns: 9, rows: 24)
    // Rows 3 to 17 scroll; then letters of one column, from any row to any other.
    let page = { (first: Int, marks: [Int]) in
      var screen = CellBuffer(size)
      for row in 3..<18 { screen.write("  rad \(first + row)", row: row) }
      for row in [0, 1, 2, 18, 19, 20, 21, 22, 23] { screen.write(" fast", row: row) }
      for row in marks { screen.write("x", row: row) }
      screen.cursor = ScreenPoint(row: marks.first ?? 0, column: 4)
      return screen
    }
    let borders = [0, 2, 3, 4, 9, 16, 17, 18, 19, 23]
    for from in borders {
      for to in borders where to != from {
        var terminal = EmulatedTerminal(size)
        var painter = Painter(.plain, on: EmulatedType.xterm.abilities)
        for screen in [page(0, []), page(1, []), page(1, [from, to])] {
          terminal.take(painter.paint(screen))
        }
        #expect(terminal.region == 3..<18)
        let marked = terminal.rows.indices.filter { terminal.rows[$0][0].text == "x" }
        #expect(marked == [from, to].sorted())
        #expect(terminal.cursor == ScreenPoint(row: from, column: 4))
      }
    }
  }

  @Test func `no control character goes out, whatever a cell holds`() {
    var screen = CellBuffer(Size(columns: 8, rows: 1))
    for (column, character) in ["\u{1B}", "\u{9B}", "\u{202E}", "a\u{200D}", "\0"].enumerated() {
      screen.draw(Character(character), width: 1, row: 0, column: column, as: .body, [])
    }
    var painter = Painter(.plain, on: EmulatedType.vt100.abilities)
    var terminal = EmulatedTerminal(screen.size, EmulatedType.vt100.kind)
    terminal.take(painter.paint(screen))
    #expect(terminal.unknown == [])
    #expect(terminal.description == "   a    ")
  }

  @Test func `what leads to an address says so, and only there`() {
    var screen = CellBuffer(Size(columns: 12, rows: 1))
    screen.write("se exempel nu", row: 0)
    screen.link(row: 0, columns: 3..<10, to: "https://exempel.se/å b")
    var painter = Painter(.plain, on: EmulatedType.xterm.abilities)
    var terminal = EmulatedTerminal(screen.size)
    terminal.take(painter.paint(screen))
    let links = terminal.rows[0].map(\.link)
    #expect(Set(links[3..<10]) == ["https://exempel.se/%C3%A5%20b"])
    #expect(Set(links[..<3] + links[10...]) == [""])
    #expect(terminal.pen.link == "")
    var without = Painter(.plain, on: EmulatedType.linux.abilities)
    #expect(!String(decoding: without.paint(screen), as: UTF8.self).contains("]8;"))
  }

  @Test func `letters without a place in Unicode are shown as such`() {
    var screen = CellBuffer(Size(columns: 4, rows: 1))
    screen.draw("\u{378}", width: 1, row: 0, column: 0, as: .body, [])
    var painter = Painter(.plain, on: EmulatedType.xterm.abilities)
    var terminal = EmulatedTerminal(screen.size)
    terminal.take(painter.paint(screen))
    #expect(terminal.description == "\u{FFFD}   ")
  }

  /// A page of text between a title and a line at the bottom.
  private func page(_ lines: ArraySlice<String>) -> CellBuffer {
    var screen = CellBuffer(Size(columns: 12, rows: 7))
    screen.mark(row: 0, as: .title)
    screen.mark(row: 6, as: .title)
    for (row, line) in lines.enumerated() { screen.write(line, row: row + 1, column: 1) }
    screen.cursor = ScreenPoint(row: 3, column: 3)
    return screen
  }
}

extension Theme {
  /// Colours that terminals of 256 have, so that none is only near.
  static let inColors = Theme(
    name: "colours",
    looks: [
      .body: Look(foreground: .palette(188), background: .palette(234)),
      .title: Look(foreground: .palette(7), background: .palette(4), [.bold]),
      .heading: Look(foreground: .palette(179), background: .palette(234), [.bold]),
      .note: Look(foreground: .palette(3), background: .default, [.dim]),
      .selection: Look(foreground: .default, background: .palette(12), [.reverse]),
      .hit: Look([.underline, .italic]), .input: Look(),
    ])
}
