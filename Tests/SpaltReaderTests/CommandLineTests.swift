import SpaltReader
import SpaltScreen
import SpaltText
import Testing

@Suite struct CommandLineTests {
  let text = sample("Rubrik\n\nEtt stycke. Ett till.\n\nSista stycket med ord.", id: "prov")

  private func session() -> Session {
    var session = Session(text, columns: 80, rows: 12)
    session.state.preferences.themes = ["paper", "night"]
    return session
  }

  private func line(_ session: Session) -> String {
    session.screen.description.split(separator: "\n", omittingEmptySubsequences: false).last
      .map(String.init) ?? ""
  }

  @Test func `Tab completes commands and what they take`() {
    var session = session()
    session.press(":")
    session.type("outl")
    session.press("Tab")
    #expect(line(session) == ":outline")
    session.press("C-u")
    session.type("theme ")
    session.press("Tab")
    #expect(line(session) == ":theme night")
    session.press("Tab")
    #expect(line(session) == ":theme paper")
    session.press("S-Tab Enter")
    // Each is seen as its name comes up.
    #expect(
      session.takeEffects() == ["night", "paper", "night", "night"].map(Effect.useTheme))
    session.press(":")
    session.type("open p")
    session.press("Tab Enter")
    #expect(session.takeEffects() == [.open(TextID("prov"), number: 1)])
  }

  @Test func `the row above shows what the line can become`() {
    var session = session()
    session.press(":")
    session.type("next-")
    let rows = session.screen.description.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[rows.count - 2].contains("next-hit  next-note  next-paragraph"))
    session.type("hit")
    #expect(session.screen.description.contains("to the next hit, on into the next text"))
  }

  @Test func `lines typed before come back, by their beginning too`() {
    var session = session()
    for command in ["justify", "wider", "justify"] {
      session.press(":")
      session.type(command)
      session.press("Enter")
    }
    session.press(": Up")
    #expect(line(session) == ":justify")
    session.press("Up")
    #expect(line(session) == ":wider")
    session.press("Up")
    #expect(line(session) == ":wider")
    session.press("Down Down")
    #expect(line(session) == ":")
    session.type("w")
    session.press("Up")
    #expect(line(session) == ":wider")
    session.press("Esc")
    #expect(session.state.commandLine == nil)
  }

  @Test func `a citation is copied in the form asked for`() {
    var session = session()
    session.press("}")
    for (line, start) in [
      ("cite", "Tidningen, Prov på text, paragraph 2 [prov, v1]"), ("cite bibtex", "@misc{prov,"),
      ("cite csl-json", #"[{"id":"prov""#),
    ] {
      session.press(":")
      session.type(line)
      session.press("Enter")
      guard case .copy(let copied)? = session.takeEffects().last else {
        Issue.record("\(line) copies")
        continue
      }
      #expect(copied.hasPrefix(start), "\(copied)")
    }
    session.press(":")
    session.type("cite html")
    session.press("Enter")
    #expect(session.state.message?.text.contains("plain, bibtex, csl-json") == true)
  }

  @Test func `Y copies at once, and a second key says another form`() {
    var session = session()
    session.press("Y")
    #expect(session.takeEffects() == [.copy("Tidningen, Prov på text, paragraph 1 [prov, v1]")])
    #expect(session.screen.description.contains("copy it for BibTeX"))
    session.press("b")
    guard case .copy(let copied)? = session.takeEffects().last else {
      Issue.record("Yb copies")
      return
    }
    #expect(copied.hasPrefix("@misc{prov,"))
  }

  @Test func `:50% and a measure`() {
    var session = session()
    session.press(":")
    session.type("100%")
    session.press("Enter")
    #expect(session.state.place?.position.block == 2)
    session.press(":")
    session.type("measure 30")
    session.press("Enter")
    #expect(session.state.preferences.widestMeasure == 30)
    session.press(":")
    session.type("measure wide")
    session.press("Enter")
    #expect(session.state.message?.text.contains("from 20 to 72") == true)
  }
}
