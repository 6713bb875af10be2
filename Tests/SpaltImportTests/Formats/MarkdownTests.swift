import SpaltImport
import SpaltText
import Testing

@Suite struct MarkdownTests {
  @Test func `the marks of Markdown become structure`() throws {
    let markdown = """
      ---
      title: "Om båtar"
      author: Eva Strand
      date: 2018-05
      lang: sv
      ---

      Om båtar
      ========

      En *liten* båt och en **stor**
      båt, [se här](http://exempel.se/båt (titel)), `a *b*` &amp; \\*stjärna\\* &aring;.[^n]

      ![En båt](b.png)

      - ett
        - två

          mer om två
      - tre

      3) fyra
      4) fem

      > Citat
      fortsätter

      | A | B |
      |---|--:|
      | *1* | 2 |

      ```swift
      let a = 1
      let b = 2
      ```

      <div>Rå <b>text</b></div>

      [^n]: Noten
          går vidare.
      [^m]: Aldrig kallad.
      """
    let text = try #require(try importedTexts(Array(markdown.utf8), name: "båtar.md").first)
    #expect(
      dump(text)
        == """
        boilerplate: --- title: "Om båtar" author: Eva Strand date: 2018-05 lang: sv ---
        heading 1: Om båtar
        paragraph: En *liten* båt och en **stor** båt, se här, a *b* & *stjärna* å.{n}
        caption: En båt
        listItem [•]: ett
        listItem [  •]: två
        paragraph: mer om två
        listItem [•]: tre
        listItem [3.]: fyra
        listItem [4.]: fem
        quote: Citat fortsätter
        tableRow: A\tB
        tableRow: *1*\t2
        paragraph: let a = 1
        paragraph: let b = 2
        paragraph: Rå text
        footnote [n]: Noten går vidare.
        footnote [m]: Aldrig kallad.
        """)
    #expect(
      text.facts
        == TextFacts(
          title: "Om båtar", publisher: "Eva Strand", date: "2018-05", language: .swedish))
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `every word leads back to its place`() throws {
    let markdown = "# Två *ord*\n\nEtt [ord](ord) och ord\n* ord\n  ord\r\n\r\n> ord **ord** ord\n"
    let text = try #require(try importedTexts(Array(markdown.utf8), name: "a.md").first)
    let source = Array(text.source.text.utf8)
    var places: Set<Int> = []
    for block in text.blocks {
      for start in Array(block.text.utf8).indices
      where Array(block.text.utf8)[start...].starts(with: "ord".utf8) {
        let range = block.map.source(of: start..<start + 3)
        #expect(String(decoding: source[range], as: UTF8.self) == "ord")
        places.insert(range.lowerBound)
      }
    }
    #expect(places.count == 8)
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `every call of a note stands where it is written`() throws {
    let markdown = "Rubrik[^a]\n---\nEtt[^a] två [^b] tre.\n\n[^a]: Not.\n\n[^b]: Annan.\n"
    let text = try #require(try importedTexts(Array(markdown.utf8), name: "a.md").first)
    let calls = text.blocks.prefix(2).map { $0.references.map { "\($0.label) \($0.offset)" } }
    // The two letters of å are two bytes: “Ett två” ends at 8.
    #expect(calls == [["a 6"], ["a 3", "b 8"]])
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `Markdown is told by its marks where the name says nothing`() {
    let clear = "# Ett\n\nText\n\n# Två\n\n[länk](http://a.se)\n"
    #expect(FileFormat(of: Array(clear.utf8), name: "README") == .markdown)
    #expect(FileFormat(of: Array("Text med * och # i.\n".utf8), name: "text") == .plain)
    #expect(FileFormat(of: Array(clear.utf8), name: "notes.txt") == .plain)
  }

  @Test(arguments: [
    String(repeating: ">", count: 20_000), String(repeating: "> ", count: 20_000) + "ord",
    String(repeating: "[", count: 50_000), String(repeating: "*", count: 50_000),
    String(repeating: "*a ", count: 20_000), String(repeating: "![[]()", count: 10_000),
    String(repeating: "- ", count: 10_000) + "ord", String(repeating: "`a", count: 20_000),
    String(repeating: "[a](", count: 10_000), String(repeating: "a**b", count: 10_000),
    (0..<150).map { String(repeating: " ", count: $0 * 2) + "- ord\n" }.joined(),
    String(repeating: "|a", count: 2_000) + "\n" + String(repeating: "|-", count: 2_000) + "\n|b\n",
    String(repeating: "|a", count: 2_000) + "\r\n" + String(repeating: "|-", count: 2_000) + "\r\n"
      + String(repeating: "|b\r\n", count: 3_000),
    String(repeating: "a " + "[b](c \"(((\") ", count: 1_000),
    String(repeating: "[^a] ", count: 5_000) + "\n\n[^a]: n", "[^", "[^a", "---\n", "---\n---\n",
    "\u{0}a\u{0}", "<a", "<!--", "&", "\\", "a\u{2028}*b*",
  ])
  func `marks in long rows and deep nests end soon, with every letter kept`(
    markdown: String
  ) throws {
    guard let text = try? importedTexts(Array(markdown.utf8), name: "a.md").first else { return }
    #expect(brokenPromise(of: text) == nil)
    let kept = letters(of: text).count { $0.isLetter }
    // What stands in tags and in the destinations of links is not shown.
    if !markdown.contains("<"), !markdown.contains("](") {
      let calls = text.blocks.reduce(0) { $0 + $1.references.count }
      let labels = text.blocks.count { $0.kind == .footnote }
      #expect(kept + calls + labels >= markdown.count { $0.isLetter })
    }
  }
}
