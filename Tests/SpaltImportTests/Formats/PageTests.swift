import SpaltImport
import SpaltProcess
import SpaltText
import Testing

/// PDF files, as their words and the places of their words.
@Suite struct PageTests {
  /// Lines of words as they stand on pages; `x` and `y` in points, letters of a given height.
  struct Layout {
    private var rows: [String] = []
    private var isOpen = false

    mutating func page() {
      if isOpen { rows += ["</block></flow></page>"] }
      rows += ["<page width=\"400\" height=\"600\">", "<flow>", "<block x=\"0\">"]
      isOpen = true
    }

    mutating func block() { rows += ["</block>", "<block x=\"0\">"] }

    /// A letter is half as wide as it is high; `^` before a word raises it.
    mutating func line(_ text: String, x: Double = 50, y: Double, height: Double = 10) {
      rows.append("<line x=\"0\">")
      var left = x
      for word in text.split(separator: " ") {
        let isRaised = word.hasPrefix("^")
        let letters = isRaised ? String(word.dropFirst()) : String(word)
        let size = isRaised ? height * 0.6 : height
        let top = isRaised ? y - height * 0.3 : y
        let right = left + Double(letters.count) * size / 2
        let shown = letters.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        rows.append(
          """
          <word xMin="\(left)" yMin="\(top)" xMax="\(right)" yMax="\(top + size)">\(shown)</word>
          """)
        left = right + (isRaised ? 0 : height / 4)
      }
      rows.append("</line>")
    }

    var bytes: [UInt8] { Array((rows + ["</block></flow></page>"]).joined(separator: "\n").utf8) }
  }

  private func imported(_ layout: Layout) throws -> ImportedText {
    let found = try texts(in: Array("%PDF-1.4".utf8), name: "a.pdf") { _ in layout.bytes }
    return try #require(found?.first)
  }

