import SpaltReader
import SpaltScreen
import SpaltTestSupport
import SpaltText
import Testing

/// What holds for every text at every width.
@Suite struct LayoutPropertyTests {
  @Test(arguments: [20, 32, 45, 60, 72, 80, 100])
  func `every letter of the four texts is set, and no line is wider than the page`(
    width: Int
  ) throws {
    for text in try corpus() {
      let lines = plainPage(of: text, width: width, showsNotes: false, hyphenation: .none)
      for line in lines { #expect(Glyph.width(of: line) <= min(width, 72)) }
      let letters = lines.joined().filter { $0.isLetter || $0.isNumber }
      // Footnote marks are set beside their word, and are no letters of the text.
      let own = text.document.blocks.map { ($0.marker ?? "") + $0.text }.joined()
        .filter { $0.isLetter || $0.isNumber }
      let marks = text.document.blocks.flatMap(\.references).map(\.label).joined()
      #expect(letters.count == own.count + marks.count, "\(text.document.id.rawValue)")
    }
  }

  @Test func `a run of letters too long to be a word is not looked at for a hyphen`() {
    let text = sample("Ett ord: " + String(repeating: "ord", count: 20_000))
    let hyphenation = Hyphenation { word, _ in
      #expect(word.count <= 200)
      return []
    }
    let lines = plainPage(of: text, width: 72, showsNotes: false, hyphenation: hyphenation)
    #expect(lines.joined().filter(\.isLetter).count == 60_006)
  }

  @Test func `walking a text screen by screen shows every line once`() throws {
    for text in try corpus() {
      var session = Session(text, columns: 80, rows: 24)
      session.press("z g")
      var seen: [String] = []
      var last = session.screen.description
      for _ in 0..<2000 {
        session.press("j")
        let now = session.screen.description
        if now == last { break }
        last = now
      }
      seen = last.split(separator: "\n").map(String.init)
      let end = try #require(text.document.blocks.last?.text.split(separator: " ").last)
      #expect(seen.contains { $0.contains(end) }, "\(text.document.id.rawValue)")
    }
  }

  @Test func `a drawn screen never depends on the way there`() throws {
    let text = try #require(try corpus().last)
    var session = Session(text, columns: 100, rows: 30)
    session.press("Space Space j j k } )")
    let there = session.screen
    session.send(.input(.resized(Size(columns: 40, rows: 12))))
    session.send(.input(.resized(Size(columns: 100, rows: 30))))
    #expect(session.screen == there)
  }

  @Test func `seeded keys never break the reader`() throws {
    var random = SeededGenerator(seed: 20_261_121)
    let keys: [Key] =
      [
        "j", "k", " ", "b", "d", "u", "g", "G", "{", "}", "(", ")", "/", "n", "N", "a", "v", "w",
        "H", "e", "x", "o", "z", "+", "-", "=", "t", "y", "m", "'", ":", "?", "q", "]", "[", "å",
      ].map(Key.character) + [
        .escape, .enter, .tab, .backspace, .up, .down, .left, .right, .pageUp, .pageDown, .home,
        .end, .control("s"), .control("o"), .control("r"), .control("l"),
      ]
    for text in try corpus() {
      var session = Session(text.noted("och", "Ett.").noted("at", "Två."), columns: 80, rows: 24)
      for step in 0..<1500 {
        let key = keys.randomElement(using: &random) ?? .escape
        session.send(.input(.key(key)))
        if step % 50 == 0 {
          let columns = Int.random(in: 0...220, using: &random)
          let rows = Int.random(in: 0...70, using: &random)
          session.send(.input(.resized(Size(columns: columns, rows: rows))))
        }
        // Answers that never come leave the reader waiting; Esc gives up, as a user would.
        if step % 20 == 0 { session.send(.input(.key(.escape))) }
        let screen = session.screen
        #expect(screen.size == session.state.size)
      }
    }
  }
}
