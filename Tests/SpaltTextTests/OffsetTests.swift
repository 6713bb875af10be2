import SpaltText
import Testing

@Suite struct OffsetTests {
  @Test func `code points and bytes translate both ways`() {
    let text = String(repeating: "Blå 🫐 grød a\u{30A}. ", count: 40)
    let index = CodePointIndex(text)
    var byte = 0
    for (point, scalar) in text.unicodeScalars.enumerated() {
      #expect(index.codePoint(atByte: byte) == point)
      #expect(index.byte(atCodePoint: point) == byte)
      byte += UTF8.width(scalar)
    }
    #expect(index.byte(atCodePoint: .max) == text.utf8.count)
    #expect(index.codePoint(atByte: .max) == text.unicodeScalars.count)
  }

  @Test func `an offset inside a character goes to its start`() {
    #expect("blå grød".slice(0..<3) == "bl")
    #expect("blå".slice(0..<4) == "blå")
    #expect("bla\u{30A}t".characterStart(at: 3) == 2)
    #expect("x".slice(5..<9) == "")
  }

  @Test func `a joined word leads back over its line end`() {
    // "Pe|tersen" stood on two lines: "Pe\ntersen".
    let map = SourceMap([
      .init(text: 0, source: 10, length: 2), .init(text: 2, source: 13, length: 6),
    ])
    #expect(map.source(of: 0..<8) == 10..<19)
    #expect(map.source(of: 0..<2) == 10..<12)
    #expect(map.source(of: 2..<8) == 13..<19)
    #expect(map.text(of: 11..<14) == 1..<3)
    #expect(map.text(of: 12..<13) == nil)
    #expect(map.source(of: 8..<8).isEmpty)
  }

  @Test func `a passage over blocks comes back from its source`() {
    let document = Document(
      id: TextID("x"), metadata: Metadata(title: "x"),
      blocks: [
        Block(.paragraph, "En två.", map: .init([.init(text: 0, source: 0, length: 8)])),
        Block(.paragraph, "Tre fyra.", map: .init([.init(text: 0, source: 10, length: 9)])),
      ])
    let range = Position(block: 0, offset: 3)..<Position(block: 1, offset: 3)
    #expect(document.words(in: range) == "två.\n\nTre")
    #expect(document.source(of: range) == 3..<13)
    #expect(document.passage(ofSource: 3..<13) == range)
    #expect(document.passage(ofSource: 8..<10) == nil)
    #expect(document.clamp(Position(block: 9, offset: 9)) == document.end)
  }
}
