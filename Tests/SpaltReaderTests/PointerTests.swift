import SpaltReader
import SpaltScreen
import SpaltText
import Testing

@Suite struct PointerTests {
  let text = sample(
    (1...40).map { "Stycke \($0) börjar här. Det har en mening till, nummer \($0)." }
      .joined(separator: "\n\n"))

  private func place(of words: String, in session: Session) -> ScreenPoint? {
    let rows = session.screen.description.split(separator: "\n", omittingEmptySubsequences: false)
    for (row, line) in rows.enumerated() {
      guard let range = line.firstRange(of: words) else { continue }
      return ScreenPoint(
        row: row, column: line.distance(from: line.startIndex, to: range.lowerBound))
    }
    return nil
  }

  @Test func `a press on a note in the margin opens it`() throws {
    var session = Session(text.noted("Stycke 2 börjar", "Mina ord här."), columns: 100, rows: 20)
    let point = try #require(place(of: "Mina ord", in: session))
    session.send(.input(.press(point)))
    session.send(.input(.release(point)))
    #expect(session.state.sheetBody == "Mina ord här.")
  }

  @Test func `the mouse ends what the last key said and waited for`() throws {
    let noted = text.noted("Stycke 2 börjar", "Mina ord här.")
    for input in [TerminalInput.wheel(lines: 1), .press(ScreenPoint(row: 2, column: 5))] {
      var session = Session(noted, columns: 100, rows: 20)
      session.press("Y")
      #expect(session.screen.description.contains("The citation is sent"))
      #expect(session.screen.description.contains("BibTeX"))
      session.send(.input(input))
      #expect(!session.screen.description.contains("The citation is sent"))
      #expect(!session.screen.description.contains("BibTeX"))
      // `b` is no second key now.
      _ = session.takeEffects()
      session.press("b")
      #expect(session.takeEffects().isEmpty)
    }
    var session = Session(noted, columns: 100, rows: 20)
    session.press("Y")
    session.send(.input(.press(try #require(place(of: "Mina ord", in: session)))))
    #expect(session.screen.description.contains("C-s save"))
  }

  @Test func `where there is no margin a press on the note under its paragraph opens it`() throws {
    var session = Session(text.noted("Stycke 2 börjar", "Mina ord här."), columns: 50, rows: 20)
    let point = try #require(place(of: "Mina ord", in: session))
    session.send(.input(.press(point)))
    #expect(session.state.sheetBody == "Mina ord här.")
  }

  @Test func `what was dragged over can be noted at once`() throws {
    var session = Session(text, columns: 80, rows: 20)
    let start = try #require(place(of: "Stycke 2", in: session))
    let end = ScreenPoint(row: start.row, column: start.column + 12)
    for input in [TerminalInput.press(start), .drag(end), .release(end)] {
      session.send(.input(input))
    }
    session.press("a")
    session.type("x")
    session.press("C-s")
    guard case .addNote(_, let note)? = session.takeEffects().last else {
      Issue.record("a note is saved")
      return
    }
    #expect(note.passage.map { text.document.words(in: $0) } == "Stycke 2 börjar")
  }

  @Test func `a drag beyond the last row scrolls and goes on selecting`() throws {
    var session = Session(text, columns: 80, rows: 10)
    let start = try #require(place(of: "Stycke 2", in: session))
    session.send(.input(.press(start)))
    for _ in 0..<15 { session.send(.input(.drag(ScreenPoint(row: 9, column: 30)))) }
    session.send(.input(.release(ScreenPoint(row: 9, column: 30))))
    session.press("y")
    guard case .copy(let words)? = session.takeEffects().last else {
      Issue.record("the selection is copied")
      return
    }
    #expect(words.hasPrefix("”Stycke 2"))
    #expect(words.contains("Stycke 6"))
  }

  @Test func `the ruler is a map`() {
    var session = Session(text, columns: 120, rows: 20)
    session.send(.input(.press(ScreenPoint(row: 18, column: 119))))
    #expect(session.screen.description.contains("Stycke 40"))
    session.send(.input(.drag(ScreenPoint(row: 1, column: 119))))
    #expect(session.screen.description.contains("Stycke 1 "))
    session.send(.input(.release(ScreenPoint(row: 1, column: 119))))
    // Released, it lets the text be clicked again.
    session.send(.input(.drag(ScreenPoint(row: 15, column: 40))))
    #expect(session.screen.description.contains("Stycke 1 "))
  }

  @Test func `a press chooses a row of a list, a second one opens it`() throws {
    var first = text.summary
    first.metadata.title = "Alfa"
    var second = text.summary
    second.id = TextID("annan")
    second.metadata.title = "Beta"
    var session = Session(texts: [first, second])
    let point = try #require(place(of: "Beta", in: session))
    session.send(.input(.press(point)))
    #expect(session.screen.description.contains("▸ Beta"))
    #expect(!session.takeEffects().contains(.open(TextID("annan"), number: 1)))
    session.send(.input(.press(point)))
    #expect(session.takeEffects().contains(.open(TextID("annan"), number: 1)))
    session.send(.input(.press(ScreenPoint(row: 20, column: 3))))
    #expect(session.takeEffects().isEmpty)
  }
}
