import SpaltReader
import SpaltScreen
import SpaltSearch
import SpaltTestSupport
import SpaltText
import Testing

@Suite struct SearchScreenTests {
  let first = sample(
    "Rubrik\n\nEn granskning av provet görs nu. Granskningen är klar i maj.\n", id: "ett")
  let second = sample("Annat\n\nIngen granskning gjordes då.\n", id: "två")

  private func hit(_ text: OpenText, _ block: Int, _ quote: String, _ tier: Tier = .exact) -> Hit {
    let words = text.document.blocks[block].text
    guard let range = words.firstRange(of: quote) else {
      return Hit(
        kind: .text, text: text.document.id, block: block, range: 0..<0, quote: "", before: "",
        after: "", tier: tier, score: 0)
    }
    let start = words.utf8.distance(from: words.startIndex, to: range.lowerBound)
    return Hit(
      kind: .text, text: text.document.id, block: block,
      range: start..<(start + quote.utf8.count), quote: quote,
      before: String(words[..<range.lowerBound]), after: String(words[range.upperBound...]),
      tier: tier, score: 1)
  }

  private var page: SearchPage {
    SearchPage(
      hits: [
        hit(first, 1, "granskning"), hit(second, 1, "granskning"),
        hit(first, 1, "Granskningen", .inflected),
      ], forms: ["granskning", "granskningen"])
  }

  /// What a query typed is asked as.
  private func asked(_ query: String, in scope: SearchScope = .all) -> SearchRequest {
    SearchRequest(
      Query(parsing: query), in: scope, isTyping: true, deadline: .milliseconds(500))
  }

  private func searching(_ query: String, columns: Int = 60, rows: Int = 12) -> Session {
    var session = Session(texts: [first.summary, second.summary], columns: columns, rows: rows)
    session.press("/")
    session.type(query)
    return session
  }

  @Test func `every key asks, and only the last answer counts`() {
    var session = searching("gr")
    let effects = session.takeEffects()
    #expect(
      effects == [.listQueries, .search(number: 1, asked("g")), .search(number: 2, asked("gr"))])
    session.send(.searchFinished(number: 1, page))
    #expect(session.screen.description.contains("searching …"))
    session.send(.searchFinished(number: 2, page))
    #expect(session.screen.description.contains("3 hits · 2 texts"))
  }

  @Test func `hits stand under each other, by text and by how they match`() {
    var session = searching("granskning")
    session.send(.searchFinished(number: 10, page))
    expectScreen(
      session.screen,
      """
       Search: granskning                        3 hits · 2 texts
       TEXTS (3)
       Tidningen · Prov på text  2 hits
      ▸                 En granskning av provet görs nu. Granskni
         — other forms
          provet görs nu. Granskningen är klar i maj.
       Tidningen · Prov på text  1 hit
                     Ingen granskning gjordes då.


       Forms: granskning granskningen
       (texts and notes)  ↑↓ choose  Enter open  Tab where  S-Tab…
      """)
  }

  @Test func `Enter opens on the hit, n walks on into the next text, Esc comes back to the list`() {
    var session = searching("granskning")
    session.send(.searchFinished(number: 10, page))
    session.press("Down Enter")
    #expect(session.takeEffects().last == .open(first.document.id, number: 12))
    session.send(.opened(first, number: 12))
    #expect(session.screen.roles.contains("mmmmmmmmmmmm"))
    session.press("n")
    #expect(session.takeEffects().last == .open(second.document.id, number: 13))
    session.send(.opened(second, number: 13))
    #expect(session.screen.description.contains("Ingen granskning gjordes"))
    session.press("n")
    #expect(session.state.message?.text == "That was the last hit. N goes back.")
    session.press("Esc")
    guard case .search(let search) = session.state.screen else {
      Issue.record("back to the search")
      return
    }
    #expect(search.chosen == 2)
  }

  @Test func `what is typed while a text is on its way is meant for the text`() {
    var session = searching("granskning")
    session.send(.searchFinished(number: 10, page))
    session.press("Enter a")
    session.type("Hej")
    session.send(.opened(first, number: 12))
    #expect(session.state.sheetBody == "Hej")
  }

  @Test func `Enter before the answer opens the first hit when it comes`() {
    var session = searching("granskning")
    session.press("Enter")
    _ = session.takeEffects()
    session.send(.searchFinished(number: 10, page))
    #expect(
      session.takeEffects() == [
        .keepQuery("granskning", isSaved: false), .open(first.document.id, number: 11),
      ])
  }

  @Test func `a failure is said and typing goes on`() {
    var session = searching("x")
    session.send(.searchFailed(number: 1, reason: "The archive is busy."))
    #expect(session.screen.description.contains("The archive is busy."))
    session.type("y")
    #expect(!session.screen.description.contains("The archive is busy."))
  }

  @Test func `Tab asks again elsewhere`() {
    var session = searching("x")
    session.press("Tab Tab")
    #expect(
      session.takeEffects().suffix(2) == [
        .search(number: 2, asked("x", in: .texts)), .search(number: 3, asked("x", in: .notes)),
      ])
  }
}
