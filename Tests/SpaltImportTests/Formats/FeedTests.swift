import SpaltImport
import SpaltText
import Testing

@Suite struct FeedTests {
  @Test func `each entry of a feed is a text`() throws {
    let rss = """
      <?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
      xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Havsbladet</title>
      <language>sv-se</language>
      <item><title>Sill &amp;amp; strömming</title><guid>urn:1</guid><pubDate>Tue, 01 Sep 2020 10:00:00 GMT</pubDate>
      <description>Kort.</description>
      <content:encoded><![CDATA[<p>Fisken är <em>tillbaka</em>.</p><ul><li>sill</li></ul>]]></content:encoded></item>
      <item><title>Vind</title><guid>urn:2</guid><description>&lt;p&gt;Det bl&amp;aring;ser.&lt;/p&gt;</description></item>
      <item><title>Vind</title><guid>urn:3</guid><description>Igen.</description></item>
      </channel></rss>
      """
    let texts = try importedTexts(Array(rss.utf8))
    #expect(
      texts.map(dump) == [
        "heading 1: Sill & strömming\nparagraph: Fisken är *tillbaka*.\nlistItem [•]: sill",
        "heading 1: Vind\nparagraph: Det blåser.",
        "heading 1: Vind\nparagraph: Igen.",
      ])
    #expect(texts[0].facts.title == "Sill & strömming")
    #expect(texts[0].facts.publisher == "Havsbladet")
    #expect(texts[0].facts.date == "2020-09-01")
    #expect(texts[0].part == "Sill & strömming")
    #expect(Set(texts.map(\.part)).count == 3)
    #expect(texts.allSatisfy { brokenPromise(of: $0) == nil })
  }

  @Test func `an entry keeps its name when others come and go`() throws {
    let item = { (title: String, id: String) in
      "<entry><title>\(title)</title><id>\(id)</id><content type='text'>T &lt; U</content></entry>"
    }
    let feed = { (items: [String]) in
      Array("<feed xmlns='http://www.w3.org/2005/Atom'>\(items.joined())</feed>".utf8)
    }
    let first = try importedTexts(feed([item("A", "1"), item("B", "2")]))
    let later = try importedTexts(feed([item("C", "3"), item("B", "2")]))
    #expect(first[1].part == later[1].part)
    #expect(dump(first[1]) == "heading 1: B\nparagraph: T < U")
  }

  @Test func `an Atom entry may hold elements`() throws {
    let feed = """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da"><title>Bladet</title><entry><id>x</id>
      <title type="html">Ny &lt;i&gt;bro&lt;/i&gt;</title><updated>2021-02-03T00:00:00Z</updated>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>En <b>ny</b> bro<br/>i byen.</p></div></content>
      </entry></feed>
      """
    let text = try #require(try importedTexts(Array(feed.utf8)).first)
    #expect(dump(text) == "heading 1: Ny bro\nparagraph: En **ny** bro i byen.")
    #expect(text.facts.date == "2021-02-03")
    #expect(text.facts.language == .danish)
  }

  @Test func `a message is a text, its words decoded`() throws {
    let mailbox = """
      From eva@exempel.se Tue Sep  1 10:00:00 2020
      From: =?UTF-8?Q?Eva_Str=C3=A5nd?= <eva@exempel.se>
      To: sven@exempel.se
      Subject: =?ISO-8859-1?Q?M=F6te?= i morgon
      Date: Tue, 1 Sep 2020 10:00:00 +0200
      Message-ID: <a@exempel.se>
      MIME-Version: 1.0
      Content-Type: multipart/alternative; boundary="gr"

      --gr
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      Vi ses p=E5 torget klockan tio.

      >From och med fredag stannar jag hemma.
      --gr
      Content-Type: text/html; charset=utf-8

      <p>Inte denna.</p>
      --gr--

      From per@exempel.se Wed Sep  2 11:00:00 2020
      From: per@exempel.se
      To: Eva Strånd <eva@exempel.se>, =?utf-8?Q?=C3=85sa?= <asa@exempel.se>
      Subject: Svar
      Date: Wed, 2 Sep 2020 11:00:00 +0200
      Content-Type: text/html; charset=utf-8
      Content-Transfer-Encoding: base64

      PHA+SmFnIGtvbW1lciA8Yj5nw6RybmE8L2I+LjwvcD4=

      """
    let texts = try importedTexts(Array(mailbox.utf8))
    #expect(
      texts.map(dump) == [
        """
        heading 1: Möte i morgon
        credit: Eva Strånd <eva@exempel.se>, 2020-09-01
        credit: → sven@exempel.se
        paragraph: Vi ses på torget klockan tio.
        paragraph: From och med fredag stannar jag hemma.
        """,
        """
        heading 1: Svar
        credit: per@exempel.se, 2020-09-02
        credit: → Eva Strånd <eva@exempel.se>, Åsa <asa@exempel.se>
        paragraph: Jag kommer **gärna**.
        """,
      ])
    #expect(texts.map(\.part) == ["2020-09-01 Möte i morgon", "2020-09-02 Svar"])
    #expect(texts.allSatisfy { brokenPromise(of: $0) == nil })
  }

  @Test func `a page saved as a message is a page`() throws {
    let saved = """
      From: <Saved by Blink>
      Snapshot-Content-Location: https://exempel.se/
      Subject: Sidan
      MIME-Version: 1.0
      Content-Type: multipart/related; type="text/html"; boundary="b"

      --b
      Content-Type: text/html
      Content-Transfer-Encoding: quoted-printable

      <html><head><meta charset=3D"utf-8"><title>Sidan</title></head><body><nav>Meny</nav><p>Sj=C3=B6n =
      fryser.</p></body></html>
      --b--
      """
    let text = try #require(
      try importedTexts(Array(saved.replacing("\n", with: "\r\n").utf8)).first)
    #expect(dump(text) == "boilerplate: Meny\nparagraph: Sjön fryser.")
    #expect(text.part == nil)
  }
}
