import SpaltNotes
import SpaltReader
import SpaltScreen
import SpaltTestSupport
import SpaltText
import Testing

/// Lists of notes, what has become of their words, and what others do meanwhile.
@Suite struct NoteListTests {
  let text = sample(
    """
    Skolan och provet

    Var femte elev skrev aldrig provet. Skolan fick själv välja vilka som deltog.

    Myndigheten svarar att reglerna följdes. Det finns ingen anledning att göra om något.
    """)

  private func changes(_ effects: [Effect]) -> [NoteOperation.Change] {
    effects.flatMap { effect -> [NoteOperation.Change] in
      if case .changeNote(_, _, _, let changes, _) = effect { changes } else { [] }
    }
  }

  /// The text with a note whose words have changed since it was made.
  private func edited() -> OpenText {
    var text = text.noted("Skolan fick själv välja vilka som deltog", "Verkligen?")
    text.notes[0].selectors.quote = "Skolan fick aldrig välja vilka som deltog"
    text.notes[0].anchor.state = .edited
    return text
  }

  /// The text with a note that has lost its words, and one place suggested.
  private func lost() -> OpenText {
    var text = text.noted("reglerna följdes", "Vilka regler?")
    text.notes[0].selectors.quote = "regelverket har följts"
    text.notes[0].anchor = Anchor(
      state: .orphan, range: nil, source: nil,
      suggestions: [text.notes[0].anchor.range].compactMap { $0 })
    return text
  }

  @Test func `an emoji of several pictures looks the same in the margin and in a list`() {
    var session = Session(text.noted("Var femte elev", "Familj 👨‍👩‍👧 här."))
    #expect(session.screen.description.contains("Familj 👨👩👧 här."))
    session.press("gN")
    session.send(.notesListed(session.state.notes))
    #expect(session.screen.description.contains("Familj 👨👩👧 här."))
  }

  @Test func `at eighty columns the quote has a line of its own`() {
    var session = Session(
      text.noted("Skolan fick själv välja vilka som deltog", "Vem valde skolorna? #urval")
        .noted("Var femte elev", "", kind: .highlight), columns: 80, rows: 12)
    session.press("gN")
    session.send(.notesListed(session.state.notes))
    expectScreen(
      session.screen,
      """
       Spalt  All notes                                                       2 notes

       Prov på text
      ▸ “Var femte elev”
          Highlight  2 Nov 2026

        “Skolan fick själv välja vilka som deltog”
          Vem valde skolorna? #urval  1 Nov 2026



              Enter go there  e edit  x trash  z see the trash  gl lost ones  ? help
      """)
  }

  @Test func `changed words are shown as they were beside what they are`() {
    let session = Session(edited(), columns: 100, rows: 20)
    #expect(session.screen.description.contains("was “Skolan fick"))
    var list = session
    list.press("gn")
    list.send(.notesListed(list.state.notes))
    let screen = list.screen.description
    #expect(screen.contains("was “Skolan fick aldrig välja vilka …”"))
    #expect(screen.contains("now “Skolan fick själv välja vilka …”"))
  }

  @Test func `a lost note is listed with places, and one key attaches it`() throws {
    var session = Session(lost())
    session.press("gl")
    session.send(.notesListed(session.state.notes))
    let screen = session.screen.description
    #expect(screen.contains("Notes without a place"))
    #expect(screen.contains("“regelverket har följts”"))
    #expect(screen.contains("1  “reglerna följdes”"))
    _ = session.takeEffects()
    session.press("1")
    let wanted = try #require(changes(session.takeEffects()).first)
    guard case .attach(let selectors) = wanted else {
      Issue.record("\(wanted) attaches nothing")
      return
    }
    #expect(selectors.quote == "reglerna följdes" && selectors.version == "v1")
    session.press("2")
    #expect(session.state.message?.kind == .failure)
  }

  @Test func `a note is settled, coloured and answered with a key each`() throws {
    var session = Session(text.noted("Var femte elev", "Hur många?"))
    session.press(") X")
    #expect(changes(session.takeEffects()) == [.setDone(true)])
    session.press("C")
    #expect(changes(session.takeEffects()) == [.setColour("yellow")])
    session.press("r")
    #expect(session.screen.description.contains("── Reply ──"))
    session.type("Tolv.")
    session.press("C-s")
    guard case .addNote(_, let reply)? = session.takeEffects().first else {
      Issue.record("the reply is saved")
      return
    }
    #expect(reply.parent == NoteID("n1") && reply.body == "Tolv.")
    #expect(reply.passage == session.state.notes.first?.anchor.range)
  }

  @Test func `a note on the whole text hangs on no words`() {
    var session = Session(text)
    session.press("A")
    #expect(session.screen.description.contains("Note on the whole text"))
    session.type("Läs tillsammans med rapporten.")
    session.press("C-s")
    guard case .addNote(_, let note)? = session.takeEffects().first else {
      Issue.record("the note is saved")
      return
    }
    #expect(note.passage == nil)
  }

