import SpaltNotes
import SpaltReader
import SpaltScreen
import SpaltText
import Testing

@Suite struct LinearTests {
  private let text = sample(
    """
    Skolan och provet

    Var femte elev skrev aldrig provet. Skolan fick själv välja. Ingen granskade urvalet.

    – Det är vi som räknar, säger rektorn. Ingen annan kan det.

    Myndigheten svarar att reglerna följdes. Det finns ingen anledning att göra om något.
    """)

  /// Types lines and keeps what is told.
  private struct Conversation {
    var session: Session
    var told = LinearReport(from: nil, to: ReaderState(size: Size(columns: 80, rows: 23)))

    init(_ text: OpenText) {
      session = Session(text, columns: 80, rows: 23)
      session.state.preferences.isLinear = true
      told = LinearReport(from: nil, to: session.state)
    }

    mutating func type(_ lines: String...) {
      for line in lines {
        let before = session.state
        session.send(.line(line))
        var copied: String?
        if case .copy(let text)? = session.effects.last { copied = text }
        told = LinearReport(from: before, to: session.state, copied: copied)
      }
    }
  }

  @Test func `an empty line reads on, sentence by sentence`() {
    var talk = Conversation(text)
    #expect(talk.told.current == "1. Heading 1: Skolan och provet")
    talk.type("")
    #expect(talk.told.current == "2. Var femte elev skrev aldrig provet.")
    talk.type("")
    #expect(talk.told.current == "Skolan fick själv välja.")
    talk.type("(")
    #expect(talk.told.current == "2. Var femte elev skrev aldrig provet.")
    talk.type("G", "")
    #expect(talk.told.lines == ["End of the text."])
  }

