import SpaltNotes
import SpaltReader
import SpaltScreen
import SpaltTestSupport
import SpaltText
import Testing

@Suite struct NoteSheetTests {
  let text = sample(
    """
    Skolan och provet

    Var femte elev skrev aldrig provet. Skolan fick själv välja vilka som deltog.

    Myndigheten svarar att reglerna följdes. Det finns ingen anledning att göra om något.
    """)

  /// The number of the request an effect waits with.
  private func number(_ effects: [Effect]) -> Int {
    for effect in effects {
      switch effect {
      case .addNote(let number, _), .changeNote(let number, _, _, _, _): return number
      default: continue
      }
    }
    return -1
  }

  /// What the archive would answer to a new note.
  private func note(_ new: NewNote, revision: Int = 1) -> Note {
    let passage = new.passage ?? .start..<(.start)
    return Note(
      id: NoteID("n1"), text: new.text, kind: new.kind, body: new.body, tags: new.tags,
      selectors: Selectors(passage, in: text.document, version: "v1"),
      anchor: Anchor(
        state: .exact, range: passage, source: text.document.source(of: passage)),
      created: Timestamp(rawValue: "2026-11-02T09:12:33.250Z"), revision: revision)
  }

  private func saved(_ session: inout Session) -> Note? {
    let effects = session.takeEffects()
    guard case .addNote(let number, let new)? = effects.first else { return nil }
    let note = note(new)
    session.send(.saved(number: number, note))
    return note
  }

  @Test func `one key opens the sheet and the passage stays in view above it`() {
    var session = Session(text, columns: 80, rows: 14)
    session.press(") a")
    session.type("Vem valde? #urval")
    expectScreen(
      session.screen,
      """
       Spalt  Tidningen › Prov på text
         Skolan och provet

         Var femte elev skrev aldrig provet. Skolan fick
         själv välja vilka som deltog.

         Myndigheten svarar att reglerna följdes. Det finns
         ingen anledning att göra om något.

      ── Note on the marked passage ──────────────────────────────────────────────────
        Vem valde? #urval

        Tags: #urval                            Note  C-n kind  C-o colour  C-x done
                                   Esc keep as draft  C-e editor  Tab tags  C-s save
      """)
    #expect(session.screen.cursor == ScreenPoint(row: 10, column: 19))
    #expect(session.screen.roles.contains("V"))
  }

  @Test func `C-s saves, and the sheet closes only when the archive has it`() {
    var session = Session(text)
    session.press(") ) a")
    session.type("Vem valde? #urval")
    session.press("C-s")
    let range =
      Position(
        block: 1, offset: 36)..<Position(block: 1, offset: text.document.blocks[1].text.utf8.count)
    let new = NewNote(
      text: text.document.id, passage: range, kind: .note, body: "Vem valde? #urval",
      tags: ["urval"])
    let effects = session.takeEffects()
    #expect(effects == [.addNote(number: number(effects), new)])
    #expect(session.state.unsavedNote != nil)
    session.send(.saved(number: number(effects), note(new)))
    #expect(session.state.unsavedNote == nil)
    #expect(session.screen.description.contains("a Vem valde? #urval"))
    #expect(session.state.message?.text == "Saved. u undoes.")
    let subject = Draft.Subject.passage(
      Passage(text: text.document.id, range: range), version: "v1")
    #expect(session.takeEffects() == [.dropDraft(subject), .listText(text.document.id)])
  }

  @Test func `a full disk is said and the words stay in the sheet`() {
    var session = Session(text, columns: 80, rows: 16)
    session.press("a")
    session.type("Viktigt.")
    session.press("C-d")
    let effects = session.takeEffects()
    session.send(.saveFailed(number: number(effects), reason: "Not saved. The disk is full."))
    let screen = session.screen.description
    #expect(screen.contains("Viktigt."))
    #expect(screen.hasSuffix(" Not saved. The disk is full."))
    session.type("!")
    session.press("C-s")
    guard case .addNote(_, let new)? = session.takeEffects().first else {
      Issue.record("the note can be saved again")
      return
    }
    #expect(new.body == "Viktigt.!")
  }

  @Test func `Esc keeps a draft, and D goes on with it from anywhere`() {
    var session = Session(text)
    session.press("a")
    session.type("Halvfärdig")
    session.press("Esc")
    guard case .keepDraft(let draft)? = session.takeEffects().first else {
      Issue.record("the draft is kept")
      return
    }
    #expect(draft.body == "Halvfärdig")
    session.press("G D")
    session.type(" tanke")
    #expect(session.state.unsavedNote?.body == "Halvfärdig tanke")
    #expect(session.state.unsavedNote?.subject == draft.subject)
  }

