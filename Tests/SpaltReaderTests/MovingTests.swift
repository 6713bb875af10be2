import SpaltReader
import SpaltScreen
import SpaltText
import Testing

@Suite struct MovingTests {
  let text = sample(
    (1...30).map { "Stycke \($0) börjar här. Det har en mening till, nummer \($0)." }
      .joined(separator: "\n\n"))

  private func cursor(_ session: Session) -> String {
    guard let place = session.state.place else { return "" }
    let block = text.document.blocks[place.position.block]
    return String(block.text.slice(place.position.offset..<block.text.utf8.count))
  }

  private func firstLine(_ session: Session) -> String {
    session.screen.description.split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst().map { $0.drop { $0 == " " } }.first { !$0.isEmpty }.map(String.init) ?? ""
  }

  @Test func `a line step scrolls one row and keeps the sentence while it is in view`() {
    var session = Session(text, columns: 60, rows: 10)
    session.press(") ) )")
    let sentence = cursor(session)
    session.press("j")
    #expect(cursor(session) == sentence)
    session.press("k")
    #expect(firstLine(session).hasPrefix("Stycke 1 "))
  }

  @Test func `sentences and paragraphs are stepped over`() {
    var session = Session(text, columns: 60, rows: 10)
    session.press(")")
    #expect(cursor(session) == "Det har en mening till, nummer 1.")
    session.press("}")
    #expect(cursor(session).hasPrefix("Stycke 2 börjar"))
    session.press(") {")
    #expect(cursor(session).hasPrefix("Stycke 2 börjar"))
    session.press("{")
    #expect(cursor(session).hasPrefix("Stycke 1 börjar"))
    session.press("(")
    #expect(cursor(session).hasPrefix("Stycke 1 börjar"))
  }

  @Test func `both ends are a key away, and C-o comes back`() {
    var session = Session(text, columns: 60, rows: 10)
    session.press("} } }")
    let before = cursor(session)
    session.press("G")
    #expect(cursor(session) == "Det har en mening till, nummer 30.")
    session.press("C-o")
    #expect(cursor(session) == before)
    session.press("Tab")
    #expect(cursor(session) == "Det har en mening till, nummer 30.")
    session.press("g")
    #expect(firstLine(session).hasPrefix("Stycke 1 "))
  }

  @Test func `g alone goes to the top and gn from where one was`() {
    var session = Session(text, columns: 60, rows: 10)
    session.press("G g")
    #expect(firstLine(session).hasPrefix("Stycke 1 "))
    session.press("G g n")
    guard case .notes = session.state.screen else {
      Issue.record("gn opens the notes of the text")
      return
    }
    session.press("Esc")
    #expect(cursor(session) == "Det har en mening till, nummer 30.")
  }

  @Test func `every page shows where the one before ended`() {
    var session = Session(text, columns: 60, rows: 10)
    var seen: Set<Int> = []
    for _ in 0..<30 {
      for number in 1...30 where session.screen.description.contains("Stycke \(number) ") {
        seen.insert(number)
      }
      session.press("Space")
    }
    #expect(seen == Set(1...30))
  }

  @Test func `a resize keeps the passage`() {
    var session = Session(text, columns: 60, rows: 10)
    session.press("Space Space Space")
    let first = firstLine(session)
    let place = session.state.place?.position
    for size in [(200, 60), (30, 8), (80, 24), (61, 10), (60, 10)] {
      session.send(.input(.resized(Size(columns: size.0, rows: size.1))))
      #expect(session.state.place?.position == place)
    }
    #expect(firstLine(session) == first)
  }

  @Test func `a text opens on the row it was left on, cursor and all`() throws {
    for keys in ["Space Space j j", "Space ) ) )", "G", "Space j ) Space k", "d )"] {
      var session = Session(text, columns: 60, rows: 12)
      session.press(keys)
      let place = try #require(session.state.place)
      var left = text
      (left.place, left.top) = (place.position, place.top)
      let again = Session(left, columns: 60, rows: 12)
      #expect(firstLine(again) == firstLine(session), "\(keys)")
      #expect(again.screen.cursor == session.screen.cursor, "\(keys)")
    }
  }

  @Test func `wider and narrower again comes back to the row left`() {
    var session = Session(text, columns: 120, rows: 12)
    session.press("Space Space j C-l")
    let before = session.screen
    session.press("+ + + - - - C-l")
    #expect(session.screen == before)
    session.press("- - + + C-l")
    #expect(session.screen == before)
    // What has no effect is not counted.
    session.press("+ + + + + + + + + - - - C-l")
    #expect(session.screen == before)
  }

