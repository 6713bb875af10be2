import SpaltHyphenation
import SpaltReader
import SpaltScreen
import SpaltText
import Testing

/// How paragraphs are broken into lines, with the patterns of the system.
@Suite(.serialized) struct TypographyTests {
  private static let patterns = HyphenationPatterns()
  private let hyphenation = Hyphenation { TypographyTests.patterns.breaks(in: $0, of: $1) }

  private func page(
    _ text: OpenText, _ width: Int, isJustified: Bool = false
  ) -> [String] {
    plainPage(
      of: text, width: width, showsNotes: false, hyphenation: hyphenation,
      isJustified: isJustified)
  }

  /// The lines of running text that another line of the same paragraph follows.
  private func inner(_ lines: [String]) -> [String] {
    zip(lines, lines.dropFirst()).filter { !$0.isEmpty && !$1.isEmpty }.map(\.0)
  }

  @Test func `justified at 52 columns few lines are loose`() throws {
    for text in try corpus() {
      let lines = inner(page(text, 52, isJustified: true)).filter { Glyph.width(of: $0) == 52 }
      let loose = lines.filter { line in
        let words = line.split(separator: " ")
        let gaps = line.trimmingPrefix { $0 == " " }.count { $0 == " " }
        return words.count > 1 && gaps >= 2 * (words.count - 1)
      }
      let share = Double(loose.count) / Double(max(1, lines.count))
      #expect(share <= 0.06, "\(text.document.id.rawValue): \(loose)")
    }
  }

  @Test(arguments: [20, 41, 72])
  func `no line is too wide, and no letter is lost, parted words or not`(width: Int) throws {
    for text in try corpus() {
      for isJustified in [false, true] {
        let lines = page(text, width, isJustified: isJustified)
        for line in lines { #expect(Glyph.width(of: line) <= min(width, 72)) }
        let letters = lines.joined().filter { $0.isLetter || $0.isNumber }
        let own = text.document.blocks.map { ($0.marker ?? "") + $0.text }.joined()
          .filter { $0.isLetter || $0.isNumber }
        let marks = text.document.blocks.flatMap(\.references).map(\.label).joined()
        #expect(letters.count == own.count + marks.count, "\(text.document.id.rawValue)")
      }
    }
  }

  @Test(arguments: [30, 52]) func `at most two lines in a row end in a hyphen`(
    width: Int
  ) throws {
    for text in try corpus() {
      var row = 0
      for line in page(text, width, isJustified: true) {
        row = line.hasSuffix("-") ? row + 1 : 0
        #expect(row <= 2, "\(line)")
      }
    }
  }

  @Test(arguments: [30, 52]) func `no name is broken`(width: Int) throws {
    for text in try corpus() {
      let words = Set(
        text.document.blocks.flatMap { $0.text.split { !$0.isLetter } }.map(String.init))
      for line in page(text, width, isJustified: true) where line.hasSuffix("-") {
        let part = line.dropLast().split { !$0.isLetter && $0 != "-" }.last ?? ""
        // A hyphen of the text's own, as in PISA-granskningen, may end a line.
        let start = part.split(separator: "-").last ?? ""
        if start.first?.isUppercase == true { #expect(words.contains(String(start)), "\(line)") }
      }
    }
  }

  @Test func `a paragraph is broken as a whole, not line by line`() {
    let text = sample(
      "Aa bbbbb cccccc dd eee ffff. Gggggggg hhh iiiiiii jjjjjjjjjj kk lllllll mmm nnnn oooo.")
    let lines = plainPage(of: text, width: 22, showsNotes: false, hyphenation: .none)
    let greedy = ["Aa bbbbb cccccc dd eee", "ffff. Gggggggg hhh", "iiiiiii jjjjjjjjjj kk"]
    let missing = lines.dropLast().map { 22 - Glyph.width(of: $0) }
    let worse = greedy.map { 22 - Glyph.width(of: $0) }
    #expect(
      missing.map { $0 * $0 }.reduce(0, +) <= worse.map { $0 * $0 }.reduce(0, +), "\(lines)")
  }

  @Test func `rows of a table stand in columns, numbers under their last digit`() {
    let text = sample(
      """
      Satser

      År\tSats\tAntal
      2022\t7,50%\t12
      2023-2024\t10,25%\t1 030
      """)
    let lines = plainPage(of: text, width: 60, showsNotes: false, hyphenation: .none)
    #expect(
      lines.suffix(3) == [
        "       År    Sats  Antal", "     2022   7,50%     12", "2023-2024  10,25%  1 030",
      ], "\(lines)")
  }

  @Test func `a line without end is set a stretch at a time and nothing of it is lost`() {
    let sentence = "Nämnden beslutade i dag att ärendet ska tas upp igen nästa vecka. "
    let text = sample("Rubrik\n\n" + String(repeating: sentence, count: 2000))
    let lines = plainPage(of: text, width: 60, showsNotes: false, hyphenation: hyphenation)
    #expect(lines.joined().count(where: { $0 == "." }) == 2000)
    var session = Session(text, columns: 60, rows: 20)
    session.press("G")
    #expect(session.screen.description.contains("nästa vecka."))
    let end = session.state.place?.position.offset ?? 0
    #expect(end > sentence.utf8.count * 1990)
    session.press("(")
    #expect(session.state.place?.position.offset == end - sentence.utf8.count)
    session.press("g ) )")
    #expect(session.state.place?.position.offset == sentence.utf8.count)
  }

  @Test func `a word without end, tabs and marks are set too`() {
    for body in [
      String(repeating: "a", count: 100_000), String(repeating: "\t", count: 5000),
      "e" + String(repeating: "\u{301}", count: 6000), String(repeating: "作者", count: 3000),
    ] {
      let document = Document(
        id: TextID("x"), metadata: sample("x").document.metadata,
        blocks: [Block(.paragraph, "Ett \(body) två.", map: SourceMap([]))])
      var text = sample("x")
      text = OpenText(summary: text.summary, document: document, notes: [])
      let lines = plainPage(of: text, width: 52, showsNotes: false, hyphenation: hyphenation)
      #expect(lines.last?.hasSuffix("två.") == true)
      for line in lines { #expect(Glyph.width(of: line) <= 52) }
    }
  }
}
