import SpaltScreen
import SpaltTestSupport
import SpaltText
import Testing

@testable import SpaltReader

@Suite struct ArchiveScreenTests {
  private func summary(
    _ id: String, _ title: String, _ publisher: String?, read: Double = 0, notes: Int = 0
  ) -> TextSummary {
    TextSummary(
      id: TextID(id), metadata: Metadata(title: title, publisher: publisher, language: .swedish),
      wordCount: 100, blockCount: 10, noteCount: notes, read: read, version: "v",
      sourceName: "\(id).txt", sourceByteCount: 1000)
  }

  /// By title, as an archive lists them.
  private var texts: [TextSummary] {
    [
      summary("c", "Avtal", nil),
      summary("b", "Budget för skolan", "Tidningen", read: 1),
      summary("a", "Ärenden i nämnden", "Kommunen", read: 0.25, notes: 2),
    ]
  }

  @Test func `the archive is a table`() {
    var session = Session(texts: texts, columns: 70, rows: 9)
    session.press("j")
    expectScreen(
      session.screen,
      """
       Spalt  Archive                                               3 texts
        Title                            Source          Lang   Read  Notes
        Avtal                                            sv      0 %
      ▸ Budget för skolan                Tidningen       sv    100 %
        Ärenden i nämnden                Kommunen        sv     25 %      2



          Enter read  / search  gN notes  s sort  f filter  q quit  ? help
      """)
  }

  @Test func `Enter reads on`() {
    var session = Session(texts: texts)
    session.press("j Enter")
    #expect(session.takeEffects().last == .open(TextID("b"), number: 1))
  }

  @Test func `a filter narrows, and Esc shows all again`() {
    var session = Session(texts: texts, columns: 70, rows: 9)
    session.press("f")
    session.type("nämnd")
    #expect(session.screen.description.contains("Ärenden"))
    #expect(!session.screen.description.contains("Budget"))
    session.press("Enter Enter")
    #expect(session.takeEffects().last == .open(TextID("a"), number: 1))
    session = Session(texts: texts, columns: 70, rows: 9)
    session.press("f")
    session.type("zzz")
    #expect(session.screen.description.contains("No title or source has “zzz”."))
    session.press("Esc")
    #expect(session.screen.description.contains("Budget"))
  }

  @Test func `an empty archive says how to fill it`() {
    let session = Session(texts: [], columns: 60, rows: 10)
    #expect(session.screen.description.contains("spalt import FILE"))
  }

  @Test func `q quits from here and Esc does not`() {
    var session = Session(texts: texts)
    session.press("Esc")
    #expect(session.takeEffects().contains(.quit) == false)
    session.press("q")
    #expect(session.takeEffects().last == .quit)
  }

  @Test func `the configuration can rebind, and says what it cannot`() throws {
    var keymap = Keymap.standard
    try keymap.bind("gN", to: "outline")
    try keymap.bind("C-x", to: "all-notes")
    #expect(keymap.names(of: .allNotes) == ["C-x"])
    #expect(keymap.names(of: .outline).first == "gN")
    #expect(throws: KeymapFailure.unknownCommand("fly")) { try keymap.bind("f", to: "fly") }
    #expect(throws: KeymapFailure.unknownKeys("abc")) { try keymap.bind("abc", to: "help") }
  }

  @Test func `a command can be typed by name`() {
    var session = Session(texts: texts)
    session.press(":")
    session.type("open b")
    session.press("Enter")
    #expect(session.takeEffects().last == .open(TextID("b"), number: 1))
    session.send(.openFailed(number: 1, reason: "There is no text “b”."))
    session.press(":")
    session.type("nonsense")
    session.press("Enter")
    #expect(session.state.message?.text == "There is no command “nonsense”. ? lists them.")
  }

  @Test func `every order and every filter gives the rows that comparing each text gives`() {
    var random = SeededGenerator(seed: 11)
    let words = ["Ärende", "budget", "a\u{30A}r", "skola", "Östergötland", "PM", "åtgärd"]
    let texts = (0..<300).map { number in
      var text = summary(
        "t\(number)", "\(words.randomElement(using: &random)!) \(number % 40)",
        [nil, "Kommunen", "Tidningen"].randomElement(using: &random)!,
        read: Double(number % 5) / 4, notes: number % 3)
      text.metadata.date = number.isMultiple(of: 4) ? nil : "20\(10 + number % 7)"
      return text
    }
    .sorted { ($0.metadata.title.lowercased(), $0.id) < ($1.metadata.title.lowercased(), $1.id) }
    let list = TextList(texts)
    for order in ArchiveScreen.Order.allCases {
      for filter in ["", "budget", "ÅR", "kommunen 3", "t29", "a\u{30A}r", "inget alls"] {
        let rows = list.rows(by: order, narrowedBy: filter)
        let expected = plainly(texts, order, filter)
        #expect(rows.map(\.id) == expected.map(\.id), "\(order) \(filter)")
        for (row, text) in expected.enumerated() { #expect(rows.row(of: text.id) == row) }
      }
    }
  }

  @Test func `how much was read moves a text in its order`() {
    var list = TextList(texts)
    #expect(list.rows(by: .read, narrowedBy: "").map(\.id.rawValue) == ["b", "a", "c"])
    list.setRead(0.5, of: TextID("c"))
    #expect(list.rows(by: .read, narrowedBy: "").map(\.id.rawValue) == ["b", "c", "a"])
  }

  /// The rows as a few lines say them that look at every text.
  private func plainly(
    _ texts: [TextSummary], _ order: ArchiveScreen.Order, _ filter: String
  ) -> [TextSummary] {
    let shown = texts.filter { text in
      let line = "\(text.metadata.title) \(text.metadata.publisher ?? "") \(text.id.rawValue)"
      return filter.lowercased().split(separator: " ").allSatisfy { line.lowercased().contains($0) }
    }
    // Sorting keeps the order by title among those of one rank.
    return shown.enumerated().sorted { left, right in
      let isUp: Bool? =
        switch order {
        case .title: nil
        case .publisher:
          compare(
            left.element.metadata.publisher ?? "\u{10FFFF}",
            right.element.metadata.publisher ?? "\u{10FFFF}")
        case .date: compare(right.element.metadata.date ?? "", left.element.metadata.date ?? "")
        case .read: compare(right.element.read, left.element.read)
        case .notes: compare(right.element.noteCount, left.element.noteCount)
        }
      return isUp ?? (left.offset < right.offset)
    }
    .map(\.element)
  }

  private func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Bool? {
    left == right ? nil : left < right
  }
}
