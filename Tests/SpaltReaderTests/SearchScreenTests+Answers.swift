import SpaltReader
import SpaltScreen
import SpaltSearch
import SpaltTestSupport
import SpaltText
import Testing

// Answers that come late, in part, or not at all, and queries that are kept.
extension SearchScreenTests {
  @Test func `a late count is dropped`() {
    var session = searching("jäv")
    session.send(.searchFinished(number: 3, longPage))
    session.type("a")
    session.send(.hitsCounted(number: 4, SearchCounts(texts: 70)))
    #expect(!session.screen.description.contains("70"))
  }

  @Test func `a count without all forms of a word says that there are more`() {
    var session = searching("jäv")
    session.send(.searchFinished(number: 3, longPage))
    session.send(.hitsCounted(number: 4, SearchCounts(texts: 70, isLowerBound: true)))
    #expect(session.screen.description.contains("of at least 70 texts"))
    session.type("a")
    session.send(.searchFinished(number: 5, SearchPage(hits: [], completeness: .nearestForms(200))))
    #expect(session.screen.description.contains("Only the 200 nearest forms"))
  }

  @Test func `Enter searches for what was meant when nothing was found`() {
    var session = searching("jväig")
    session.send(.searchFinished(number: 5, SearchPage(hits: [], suggestion: "jävig")))
    #expect(session.screen.description.contains("Did you mean “jävig”? Enter searches for\n  it."))
    let told = LinearReport(from: nil, to: session.state).current
    #expect(told == "Nothing found. Did you mean “jävig”? Enter searches for it.")
    session.press("Enter")
    #expect(session.takeEffects().last == .search(number: 6, asked("jävig")))
  }

  @Test func `queries used and saved are offered while nothing is typed`() {
    var session = searching("jäv", rows: 16)
    session.press("C-s")
    #expect(session.takeEffects().last == .keepQuery("jäv", isSaved: true))
    session.press("Esc /")
    session.send(.queriesListed(recent: ["makt", "jäv"], saved: ["jäv"]))
    #expect(session.screen.description.contains("Saved"))
    session.press("Down Down Enter")
    #expect(session.takeEffects().last == .search(number: 4, asked("makt")))
    session.press("C-u")
    session.type("jäv")
    session.press("C-s")
    #expect(session.takeEffects().last == .keepQuery("jäv", isSaved: false))
    // The one pointed at, while nothing is typed.
    session.press("C-u Down C-s")
    #expect(session.takeEffects().last == .keepQuery("makt", isSaved: true))
    session.press("C-s")
    #expect(session.takeEffects().last == .keepQuery("makt", isSaved: false))
  }

  @Test func `the order and the text at hand can be chosen`() {
    var session = Session(first, columns: 60, rows: 12)
    session.press("/")
    session.type("x")
    session.press("C-t Tab Tab Tab")
    var last = asked("x", in: .texts)
    last.order = .newest
    last.text = first.document.id
    #expect(session.takeEffects().last == .search(number: 5, last))
    #expect(session.screen.description.contains("this text, last added first"))
  }

  @Test func `an index that lacks texts is completed beside the reading, and asked again`() {
    var session = searching("jäv")
    _ = session.takeEffects()
    session.send(.searchFinished(number: 3, SearchPage(hits: [], completeness: .partial(texts: 9))))
    #expect(session.takeEffects() == [.completeIndex(anew: false)])
    session.send(.indexed(.building(done: 3, of: 9)))
    #expect(session.screen.description.contains("3 of 9 texts"))
    session.send(.indexed(.complete))
    #expect(session.takeEffects() == [.search(number: 4, asked("jäv"))])
    session.send(.indexDamaged(number: 4))
    #expect(session.takeEffects() == [.completeIndex(anew: true)])
    #expect(session.screen.description.contains("damaged"))
    // Once: an index that is damaged as soon as it is new is not made for ever.
    session.send(.indexed(.complete))
    #expect(session.takeEffects() == [.search(number: 5, asked("jäv"))])
    session.send(.indexDamaged(number: 5))
    #expect(session.takeEffects() == [])
    #expect(session.screen.description.contains("spalt check"))
  }

