import SpaltImport
import SpaltText
import Testing

@Suite struct ContainerTests {
  @Test func `the chapters of a book come in the order of its spine`() throws {
    let text = try #require(try importedTexts(Self.book().bytes).first)
    #expect(
      dump(text)
        == """
        heading 1: Kapitel ett
        paragraph: Det var en gång.{1}
        footnote [1]: En not.
        heading 1: Kapitel två
        paragraph: Slut & klart.
        boilerplate: Innehåll
        """)
    #expect(text.facts.title == "Sagan")
    #expect(text.facts.publisher == "Förlaget")
    #expect(text.facts.date == "1999")
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `names that lead out of a container are refused, the rest is read`() throws {
    var zip = Self.book()
    for name in ["../../slip.xhtml", "/abs.xhtml", "a\\..\\b.xhtml", "OEBPS/../../x.html"] {
      zip.add(name, "<p>ond</p>")
    }
    zip.add("OEBPS/l.xhtml", Array("/etc/passwd".utf8), mode: 0o120777)
    zip.add("OEBPS/ett.xhtml", "<p>en annan</p>")
    let text = try #require(try importedTexts(zip.bytes).first)
    #expect(dump(text) == dump(try #require(try importedTexts(Self.book().bytes).first)))
    #expect(!text.source.text.contains("ond"))
    let refused = text.findings.map(\.description).first { $0.contains("not read") }
    #expect(
      refused == """
        6 entries not read: no file, twice there, or a name that leads out; “../../slip.xhtml”, \
        “/abs.xhtml”, “a/../b.xhtml”, “OEBPS/../../x.html”, “OEBPS/l.xhtml” and 1 more
        """)
  }

  static func book() -> ZipFile {
    var zip = ZipFile()
    zip.add("mimetype", "application/epub+zip")
    zip.add(
      "META-INF/container.xml",
      """
      <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
      <rootfile full-path="OEBPS/bok.opf"/></rootfiles></container>
      """)
    zip.add(
      "OEBPS/bok.opf",
      """
      <package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:title>Sagan</dc:title><dc:publisher>Förlaget</dc:publisher><dc:date>1999</dc:date>
      <dc:language>sv</dc:language></metadata><manifest><item id="a" href="tv%C3%A5.xhtml"/>
      <item id="b" href="ett.xhtml"/><item id="n" properties="nav" href="nav.xhtml"/></manifest>
      <spine><itemref idref="b"/><itemref idref="a"/><itemref idref="n"/></spine></package>
      """)
    zip.add(
      "OEBPS/två.xhtml",
      "<html><head><title/></head><body><h1>Kapitel två</h1><p>Slut <![CDATA[& klart]]>.</p></body></html>"
    )
    zip.add(
      "OEBPS/ett.xhtml",
      """
      <?xml version="1.0"?><html xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head>
      <body><a id="p1"/><h1>Kapitel ett</h1><p>Det var en gång.<a epub:type="noteref" href="#f">1</a></p>
      <aside epub:type="footnote" id="f"><p>En not.</p></aside></body></html>
      """)
    zip.add("OEBPS/nav.xhtml", "<html><body><nav><h2>Innehåll</h2></nav></body></html>")
    return zip
  }

  static func openDocument() -> ZipFile {
    var zip = ZipFile()
    zip.add("mimetype", "application/vnd.oasis.opendocument.text")
    zip.add(
      "meta.xml",
      """
      <office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><office:meta>
      <dc:title>Om \u{1}</dc:title></office:meta></office:document-meta>
      """.replacing("\u{1}", with: "skogen"))
    zip.add(
      "content.xml",
      """
      <office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:table="b">
      <office:automatic-styles><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>
      <style:style style:name="P1" style:parent-style-name="Quotations"/></office:automatic-styles>
      <office:body><office:text><text:tracked-changes><text:p>bort</text:p></text:tracked-changes>
      <text:h text:outline-level="2">Rubrik</text:h>
      <text:p>Ett <text:span text:style-name="T1">starkt</text:span><text:s text:c="3"/>ord<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Noten.</text:p></text:note-body></text:note>.<text:line-break/>Ny rad.</text:p>
      <text:p text:style-name="P1">Sagt.</text:p>
      <text:list><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p></text:list-item></text:list></text:list-item></text:list>
      <table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell><text:p>y</text:p><text:p>z</text:p></table:table-cell></table:table-row></table:table>
      </office:text></office:body></office:document-content>
      """)
    return zip
  }

  @Test func `an ODT file keeps its structure`() throws {
    let text = try #require(try importedTexts(Self.openDocument().bytes).first)
    #expect(
      dump(text)
        == """
        heading 2: Rubrik
        paragraph: Ett **starkt** ord{1}. Ny rad.
        footnote [1]: Noten.
        quote: Sagt.
        listItem [•]: a
        listItem [  •]: b
        tableRow: x\ty z
        """)
    #expect(text.facts.title == "Om skogen")
    #expect(brokenPromise(of: text) == nil)
  }

  static func wordDocument() -> ZipFile {
    var zip = ZipFile()
    zip.add("[Content_Types].xml", "<Types/>")
    zip.add(
      "word/styles.xml",
      """
      <w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="da-DK"/></w:rPr></w:rPrDefault></w:docDefaults>
      <w:style w:styleId="Overskrift1"><w:name w:val="heading 1"/></w:style>
      <w:style w:styleId="Egen"><w:name w:val="Egen"/><w:basedOn w:val="Overskrift1"/></w:style></w:styles>
      """)
    zip.add(
      "word/numbering.xml",
      """
      <w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
      <w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>
      """)
    zip.add(
      "word/footnotes.xml",
      """
      <w:footnotes xmlns:w="w"><w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Noten.</w:t></w:r></w:p></w:footnote></w:footnotes>
      """)
    zip.add(
      "word/header1.xml", "<w:hdr xmlns:w='w'><w:p><w:r><w:t>Rapport</w:t></w:r></w:p></w:hdr>")
    zip.add(
      "word/document.xml",
      """
      <w:document xmlns:w="w" xmlns:mc="m"><w:body>
      <w:p><w:pPr><w:pStyle w:val="Egen"/></w:pPr><w:r><w:t>Overskrift</w:t></w:r></w:p>
      <w:p><w:r><w:t xml:space="preserve">Et </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>ord</w:t></w:r><w:del><w:r><w:delText>væk</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> ind</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:br/><w:t>slut</w:t></w:r></w:p>
      <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>ja</w:t></w:r></w:p>
      <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>nej</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
      <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>I boks</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>I boks</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>
      </w:body></w:document>
      """)
    return zip
  }

  @Test func `a DOCX file keeps its structure, and what was struck out stays out`() throws {
    let text = try #require(try importedTexts(Self.wordDocument().bytes).first)
    #expect(
      dump(text)
        == """
        boilerplate: Rapport
        heading 1: Overskrift
        paragraph: Et *ord* ind{1} slut
        footnote [1]: Noten.
        listItem [d.]: ja
        listItem [e.]: nej
        tableRow: 1\t\t3
        paragraph: I boks
        """)
    #expect(text.facts.language == .danish)
    #expect(brokenPromise(of: text) == nil)
  }

  @Test func `a container without a document says what to do`() {
    var zip = ZipFile()
    zip.add("bild.png", "x")
    #expect(throws: FormatFailure.self) { try importedTexts(zip.bytes) }
  }
}
