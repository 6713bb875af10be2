import SpaltImport
import SpaltTestSupport
import SpaltText
import Testing

@Suite struct HTMLTests {
  @Test func `the article of a saved page is found, the rest is folded away`() throws {
    let prose =
      "Bron över sundet blir dyrare än väntat, och kommunen måste nu låna pengar till den."
    let page = """
      <!DOCTYPE html><html lang="sv"><head><meta charset="utf-8">
      <title>Bron blir dyrare | Sundsposten</title>
      <meta property="og:site_name" content="Sundsposten">
      <meta property="article:published_time" content="2021-03-04T06:00:00+01:00">
      <script>var s = "<p>inte text</p>";</script><style>p { color: red }</style></head>
      <body><header><a href="/">Sundsposten</a> <nav><ul><li><a href="/s">Sport</a></li></ul></nav></header>
      <div class="cookie-banner"><p>Vi använder kakor.</p><button>Godkänn</button></div>
      <main><article><h1>Bron blir dyrare</h1>
      <figure><img src="bro.jpg"><figcaption>Bron i dimma. <span class="credit">Foto: Eva Strand</span></figcaption></figure>
      <p>\(prose) <b>Så är det</b>.</p><p>– Vi har <em>inget</em> val, säger chefen.</p>
      <h2>Lång väntan</h2><p>\(prose)</p>
      <aside class="fakta"><h3>Fakta</h3><ul><li>Längd: 8 km<ul><li>varav 2 i tunnel</li></ul></li><li>Höjd: 60 m</li></ul></aside>
      <blockquote>Det är som det är.</blockquote>
      <div class="share-buttons"><a href="#">Dela</a></div></article></main>
      <aside><h2><a href="/x">Läs också</a></h2><a href="/y">Färjan ställs in</a></aside>
      <footer>Ansvarig utgivare: Sven Berg</footer></body></html>
      """
    let text = try #require(try importedTexts(Array(page.utf8)).first)
    #expect(
      dump(text)
        == """
        boilerplate: Sundsposten
        boilerplate: Sport
        boilerplate: Vi använder kakor.
        boilerplate: Godkänn
        heading 1: Bron blir dyrare
        caption: Bron i dimma.
        credit: Foto: Eva Strand
        paragraph: \(prose) **Så är det**.
        dialogueTurn: – Vi har *inget* val, säger chefen.
        heading 2: Lång väntan
        paragraph: \(prose)
        heading 3: Fakta
        listItem [•]: Längd: 8 km
        listItem [  •]: varav 2 i tunnel
        listItem [•]: Höjd: 60 m
        quote: Det är som det är.
        boilerplate: Dela
        boilerplate: Läs också
        boilerplate: Färjan ställs in
        boilerplate: Ansvarig utgivare: Sven Berg
        """)
    #expect(text.facts.title == "Bron blir dyrare")
    #expect(text.facts.publisher == "Sundsposten")
    #expect(text.facts.date == "2021-03-04")
    #expect(text.facts.language == .swedish)
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `a page without any mark of an article is told by where its words are`() throws {
    let prose = "Kommunens regnskab viser et overskud, som ingen havde regnet med i foråret. "
    let page = """
      <body><div id=top><a href=1>Forside</a> <a href=2>Kultur</a></div>
      <div id=wrap><h1>Overskud i kassen</h1><div><p>\(prose)<p>\(prose)<p>\(prose)</div></div>
      <div><a href=3>Mere om økonomi</a></div></body>
      """
    #expect(
      try dump(Array(page.utf8))
        == """
        boilerplate: Forside Kultur
        heading 1: Overskud i kassen
        paragraph: \(prose.dropLast())
        paragraph: \(prose.dropLast())
        paragraph: \(prose.dropLast())
        boilerplate: Mere om økonomi
        """)
  }

  @Test func `JSON-LD says what meta elements do not`() throws {
    let page = """
      <html><head><title>x</title><script type="application/ld+json">
      {"@graph":[{"@type":"Organization","name":"Ö"},{"@type":["NewsArticle"],"headline":"Ny \\u00e5ker",
      "datePublished":"2019-12-31T23:00Z","publisher":{"@type":"Organization","name":"Åkerbladet"}}]}
      </script></head><body><p>Text.</p></body></html>
      """
    let facts = try #require(try importedTexts(Array(page.utf8)).first).facts
    #expect(facts.title == "Ny åker")
    #expect(facts.publisher == "Åkerbladet")
    #expect(facts.date == "2019-12-31")
  }

  @Test func `footnotes are called and set apart`() throws {
    let page = """
      <body><p>Ett ord<sup><a href="#n1" id="r1">1</a></sup> och ett till.<a class="footnote-ref" href="#n2">*</a></p>
      <p>En <a href="#n1">länk</a> är ingen not.</p>
      <ol><li id="n1">Första noten. <a href="#r1">↩</a></li></ol>
      <p id="n2">* Andra noten.</p></body>
      """
    #expect(
      try dump(Array(page.utf8))
        == """
        paragraph: Ett ord{1} och ett till.{*}
        paragraph: En länk är ingen not.
        footnote [1]: Första noten.
        footnote [*]: * Andra noten.
        """)
  }

  @Test func `rows of a table keep their cells apart`() throws {
    let page = """
      <body><table><caption>Priser</caption><tr><th>År<th>Pris</tr><tr><td>2020<td>12 <b>kr</b></tr>
      <tr><td colspan=2>okänt</td><td>x</td></tr><tr><td></td><td>13 kr</td></tr></table>
      <table><tr><td><p>Bara för <i>formen</i>.</p></td></tr></table></body>
      """
    #expect(
      try dump(Array(page.utf8))
        == """
        caption: Priser
        tableRow: År\tPris
        tableRow: 2020\t12 **kr**
        tableRow: okänt\t\tx
        tableRow: 13 kr
        paragraph: Bara för *formen*.
        """)
  }

  @Test func `what stands loose in a table stays where it stood`() throws {
    let page =
      "<body><p>Ett</p><table>Två<tr><td>Tre<td>3</tr>Fyra<tr><td>Fem<td>5</table>Sex</body>"
    #expect(
      try dump(Array(page.utf8))
        == """
        paragraph: Ett
        paragraph: Två
        tableRow: Tre\t3
        paragraph: Fyra
        tableRow: Fem\t5
        paragraph: Sex
        """)
  }

  @Test func `lists count as the page does`() throws {
    let page = """
      <body><ol start=3><li>tre<li>fyra<ol type=a><li>a</ol><li value=9>nio<p>Mer om nio.</p></ol></body>
      """
    #expect(
      try dump(Array(page.utf8))
        == """
        listItem [3.]: tre
        listItem [4.]: fyra
        listItem [  a.]: a
        listItem [9.]: nio
        paragraph: Mer om nio.
        """)
  }

  @Test func `line breaks part paragraphs of old, and lines of a listing`() throws {
    let page = "<body>Rad ett<br>rad två<br><br>Nytt stycke<pre>a  b\n c\n</pre></body>"
    #expect(
      try dump(Array(page.utf8))
        == """
        paragraph: Rad ett rad två
        paragraph: Nytt stycke
        paragraph: a b
        paragraph: c
        """)
  }

  @Test func `every letter leads back to its place in the markup`() throws {
    let page = "<body><p>F&ouml;r &#229;r &amp; dag: <b>sm&aring;tt</b> och stort</p></body>"
    let text = try #require(try importedTexts(Array(page.utf8)).first)
    let block = try #require(text.blocks.first)
    #expect(block.text == "För år & dag: smått och stort")
    let source = Array(text.source.text.utf8)
    let place = { (word: String) -> String in
      let start = Array(block.text.utf8).firstRange(of: Array(word.utf8))?.lowerBound ?? 0
      let range = block.map.source(of: start..<start + word.utf8.count)
      return String(decoding: source[range], as: UTF8.self)
    }
    #expect(place("dag") == "dag")
    #expect(place("stort") == "stort")
    #expect(place("smått") == "sm&aring;tt")
    #expect(place("år") == "&#229;r")
    #expect(brokenPromise(of: text) == nil)
  }

  @Test(arguments: [
    ("<meta charset=iso-8859-1><p>H\u{E5}ll ut</p>", "Håll ut"),
    (
      "<meta http-equiv=content-type content='text/html; charset=windows-1252'><p>\u{93}Ja\u{94}</p>",
      "“Ja”"
    ),
    ("<meta charset=iso-8859-2><p>\u{B1}</p>", "ą"),
  ])
  func `a declared encoding is believed where the bytes are no UTF-8`(
    markup: String, expected: String
  ) throws {
    let bytes = markup.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(try dump(bytes) == "paragraph: \(expected)")
  }

  @Test func `a given encoding is believed, whatever the page declares`() throws {
    let bytes = Array("<meta charset=iso-8859-1><p>K".utf8) + [0x8C] + Array("l</p>".utf8)
    let found = try texts(in: bytes, name: "a", encoding: .macRoman) { _ in [] }
    #expect(try dump(#require(found?.first)) == "paragraph: Kål")
  }

  @Test func `a page in UTF-16 is a page`() throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in "<html><body><p>Blåbär</p>".utf16 {
      bytes += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
    }
    #expect(try dump(bytes) == "paragraph: Blåbär")
  }

  /// A page made of pieces whose words are known: none is lost, none comes twice, none moves.
  @Test func `no word of any page is lost`() throws {
    for seed in 1...UInt64(60) {
      var random = SeededGenerator(seed: seed)
      var words: [String] = []
      let page = "<html><body>" + markup(depth: 0, &random, &words) + "</body></html>"
      let text = try #require(try importedTexts(Array(page.utf8)).first)
      #expect(letters(of: text) == words.joined(), "seed \(seed): \(page)")
      #expect(brokenPromise(of: text) == nil, "seed \(seed)")
    }
  }

  private func markup(depth: Int, _ random: inout SeededGenerator, _ words: inout [String])
    -> String
  {
    let tags = [
      "p", "div", "section", "ul", "li", "b", "em", "a href=x", "span", "table", "tr", "td", "h2",
      "blockquote", "nav", "aside", "footer", "figcaption", "form", "article", "pre", "sup",
    ]
    var markup = ""
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      if depth < 6, Bool.random(using: &random) {
        let tag = tags[Int.random(in: 0..<tags.count, using: &random)]
        let name = tag.split(separator: " ")[0]
        markup += "<\(tag)>" + self.markup(depth: depth + 1, &random, &words)
        if Int.random(in: 0..<4, using: &random) > 0 { markup += "</\(name)>" }
      } else {
        let number = words.count
        words += ["ord\(number)", "<\(number)>"]
        markup += "ord\(number) &lt;\(number)&gt;<!-- \(number) --> "
      }
    }
    return markup
  }
}