  @Test func `what is typed is wrapped between words, and the cursor goes with it`() {
    var session = Session(text, columns: 24, rows: 14)
    session.press("a")
    session.type("Hej på dig, en lång anteckning")
    let lines = session.screen.description
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.contains("  Hej på dig, en lång"))
    #expect(lines.contains("  anteckning"))
    let cursor = session.screen.cursor
    #expect(cursor?.column == 2 + "anteckning".count)
    #expect(cursor.map { lines[$0.row] } == "  anteckning")
    session.press("Home")
    #expect(session.screen.cursor?.column == 2)
    #expect(session.screen.description.contains("C-s save"))
    session.press("C-u C-k")
    session.type(String(repeating: "å", count: 45))
    #expect(session.screen.description.contains("\n  " + String(repeating: "å", count: 20) + "\n"))
  }

  @Test func `a begins where a draft is, unless other words are selected`() {
    var session = Session(text)
    session.press(") a")
    session.type("Halvfärdig")
    session.press("Esc a")
    #expect(session.state.sheetBody == "Halvfärdig")
    session.press("Esc v w w a")
    #expect(session.state.sheetBody == "")
    session.press("Esc D")
    #expect(session.state.sheetBody == "Halvfärdig")
  }

  @Test func `x puts a note in the trash, u brings it back, C-r repeats`() throws {
    var session = Session(text)
    session.press("a")
    session.type("Kort.")
    session.press("C-s")
    var note = try #require(saved(&session))
    _ = session.takeEffects()

    session.press("x")
    var effects = session.takeEffects()
    #expect(
      effects == [.changeNote(number: number(effects), id: note.id, expected: 1, [.delete])])
    note.deleted = true
    note.revision = 2
    session.send(.saved(number: number(effects), note))
    #expect(!session.screen.description.contains("Kort."))
    #expect(session.state.message?.text == "The note is in the trash. u brings it back.")
    _ = session.takeEffects()

    session.press("u")
    effects = session.takeEffects()
    #expect(
      effects == [
        .changeNote(number: number(effects), id: note.id, expected: 2, [.restore], purpose: .undo)
      ])
    note.deleted = false
    note.revision = 3
    session.send(.saved(number: number(effects), note))
    #expect(session.screen.description.contains("Kort."))
    _ = session.takeEffects()

    session.press("C-r")
    effects = session.takeEffects()
    #expect(
      effects == [
        .changeNote(number: number(effects), id: note.id, expected: 3, [.delete], purpose: .redo)
      ])
  }

  @Test func `u scrolls unless a note was changed just before`() throws {
    var session = Session(text, columns: 80, rows: 8)
    session.press("a")
    session.type("Kort.")
    session.press("C-s")
    _ = try #require(saved(&session))
    session.press("j u")
    #expect(
      session.takeEffects().contains { if case .changeNote = $0 { true } else { false } } == false)
  }

  @Test func `when somebody else was first both texts are put before the writer`() throws {
    var session = Session(text.noted("Var femte elev", "Före."), columns: 80, rows: 30)
    session.press(") e")
    session.type("!")
    session.press("C-s")
    let effects = session.takeEffects()
    var theirs = try #require(session.state.notes.first)
    theirs.body = "Deras."
    theirs.revision = 2
    session.send(.conflict(number: number(effects), theirs))
    let body = session.state.unsavedNote?.body ?? ""
    #expect(body.hasPrefix("Före.!\n\n"))
    #expect(body.hasSuffix("\nDeras."))
    session.press("C-s")
    guard case .changeNote(_, _, let expected, let changes, _)? = session.takeEffects().first,
      case .setBody(let both)? = changes.first
    else {
      Issue.record("the second save builds on what they saved")
      return
    }
    #expect(expected == 2)
    #expect(both == body)
  }

  @Test func `a paste is text and never commands`() {
    var session = Session(text)
    session.send(.input(.paste("q\u{1B}Q")))
    #expect(session.takeEffects() == [])
    session.press("a")
    session.send(.input(.paste("rad ett\r\nrad två\u{1B}[2J\u{0}")))
    #expect(session.state.unsavedNote?.body == "rad ett\nrad två\u{1B}[2J\u{0}")
    #expect(session.screen.description.contains("rad två␛[2J␀"))
  }

  @Test func `a highlight marks and says nothing in the margin`() {
    let session = Session(text.noted("Var femte elev", "", kind: .highlight))
    #expect(!session.screen.description.contains("│"))
    #expect(session.screen.description.contains(" ▌ Var femte elev"))
    #expect(session.screen.roles.contains("L"))
  }

  @Test func `notes on one sentence are told apart by going to them`() {
    var session = Session(
      text.noted("Var femte", "Ett.").noted("aldrig provet", "Två."), columns: 80, rows: 20)
    session.press("g ]n")
    session.press("]n [n e")
    #expect(session.screen.description.contains("Edit the note"))
    #expect(session.state.sheetBody == "Ett.")
  }
}
