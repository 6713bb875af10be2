import Foundation
import SpaltReader
import SpaltScreen
import SpaltTestSupport
import SpaltText
import Testing

@Suite struct LinkTests {
  private var session = Session(
    sample(
      """
      Ett stycke utan adress.

      Rapporten ligger på https://exempel.se/rapport. Skriv till mailto:red@exempel.se om du har frågor.

      """), columns: 40, rows: 10)

  @Test mutating func `a paragraph without an address says so`() {
    session.press("g x")
    #expect(session.state.message?.text == "This paragraph has no web or mail address.")
    #expect(session.effects == [])
  }

  @Test mutating func `an address is shown whole before it is opened`() {
    session.press("} ) g x")
    expectScreen(
      session.screen,
      """
       Spalt  Links of this paragraph

        https://exempel.se/rapport

      ▸ mailto:red@exempel.se




           Enter open in the browser  ? help
      """)
    session.press("k")
    let cell = session.screen[row: 2].dropFirst(2).first
    #expect(cell.map { session.screen.address(ofLink: $0.link) } == "https://exempel.se/rapport")
    session.press("y")
    #expect(session.takeEffects() == [.copy("https://exempel.se/rapport")])
    session.press("Enter")
    #expect(session.takeEffects() == [.visit("https://exempel.se/rapport")])
    #expect(session.state.message?.text == "Opening https://exempel.se/rapport")
  }

  @Test mutating func `words that lead somewhere look like others, gx shows where`() {
    var text = sample("Hela rapporten finns att läsa på myndighetens plats sedan i går.\n")
    var block = text.document.blocks[0]
    block.links = [.init(range: 5..<14, address: "https://exempel.se/rapport")]
    text.document = Document(
      id: text.document.id, metadata: text.document.metadata, blocks: [block])
    var session = Session(text, columns: 70, rows: 6)
    // What is underlined has a note; a link of the terminal would be opened unasked, and unseen.
    #expect(session.screen[row: 1].allSatisfy { !$0.traits.contains(.underlined) && $0.link == 0 })
    session.press("g x Enter")
    #expect(session.takeEffects().contains(.visit("https://exempel.se/rapport")))
  }

  @Test mutating func `a click chooses an address, and another opens it`() {
    session.press("} ) g x")
    session.send(.input(.press(ScreenPoint(row: 2, column: 5))))
    #expect(session.takeEffects() == [])
    session.send(.input(.press(ScreenPoint(row: 2, column: 5))))
    #expect(session.takeEffects().contains(.visit("https://exempel.se/rapport")))
  }

  @Test mutating func `an address in the text leads there, broken over lines too`() {
    let words = "Se https://exempel.se/rapporter/2026/granskning/sammanfattning.pdf nu."
    for columns in [30, 60, 100] {
      let screen = Session(sample(words), columns: columns, rows: 12).screen
      var linked = ""
      for row in 1..<11 {
        for cell in screen[row: row] where cell.link != 0 {
          #expect(
            screen.address(ofLink: cell.link)
              == "https://exempel.se/rapporter/2026/granskning/sammanfattning.pdf")
          if let character = cell.character { linked.append(character) }
        }
      }
      #expect(linked == "https://exempel.se/rapporter/2026/granskning/sammanfattning.pdf")
    }
    let other = Session(sample("Se javascript:alert(1) och file:///etc/passwd nu.")).screen
    #expect((0..<24).allSatisfy { other[row: $0].allSatisfy { $0.link == 0 } })
  }

  @Test mutating func `an address longer than the screen goes on in the next row`() {
    let address = "https://exempel.se/" + String(repeating: "lång/", count: 20)
    session = Session(sample("Se \(address) här.\n"), columns: 40, rows: 10)
    session.press("g x")
    let shown = (2..<9).map { row in
      String(session.screen[row: row].dropFirst(2).compactMap(\.character))
        .trimmingCharacters(in: .whitespaces)
    }
    #expect(shown.joined() == address)
  }
}
