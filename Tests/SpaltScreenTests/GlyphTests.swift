import SpaltTestSupport
import SpaltText
import Testing

@testable import SpaltScreen

@Suite struct GlyphTests {
  private func cells(_ text: String) -> [String] {
    text.flatMap(Glyph.shown).map { "\($0.character)/\($0.width)" }
  }

  @Test func `a letter is one cell and an ideograph two`() {
    #expect(cells("aå作") == ["a/1", "å/1", "作/2"])
  }

  @Test func `a mark without a letter stands on a dotted circle`() {
    #expect(cells("\u{301}") == ["◌\u{301}/1"])
  }

  @Test func `four marks are drawn and the rest counted`() {
    let marks = String(repeating: "\u{301}", count: 6000)
    #expect(cells("e" + marks).joined() == "e\u{301}\u{301}\u{301}\u{301}/1+/15/19/19/16/1")
  }

  @Test func `a flag is drawn as its letters, as terminals give each a cell`() {
    #expect(cells("🇸🇪").map(\.unicodeScalars.first) == ["🇸", "🇪"])
    #expect(Glyph.width(of: "🇸🇪") == 2)
  }

  @Test func `a skin tone takes its own cells`() {
    #expect(Glyph.width(of: "👍🏽") == 4)
  }

  @Test func `a symbol keeps its plain width whatever style is asked for`() {
    #expect(cells("❤\u{FE0F}") == ["❤/1"])
  }

  @Test func `a joined emoji is drawn as those it joins, as terminals give each its cells`() {
    #expect(cells("👩\u{200D}👧") == ["👩/2", "👧/2"])
    #expect(Glyph.width(of: "🏴󠁧󠁢󠁷󠁬󠁳󠁿") == 2)
    #expect(cells("👩\u{200D}").joined() == "👩/2⟨/1Z/1W/1J/1⟩/1")
    #expect(cells("a\u{200D}b").joined() == "a/1⟨/1Z/1W/1J/1⟩/1b/1")
  }

  @Test func `the width of a text is the sum of its glyphs`() {
    #expect(Glyph.width(of: "Så 作者\u{202E}") == 3 + 4 + 5)
  }

  @Test func `what is taken for plain is drawn as it is, in one cell`() {
    for value in UInt32(0x20)..<0x3000 where Glyph.isPlain(value as UInt32) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let character = Character(scalar)
      #expect(Glyph.shown(for: character) == [Glyph(character: character, width: 1)])
      // Nor is it a part of the character before it.
      #expect("a\(character)".count == 2, "\(String(value, radix: 16))")
    }
  }

  @Test(arguments: [
    ("anteckning", 5, "antec"), ("åäö", 9, "åäö"), ("漢字", 3, "漢"), ("e\u{301}a", 1, "e\u{301}"),
    ("– “x” …", 3, "– “"), ("x", 0, ""), ("", 4, ""),
  ])
  func `the beginning that fits ends between characters`(
    text: String, width: Int, beginning: String
  ) {
    #expect(Glyph.beginning(of: text, within: width) == beginning)
  }

  @Test(arguments: 0..<300)
  func `a line cut by counting plain letters is the one cut by what is drawn`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = [
      "a", "å", "ß", "e\u{301}", "\u{301}", "漢", "–", "…", " ", "\u{AD}", "\u{9B}", "\t", "ł",
    ]
    let text = (0..<random.below(20))
      .map { _ in letters[random.below(random.below(3) == 0 ? letters.count : 3)] }
      .joined()
    for width in 0...21 {
      guard let cut = Glyph.cut(text, to: width) else { continue }
      let clean = Sanitizer.line(text)
      let fits = Glyph.width(of: clean) <= width
      #expect(cut == (fits ? clean : Glyph.beginning(of: clean, within: width - 1) + "…"))
    }
  }

  @Test func `text of plain letters alone is always cut by counting them`() {
    #expect(Glyph.cut("på jakt", to: 7) == "på jakt")
    #expect(Glyph.cut("på jakt", to: 4) == "på …")
    #expect(Glyph.cut("på jakt", to: 1) == "…")
    #expect(Glyph.cut("", to: 1) == "")
  }
}
