import SpaltReader
import SpaltScreen
import SpaltTestSupport
import SpaltText
import Testing

@Suite struct ArchiveScreenTests {
  private func summary(
    _ id: String, _ title: String, _ publisher: String?, read: Double = 0, notes: Int = 0
  ) -> TextSummary {
    TextSummary(
      id: TextID(id), metadata: Metadata(title: title, publisher: publisher, language: .swedish),
      wordCount: 100, blockCount: 10, noteCount: notes, read: read, version: "v",
      sourceName: "\(id).txt", sourceByteCount: 1000)
  }

  private var texts: [TextSummary] {
    [
      summary("a", "Ärenden i nämnden", "Kommunen", read: 0.25, notes: 2),
      summary("b", "Budget för skolan", "Tidningen", read: 1),
      summary("c", "Avtal", nil),
    ]
  }

  @Test func `the archive is a table`() {
    var session = Session(texts: texts, columns: 70, rows: 9)
    session.press("j")
    expectScreen(
      session.screen,
      """
       Spalt  Archive                                               3 texts
        Title                            Source          Lang   Read  Notes
        Avtal                                            sv      0 %
      ▸ Budget för skolan                Tidningen       sv    100 %
        Ärenden i nämnden                Kommunen        sv     25 %      2



          Enter read  / search  gN notes  s sort  f filter  q quit  ? help
      """)
  }

  @Test func `Enter reads on`() {
    var session = Session(texts: texts)
    session.press("j Enter")
    #expect(session.takeEffects().last == .open(TextID("b"), number: 1))
  }

  @Test func `a filter narrows, and Esc shows all again`() {
    var session = Session(texts: texts, columns: 70, rows: 9)
    session.press("f")
    session.type("nämnd")
    #expect(session.screen.description.contains("Ärenden"))
    #expect(!session.screen.description.contains("Budget"))
    session.press("Enter Enter")
    #expect(session.takeEffects().last == .open(TextID("a"), number: 1))
    session = Session(texts: texts, columns: 70, rows: 9)
    session.press("f")
    session.type("zzz")
    #expect(session.screen.description.contains("No title or source has “zzz”."))
    session.press("Esc")
    #expect(session.screen.description.contains("Budget"))
  }

  @Test func `an empty archive says how to fill it`() {
    let session = Session(texts: [], columns: 60, rows: 10)
    #expect(session.screen.description.contains("spalt import FILE"))
  }

  @Test func `q quits from here and Esc does not`() {
    var session = Session(texts: texts)
    session.press("Esc")
    #expect(session.takeEffects().contains(.quit) == false)
    session.press("q")
    #expect(session.takeEffects().last == .quit)
  }

  @Test func `the configuration can rebind, and says what it cannot`() throws {
    var keymap = Keymap.standard
    try keymap.bind("gN", to: "outline")
    try keymap.bind("C-x", to: "all-notes")
    #expect(keymap.names(of: .allNotes) == ["C-x"])
    #expect(keymap.names(of: .outline).first == "gN")
    #expect(throws: KeymapFailure.unknownCommand("fly")) { try keymap.bind("f", to: "fly") }
    #expect(throws: KeymapFailure.unknownKeys("abc")) { try keymap.bind("abc", to: "help") }
  }

  @Test func `a command can be typed by name`() {
    var session = Session(texts: texts)
    session.press(":")
    session.type("open b")
    session.press("Enter")
    #expect(session.takeEffects().last == .open(TextID("b"), number: 1))
    session.send(.openFailed(number: 1, reason: "There is no text “b”."))
    session.press(":")
    session.type("nonsense")
    session.press("Enter")
    #expect(session.state.message?.text == "There is no command “nonsense”. ? lists them.")
  }
}
