import Foundation
import SpaltImport
import SpaltProcess
import SpaltTestSupport
import SpaltText
import Testing

/// Files of every format, mangled: no crash, no hang, and every promise kept.
///
/// `SPALT_FUZZ_SECONDS` sets how long each format is tried; a failing seed is in the message,
/// and `SPALT_FUZZ_SEED` begins with it.
@Suite(.serialized) struct FormatFuzzTests {
  private static let seconds =
    Double(ProcessInfo.processInfo.environment["SPALT_FUZZ_SECONDS"] ?? "") ?? 0.7

  enum Sample: String, CaseIterable {
    case html, markdown, rss, atom, mailbox, message, savedPage, epub, odt, docx, layout, pdf
  }

  @Test(arguments: Sample.allCases)
  func `a mangled file is read or refused`(sample: Sample) throws {
    let seeds = try Self.samples(of: sample)
    guard !seeds.isEmpty else { return }
    let clock = ContinuousClock()
    let end = clock.now + .seconds(Self.seconds)
    var seed = Self.firstSeed - 1
    var read = 0
    while clock.now < end {
      seed += 1
      var random = SeededGenerator(seed: seed)
      let bytes = mangled(seeds, &random)
      let name = sample == .markdown ? "a.md" : "a"
      let found = try? texts(in: sample == .layout ? Array("%PDF-1.4".utf8) : bytes, name: name) {
        guard sample != .layout else { return bytes }
        return try runProgram(
          "pdftotext", ["-bbox-layout", "-enc", "UTF-8", "-", "-"], input: $0,
          limits: .init(seconds: 10))
      }
      for text in found ?? [] {
        read += 1
        let broken = brokenPromise(of: text)
        #expect(broken == nil, "\(sample), seed \(seed)")
        if broken != nil { return }
      }
    }
    #expect(seed >= Self.firstSeed)
    if ProcessInfo.processInfo.environment["SPALT_FUZZ_SECONDS"] != nil {
      print("\(sample): \(seed) files, \(read) texts read")
    }
  }

  private static let firstSeed =
    UInt64(ProcessInfo.processInfo.environment["SPALT_FUZZ_SEED"] ?? "") ?? 1

  /// The files of every format, whose pieces end up in each other.
  private static let all = Sample.allCases.flatMap { (try? samples(of: $0)) ?? [] }

