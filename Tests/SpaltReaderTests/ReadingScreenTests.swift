import SpaltReader
import SpaltScreen
import SpaltTestSupport
import SpaltText
import Testing

@Suite struct ReadingScreenTests {
  let text = sample(
    """
    Skolan och provet

    Var femte elev skrev aldrig provet. Skolan fick själv välja vilka som deltog, och ingen \
    granskade urvalet.

    – Det är vi som räknar, säger rektorn. Ingen annan kan det.

    Myndigheten svarar att reglerna följdes. Det finns ingen anledning att göra om något.
    """)

  @Test func `a note stands beside its passage`() {
    let session = Session(
      text.noted("Skolan fick själv välja vilka som deltog", "Vem valde?\nFråga Ahlenius. #urval"),
      columns: 80, rows: 14)
    expectScreen(
      session.screen,
      """
       Spalt  Tidningen › Prov på text
         Skolan och provet

      a▌ Var femte elev skrev aldrig provet. Skolan fick    │ a Vem valde?
       ▌ själv välja vilka som deltog, och ingen granskade  │   Fråga Ahlenius. #urval
         urvalet.                                           │   1 Nov 2026

         – Det är vi som räknar, säger rektorn. Ingen annan
           kan det.

         Myndigheten svarar att reglerna följdes. Det finns
         ingen anledning att göra om något.

       0 %  §1/1  1 note                a note  ]n next  / search  o outline  ? help
      """)
  }

  @Test func `where passages begin on one line their letters stand for the bar`() {
    let two = text.noted("Var femte elev skrev", "Ett.").noted("femte elev", "Två.")
    func gutter(_ text: OpenText, columns: Int, row: Int = 3) -> String {
      let screen = Session(text, columns: columns, rows: 14).screen
      return String(screen[row: row].prefix(3).compactMap(\.character))
    }
    #expect(gutter(text.noted("Var femte elev", "Ett."), columns: 80) == "a▌ ")
    #expect(gutter(two, columns: 80) == "ab ")
    #expect(gutter(two.noted("elev skrev aldrig", "Tre."), columns: 80) == "a+ ")
    let cells = Session(two, columns: 80, rows: 14).screen[row: 3].prefix(2)
    #expect(cells.map(\.traits) == [.reversed, .reversed])
    // In a gutter of two cells the second letter goes down a row, if the passage does.
    #expect(gutter(two, columns: 50) == "+▌V")
    let long = text.noted("Skolan fick själv välja vilka som deltog", "Ett.").noted("fick", "Två.")
    #expect(gutter(long, columns: 50) == "a▌V")
    #expect(gutter(long, columns: 50, row: 4) == "b▌f")
  }

  /// The letters where notes begin, those in brackets that are reversed.
  private func letters(_ session: Session) -> String {
    let geometry = PageGeometry(size: session.screen.size)
    let column = geometry.marginStart ?? geometry.bodyStart
    return (1..<session.screen.size.rows - 1).compactMap { row -> String? in
      let cell = Array(session.screen[row: row])[column]
      guard cell.role == .noteMark, let letter = cell.character, letter != " " else { return nil }
      return cell.traits.contains(.reversed) ? "[\(letter)]" : String(letter)
    }.joined()
  }

  @Test func `of several notes on a sentence the one that commands act on is marked`() {
    let noted = text.noted("Var femte elev", "Ett.").noted("Var femte", "Två.")
      .noted("ingen granskade", "Tre.")
    // In the margin, and under the paragraph.
    for columns in [120, 80, 70, 50] {
      var session = Session(noted, columns: columns, rows: 24)
      #expect(letters(session) == "abc")
      session.press("] n")
      #expect(letters(session) == "[a]bc", "\(columns) columns")
      session.press("] n")
      #expect(letters(session) == "a[b]c", "\(columns) columns")
      // One by itself needs no mark.
      session.press("] n")
      #expect(letters(session) == "abc", "\(columns) columns")
      session.press("[ n")
      #expect(letters(session) == "a[b]c", "\(columns) columns")
      session.press("x")
      guard case .changeNote(_, let id, _, _, _)? = session.takeEffects().last else {
        Issue.record("x is for the note marked")
        return
      }
      #expect(id == NoteID("n2"))
    }
  }

