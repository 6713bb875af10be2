import SpaltNotes
import SpaltReader
import SpaltScreen
import SpaltText
import Testing

/// Giving a note that has lost its words other words of one's own choice.
@Suite struct PlacingTests {
  private let text: OpenText
  private let lost: Note

  init() throws {
    var text = sample("Första stycket med ord. En mening till.\n\nAndra stycket, med fler ord.\n")
    text = text.noted("Första stycket", "Var det så?")
    var note = try #require(text.notes.first)
    note.anchor = Anchor(state: .orphan, range: nil, source: nil)
    text.notes = [note]
    self.text = text
    lost = note
  }

  private func session() -> Session {
    var session = Session(text)
    session.send(.notesListed([lost]))
    session.press("g l P")
    return session
  }

  @Test func `a lost note is attached to the sentence gone to`() throws {
    var session = session()
    #expect(session.screen.description.contains("P attaches it."))
    session.press(") )")
    #expect(session.screen.description.contains("Words for “Var det så?”"))
    #expect(session.screen.description.contains("P attach here"))
    session.press("P")
    guard case .changeNote(_, lost.id, _, let changes, .own)? = session.takeEffects().last,
      case .attach(let selectors)? = changes.first
    else {
      Issue.record("P attaches the note")
      return
    }
    #expect(selectors.quote == "Andra stycket, med fler ord.")
    #expect(!session.screen.description.contains("Words for"))
  }

  @Test func `Enter attaches it to a selection, to the word`() {
    var session = session()
    session.press(") v ) w w Enter")
    guard case .changeNote(_, lost.id, _, let changes, .own)? = session.takeEffects().last,
      case .attach(let selectors)? = changes.first
    else {
      Issue.record("Enter attaches the note")
      return
    }
    #expect(selectors.quote.hasPrefix("En mening till.\n\nAndra stycket"))
  }

  @Test func `Esc leaves the note as it was`() {
    var session = session()
    session.press("Esc")
    #expect(session.state.message?.text == "The note is as it was.")
    session.press(") P")
    #expect(session.takeEffects().allSatisfy { if case .changeNote = $0 { false } else { true } })
    #expect(session.state.message?.text.contains("No note is to be attached") == true)
  }
}
