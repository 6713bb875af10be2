import SpaltImport
import SpaltProcess
import SpaltText
import Testing

/// PDF files, as their words and the places of their words.
@Suite struct PageTests {
  @Test func `hyphens of the typesetter go, hyphens of the word stay`() throws {
    var layout = PageFixture()
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

  @Test func `a lone hyphen at a line's end is kept`() throws {
    var layout = PageFixture()
    layout.page()
    layout.line("Vi skickar nu ut ett e-", y: 100)
    layout.line("brev till alla.", y: 112)
    #expect(try dump(imported(layout)) == "paragraph: Vi skickar nu ut ett e-brev till alla.")
  }

  @Test func `a paragraph runs on over columns, pages and what pages repeat`() throws {
    var layout = PageFixture()
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
    var layout = PageFixture()
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
    var layout = PageFixture()
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
    var layout = PageFixture()
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
