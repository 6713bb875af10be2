import SpaltReader
import SpaltScreen
import SpaltTestSupport
import SpaltText
import Testing

/// The source as it came, line by line.
@Suite struct SourceScreenTests {
  private let text = sample("Rubrik\n\nEtt stycke med några ord. En mening till.")

  private func session(_ source: String, columns: Int = 30, rows: Int = 10) -> Session {
    var session = Session(text, columns: columns, rows: rows)
    session.press("`")
    session.send(.sourceLoaded(text.document.id, source))
    return session
  }

  @Test func `a long line goes on below, and has its number once`() {
    expectScreen(
      session("Rubrik\n\nEtt stycke med några ord som går vidare. En mening till.\nSlut").screen,
      """
       Spalt  Source as it came ›…
      1 ▌ Rubrik
      2
      3   Ett stycke med några ord
          som går vidare. En mening
          till.
      4   Slut


           ` repaired text  ? help
      """)
  }

  @Test func `every letter of a long line is reached, whatever it holds`() {
    let words = (1...400).map { "ord\($0)" }.joined(separator: "  ")
    var session = session("  \(words)\nSlut", columns: 40, rows: 12)
    var seen = ""
    for _ in 0..<600 {
      let row = String(session.screen[row: 1].dropFirst(4).compactMap(\.character))
      seen += row.split(separator: " ").joined(separator: " ") + " "
      session.press("j")
    }
    seen += session.screen.description.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for number in 1...400 { #expect(seen.contains("ord\(number) "), "ord\(number)") }
    session.press("G")
    #expect(session.screen.description.contains("2   Slut"))
    session.press("g g")
    #expect(session.screen.description.contains("1 ▌   ord1"))
  }

  @Test func `an enormous line without spaces is walked like any other`() {
    var session = session(String(repeating: "lång", count: 500_000), columns: 40, rows: 12)
    #expect(session.screen.description.contains("långlånglång"))
    session.press("G")
    #expect(session.screen.description.contains("långlånglång"))
    session.press("k k g g")
    #expect(session.screen.description.contains("1 ▌ långlång"))
  }
}