  @Test func `the measure is told, and where it ends`() {
    var session = Session(text, columns: 120, rows: 12)
    session.press("+")
    #expect(session.state.message?.text == "Lines of at most 68 columns.")
    session.press("+ + +")
    #expect(
      session.state.message?.text == "Lines of at most 72 columns; here they get no wider.")
    session.press("-")
    #expect(session.state.message?.text == "Lines of at most 70 columns.")
    for _ in 0..<60 { session.press("-") }
    #expect(session.state.message?.text == "Lines of at most 10 columns; they get no narrower.")
    session.press(":")
    session.type("measure 60")
    session.press("Enter")
    #expect(session.state.message?.text == "Lines of at most 60 columns.")
    // What was added in a wider window has no effect in a narrow one, and need not be taken away.
    session.press("+ + +")
    session.send(.input(.resized(Size(columns: 58, rows: 12))))
    session.press("-")
    #expect(session.state.message?.text == "Lines of at most 53 columns.")
  }

  @Test func `the sentence being read stands out wherever one has scrolled to`() {
    var session = Session(text, columns: 40, rows: 8)
    for _ in 0..<20 {
      session.press("j")
      session.send(.paused)
      #expect(session.screen.roles.contains("C"))
    }
  }

  @Test func `a sentence that scrolling comes upon is marked when the keys pause`() {
    var session = Session(text, columns: 40, rows: 8)
    session.press("Space")
    #expect(session.state.isAwaitingPause)
    #expect(!session.screen.roles.contains("C"))
    #expect(session.screen.cursor != nil)
    session.send(.paused)
    #expect(!session.state.isAwaitingPause)
    #expect(session.screen.roles.contains("C"))
    session.press("Space )")
    #expect(session.screen.roles.contains("C"))
  }

  @Test func `a sentence is the one being read until its last row has gone`() {
    let long = sample("Första meningen är så lång att den behöver flera rader. Andra är kort.")
    var session = Session(long, columns: 24, rows: 5)
    let sentence = session.state.place?.position
    session.press("j")
    #expect(session.state.place?.position == sentence)
    #expect(session.screen.roles.contains("C"))
    #expect(session.screen.cursor == ScreenPoint(row: 1, column: 2))
    session.press("j j")
    #expect(session.state.place?.position != sentence)
  }

  @Test func `marks are set and gone back to`() {
    var session = Session(text, columns: 60, rows: 10)
    session.press("} } m x G ' x")
    #expect(cursor(session).hasPrefix("Stycke 3 börjar"))
    session.press("' y")
    #expect(session.state.message?.text == "There is no mark y.")
  }

  @Test func `a click places the cursor and a drag selects`() {
    var session = Session(text, columns: 60, rows: 10)
    let rows = session.screen.description.split(separator: "\n", omittingEmptySubsequences: false)
    let row = rows.firstIndex { $0.contains("Stycke 2") } ?? 0
    session.send(.input(.press(.init(row: row, column: 8))))
    #expect(cursor(session).hasPrefix("Stycke 2 börjar"))
    session.send(.input(.drag(.init(row: row, column: 14))))
    session.send(.input(.release(.init(row: row, column: 14))))
    session.press("y")
    #expect(
      session.takeEffects() == [.copy("”Stycke 2 börjar” (Tidningen, Prov på text, paragraph 2)")])
  }

  @Test func `a selection grows and shrinks by words and sentences`() {
    var session = Session(text, columns: 60, rows: 10)
    session.press("v b b w ) ) y")
    #expect(
      session.takeEffects() == [
        .copy(
          "”Stycke 1 börjar här. Det har en mening till, nummer 1.” (Tidningen, Prov på text, paragraph 1)"
        )
      ])
    session.press("b b b y")
    #expect(
      session.takeEffects()
        == [
          .copy("”Stycke 1 börjar här. Det har en mening” (Tidningen, Prov på text, paragraph 1)")
        ])
    session.press("Esc")
    #expect(!session.screen.roles.contains("V"))
  }

  @Test func `a sentence longer than the page can be walked to its end`() {
    let words = (1...900).map { "ord\($0)" }.joined(separator: " ")
    var session = Session(sample("Rubrik\n\n\(words)"), columns: 60, rows: 10)
    session.press("G")
    #expect(session.screen.description.contains("ord900"))
    #expect((session.state.place?.read ?? 0) > 0.8)
    session.press("g")
    #expect(session.screen.description.contains("ord1 "))
  }

  @Test func `an empty text can be looked at and left`() {
    let empty = OpenText(
      summary: text.summary,
      document: Document(id: text.document.id, metadata: text.document.metadata, blocks: []),
      notes: [])
    var session = Session(empty)
    session.press("j k Space b G g ) ( } { v w y ]n n o a Esc x e H")
    #expect(session.screen.description.hasPrefix(" Spalt"))
  }
}