  @Test func `an index that cannot be made is told, and not said to be under way`() {
    var session = searching("jäv")
    session.send(.indexDamaged(number: 3))
    #expect(session.screen.description.contains("is being made"))
    session.send(.indexingFailed(reason: "The archive can only be read."))
    #expect(!session.screen.description.contains("is being made:"))
    #expect(session.screen.description.contains("can only be read"))
  }

  @Test func `an answer that had no time is shown, asked for without haste, and keeps its hit`() {
    var session = searching("gr")
    _ = session.takeEffects()
    var part = page
    part.hits.removeLast()
    part.completeness = .partial(texts: nil)
    session.send(.searchFinished(number: 2, part))
    #expect(session.screen.description.contains("2 hits"))
    var patient = asked("gr")
    patient.deadline = nil
    #expect(session.takeEffects() == [.search(number: 3, patient)])
    session.press("Down")
    session.send(.searchFinished(number: 3, page))
    #expect(session.screen.description.contains("3 hits"))
    session.press("Enter")
    #expect(session.takeEffects().contains { $0 == .open(second.document.id, number: 4) })
  }

  @Test func `a key ends the wait for the rest`() {
    var session = searching("gr")
    var part = page
    part.completeness = .partial(texts: nil)
    session.send(.searchFinished(number: 2, part))
    session.type("a")
    session.send(.searchFinished(number: 3, SearchPage(hits: [])))
    #expect(session.screen.description.contains("3 hits"))
  }

  @Test func `help on queries is a key away, and Esc comes back to the query`() {
    var session = searching("jäv", columns: 80, rows: 24)
    session.press("C-g")
    #expect(session.screen.description.contains("one NEAR/5 other"))
    session.press("Esc")
    #expect(session.screen.description.contains("Search: jäv"))
  }

  @Test(arguments: ["å", "a\u{301}\r\n", "\u{301}"])
  func `a paste too long for one line is cut, and the line says so`(piece: String) {
    var session = Session(first, columns: 80, rows: 24)
    session.press("/")
    session.send(.input(.paste(String(repeating: piece, count: 500_000))))
    guard case .search(let search) = session.state.screen else {
      Issue.record("no search screen")
      return
    }
    #expect((1990...2000).contains(search.editor.text.unicodeScalars.count))
    #expect(session.screen.description.contains("A line holds 2000 characters"))
  }

  @Test func `what there is to tell stands above the forms, where there is room`() {
    var session = searching("granskning")
    var told = page
    told.hint = "Signs were left out."
    session.send(.searchFinished(number: 10, told))
    let lines = session.screen.description.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.suffix(3).prefix(2) == [" Signs were left out.", " Forms: granskning granskningen"])
    session.send(.input(.resized(Size(columns: 60, rows: 4))))
    #expect(session.screen.description.contains("Signs were left out."))
    #expect(session.screen.description.contains("▸"))
    #expect(!session.screen.description.contains("Forms:"))
  }

  @Test func `facets of a part of the texts are said to be so`() {
    var session = searching("jäv")
    session.send(.searchFinished(number: 3, longPage))
    session.press("S-Tab")
    let facets = [SearchCounts.Facet(.language, "sv", texts: 10_000)]
    session.send(
      .hitsCounted(
        number: 5, SearchCounts(texts: 47_832, facets: facets, completeness: .capped(at: 10_000))))
    let told = "Counted in the 10000 texts added last, not in all 47832."
    #expect(session.screen.description.contains(told))
    session.press("Esc")
    #expect(!session.screen.description.contains(told))
  }

  @Test func `nothing within a filter is said to be so`() {
    let query = "jäv -lang:da tag:x"
    var session = searching(query)
    session.send(.searchFinished(number: query.count, SearchPage(hits: [])))
    #expect(session.screen.description.contains("Nothing found within -lang:da tag:x;"))
  }
}