  @Test func `a paragraph is read whole, and reading goes on behind it`() {
    var talk = Conversation(text)
    talk.type("}")
    #expect(
      talk.told.lines + [talk.told.current] == [
        "2. Var femte elev skrev aldrig provet.", "Skolan fick själv välja.",
        "Ingen granskade urvalet.",
      ])
    talk.type("")
    #expect(talk.told.current == "3. – Det är vi som räknar, säger rektorn.")
    talk.type("1", "Space")
    #expect(talk.told.lines.count == 6)
    #expect(talk.told.current == "Det finns ingen anledning att göra om något.")
  }

  @Test func `a note is written line by line and told where it hangs`() {
    var talk = Conversation(text.noted("Skolan fick själv välja", "Vem valde?"))
    talk.type("2", "")
    #expect(talk.told.lines == ["Note a: Vem valde?, 1 Nov 2026"])
    talk.type("3", "a")
    #expect(talk.told.lines.contains("“– Det är vi som räknar, säger rektorn.”"))
    talk.type("Första raden", "..och en punkt", ".")
    guard case .addNote(_, let note)? = talk.session.takeEffects().last else {
      Issue.record("a full stop saves")
      return
    }
    #expect(note.body == "Första raden\n.och en punkt")
  }

  @Test func `notes are told when one comes to their sentence, and not again`() {
    var talk = Conversation(
      text.noted("Var femte elev", "Ett.").noted("Var femte elev skrev", "Två."))
    talk.type("2")
    #expect(
      talk.told.lines == ["Note a, the current one: Ett., 1 Nov 2026", "Note b: Två., 2 Nov 2026"])
    talk.type("blaha")
    #expect(talk.told.lines == ["There is no command “blaha”. ? lists them."])
    #expect(talk.told.current == "2. Var femte elev skrev aldrig provet.")
    talk.type("ma")
    #expect(talk.told.lines.count == 1)
    // The one gone to is told, for what follows is about it.
    talk.type("]n")
    #expect(talk.told.lines == ["Note b, the current one: Två., 2 Nov 2026"])
    // Whoever comes back, or asks for the paragraph, hears all.
    talk.type("", "(")
    #expect(talk.told.lines.count == 2)
    talk.type("2")
    #expect(talk.told.lines.count == 2)
  }

  @Test func `what was to be copied stands right behind the words that say so`() {
    var talk = Conversation(text.noted("Var femte elev", "Ett."))
    talk.type("2", "y")
    #expect(talk.told.lines[0] == "To copy:")
    #expect(talk.told.lines[1].hasPrefix("”Var femte elev skrev aldrig provet.” (Tidningen"))
    #expect(talk.told.lines.count == 2)
  }

  @Test func `help is told once`() {
    var talk = Conversation(text)
    talk.type("?")
    #expect(talk.told.lines.count > 80)
    for line in ["", "", "blaha"] {
      talk.type(line)
      #expect(talk.told.lines.count < 2, "after “\(line)”")
      #expect(talk.told.current == "End of help; q goes back.")
    }
    talk.type("?mark")
    #expect(talk.told.lines.contains { $0.contains("m: mark this place") })
  }

  @Test func `a note kept as a draft or begun anew`() {
    var talk = Conversation(text)
    talk.type("a", "Fel", ".n", "Rätt", ".q")
    let kept = talk.session.takeEffects().compactMap { effect -> String? in
      if case .keepDraft(let note) = effect { note.body } else { nil }
    }
    #expect(kept == ["Rätt"])
    #expect(talk.told.lines.first?.contains("draft") == true)
  }

  @Test func `letters that are no sequence do nothing`() {
    var talk = Conversation(text.noted("Skolan och provet", "Bevara mig."))
    for line in ["next", "hax", "exit", "Hx", "£"] {
      talk.type(line)
      #expect(talk.told.lines.first?.contains("There is no command") == true, "\(line)")
    }
    #expect(talk.session.takeEffects().isEmpty)
    talk.type("x")
    #expect(talk.session.takeEffects().count == 1)
  }

  @Test func `numbers, names, keys and marks`() {
    var talk = Conversation(text)
    talk.type("4", "ma", "1", "'a")
    #expect(talk.told.current.hasPrefix("4. Myndigheten svarar"))
    talk.type("previous-paragraph")
    #expect(talk.told.lines.first?.hasPrefix("3. – Det är vi") == true)
    talk.type("99")
    #expect(talk.told.lines.first == "There is no row 99.")
    talk.type("o")
    #expect(talk.told.lines == ["Outline, 1 heading.", "> 1. Skolan och provet (level 1)"])
    talk.type("1")
    #expect(talk.told.current == "1. Heading 1: Skolan och provet")
  }

  @Test func `no box, no bar and no braille cell is told, whatever the text holds`() {
    let drawn = sample("Rubrik\n\n┌──┐ │ ═ ⠿⣿ █ ▌ slut. Mer text i stycket.\n\nSista stycket.")
    var talk = Conversation(drawn.noted("Mer text", "╔═╗ ⠃"))
    var told: [String] = []
    for line in ["", "", "}", "Space", "?", "q", "o", "q", "gn", "q", "a", "─", ".", "/", "x", "q"]
    {
      talk.type(line)
      told += talk.told.lines + [talk.told.current]
    }
    #expect(told.contains { $0.contains("slut.") })
    for scalar in told.joined().unicodeScalars {
      #expect(
        !(0x2500...0x259F).contains(scalar.value) && !(0x2800...0x28FF).contains(scalar.value))
    }
  }

  @Test func `lines are no wider than the terminal and lose no word`() {
    var talk = Conversation(text)
    talk.type("}")
    let whole = (talk.told.lines + [talk.told.current]).joined(separator: " ")
    let narrow = talk.told.wrapped(to: 24)
    let lines = narrow.lines + [narrow.current]
    #expect(lines.allSatisfy { $0.count < 24 })
    #expect(lines.joined(separator: " ") == whole)
  }

  @Test func `help of a line says how lines work`() {
    var talk = Conversation(text)
    talk.type("?mark")
    #expect(talk.told.lines.contains { $0.contains("an empty line: read on") })
    #expect(talk.told.lines.contains { $0.contains("m: mark this place") })
    #expect(!talk.told.lines.contains { $0.contains("one line down") })
  }
}
