import SpaltImport
import SpaltText
import Testing

@Suite struct LinkTargetTests {
  @Test func `a page says where its words lead`() throws {
    let page = """
      <body><p>Se <a href=" https://exempel.se/a?b=1&amp;c=2 ">hela <b>rapporten</b></a> och
      <a href="/nyheter">mer</a>, <a href="#n">nedan</a>, <a href="javascript:alert(1)">klick</a>,
      <a href="mailto:red@exempel.se">redaktionen</a>.</p></body>
      """
    #expect(
      try links(Array(page.utf8)) == [
        "hela rapporten → https://exempel.se/a?b=1&c=2", "redaktionen → mailto:red@exempel.se",
      ])
  }

  @Test func `a Markdown text says where its words lead`() throws {
    let text = """
      # Om [båtar](https://exempel.se/b)

      Läs [den *här*](https://exempel.se/x "titel"), [boken][b] eller <https://exempel.se/y>.
      ![bild](https://exempel.se/p.png)

      [b]: https://exempel.se/bok
      """
    #expect(
      try links(Array(text.utf8), name: "a.md") == [
        "båtar → https://exempel.se/b", "den här → https://exempel.se/x",
        "boken → https://exempel.se/bok", "https://exempel.se/y → https://exempel.se/y",
      ])
  }

  @Test func `an ODT file says where its words lead`() throws {
    var zip = ZipFile()
    zip.add("mimetype", "application/vnd.oasis.opendocument.text")
    zip.add(
      "content.xml",
      """
      <o:document-content xmlns:o="o" xmlns:t="t" xmlns:x="x"><o:body><o:text>
      <t:p>Se <t:a x:href="https://exempel.se/r">hela <t:span>rapporten</t:span></t:a> nu,
      <t:a x:href="../bilaga.odt">bilagan</t:a> sen.</t:p></o:text></o:body></o:document-content>
      """)
    #expect(try links(zip.bytes) == ["hela rapporten → https://exempel.se/r"])
  }

  @Test func `a DOCX file says where its words lead, in each part by its own list`() throws {
    var zip = ZipFile()
    zip.add("[Content_Types].xml", "<Types/>")
    for (part, path) in [("document", "hus"), ("footnotes", "not")] {
      zip.add(
        "word/_rels/\(part).xml.rels",
        "<Relationships><Relationship Id='r1' Target='https://exempel.se/\(path)'/></Relationships>"
      )
    }
    zip.add(
      "word/footnotes.xml",
      """
      <w:footnotes xmlns:w="w" xmlns:r="r"><w:footnote w:id="7"><w:p><w:hyperlink r:id="r1"><w:r><w:t>Kilden</w:t></w:r></w:hyperlink></w:p></w:footnote></w:footnotes>
      """)
    zip.add(
      "word/document.xml",
      """
      <w:document xmlns:w="w" xmlns:r="r"><w:body><w:p><w:r><w:t xml:space="preserve">Et </w:t></w:r>
      <w:hyperlink r:id="r1"><w:r><w:t>gult hus</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id="7"/></w:r>
      <w:hyperlink w:anchor="x"><w:r><w:t>her</w:t></w:r></w:hyperlink></w:p></w:body></w:document>
      """)
    #expect(
      try links(zip.bytes) == [
        "gult hus → https://exempel.se/hus", "Kilden → https://exempel.se/not",
      ])
  }

  @Test(arguments: [
    ("<base href='https://exempel.se/a/b/c'>", "https://exempel.se/a/b/d.html"),
    ("<link rel=canonical href='https://exempel.se/a/sida?x=1#y'>", "https://exempel.se/a/d.html"),
    ("<meta property='og:url' content='https://exempel.se'>", "https://exempel.se/d.html"),
    (
      "<base href='/k/'><link rel=canonical href='https://exempel.se/a/'>",
      "https://exempel.se/k/d.html"
    ),
    (
      "<base href='file:///etc/'><meta property='og:url' content='https://e.se/'>",
      "https://e.se/d.html"
    ),
  ])
  func `a page that states its address makes its links whole`(head: String, whole: String) throws {
    let page = "<html><head>\(head)</head><body><p>Se <a href='d.html'>mer</a>.</p></body></html>"
    #expect(try links(Array(page.utf8)) == ["mer → \(whole)"])
  }

  /// Source: RFC 3986, section 5.4.
  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
    ("g?y", "http://a/b/c/g?y"), ("g#s", "http://a/b/c/g#s"), (";x", "http://a/b/c/;x"),
    (".", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
    ("../../../g", "http://a/g"), ("./../g", "http://a/b/g"), ("g/./h", "http://a/b/c/g/h"),
  ])
  func `a relative link counts from its page`(link: String, whole: String) throws {
    let page =
      "<html><head><base href='http://a/b/c/d;p?q'></head><body><p><a href='\(link)'>ord</a></p>"
    #expect(try links(Array(page.utf8)) == ["ord → \(whole)"])
  }

  @Test(arguments: [
    "#n", "", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "x y",
  ])
  func `what leads within a page or to no page is no link`(link: String) throws {
    let page =
      "<html><head><base href='http://a/b'></head><body><p><a href='\(link)'>ord</a></p>"
    #expect(try links(Array(page.utf8)) == [])
  }

  @Test func `the older link fields of a DOCX file lead where they say`() throws {
    func field(_ instruction: [String], _ words: String) -> String {
      "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        + instruction.map { "<w:r><w:instrText>\($0)</w:instrText></w:r>" }.joined()
        + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>\(words)"
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    }
    func words(_ text: String) -> String {
      "<w:r><w:t xml:space='preserve'>\(text)</w:t></w:r>"
    }
    let body = [
      words("Se ")
        + field([" HYPERLINK \"https://exem", "pel.se/r\" \\o \"tips\" "], words("hela rapporten"))
        + words(" nu, ") + field([" PAGE "], words("7"))
        + field(["HYPERLINK \\l \"_Toc1\""], words(" nedan")),
      "<w:fldSimple w:instr=' HYPERLINK \"https://exempel.se/s\" \\l \"del\"'>\(words("delen"))</w:fldSimple>"
        + words(" och ")
        + field(
          ["hyperlink https://exempel.se/yttre"], words("ett ") + field(["DATE"], words("datum"))),
      field(["HYPERLINK \"javascript:alert(1)\""], words("klick")),
    ]
    var zip = ZipFile()
    zip.add("[Content_Types].xml", "<Types/>")
    zip.add(
      "word/document.xml",
      "<w:document xmlns:w='w'><w:body>" + body.map { "<w:p>\($0)</w:p>" }.joined()
        + "</w:body></w:document>")
    #expect(
      try links(zip.bytes) == [
        "hela rapporten → https://exempel.se/r", "delen → https://exempel.se/s#del",
        "ett datum → https://exempel.se/yttre",
      ])
  }

  /// The words of each link, and where they lead.
  private func links(_ bytes: [UInt8], name: String = "file") throws -> [String] {
    let text = try #require(try importedTexts(bytes, name: name).first)
    #expect(brokenPromise(of: text) == nil)
    return text.blocks.flatMap { block in
      let own = Array(block.text.utf8)
      return block.links.map { "\(String(decoding: own[$0.range], as: UTF8.self)) → \($0.address)" }
    }
  }
}
