import SpaltReader
import SpaltScreen
import SpaltSearch
import SpaltTestSupport
import SpaltText
import Testing

/// Lines, pointers and keys nobody would type.
@Suite struct InputFuzzTests {
  private let text = sample(
    """
    Rubrik

    Första stycket. Det har två meningar, med ord.

    │ Ett stycke med ramar ┌─┐ och 漢字 och å̈.

    Mellanrubrik

    Sista stycket. Slut.
    """
  ).noted("Första stycket", "En not med [[annan]] och ord.").noted("Slut", "Ännu en.")

  private static let words = [
    "", " ", "j", "k", "}", "{", ")", "(", "Space", "b", "G", "g", "gn", "gN", "gf", "q", "Esc",
    "a",
    ".", ".q", ".n", ".e", "..", "x", "u", "v", "w", "H", "y", "Y", "Yb", "Yc", "e", "o", "?",
    "?note",
    "/", "/ord", ":", ":50%", ":theme x", ":cite bibtex", "ma", "'a", "''", "m", "'", "C-o", "Tab",
    "1", "2", "99", "-1", "0", "99999999999999999999", "s", "f", "z", "`", "t", "+", "=", "nonsens",
    "line-down", "cite csl-json", "measure 30", "\u{1B}[2J", "🇸🇪", "D", "U", "C-r", "]n", "[n",
  ]

  @Test(arguments: 1...12) func `no line ends the program or tells a box`(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var session = Session(text, columns: 80, rows: 23)
    session.state.preferences.isLinear = true
    for step in 0..<150 {
      let before = session.state
      let line = Self.words.randomElement(using: &dice) ?? ""
      session.send(.line(line))
      answer(&session)
      let report = LinearReport(from: before, to: session.state)
      let told = (report.lines + [report.current]).joined()
      let isClean = told.unicodeScalars.allSatisfy {
        !(0x2500...0x257F).contains($0.value) && !(0x2800...0x28FF).contains($0.value)
          && $0.value >= 0x20
      }
      #expect(isClean, "seed \(seed), step \(step), line “\(line)”: \(told)")
      _ = report.wrapped(to: Int.random(in: 1...100, using: &dice))
    }
  }

  @Test(arguments: 1...12) func `no press, drag or key ends the program`(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var session = Session(text, columns: 120, rows: 20)
    for _ in 0..<200 {
      let point = ScreenPoint(
        row: Int.random(in: -1...30, using: &dice), column: Int.random(in: -1...230, using: &dice))
      switch Int.random(in: 0..<7, using: &dice) {
      case 0: session.send(.input(.press(point)))
      case 1: session.send(.input(.drag(point)))
      case 2: session.send(.input(.release(point)))
      case 3: session.send(.input(.wheel(lines: Int.random(in: -9...9, using: &dice))))
      case 4:
        let size = Size(
          columns: Int.random(in: 1...220, using: &dice), rows: Int.random(in: 1...60, using: &dice)
        )
        session.send(.input(.resized(size)))
      default:
        session.press(Self.words.randomElement(using: &dice) ?? "j")
        answer(&session)
      }
      #expect(session.screen.size == session.state.size)
    }
  }

  /// Gives the answers an archive with this one text would give.
  private func answer(_ session: inout Session) {
    for effect in session.takeEffects() {
      switch effect {
      case .open(let id, let number):
        session.send(
          id == text.document.id
            ? .opened(text, number: number)
            : .openFailed(number: number, reason: "There is no text “\(id.rawValue)”."))
      case .search(let number, _):
        session.send(.searchFinished(number: number, .init(hits: [])))
      case .listNotes: session.send(.notesListed(text.notes))
      case .listTexts: session.send(.textsListed([text.summary]))
      case .listText: session.send(.textListed(text.summary))
      case .loadSource(let id): session.send(.sourceLoaded(id, "Rubrik\n\nFörsta stycket."))
      case .edit: session.send(.editorClosed("Ny text."))
      default: break
      }
    }
  }
}
