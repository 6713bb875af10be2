import SpaltImport
import SpaltText
import Testing

/// PDF files whose pages show columns or tables.
@Suite struct PageColumnTests {
  @Test func `columns that a program took row by row are read one after the other`() throws {
    let sides = [("sv", 36), ("da", 28)].map { language, width in
      story(language).texts.prefix(2).map { wrapped($0, width: width) }
    }
    var layout = PageFixture()
    layout.page()
    layout.line("Byn som ville ha en bro och hur det gick", y: 40, height: 16)
    var foot = 0.0
    // The order of blocks side by side that begin at one height.
    for part in 0..<2 {
      for (side, paragraphs) in sides.enumerated() {
        let x = 20 + 215 * Double(side)
        if part == 0 {
          layout.block()
          layout.line(side == 0 ? "Bakgrund" : "Havnen", x: x, y: 70, height: 13)
        }
        layout.block()
        let above = part == 0 ? 0 : sides[side][0].count + 1
        for (row, line) in paragraphs[part].enumerated() {
          let y = 90 + 12 * Double(above + row)
          layout.line(line, x: x, y: y)
          foot = max(foot, y)
        }
      }
    }
    layout.block()
    layout.line("1 En note under begge spalter.", x: 20, y: foot + 14, height: 8)
    let text = try imported(layout)
    let expected =
      ["heading 1: Byn som ville ha en bro och hur det gick", "heading 2: Bakgrund"]
      + story("sv").paragraphs.prefix(2) + ["heading 2: Havnen"]
      + story("da").paragraphs.prefix(2) + ["paragraph: 1 En note under begge spalter."]
    #expect(dump(text).split(separator: "\n").map(String.init) == expected)
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `cells of running text are read row by row`() throws {
    let cells = zip(story("sv").sentences, story("en").sentences).prefix(3)
    var layout = PageFixture()
    layout.page()
    var y = 50.0
    for (first, second) in cells {
      let rows = [wrapped(first, width: 34), wrapped(second, width: 34)]
      for (side, lines) in rows.enumerated() {
        layout.block()
        for (row, line) in lines.enumerated() {
          layout.line(line, x: 30 + 190 * Double(side), y: y + 12 * Double(row))
        }
      }
      y += 12 * Double(max(rows[0].count, rows[1].count)) + 14
    }
    let expected = cells.flatMap { ["paragraph: \($0.0)", "paragraph: \($0.1)"] }
    #expect(try dump(imported(layout)).split(separator: "\n").map(String.init) == expected)
  }

  @Test func `lines whose spaces are wide stay lines among those set to one width`() throws {
    var layout = PageFixture()
    layout.page()
    layout.line("Den nya skolan vid ån är klara", y: 100)
    layout.line("efter fyra års arbete men man", y: 112)
    layout.line("samlas", y: 124)
    layout.line("i", x: 120, y: 124)
    layout.line("lokaler", x: 150, y: 124)
    layout.line("utanför", y: 136)
    layout.line("byn", x: 170, y: 136)
    layout.line("så länge barackerna står kvar", y: 148)
    layout.line("på gården.", y: 160)
    #expect(
      try dump(imported(layout))
        == """
        paragraph: Den nya skolan vid ån är klara efter fyra års arbete men man samlas i lokaler utanför \
        byn så länge barackerna står kvar på gården.
        """)
  }

  @Test func `cells that stand apart make rows, also where they reach from edge to edge`() throws {
    var layout = PageFixture()
    layout.page()
    for (row, cells) in [("Norra ån", "12"), ("Södra ån", "7"), ("Lillån", "131")].enumerated() {
      layout.line(cells.0, y: 100 + 12 * Double(row))
      layout.line(cells.1, x: 210 - 5 * Double(cells.1.count), y: 100 + 12 * Double(row))
    }
    #expect(
      try dump(imported(layout))
        == "tableRow: Norra ån\t12\ntableRow: Södra ån\t7\ntableRow: Lillån\t131")
  }
}