  /// Bytes flipped, cut out, doubled, spliced, or replaced by a piece with a meaning.
  private func mangled(_ seeds: [[UInt8]], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
    for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...200, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 4:
        let isStrange = Int.random(in: 0..<4, using: &random) == 0
        guard let other = (isStrange ? Self.all : seeds).randomElement(using: &random) else {
          break
        }
        let start = Int.random(in: 0..<other.count, using: &random)
        bytes.replaceSubrange(place..<end, with: other[start..<min(other.count, start + 300)])
      case 5: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: place)
      default: if Int.random(in: 0..<8, using: &random) == 0 { bytes.removeSubrange(place...) }
      }
    }
    return bytes
  }

  private static let pieces: [[UInt8]] =
    [
      "<table>", "</p>", "<p>", "<a id=\"n\">", "<a href=\"#n\">1</a>", "<li>", "<svg>", "<select>",
      "<template>", "<pre>", "<br><br>", "<!--", "]]>", "<![CDATA[", "&#0;", "&#x1F600;", "&lt",
      "&amp;amp;", "\u{0}", "\u{AD}", "\u{301}", "\u{2028}", "\u{FEFF}", "\n\n", "\t", "[^1]",
      "[^1]: ", "> ", "- ", "| a | b |\n|---|---|\n", "```\n", "*", "**", "[a](b)", "\\", "\nFrom ",
      "=?UTF-8?B?w6U=?=", "\n--gr\n", "<w:p>", "</w:t>", "<text:note>", "<word ", "-999999",
      "1e308",
      "nan", "<line>", "</page>", "<page width=\"1\" height=\"1\">", "\"",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

  private static func samples(of sample: Sample) throws -> [[UInt8]] {
    let text = RoundTripTests.rich.markdown
    let page = """
      <html lang="sv"><head><title>T</title><meta charset="utf-8"></head><body><nav><a href="/">N</a></nav>
      <article><h1>R&auml;v</h1><p>Ett <b>ord</b><sup><a href="#n1">1</a></sup> &amp; <em>två</em></p><ul><li>a<ol><li>b
      </ol></ul><table><tr><th>A<td>B</tr>lös<tr><td colspan=3>C</table><blockquote>c</blockquote><figure>
      <figcaption>d</figcaption></figure><pre>x\n y</pre><p id="n1">1 Not</p></article><footer>slut</footer></body></html>
      """
    switch sample {
    case .html: return [Array(page.utf8)]
    case .markdown: return [Array(text.utf8), Array("# A\n\n- b\n  > c\n\n<p>d</p>\n".utf8)]
    case .rss:
      return [
        Array(
          """
          <?xml version="1.0"?><rss><channel><title>S</title><item><title>A</title><description><![CDATA[\(page)]]>
          </description><pubDate>Tue, 01 Sep 2020 10:00:00 GMT</pubDate></item></channel></rss>
          """.utf8)
      ]
    case .atom:
      return [
        Array(
          """
          <feed><entry><title type="html">&lt;b&gt;</title><id>1</id><content type="xhtml"><div><p>x<br/>y</p></div>
          </content></entry></feed>
          """.utf8)
      ]
    case .mailbox:
      return [
        Array(
          """
          From a Tue Sep  1 10:00:00 2020
          From: a@b
          Subject: =?UTF-8?B?w6U=?=
          Content-Type: multipart/mixed; boundary="gr"

          --gr
          Content-Type: text/plain; charset=iso-8859-1
          Content-Transfer-Encoding: quoted-printable

          p=E5 =
          rad
          --gr
          Content-Type: text/html

          <p>h</p>
          --gr
          Content-Disposition: attachment; filename="å.pdf"

          x
          --gr--

          From b Tue Sep  1 10:00:00 2020
          From: b
          Subject: x

          > citat
          """.utf8)
      ]
    case .message:
      let letter = """
        From: A Berg <a@b>
        Subject: =?iso-8859-1?Q?Brev_fr=E5n?= s=?UTF-8?B?asO2?=n
        Date: Tue, 1 Sep 2020 10:00:00 +0200
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8; format=flowed
        Content-Transfer-Encoding: base64

        \(Data(text.utf8).base64EncodedString(options: .lineLength76Characters))
        """
      return [Array(letter.utf8)]
    case .savedPage:
      let file = """
        From: <Saved by Blink>
        Snapshot-Content-Location: http://a/b
        Subject: T
        Date: Tue, 1 Sep 2020 10:00:00 -0000
        MIME-Version: 1.0
        Content-Type: multipart/related; type="text/html"; boundary="gr"

        --gr
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: 8bit

        \(page)
        --gr
        Content-Type: image/png
        Content-Transfer-Encoding: base64

        AAAA
        --gr--
        """
      return [Array(file.utf8)]
    case .layout:
      var layout = PageFixture()
      for number in 1...3 {
        layout.page()
        layout.line("Huvud", y: 20)
        layout.block()
        layout.line("Rubrik", y: 50, height: 16)
        for row in 0..<6 { layout.line("Ett ord1 ^1 och en av-", y: 80 + Double(row) * 12) }
        layout.block()
        layout.line("• ett", y: 200)
        layout.line("1 Not", y: 500, height: 7)
        layout.line("\(number)", y: 580)
      }
      return [layout.bytes]
    case .epub, .odt, .docx:
      guard hasProgram("pandoc") else { return try storedContainers(sample) }
      return [
        try runProgram(
          "pandoc", ["-f", "markdown", "-t", sample.rawValue, "-s", "-o", "-"],
          input: Array(text.utf8))
      ] + (try storedContainers(sample))
    case .pdf:
      guard hasProgram("weasyprint"), hasProgram("pdftotext") else { return [] }
      return [try runProgram("weasyprint", ["-q", "-", "-"], input: Array(page.utf8))]
    }
  }

  /// Containers whose markup lies bare, so that mangling reaches it.
  private static func storedContainers(_ sample: Sample) throws -> [[UInt8]] {
    switch sample {
    case .epub: [ContainerTests.book().bytes]
    case .odt: [ContainerTests.openDocument().bytes]
    case .docx: [ContainerTests.wordDocument().bytes]
    default: []
    }
  }
}
