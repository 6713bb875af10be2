import Foundation
import SpaltReader
import SpaltScreen
import SpaltTestSupport
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




       Enter opens it in the browser  y copie…
      """)
    session.press("k y")
    #expect(session.takeEffects() == [.copy("https://exempel.se/rapport")])
    session.press("Enter")
    #expect(session.takeEffects() == [.visit("https://exempel.se/rapport")])
    #expect(session.state.message?.text == "Opening https://exempel.se/rapport")
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
