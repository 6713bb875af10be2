import SpaltScreen
import SpaltTestSupport
import Testing

@Suite struct CellBufferTests {
  @Test func `a screen shows what was written, with the role of every cell`() {
    var screen = CellBuffer(Size(columns: 24, rows: 3))
    screen.write("Ledelse", row: 0, as: .heading)
    let column = screen.write("blåbær og ", row: 2)
    screen.write("rødgrød", row: 2, column: column, as: .hit)
    expectScreen(
      screen,
      """
      Ledelse

      blåbær og rødgrød
      """,
      roles: """
        HHHHHHH

        ..........MMMMMMM
        """)
  }

  @Test func `a wide character never straddles the edge`() {
    var screen = CellBuffer(Size(columns: 5, rows: 1))
    #expect(screen.write("åø作者", row: 0) == 4)
    expectScreen(screen, "åø作")
  }

  @Test func `a limit is an edge of its own`() {
    var screen = CellBuffer(Size(columns: 10, rows: 1))
    #expect(screen.write("margin", row: 0, column: 2, limit: 5) == 5)
    expectScreen(screen, "  mar")
  }

  @Test func `half a wide character does not stay behind`() {
    var screen = CellBuffer(Size(columns: 6, rows: 1))
    screen.write("作者作", row: 0)
    screen.write("x", row: 0, column: 1)
    screen.write("y", row: 0, column: 4)
    #expect(screen[row: 0].map(\.character) == [" ", "x", "者", nil, "y", " "])
  }

  @Test(arguments: 0..<40)
  func `a text written at once is the same as letter by letter`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters: [Character] = ["a", "å", "漢", "字", "e\u{301}", " ", "–", "\u{301}"]
    var (atOnce, byLetter) = (
      CellBuffer(Size(columns: 9, rows: 2)), CellBuffer(Size(columns: 9, rows: 2))
    )
    for _ in 0..<12 {
      let text = String(
        (0..<random.below(7)).map { _ in letters[random.below(letters.count)] })
      let (row, column) = (random.below(2), random.below(10))
      let limit = random.below(10)
      atOnce.write(text, row: row, column: column, limit: limit, as: .note)
      var next = column
      for glyph in text.flatMap(Glyph.shown) {
        guard next + glyph.width <= limit else { break }
        byLetter.draw(
          glyph.character, width: glyph.width, row: row, column: next, as: .note, [])
        next += glyph.width
      }
      #expect(atOnce == byLetter)
    }
  }

  @Test func `a decomposed letter takes one cell`() {
    var screen = CellBuffer(Size(columns: 3, rows: 1))
    #expect(screen.write("a\u{30A}bc", row: 0) == 3)
    expectScreen(screen, "a\u{30A}bc")
  }

  @Test func `text outside the screen is left out`() {
    var screen = CellBuffer(Size(columns: 3, rows: 2))
    screen.write("up", row: -1)
    screen.write("down", row: 2)
    screen.write("left", row: 0, column: -2)
    screen.write("right", row: 1, column: 9)
    expectScreen(screen, "\n")
  }

  @Test func `an empty screen takes no text`() {
    var screen = CellBuffer(Size(columns: 0, rows: -4))
    screen.write("a", row: 0)
    #expect(screen.size == Size(columns: 0, rows: 0))
    #expect(screen.description == "")
  }

  @Test func `marking changes roles and adding changes traits, and neither the letters`() {
    var screen = CellBuffer(Size(columns: 6, rows: 1))
    screen.write("avsnitt", row: 0)
    screen.mark(row: 0, columns: 2..<40, as: .passage)
    screen.add(.underlined, row: 0, columns: -3..<1)
    expectScreen(screen, "avsnit", roles: "..PPPP")
    #expect(screen[row: 0].map(\.traits.rawValue) == [4, 0, 0, 0, 0, 0])
  }

  @Test(arguments: [
    ("\u{1B}[2J", "␛[2J"), ("\u{1B}]0;x\u{07}", "␛]0;x␇"), ("rm -rf\rharmless", "rm -rf␍harmless"),
    ("a\u{8}b", "a␈b"), ("\u{9B}2J", "⟨9B⟩2J"), ("\u{0}after", "␀after"), ("\u{E}å", "␎å"),
    ("\u{202E}abc", "⟨RLO⟩abc"), ("Skol\u{200B}verket", "Skol⟨ZWSP⟩verket"), ("a\r\nb", "a␍␊b"),
    ("gransk\u{AD}ning", "granskning"), ("x\u{E0041}", "x⟨TAG⟩"),
  ])
  func `a control character is drawn as its mark`(text: String, shown: String) {
    var screen = CellBuffer(Size(columns: 40, rows: 1))
    #expect(screen.write(text, row: 0) == Glyph.width(of: text))
    expectScreen(screen, shown)
  }
}
