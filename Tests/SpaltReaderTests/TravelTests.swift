import SpaltNotes
import SpaltReader
import SpaltScreen
import SpaltText
import Testing

/// What stands beside the text goes with it line by line, and stands in its place otherwise.
@Suite struct TravelTests {
  private let text = sample(
    (1...60).map { "Stycke \($0) börjar här. Det har en mening till, nummer \($0)." }
      .joined(separator: "\n\n")
  )
  .noted("Stycke 20 börjar", "Mina ord.")

  private func rows(_ session: Session) -> [String] {
    session.screen.description.split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst().dropLast().map(String.init)
  }

  private func pane(_ session: Session) -> [String] {
    rows(session).map { row in
      var row = row.prefix(36)
      while row.last == " " { row.removeLast() }
      return String(row)
    }
  }

  /// The rows of the ruler by what stands in them.
  private func ruler(_ session: Session) -> [Character] {
    let column = session.state.size.columns - 2
    return (1..<(session.state.size.rows - 1)).map { row in
      session.screen[row: row].dropFirst(column).first?.character ?? " "
    }
  }

  @Test func `a line step takes the pane along, and what leaves comes in again`() {
    var session = Session(text, columns: 170, rows: 20)
    session.press("d")
    let still = pane(session)
    #expect(still[0] == " ARCHIVE")
    session.press("j j")
    #expect(pane(session) == Array(still[2...] + still[..<2]))
    session.press("k")
    #expect(pane(session) == Array(still[1...] + still[..<1]))
  }

  @Test(arguments: ["Space", "d", "G", "} } } } } } } } } } }", "/ 40 Enter"])
  func `any other movement sets the pane at its top`(keys: String) {
    var session = Session(text, columns: 170, rows: 20)
    session.press("d j j j")
    #expect(pane(session)[0] != " ARCHIVE")
    session.press(keys)
    if case .reading = session.state.screen { #expect(pane(session)[0] == " ARCHIVE") }
  }

  @Test func `a press in the pane goes where the row leads, wherever it has gone`() throws {
    var session = Session(text, columns: 170, rows: 20)
    session.press("d j j j")
    let row = try #require(pane(session).firstIndex { $0.contains("a Mina ord") })
    session.send(.input(.press(ScreenPoint(row: row + 1, column: 6))))
    #expect(session.state.place?.position == text.notes.first?.anchor.range?.lowerBound)
    // Back at its top, the pane holds the same row higher up.
    #expect(pane(session)[0] == " ARCHIVE")
  }

  @Test func `a press on another text in the pane opens it`() throws {
    var other = text.summary
    other.id = TextID("annan")
    other.metadata.title = "En annan text"
    var session = Session(text, columns: 170, rows: 20)
    session.send(.textsListed([text.summary, other]))
    let row = try #require(pane(session).firstIndex { $0.contains("En annan") })
    session.send(.input(.press(ScreenPoint(row: row + 1, column: 6))))
    #expect(session.effects.contains(.open(TextID("annan"), number: 1)))
  }

  /// As many line steps as there are until the ruler is set right, at most a page of them.
  private func stepsUntilRulerIsRight(_ session: inout Session) -> Int {
    let height = session.state.size.rows - 2
    for step in 1...height {
      let before = ruler(session)
      session.press("j")
      if ruler(session).dropLast() != before.dropFirst() { return step }
    }
    return height
  }

  @Test func `the ruler goes with the text for a few rows and is then set right`() throws {
    var session = Session(text, columns: 120, rows: 40)
    let note = try #require(ruler(session).firstIndex(of: "a"))
    // Off by a quarter of the page it waits for a step that draws little else.
    let steps = stepsUntilRulerIsRight(&session)
    #expect((9...12).contains(steps))
    let incoming = session.state.size.rows - 2
    #expect(!rows(session)[incoming - 1].contains("Stycke"))
    #expect(ruler(session).firstIndex(of: "a") == note)
    #expect(ruler(session).contains("█"))
  }

  @Test func `the ruler is set right in the end where no step is quiet`() throws {
    let long = sample(String(repeating: "Ett ord till. ", count: 800)).noted("Ett ord", "Mina ord.")
    var session = Session(long, columns: 120, rows: 40)
    session.press("G b b b")
    let start = ruler(session)
    #expect(stepsUntilRulerIsRight(&session) == 13)
    #expect(ruler(session).firstIndex(of: "a") == start.firstIndex(of: "a"))
  }

  @Test func `when the keys pause, pane and ruler stand in their places again`() throws {
    let long = sample((1...600).map { "Stycke \($0)." }.joined(separator: "\n\n"))
      .noted("Stycke 300", "Mina ord.")
    var session = Session(long, columns: 170, rows: 40)
    let note = try #require(ruler(session).firstIndex(of: "a"))
    session.press("j j j")
    #expect(pane(session)[0] != " ARCHIVE")
    #expect(ruler(session).firstIndex(of: "a") == note - 3)
    #expect(session.state.isAwaitingPause)
    session.send(.paused)
    #expect(!session.state.isAwaitingPause)
    #expect(pane(session)[0] == " ARCHIVE")
    #expect(ruler(session).firstIndex(of: "a") == note)
    #expect(ruler(session).first == "█")
  }

  @Test func `a redrawn screen has everything in its place`() {
    var session = Session(text, columns: 170, rows: 20)
    session.press("d j j j C-l")
    #expect(pane(session)[0] == " ARCHIVE")
  }

  @Test func `a note opens beside its passage when the keys pause, not in a line step`() {
    // Those above it push the last one so far down that it shrinks to a line.
    let noted = (1...4).reduce(text) { text, _ in
      text.noted("Stycke 6 börjar", String(repeating: "Ord om ord. ", count: 12))
    }
    .noted("Stycke 7 börjar", String(repeating: "Nedskjutna ord. ", count: 8) + "Sist.")
    var session = Session(noted, columns: 120, rows: 24)
    session.press("gg")
    for _ in 0..<40 where session.state.place?.position.block != 6 { session.press("j") }
    #expect(session.state.place?.position.block == 6)
    #expect(session.screen.description.contains("Nedskjutna ord."))
    #expect(!session.screen.description.contains("Sist."))
    session.send(.paused)
    #expect(session.screen.description.contains("Sist."))
  }

  @Test func `a press on the ruler means the row it shows`() throws {
    var session = Session(text, columns: 120, rows: 40)
    session.press("j j j")
    let row = try #require(ruler(session).firstIndex(of: "a"))
    session.send(.input(.press(ScreenPoint(row: row + 1, column: 118))))
    #expect(session.screen.description.contains("Stycke 20 börjar"))
  }
}
