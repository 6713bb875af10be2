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

  func hit(_ text: OpenText, _ block: Int, _ quote: String, _ tier: Tier = .exact) -> Hit {
    let words = text.document.blocks[block].text
    let found = words.firstRange(of: quote)
    let start = found.map { words.utf8.distance(from: words.startIndex, to: $0.lowerBound) } ?? 0
    let range = start..<start + (found == nil ? 0 : quote.utf8.count)
    return Hit(
      kind: .text, text: text.document.id, block: block, range: range,
      snippet: Snippet(around: range, in: words), tier: tier, score: found == nil ? 0 : 1)
  }

  var page: SearchPage {
    SearchPage(
      hits: [
        hit(first, 1, "granskning"), hit(second, 1, "granskning"),
        hit(first, 1, "Granskningen", .inflected),
      ], forms: ["granskning", "granskningen"])
  }

  /// What a query typed is asked as.
  func asked(_ query: String, in scope: SearchScope = .all) -> SearchRequest {
    SearchRequest(
      Query(parsing: query), in: scope, texts: 10, isTyping: true, deadline: .milliseconds(500))
  }

  func searching(_ query: String, columns: Int = 60, rows: Int = 12) -> Session {
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

  @Test func `in the lowest window the chosen hit is in view`() {
    for rows in [4, 5, 6, 7, 8] {
      var session = searching("granskning", columns: 20, rows: rows)
      session.send(.searchFinished(number: 10, page))
      #expect(session.screen.description.contains("▸"), "\(rows) rows")
      session.press("Down")
      #expect(session.screen.description.contains("▸"), "\(rows) rows")
    }
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
       (texts and notes)          Enter open  Esc back  C-g help
      """)
  }

  @Test func `Enter opens on the hit, n walks on into the next text, Esc comes back to the list`() {
    var session = searching("granskning")
    session.send(.searchFinished(number: 10, page))
    session.press("Down Enter")
    #expect(session.takeEffects().last == .open(first.document.id, number: 11))
    session.send(.opened(first, number: 11))
    #expect(session.screen.roles.contains("mmmmmmmmmmmm"))
    session.press("n")
    #expect(session.takeEffects().last == .open(second.document.id, number: 12))
    session.send(.opened(second, number: 12))
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
    session.send(.opened(first, number: 11))
    #expect(session.state.sheetBody == "Hej")
  }

  @Test func `what is typed after Enter waits for the answer and then for the text`() {
    var session = searching("granskning")
    session.press("Enter a")
    session.type("Hej")
    session.send(.searchFinished(number: 10, page))
    session.send(.opened(first, number: 11))
    #expect(session.state.sheetBody == "Hej")
  }

  @Test func `Esc gives up waiting for an answer, and the query can be typed on`() {
    var session = searching("gransk")
    session.press("Enter n Esc")
    session.type("ning")
    #expect(session.screen.description.contains("Search: granskning"))
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

  /// A page with many hits in one text and one in another.
  var longPage: SearchPage {
    var hits = (0..<9).map { number in
      Hit(
        kind: .text, text: first.document.id, block: 1, range: number..<number + 1,
        snippet: Snippet(around: 0..<3, in: "ett"), tier: .exact, score: 2)
    }
    hits.append(hit(second, 1, "granskning"))
    return SearchPage(hits: hits, next: PageToken(rawValue: "next"))
  }

  @Test func `a text with many hits shows some, and a row for the others`() {
    var session = searching("ett", rows: 16)
    session.send(.searchFinished(number: 3, longPage))
    #expect(session.screen.description.contains("… 4 more in this text"))
    session.press("Down Down Down Down Down")
    guard case .search(let search) = session.state.screen else {
      Issue.record("no search")
      return
    }
    // The row stands for the first hit it hides.
    #expect(search.chosen == 5)
  }

  @Test func `the end of the list asks for the next page, and puts it behind`() {
    var session = searching("ett", rows: 16)
    session.send(.searchFinished(number: 3, longPage))
    _ = session.takeEffects()
    session.press("PgDn")
    var next = asked("ett")
    next.after = PageToken(rawValue: "next")
    #expect(session.takeEffects() == [.search(number: 5, next)])
    session.press("PgDn")
    #expect(session.takeEffects() == [], "asked once")
    let third = sample("Rubrik\n\nEtt tredje ställe.\n", id: "tre")
    session.send(.searchFinished(number: 5, SearchPage(hits: [hit(third, 1, "tredje")])))
    #expect(session.screen.description.contains("11 hits · 3 texts"))
  }

  @Test func `n walks on into a page that has not come yet`() {
    var session = searching("granskning")
    var page = page
    page.next = PageToken(rawValue: "next")
    session.send(.searchFinished(number: 10, page))
    // The end of the list asks for the page too; what is opened first does not wait for it.
    session.press("Down Down Enter")
    session.send(.opened(second, number: 13))
    _ = session.takeEffects()
    session.press("n")
    var next = asked("granskning")
    next.after = PageToken(rawValue: "next")
    #expect(session.takeEffects() == [.search(number: 14, next)])
    let third = sample("Rubrik\n\nEn tredje granskning.\n", id: "tre")
    session.send(.searchFinished(number: 12, SearchPage(hits: [hit(third, 1, "tredje")])))
    session.send(.searchFinished(number: 14, SearchPage(hits: [hit(third, 1, "granskning")])))
    #expect(session.takeEffects().last == .open(third.document.id, number: 15))
  }

  @Test func `the status line says which hit of the text is shown`() {
    var session = searching("granskning")
    session.send(.searchFinished(number: 10, page))
    session.press("Enter")
    session.send(.opened(first, number: 11))
    #expect(session.screen.description.contains("1 of 2"))
    session.press("n")
    #expect(session.screen.description.contains("Hit 2 of 2 for granskning"))
  }

  @Test func `what was found is counted when there is time, and can be narrowed by it`() {
    var session = searching("jäv")
    _ = session.takeEffects()
    session.send(.searchFinished(number: 3, longPage))
    #expect(
      session.takeEffects() == [.countHits(number: 4, asked("jäv"), withFacets: false)])
    session.send(.hitsCounted(number: 4, SearchCounts(texts: 70)))
    #expect(session.screen.description.contains("2 of 70 texts"))
    session.press("S-Tab")
    #expect(session.screen.description.contains("counting …"))
    #expect(session.takeEffects() == [.countHits(number: 5, asked("jäv"), withFacets: true)])
    session.send(
      .hitsCounted(
        number: 5,
        SearchCounts(
          texts: 70,
          facets: [.init(.language, "sv", texts: 60), .init(.source, "Två ord", texts: 9)])
      ))
    session.press("Down")
    expectScreen(
      session.screen,
      """
       Search: jäv                        10 hits · 2 of 70 texts
        Language
          sv  60
        Source
        ▸ Två ord  9






       (texts and notes)            Enter filter by it  Esc back
      """)
    session.press("Enter")
    #expect(session.takeEffects().last == .search(number: 6, asked("jäv source:\"Två ord\"")))
  }
}