  @Test func `hyphens of the typesetter go, hyphens of the word stay`() throws {
    var layout = Layout()
    layout.page()
    layout.line("Den nya must-win strategien handler om udvik-", y: 100)
    layout.line("ling af kommunens skoler, hvor hver must-", y: 112)
    layout.line("win kamp tæller, og hvor sam-", y: 124)
    layout.line("arbejdet mellem bygge- og anlægs-", y: 136)
    layout.line("branchen er i top.", y: 148)
    let text = try imported(layout)
    #expect(
      dump(text)
        == """
        paragraph: Den nya must-win strategien handler om udvikling af kommunens skoler, hvor hver \
        must-win kamp tæller, og hvor samarbejdet mellem bygge- og anlægsbranchen er i top.
        """)
    #expect(text.findings.contains(.hyphensRemoved(3)))
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `columns that a program took row by row are read one after the other`() throws {
    let sides = [("sv", 36), ("da", 28)].map { language, width in
      story(language).texts.prefix(2).map { wrapped($0, width: width) }
    }
    var layout = Layout()
    layout.page()
    layout.line("Byn som ville ha en bro och hur det gick", y: 40, height: 16)
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
          layout.line(line, x: x, y: 90 + 12 * Double(above + row))
        }
      }
    }
    layout.block()
    layout.line("1 En note under begge spalter.", x: 30, y: 480, height: 8)
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
    var layout = Layout()
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
    var layout = Layout()
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
    var layout = Layout()
    layout.page()
    for (row, cells) in [("Norra ån", "12"), ("Södra ån", "7"), ("Lillån", "31")].enumerated() {
      layout.line(cells.0, y: 100 + 12 * Double(row))
      layout.line(cells.1, x: 200, y: 100 + 12 * Double(row))
    }
    #expect(
      try dump(imported(layout))
        == "tableRow: Norra ån\t12\ntableRow: Södra ån\t7\ntableRow: Lillån\t31")
  }

  @Test func `a lone hyphen at a line's end is kept`() throws {
    var layout = Layout()
    layout.page()
    layout.line("Vi skickar nu ut ett e-", y: 100)
    layout.line("brev till alla.", y: 112)
    #expect(try dump(imported(layout)) == "paragraph: Vi skickar nu ut ett e-brev till alla.")
  }

  @Test func `a paragraph runs on over columns, pages and what pages repeat`() throws {
    var layout = Layout()
    layout.page()
    layout.line("Årsbok", x: 180, y: 20)
    layout.block()
    layout.line("Det började en vår då isen gick", y: 60)
    layout.line("upp tidigare än någon kunde", y: 72)
    layout.block()
    layout.line("minnas, och båtarna lades", x: 220, y: 60)
    layout.line("i sjön redan i mars. Sedan kom", x: 220, y: 72)
    layout.block()
    layout.line("12", x: 195, y: 570)
    layout.page()
    layout.line("Årsbok", x: 180, y: 20)
    layout.block()
    layout.line("kylan tillbaka.", y: 60)
    layout.block()
    layout.line("Det var slutet.", y: 100)
    layout.block()
    layout.line("13", x: 195, y: 570)
    let text = try imported(layout)
    #expect(
      dump(text)
        == """
        boilerplate: Årsbok
        paragraph: Det började en vår då isen gick upp tidigare än någon kunde minnas, och båtarna \
        lades i sjön redan i mars. Sedan kom kylan tillbaka.
        pageNumber: 12
        boilerplate: Årsbok
        paragraph: Det var slutet.
        pageNumber: 13
        """)
    #expect(text.findings.contains(.breaksCrossed(2)))
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `small letters below the text are notes, raised numbers call them`() throws {
    var layout = Layout()
    layout.page()
    layout.line("Rubriken", y: 40, height: 18)
    layout.block()
    layout.line("Skogen ^1 växer fort och älven2 rinner, men K2", y: 80)
    layout.line("är ett berg och 3 är ett tal i texten.", y: 92)
    layout.block()
    layout.line("1 Den stora skogen i norr, som ingen har", y: 500, height: 8)
    layout.line("mätt ännu.", y: 510, height: 8)
    layout.line("2 Den långa älven.", y: 520, height: 8)
    let text = try imported(layout)
    #expect(
      dump(text)
        == """
        heading 1: Rubriken
        paragraph: Skogen{1} växer fort och älven{2} rinner, men K2 är ett berg och 3 är ett tal i \
        texten.
        footnote [1]: Den stora skogen i norr, som ingen har mätt ännu.
        footnote [2]: Den långa älven.
        """)
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `indents, early ends, signs and rows tell paragraphs, lists and tables`() throws {
    var layout = Layout()
    layout.page()
    layout.line("Första stycket går över hela raden här och", y: 60)
    layout.line("slutar sedan tidigt.", y: 72)
    layout.line("Andra stycket går också över hela raden", y: 84)
    layout.line("och är nu slut, men raden är full av ord.", y: 96)
    layout.line("Tredje stycket har ett indrag och går", x: 60, y: 108)
    layout.line("vidare på nästa rad.", y: 120)
    layout.block()
    layout.line("• ett & två <tre>", x: 60, y: 140)
    layout.line("• fyra", x: 60, y: 152)
    layout.line("◦ fem", x: 75, y: 164)
    layout.block()
    for (row, cells) in [("År", "Pris"), ("2020", "7,50"), ("2021", "8,00")].enumerated() {
      layout.line(cells.0, y: 200 + Double(row) * 14)
      layout.block()
      layout.line(cells.1, x: 150, y: 200 + Double(row) * 14)
      layout.block()
    }
    let text = try imported(layout)
    #expect(
      dump(text)
        == """
        paragraph: Första stycket går över hela raden här och slutar sedan tidigt.
        paragraph: Andra stycket går också över hela raden och är nu slut, men raden är full av ord.
        paragraph: Tredje stycket har ett indrag och går vidare på nästa rad.
        listItem [•]: ett & två <tre>
        listItem [•]: fyra
        listItem [  •]: fem
        tableRow: År\tPris
        tableRow: 2020\t7,50
        tableRow: 2021\t8,00
        """)
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `a PDF file without words says what to do`() {
    var layout = Layout()
    layout.page()
    #expect(throws: FormatFailure.noText(name: "a.pdf", format: "a PDF file")) {
      try imported(layout)
    }
  }

  @Test(
    .enabled(
      if: hasProgram("weasyprint") && hasProgram("pdftotext"),
      "needs the packages weasyprint and poppler-utils"))
  func `a file set in columns with hyphens, notes and running heads is read as it was written`()
    throws
  {
    let column = """
      Spalttexten handlar om kommunalförbundens samarbetsavtal och deras verksamhetsberättelser. \
      Den är skriven så att orden blir långa och raderna korta.
      """
    let page = """
      <meta charset=utf-8><style>@page{size:A5;@top-center{content:"Rapport om skolan";font-size:9pt}
      @bottom-center{content:counter(page);font-size:9pt}} .n{float:footnote;font-size:8pt}
      body{font-size:11pt;text-align:justify;hyphens:auto} .c{columns:2;column-gap:8mm}</style>
      <html lang=sv><title>Skolan</title><body><h1>Stora rubriken</h1><p>Första stycket är en ganska lång text om
      skolväsendets finansieringsmodeller<span class=n>Noten står nederst på sidan.</span> och
      kommunernas redovisningsskyldighet gentemot staten.</p><div class=c><p>\(column)</p>
      <p>\(column)</p></div><h2>Andra rubriken</h2><p>Slut.</p>
      <p style="page-break-before:always">Ny sida med text som går över flera rader för att det ska
      finnas något att läsa även här på sidan två.</p></body></html>
      """
    let file = try runProgram("weasyprint", ["-q", "-", "-"], input: Array(page.utf8))
    let text = try #require(try importedTexts(file).first)
    #expect(
      dump(text)
        == """
        boilerplate: Rapport om skolan
        heading 1: Stora rubriken
        paragraph: Första stycket är en ganska lång text om skolväsendets finansieringsmodeller{1} \
        och kommunernas redovisningsskyldighet gentemot staten.
        paragraph: \(column)
        paragraph: \(column)
        heading 2: Andra rubriken
        paragraph: Slut.
        footnote [1]: Noten står nederst på sidan.
        pageNumber: 1
        boilerplate: Rapport om skolan
        paragraph: Ny sida med text som går över flera rader för att det ska finnas något att läsa \
        även här på sidan två.
        pageNumber: 2
        """)
    #expect(text.facts.title == "Skolan")
  }
}
