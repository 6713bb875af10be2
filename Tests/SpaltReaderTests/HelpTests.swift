import SpaltReader
import SpaltScreen
import SpaltText
import Testing

@Suite struct HelpTests {
  let text = sample("Rubrik\n\nEtt stycke med några ord. En mening till.")

  private func help(_ session: inout Session) -> [String] {
    session.send(.input(.resized(Size(columns: 120, rows: 400))))
    session.press("?")
    return session.screen.description.split(separator: "\n").map(String.init)
  }

  @Test func `every bound key is in help, on every screen`() throws {
    for opening in ["", "o", "g n", "`"] {
      var session = Session(text)
      session.press(opening)
      if opening == "`" { session.send(.sourceLoaded(text.document.id, "Rubrik")) }
      let lines = help(&session)
      for binding in Keymap.standard.bindings {
        let name = binding.keys.map(\.name).joined()
        #expect(
          lines.contains { line in
            line.prefix(22).split(separator: " ").contains { $0 == name }
          }, "\(name) after \(opening)")
      }
      for command in Command.allCases {
        #expect(lines.contains { $0.hasSuffix(command.help) }, "\(command)")
      }
    }
  }

  @Test func `every key of the note sheet is in help`() {
    var session = Session(text)
    let lines = help(&session)
    let start = lines.firstIndex { $0.contains("While writing a note") } ?? 0
    let end = lines.firstIndex { $0.contains("Keys while searching") } ?? 0
    let anywhere = lines.firstIndex { $0.contains("In any field") } ?? 0
    let told = (lines[start..<max(start, end)] + lines[anywhere...].prefix(4))
      .flatMap { $0.prefix(22).split(separator: " ").map(String.init) }
    let keys = "abcdefghijklmnopqrstuvwxyz".map { "C-\($0)" } + ["Tab", "Esc"]
    for key in keys {
      var session = Session(text)
      session.press("a")
      session.type("två ord ")
      session.press("Left Left")
      let before = session.state
      _ = session.takeEffects()
      session.press(key)
      // Moving as in a shell, and what works on every screen.
      let isUsual = "abfhlz".contains(key.last ?? " ") && key.hasPrefix("C-")
      if session.state != before || !session.takeEffects().isEmpty {
        #expect(told.contains(key) || isUsual, "\(key)")
      }
    }
    #expect(told.contains("C-n") && told.contains("Tab"))
  }

  @Test func `at eighty columns no line of help is cut`() {
    for opening in ["", "o", "g n", "/"] {
      var session = Session(text, columns: 80, rows: 400)
      session.press(opening)
      session.press(opening == "/" ? "C-g" : "?")
      let cut = session.screen.description.split(separator: "\n").filter { $0.hasSuffix("…") }
      #expect(cut.isEmpty, "\(cut)")
    }
  }

  @Test func `keys that the configuration binds are in help too`() throws {
    var session = Session(text)
    for (keys, command) in [("C-x", "outline"), ("gz", "theme"), ("g y", "help")] {
      try session.state.preferences.keymap.bind(keys, to: command)
    }
    let lines = help(&session)
    for name in ["C-x", "gz", "gy"] {
      #expect(lines.contains { $0.prefix(22).split(separator: " ").contains { $0 == name } })
    }
  }

  @Test func `what works here comes first`() {
    var session = Session(texts: [text.summary])
    let lines = help(&session)
    let elsewhere = lines.firstIndex { $0.contains("ON OTHER SCREENS") } ?? 0
    let sort = lines.firstIndex { $0.contains("sort by the next column") } ?? 0
    let select = lines.firstIndex { $0.contains("select, beginning with") } ?? 0
    #expect(sort < elsewhere && elsewhere < select)
    #expect(lines[1].contains("HERE: THE ARCHIVE"))
  }

  @Test func `help is searched with a slash`() {
    var session = Session(text, columns: 80, rows: 30)
    session.press("? /")
    session.type("footnote")
    let narrowed = session.screen.description
    #expect(narrowed.contains("to the footnote of this sentence"))
    #expect(!narrowed.contains("one line down"))
    session.press("Enter q")
    #expect(session.screen.description.contains("Prov på text"))
    session.press("? /")
    session.type("xyzzy")
    #expect(session.screen.description.contains("No line of help"))
    session.press("Esc")
    #expect(session.screen.description.contains("one line down"))
  }

  @Test func `a prefix shows what can follow, whole however narrow the window`() {
    var session = Session(text, columns: 60, rows: 24)
    session.press("g")
    let lines = session.screen.description.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix(" gn     list the notes of this text") })
    #expect(lines.contains { $0.hasPrefix(" gN     list all notes") })
    // It has been obeyed, and waits for nothing.
    #expect(lines.last == " g: to the beginning. Or go on with one of these.")
    session.press("n")
    guard case .notes = session.state.screen else {
      Issue.record("gn opens the notes of the text")
      return
    }
  }

  @Test func `a new reader is taught five keys, an old one is not`() {
    var summary = text.summary
    let new = Session(texts: [summary]).screen.description
    #expect(new.contains("Five keys are enough to begin."))
    for key in ["Enter   ", "Space   ", "/       ", "a       ", "?       "] {
      #expect(new.contains("    \(key)"))
    }
    summary.read = 0.1
    #expect(!Session(texts: [summary]).screen.description.contains("Five keys"))
  }
}