  @Test func `the gutter marks the current note too`() {
    let noted = text.noted("Var femte elev", "Ett.").noted("Var femte", "Två.")
      .noted("Var", "Tre.")
    for (columns, expected) in [(80, ["[a]+", "a[b]", "a[c]"]), (50, ["[a]▌", "[b]▌", "[c]▌"])] {
      var session = Session(noted, columns: columns, rows: 24)
      for gutter in expected {
        session.press("] n")
        #expect(
          session.screen[row: 3].prefix(2).map { cell in
            let letter = cell.character.map(String.init) ?? ""
            return cell.traits.contains(.reversed) ? "[\(letter)]" : letter
          }.joined() == gutter)
      }
    }
  }

  @Test func `a note is marked when the sentence is, not while one scrolls`() {
    let far = sample(
      (1...30).map { "Stycke \($0) börjar här." }.joined(separator: "\n\n")
    )
    .noted("Stycke 9 börjar", "Ett.").noted("Stycke 9 börjar här", "Två.")
    var session = Session(far, columns: 80, rows: 12)
    for _ in 0..<16 { session.press("j") }
    #expect(letters(session) == "ab")
    session.send(.paused)
    #expect(letters(session) == "[a]b")
  }

  @Test func `notes push each other down and never overlap`() {
    let session = Session(
      text.noted("Var femte elev", "Ett. En lång anteckning som tar flera rader i marginalen.")
        .noted("Skolan fick själv", "Två."),
      columns: 80, rows: 14)
    expectScreen(
      session.screen,
      """
       Spalt  Tidningen › Prov på text
         Skolan och provet

      ab Var femte elev skrev aldrig provet. Skolan fick    │ a Ett. En lång
       ▌ själv välja vilka som deltog, och ingen granskade  │   anteckning som
         urvalet.                                           │   tar flera rader i
                                                            │   marginalen.
         – Det är vi som räknar, säger rektorn. Ingen annan │   1 Nov 2026
           kan det.                                         │ b Två.
                                                            │   2 Nov 2026
         Myndigheten svarar att reglerna följdes. Det finns
         ingen anledning att göra om något.

       0 %  §1/1  2 notes               a note  ]n next  / search  o outline  ? help
      """)
  }

  @Test func `a note on the last words goes on below them`() {
    let noted = text.noted(
      "om något", "En lång anteckning som tar många fler rader än texten har kvar, ord för ord.")
    let lines = plainPage(of: noted, width: 80, showsNotes: true, hyphenation: .none)
    #expect(lines.joined().contains("1 Nov 2026"))
    #expect(Session(noted, columns: 80, rows: 24).screen.description.contains("1 Nov 2026"))
  }

  @Test func `of many notes on one line the one under the cursor is shown whole`() {
    var crowded = text
    for number in 1...9 {
      crowded = crowded.noted("Var femte elev", "Anteckning \(number) med en rad till om saken.")
    }
    crowded = crowded.noted("Skolan fick själv", "Den som söks, hela vägen till slutet.")
    var session = Session(crowded, columns: 80, rows: 24)
    #expect(session.screen.description.contains("Anteckning 1 med en"))
    #expect(!session.screen.description.contains("till slutet."))
    session.press(") )")
    let lines = session.screen.description.split(
      separator: "\n", omittingEmptySubsequences: false)
    let row = lines.firstIndex { $0.contains("│ j Den som söks, hela") }
    // Its passage begins on the fourth row; those above give way to it, a line each.
    #expect((3...10).contains(row ?? 0))
    #expect(session.screen.description.contains("till slutet."))
  }

  @Test func `notes above the one under the cursor give way and none is left out`() {
    let crowded = text.noted("Var femte elev", "En lång anteckning, rad efter rad, om urvalet.")
      .noted("femte elev skrev", "Ännu en lång anteckning, rad efter rad, om urvalet.")
      .noted("Skolan fick själv", "En tredje lång anteckning, rad efter rad, om urvalet.")
      .noted("Myndigheten svarar", "Den som söks, hela vägen till slutet.")
    var session = Session(crowded, columns: 80, rows: 24)
    session.press("} } )")
    let margin = session.screen.description.split(separator: "\n")
      .compactMap { $0.split(separator: "│").dropFirst().first.map(String.init) }
    for letter in ["a", "b", "c", "d"] {
      #expect(margin.contains { $0.hasPrefix(" \(letter) ") }, "\(letter)")
    }
    #expect(margin.contains { $0.contains("till slutet.") })
  }

  @Test func `an empty text says so, and there is nothing in it to write about`() {
    var session = Session(sample(""))
    #expect(session.screen.description.contains("empty"))
    for key in ["a", "H"] {
      session.press(key)
      #expect(session.effects == [])
      #expect(session.state.sheetBody == nil)
      #expect(session.state.message?.text.hasPrefix("There are no words here.") == true)
    }
    session.press("A")
    #expect(session.state.sheetBody == "")
  }

  @Test func `a message longer than its line is shown whole`() {
    var session = Session(text, columns: 40, rows: 12)
    session.send(
      .failure("The editor vi cannot be started (no such file); set EDITOR. Nothing is lost."))
    let rows = session.screen.description.split(separator: "\n").suffix(3)
    #expect(
      rows == [
        " The editor vi cannot be started (no", " such file); set EDITOR. Nothing is",
        " lost.",
      ])
    #expect(session.screen[row: 9].allSatisfy { $0.role == .failure })
    session.press(")")
    #expect(!session.screen.description.contains("Nothing is"))
  }

  @Test func `without room for a margin a note opens under its paragraph`() {
    let session = Session(
      text.noted("Var femte elev", "Vem räknade?"), columns: 44, rows: 12)
    expectScreen(
      session.screen,
      """
       Spalt  Tidningen › Prov på text
        Skolan och provet

      a▌Var femte elev skrev aldrig provet.
        Skolan fick själv välja vilka som deltog,
        och ingen granskade urvalet.
        a Vem räknade?
          1 Nov 2026

        – Det är vi som räknar, säger rektorn.
          Ingen annan kan det.
       0 %  §1/1  1 note          a note  ? help
      """)
  }

  @Test func `the passage, the cursor and emphasis have roles of their own`() {
    var session = Session(text.noted("fick själv", "Hm."), columns: 44, rows: 6)
    session.press(")")
    expectScreen(
      session.screen,
      """
       Spalt  Tidningen › Prov på text
        Skolan och provet

        Var femte elev skrev aldrig provet.
      a▌Skolan fick själv välja vilka som deltog,
       6 %  §1/1  1 note          a note  ? help
      """,
      roles: """
        TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT
        ..HHHHHHHHHHHHHHHHH

        ..CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC
        LL.......PPPPPPPPPP
        SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS
        """)
  }

  @Test func `a window too small says so and waits`() {
    var session = Session(text, columns: 19, rows: 3)
    #expect(session.screen.description.hasPrefix("needs 20×4 cells\n"))
    session.send(.input(.resized(Size(columns: 30, rows: 3))))
    #expect(session.screen.description.hasPrefix("Spalt needs 20×4 cells\n"))
    session.send(.input(.resized(Size(columns: 19, rows: 3))))
    session.press("j a Esc")
    #expect(session.takeEffects() == [])
    session.send(.input(.resized(Size(columns: 80, rows: 24))))
    #expect(session.screen.description.contains("Var femte elev"))
    session.send(.input(.resized(Size(columns: 0, rows: 0))))
    #expect(session.screen.description == "")
  }

  @Test func `page furniture is folded and one key shows it`() throws {
    let pisa = try #require(try corpus().first)
    var session = Session(pisa, columns: 80, rows: 12)
    #expect(session.screen.description.contains("▸ 4 lines of page furniture (z shows)"))
    #expect(!session.screen.description.contains("Hoppsan!"))
    session.press("z g")
    #expect(session.screen.description.contains("Hoppsan!"))
  }

  @Test func `an escape in a text arrives as its mark`() {
    let hostile = sample("Rubrik\n\nFarligt \u{1B}[2J\u{9B}31m och \u{202E}bakvänt.\n")
    let shown = Session(hostile, columns: 60, rows: 8).screen.description
    #expect(shown.contains("Farligt ␛[2J⟨9B⟩31m och ⟨RLO⟩bakvänt."))
  }
}
