import Foundation
import SpaltImport
import SpaltText
import Testing

/// Files made to do harm: they end soon, at a limit, and give what text they have.
@Suite struct HostileFormatTests {
  @Test(arguments: [
    (String(repeating: "<div>", count: 100_000), "ord"),
    (String(repeating: "<b>", count: 50_000), "ord"),
    (String(repeating: "<div></x>", count: 50_000), "ord"),
    (String(repeating: "<table><td>", count: 20_000), "ord"),
    ("<table><tr><td>a<table>", "ord"), ("<table><textarea><td>", "ord"), ("<select><div>", "ord"),
    ("<a " + (0..<20_000).map { "a\($0) " }.joined() + ">", "ord"),
    ((0..<400).map { "<font a=\($0)>" }.joined() + String(repeating: "<p>", count: 20_000), "ord"),
    (String(repeating: "<p>", count: 100_000), "ord"),
    (String(repeating: "<body a><html b>", count: 5_000), "ord"),
    (String(repeating: "<svg><desc>", count: 300), "ord"),
    (String(repeating: "&lt", count: 50_000), "ord"),
    (
      (0..<300).map { "<sup><a href=#n\($0)>\($0)</a></sup>" }.joined()
        + (0..<300).map { "<div id=n\($0)>" }.joined()
        + String(repeating: "<a href=#x>b</a> ", count: 5_000), "ord"
    ),
    (
      "<p>" + String(repeating: "lång text ", count: 5_000) + "</p>"
        + String(repeating: "<aside class=menu>", count: 300)
        + String(repeating: "<i>a</i>", count: 5_000) + "<i class=note>n</i>", "ord"
    ),
    ("<plaintext>", "ord"), ("<!--" + String(repeating: "-", count: 50_000) + "-->", "ord"),
  ])
  func `a page made to be deep or slow gives its words`(start: String, word: String) throws {
    let text = try #require(
      try importedTexts(Array(("<html><body>" + start + word).utf8)).first)
    #expect(letters(of: text).hasSuffix(word))
    #expect(brokenPromise(of: text) == nil)
  }

  @Test(arguments: [
    "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>",
    "<!DOCTYPE rss [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>",
    "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"file:///etc/hostname\"> %p; <!ENTITY b \"x\">]>",
    "<!DOCTYPE rss SYSTEM \"http://127.0.0.1:1/x.dtd\">",
  ])
  func `entities a file declares are neither expanded nor fetched`(type: String) throws {
    let feed =
      "\(type)<rss><channel><item><title>T</title><description>x&b;y</description></item></channel></rss>"
    let text = try #require(try importedTexts(Array(feed.utf8)).first)
    #expect(dump(text) == "heading 1: T\nparagraph: x&b;y")
  }

  @Test(arguments: [
    "Subject: " + String(repeating: "hej ", count: 260_000),
    "Subject: a" + String(repeating: "\n b", count: 260_000),
    "Subject: " + String(repeating: "=?utf-8?q?hej?= ", count: 65_000),
    "X-Long: " + String(repeating: "a", count: 1 << 20) + "\nSubject: hej",
    (1...40_000).map { "X-Line-\($0): a value of its own\n" }.joined() + "Subject: hej",
    "Subject: hej\nTo: " + String(repeating: "Bo <bo@example.org>, ", count: 50_000) + "c@d.org",
    "Content-Type: text/plain" + (0..<80_000).map { "; a\($0)=b" }.joined() + "\nSubject: hej",
    "From: " + String(repeating: "A<", count: 1 << 19) + "\nSubject: hej",
  ])
  func `a mailbox with a head of a megabyte gives its messages`(head: String) throws {
    let start = "From anna@example.org Mon Nov 23 10:00:00 2026\n"
    let mailbox =
      "\(start)\(head)\nDate: Mon, 23 Nov 2026 10:00:00 +0100\n\nDet första brevet.\n\n"
      + "\(start)Subject: nummer två\nDate: Mon, 23 Nov 2026 11:00:00 +0100\n\nDet andra brevet.\n"
    let texts = try importedTexts(Array(mailbox.utf8))
    #expect(texts.map { $0.blocks.last?.text } == ["Det första brevet.", "Det andra brevet."])
    #expect(texts.allSatisfy { $0.source.text.utf8.count < 4096 })
  }

  @Test func `an entry within an entry is part of it, and not a copy of its own`() throws {
    let deep = (1...100).map { "<entry><title>T\($0)</title><content type=\"xhtml\">" }.joined()
    let ends = String(repeating: "</content></entry>", count: 100)
    let feed = "<feed>\(deep)<p>ord</p>\(ends)<entry><title>Sist</title></entry></feed>"
    let texts = try importedTexts(Array(feed.utf8))
    #expect(texts.map(\.part) == ["T1", "Sist"])
    #expect(letters(of: try #require(texts.first)).hasSuffix("ord"))
  }

  @Test func `a chapter of signs that open no tag keeps them`() throws {
    var zip = ZipFile()
    zip.add("mimetype", "application/epub+zip")
    zip.add("a.opf", "<package><metadata/></package>")
    let signs = String(repeating: "<", count: 20_000)
    zip.add("a.xhtml", "<html><body><p>ord</p> \(signs)")
    let text = try #require(try importedTexts(zip.bytes).first)
    #expect(letters(of: text) == "ord" + signs)
  }

  @Test func `entities in attributes cannot grow either`() throws {
    let levels = (1...12).map {
      "<!ENTITY e\($0) \"\(String(repeating: "&e\($0 - 1);", count: 10))\">"
    }
    let feed =
      "<!DOCTYPE rss [<!ENTITY e0 \"ha\">\(levels.joined())]><rss a=\"&e12;\"><channel/></rss>"
    #expect(throws: FormatFailure.damaged(name: "file", format: "a feed")) {
      try importedTexts(Array(feed.utf8))
    }
  }

  @Test func `control characters come out of references as themselves, to be marked when shown`()
    throws
  {
    let page = "<html><body><p>a&#27;[2Jb&#x9b;c&#0;d&#1114112;e&#7;</p></body></html>"
    let text = try #require(try importedTexts(Array(page.utf8)).first)
    let shown = Sanitizer.line(text.blocks[0].text)
    #expect(!shown.unicodeScalars.contains { $0.value < 0x20 || 0x7F...0x9F ~= $0.value })
    #expect(shown == "a␛[2Jb›c\u{FFFD}d\u{FFFD}e␇")
  }

  @Test func `a title of many lines is one short line`() throws {
    let long = String(repeating: "ord \u{1B}]0;x\u{7}\n", count: 20_000)
    let page = "<html><head><title>\(long)</title></head><body><p>Text</p></body></html>"
    let title = try #require(try importedTexts(Array(page.utf8)).first?.facts.title)
    #expect(title.unicodeScalars.count <= 401)
    #expect(!title.contains { $0.isNewline })
    #expect(title.hasSuffix("…"))
    let nul = "<html><head><title>&#27;[2J\u{0}</title></head><body><p>Text</p></body></html>"
    let marked = try #require(try importedTexts(Array(nul.utf8)).first?.facts.title)
    #expect(Sanitizer.line(marked).hasPrefix("␛[2J"))
  }

  @Test(arguments: [
    "<html><head><title>T</title><meta name=author content='%'></head><body><p>Text</p></body></html>",
    "<rss><channel><item><title>T</title><author>%</author><description>Text</description></item></channel></rss>",
    "---\ntitle: T\nauthor: %\n---\n\n# Rubrik\n\nText\n",
  ])
  func `an author of a megabyte is one short line`(file: String) throws {
    // No XML may have such signs.
    let sign = file.hasPrefix("<rss") ? "]0;x" : "\u{1B}]0;x\u{7}"
    let author = String(repeating: "Namn \(sign) ", count: 80_000)
    let bytes = Array(file.replacing("%", with: author).utf8)
    let name = file.hasPrefix("---") ? "a.md" : "a"
    let text = try #require(try importedTexts(bytes, name: name).first)
    let publisher = try #require(text.facts.publisher)
    #expect(publisher.unicodeScalars.count <= 401 && publisher.hasSuffix("…"))
    #expect(!publisher.contains { $0.isNewline })
    #expect(!Sanitizer.line(publisher).unicodeScalars.contains { $0.value < 0x20 })
    #expect(letters(of: text).hasSuffix("Text"))
  }

  @Test func `a Markdown text of too many parts is repaired as plain text`() throws {
    // A million bars in few lines, for lines take the plain text's repair their time.
    let bars = String(repeating: String(repeating: "a|", count: 2500) + "\n\n", count: 401)
    let start = "# Rubrik\n\nBröd &amp; smör.\n\n"
    let text = try #require(try importedTexts(Array((start + bars).utf8), name: "a.md").first)
    #expect(text.blocks.first?.kind == .heading(level: 1))
    // The parser would have made a sign of it.
    #expect(letters(of: text).contains("&amp;"))
    let few = try #require(
      try importedTexts(Array((start + bars.prefix(100_000)).utf8), name: "a.md").first)
    #expect(!letters(of: few).contains("&amp;"))
  }

  @Test(arguments: ["<p>a", "<li>a", "a<br>"])
  func `a page of more parts than any has becomes plain paragraphs, and says so`(part: String)
    throws
  {
    let page = { (count: Int) in
      Array(("<body>" + String(repeating: part, count: count) + "<p>Slutet.").utf8)
    }
    let many = try #require(try importedTexts(page(250_000)).first)
    #expect(many.findings == [.flattened])
    #expect(letters(of: many).utf8.count == 250_000 + 7)
    let few = try #require(try importedTexts(page(1000)).first)
    #expect(few.findings == [])
    #expect(few.blocks.last?.kind == .paragraph && letters(of: few).utf8.count == 1000 + 7)
  }

  @Test func `spaces told by a number are a few`() throws {
    var zip = ZipFile()
    zip.add("mimetype", "application/vnd.oasis.opendocument.text")
    let spaces = String(repeating: "<s c=\"999999999\"/>", count: 1000)
    zip.add("content.xml", "<body><text><p>a\(spaces)b</p></text></body>")
    let text = try #require(try importedTexts(zip.bytes).first)
    #expect(dump(text) == "paragraph: a b")
    #expect(text.source.text.utf8.count < 20_000)
  }

  /// One entry of 16 bytes that unpacks to a megabyte for each kilobyte more.
  private func bomb(kilobytes: Int, size: UInt32) -> ZipFile {
    var zip = ZipFile()
    zip.add("mimetype", "application/epub+zip")
    // Source: RFC 1951: a block whose one-bit codes, all 0, repeat 258 spaces each.
    let start: [UInt8] = [
      0xED, 0xC1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xC2, 0xA0, 0x2A, 0xEB, 0x9F, 0xD2, 0x10, 0xBE,
      0x40,
      0x01,
    ]
    zip.add(
      "a.xml", [],
      packed: (start + [UInt8](repeating: 0, count: kilobytes << 10), size))
    return zip
  }

  @Test(arguments: [UInt32(300 << 20), 12, 0])
  func `a container that unpacks to much more than its size stops at a limit`(
    statedSize: UInt32
  ) throws {
    let bytes = bomb(kilobytes: 300, size: statedSize).bytes
    do {
      _ = try importedTexts(bytes)
      Issue.record("it was imported")
    } catch let failure as FormatFailure {
      // With a lie about its size the reader may stop before the limit does.
      switch failure {
      case .tooLarge, .damaged, .notRead: break
      default: Issue.record("\(failure)")
      }
      #expect(failure.description.hasPrefix("file "))
    }
  }

  @Test func `a container of too many files stops at a limit`() {
    var zip = ZipFile()
    for number in 0..<20_001 { zip.add("\(number)", []) }
    #expect(throws: FormatFailure.tooLarge(name: "file", limit: "more than 20000 files")) {
      try importedTexts(zip.bytes)
    }
  }

  @Test func `XML deeper than any document is damaged, not a crash`() {
    var zip = ZipFile()
    zip.add(
      "word/document.xml",
      "<w:document xmlns:w='w'>" + String(repeating: "<w:p>", count: 20_000))
    #expect(throws: FormatFailure.damaged(name: "file", format: "a DOCX file")) {
      try importedTexts(zip.bytes)
    }
  }

  @Test(
    arguments: [
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "save it as DOCX or ODT"),
      (Array("{\\rtf1\\ansi x}".utf8), "save it as DOCX or ODT"),
      ([0x1F, 0x8B, 8, 0], "unpack it first"),
    ] as [([UInt8], String)])
  func `a format that is not read says what to do`(bytes: [UInt8], advice: String) {
    do {
      _ = try importedTexts(bytes, name: "a\u{1B}[2J\nb")
      Issue.record("it was imported")
    } catch {
      #expect("\(error)".contains(advice))
      #expect(!"\(error)".unicodeScalars.contains { $0.value < 0x20 })
    }
  }

  @Test func `a format is told by content, whatever the name`() {
    let told = { (text: String, name: String) in FileFormat(of: Array(text.utf8), name: name) }
    #expect(told("%PDF-1.7\n", "a.txt") == .pdf)
    #expect(told("<!-- x --><!DOCTYPE html><p>", "a.txt") == .html)
    #expect(told("\u{FEFF}<?xml version='1.0'?><!-- --><rss/>", "a.html") == .feed)
    #expect(told("<rdf:RDF xmlns='x'></rdf:RDF>", "a") == .feed)
    #expect(told("<3 är ett hjärta", "a") == .plain)
    #expect(told("<p utan slut", "a.txt") == .html)
    #expect(told("From here to there.\nAnd back.\n", "a") == .plain)
    #expect(told("Subject: x\nFrom: y\nDate: z\n\nText", "a") == .message)
    #expect(told("Date: z\nEn dikt utan slut\n", "a") == .plain)
    #expect(told("", "a.html") == .plain)
  }
}
