import SpaltReader
import SpaltScreen
import SpaltText
import Testing

@Suite struct JumpingTests {
  let text = sample(
    (1...30).map { "Stycke \($0) börjar här. Det har en mening till, nummer \($0)." }
      .joined(separator: "\n\n"))

  private func block(_ session: Session) -> Int? { session.state.place?.position.block }

  @Test func `two quotes go back to where the last jump began`() {
    var session = Session(text, columns: 60, rows: 10)
    session.press("} } G ' '")
    #expect(block(session) == 2)
  }

  @Test func `small marks belong to their text and outlive its screen`() {
    var session = Session(text, columns: 60, rows: 10)
    session.press("} } m x Esc")
    session.send(.textsListed([text.summary]))
    session.press("q")
    session = reopened(session)
    session.press("g ' x")
    #expect(block(session) == 2)
  }

  /// Opens the text again from the archive's table.
  private func reopened(_ session: Session) -> Session {
    var session = session
    session.press("Enter")
    guard case .open(_, let number)? = session.takeEffects().last else { return session }
    session.send(.opened(text, number: number))
    return session
  }

  @Test func `capital marks and C-o lead back into another text`() throws {
    var session = Session(text, columns: 60, rows: 10)
    var other = sample("En annan text. Den är kort.", id: "annan")
    other.summary.id = TextID("annan")
    session.press("} } m A")
    session.press(":")
    session.type("open annan")
    session.press("Enter")
    session.send(.opened(other, number: 1))
    session.press("' A")
    #expect(session.takeEffects().contains(.open(text.document.id, number: 2)))
    session.send(.opened(text, number: 2))
    #expect(block(session) == 2)
    _ = session.takeEffects()
    session.press("C-o C-o")
    #expect(session.takeEffects().contains(.open(TextID("annan"), number: 3)))
  }

  @Test func `a footnote is a key away, and the way back too`() throws {
    let document = text.document
    var blocks = Array(document.blocks)
    blocks[3].references = [.init(offset: 21, label: "7")]
    let note = Block(.footnote, "Se tabell 2.", marker: "7", map: blocks[3].map)
    let noted = OpenText(
      summary: text.summary,
      document: Document(id: document.id, metadata: document.metadata, blocks: blocks + [note]),
      notes: [])
    var session = Session(noted, columns: 60, rows: 10)
    session.press("} } } Enter")
    #expect(block(session) == 30)
    session.press("g f")
    #expect(block(session) == 3)
    session.press("G Enter C-o")
    #expect(block(session) == 30)
    session.press("g g g f")
    #expect(session.state.message?.text.contains("no footnote") == true)
  }

  @Test func `a note leads to the text it names`() {
    var session = Session(
      text.noted("Stycke 1 börjar här", "Jämför [[annan-text]]."), columns: 60, rows: 12)
    session.press("g f")
    #expect(session.takeEffects() == [.open(TextID("annan-text"), number: 1)])
  }
}