  @Test func `tags are completed from those in use, in their field and in the words`() {
    var noted = text.noted("Var femte elev", "a").noted("Skolan", "b")
    noted.notes[0].tags = ["urval", "urkund"]
    noted.notes[1].tags = ["urval"]
    var session = Session(noted)
    session.press(") ) a")
    session.press("Tab")
    session.type("ur")
    #expect(session.screen.description.contains("Tab: #urval #urkund"))
    session.press("Tab Enter")
    session.type("Se #urk")
    session.press("Tab C-n C-o C-s")
    guard case .addNote(_, let note)? = session.takeEffects().first else {
      Issue.record("the note is saved")
      return
    }
    #expect(note.tags == ["urval", "urkund"])
    #expect(note.body == "Se #urkund ")
    #expect(note.kind == .highlight && note.colour == "yellow")
  }

  @Test func `the sheet of a note changes only what was changed in it`() {
    var session = Session(text.noted("Var femte elev", "Hur många?"))
    session.press(") e C-n C-n C-s")
    #expect(changes(session.takeEffects()) == [.setKind(.question)])
    var other = Session(text.noted("Var femte elev", "Hur många?"))
    other.press(") e")
    other.type(" #antal")
    other.press("C-s")
    #expect(
      changes(other.takeEffects()) == [.setBody("Hur många? #antal"), .setTags(["antal"])])
  }

  @Test func `undo goes on into what earlier sessions did`() {
    var session = Session(text.noted("Var femte elev", "Hur många?"))
    session.send(.notesListed(session.state.notes))
    session.press("U")
    #expect(session.takeEffects() == [.loadHistory])
    session.send(
      .historyLoaded(
        done: [NoteStep(note: NoteID("n1"), changes: [.setBody("Före")])], undone: []))
    let effects = session.takeEffects()
    #expect(changes(effects) == [.setBody("Före")])
    guard case .changeNote(_, _, _, _, purpose: .undo)? = effects.first else {
      Issue.record("it is an undoing")
      return
    }
    session.press("U")
    #expect(session.takeEffects() == [])
    #expect(session.state.message?.text == "Nothing to undo.")
  }

  @Test func `what another program changed is shown without a key`() {
    var session = Session(text.noted("Var femte elev", "Hur många?"))
    session.send(.archiveChanged)
    #expect(session.takeEffects() == [.listTexts])
    session.send(.textsListed([text.summary]))
    #expect(session.takeEffects() == [.listNotes])
    var note = session.state.notes[0]
    note.body = "Skrivet annorstädes."
    session.send(.notesListed([note]))
    #expect(session.screen.description.contains("Skrivet annorstädes."))
  }

  @Test
  func `a new version is opened in place of the one read, and no note stands wrong meanwhile`() {
    var session = Session(text.noted("Var femte elev", "Hur många?"))
    var summary = text.summary
    summary.version = "v2"
    session.send(.archiveChanged)
    session.send(.textsListed([summary]))
    let effects = session.takeEffects()
    #expect(effects.contains { if case .open = $0 { true } else { false } })
    var note = session.state.notes[0]
    note.anchor.range = Position(block: 2, offset: 0)..<Position(block: 2, offset: 5)
    session.send(.notesListed([note]))
    #expect(session.state.notes[0].anchor.range?.lowerBound.block == 1)
  }

  @Test func `while a sheet is open the words it is about stay`() {
    var session = Session(text)
    session.press("a")
    session.type("Mitt i en mening")
    var summary = text.summary
    summary.version = "v2"
    session.send(.archiveChanged)
    session.send(.textsListed([summary]))
    #expect(session.takeEffects().contains { if case .open = $0 { true } else { false } } == false)
    #expect(session.state.sheetBody == "Mitt i en mening")
  }

  @Test func `an earlier version is looked at and not written in`() {
    var session = Session(text)
    session.press("gv")
    session.send(
      .versionsListed(
        text.document.id,
        [
          VersionRow(version: "v0", sourceName: "prov.txt", words: 20, notes: 1, isAtHand: false),
          VersionRow(version: "v1", sourceName: "prov.txt", words: 24, notes: 0, isAtHand: true),
        ]))
    #expect(session.screen.description.contains("24 words  0 notes  at hand"))
    _ = session.takeEffects()
    session.press("k Enter")
    guard case .openVersion(_, "v0", let number)? = session.takeEffects().first else {
      Issue.record("the version is asked for")
      return
    }
    var former = text.noted("Var femte elev", "Som det var.")
    former.isFormer = true
    former.summary.version = "v0"
    session.send(.opened(former, number: number))
    let screen = session.screen.description
    #expect(screen.contains("earlier version v0") && screen.contains("Som det var."))
    #expect(session.state.place == nil)
    session.press("a")
    #expect(session.state.sheetBody == nil)
    #expect(session.state.message?.kind == .failure)
  }

  @Test func `a note of tags alone says them in the margin`() {
    var noted = text.noted("Var femte elev", "")
    noted.notes[0].tags = ["urval", "jäv"]
    let screen = Session(noted, columns: 100, rows: 20).screen.description
    #expect(screen.contains("│ a #urval #jäv"))
  }
}
