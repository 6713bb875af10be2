import SpaltArchive
import SpaltNotes
import SpaltSearch
import SpaltText
import Testing

@Suite struct SearchTests {
  private let folder: Folder
  private let archive: EmbeddedArchive

  init() async throws {
    folder = try Folder()
    archive = try EmbeddedArchive.open(folder.file("archive.spalt"))
    for sample in [article, chapter] {
      _ = try await archive.store(sample.document, source: sample.source)
    }
    let note = try #require(
      article.note(on: "villkoren", body: "Är granskningen jävig?", id: "n1", tags: ["makt"]))
    _ = try await archive.append(NoteOperation(adding: note))
  }

  private func hits(_ query: String, in scope: SearchScope = .all) async throws -> [String] {
    try await archive.search(Query(parsing: query), in: scope, limit: 100).hits.map {
      "\($0.kind) \($0.text.rawValue) \($0.block ?? -1) \($0.quote) \($0.tier)"
    }
  }

  @Test func `notes come first, then texts, nearest tier first`() async throws {
    #expect(
      try await hits("granskning") == [
        "note expressen-pisa 2 granskningen inflected",
        "text expressen-pisa 1 granskning exact",
        "text expressen-pisa 0 granskningen inflected",
        "text expressen-pisa 2 granskningen inflected",
      ])
    #expect(try await hits("granskning", in: .notes).count == 1)
    #expect(try await hits("granskning", in: .texts).count == 3)
  }

  @Test func `a hit is a range of its block with what stands around it`() async throws {
    let page = try await archive.search(Query(parsing: "mejl"), in: .texts, limit: 5)
    let hit = try #require(page.hits.first)
    let text = article.document.blocks[3].text
    #expect(text.slice(hit.range) == "mejl")
    #expect(hit.before == "I ett ")
    #expect(hit.after.hasPrefix(" skriver pressekreteraren"))
    #expect(page.forms == ["mejl"])
    #expect(page.completeness == .exact)
  }

  @Test func `each text is searched by its own grammar`() async throws {
    #expect(try await hits("lunger") == ["text ledelse-januar 2 lungerne inflected"])
  }

  @Test func `what is written otherwise comes only when nothing is written so`() async throws {
    #expect(try await hits("för") == ["text expressen-pisa 2 för exact"])
    try await archive.remove(article.document.id)
    let folded = ["text ledelse-januar 1 For folded", "text ledelse-januar 1 for folded"]
    #expect(try await hits("för") == folded)
    #expect(try await hits("leder för") == ["text ledelse-januar 1 leder exact"] + folded)
    #expect(try await hits("=för") == [])
    let page = try await archive.search(Query(parsing: "för"), in: .all, limit: 9)
    #expect(page.hint?.hasPrefix("Nothing is written so") == true)
  }

  @Test func `words that no paragraph has together are found in a text that has them`() async throws
  {
    let query = Query(parsing: "mejl PISA-studien")
    let page = try await archive.search(query, in: .all, limit: 9)
    #expect(page.hits.map(\.quote).sorted() == ["PISA-studien", "mejl"])
    #expect(page.hint?.hasPrefix("No paragraph") == true)
    #expect(try await hits("mejl lungerne") == [])
  }

  @Test func `fields narrow what is searched`() async throws {
    #expect(
      try await hits("för lang:da") == [
        "text ledelse-januar 1 For folded", "text ledelse-januar 1 for folded",
      ])
    #expect(try await hits("granskning lang:da") == [])
    #expect(try await hits("granskning tag:makt", in: .texts).count == 3)
    #expect(try await hits("granskning tag:annat") == [])
    #expect(try await hits("lungerne has:note") == [])
    #expect(try await hits("lungerne -has:note").count == 1)
    #expect(try await hits("title:januar lungerne").count == 1)
    #expect(try await hits("title:skolverket lungerne") == [])
    #expect(try await hits("note:jävig") == ["note expressen-pisa 2 jävig exact"])
    #expect(try await hits("mejl note:jävig", in: .texts) == ["text expressen-pisa 3 mejl exact"])
    // A filter alone lists its texts by their first words.
    #expect(try await hits("lang:da") == ["text ledelse-januar 0 Kapitel I: Januar exact"])
  }

  @Test func `what was meant is offered from the archive's own words`() async throws {
    let page = try await archive.search(Query(parsing: "presekretararen"), in: .all, limit: 9)
    #expect(page.hits.isEmpty)
    #expect(page.suggestion == "pressekreteraren")
    let other = try await archive.search(Query(parsing: "xyzzy"), in: .all, limit: 9)
    #expect(other.suggestion == nil)
  }

  @Test func `compounds about the word come before those it begins`() async throws {
    let sample = Sample(
      "kraft", ["Kärnkraftsdebatten, kärnkraftsdebatten.", "En svenskkärnkraft."],
      language: .swedish)
    _ = try await archive.store(sample.document, source: sample.source)
    let page = try await archive.search(Query(parsing: "kärnkraft"), in: .texts, limit: 9)
    #expect(
      page.hits.map(\.quote) == ["svenskkärnkraft", "Kärnkraftsdebatten", "kärnkraftsdebatten"])
  }

  @Test func `words written otherwise are named beside those found`() async throws {
    let page = try await archive.search(Query(parsing: "för"), in: .texts, limit: 9)
    #expect(page.hits.map(\.quote) == ["för"])
    #expect(page.otherwise == ["for"])
  }

  @Test func `an unfinished word is taken for a beginning while it is typed`() async throws {
    var request = SearchRequest(Query(parsing: "pressek"), in: .texts, isTyping: true)
    #expect(try await archive.search(request).hits.map(\.quote) == ["pressekreteraren"])
    request = SearchRequest(Query(parsing: "mej"), in: .texts, isTyping: true)
    #expect(try await archive.search(request).hits.map(\.quote) == ["mejl"])
    request.isTyping = false
    #expect(try await archive.search(request).hits == [])
  }

  @Test func `what a typed word begins comes before what holds it, unless a text has the word`()
    async throws
  {
    let sample = Sample(
      "skolor", ["Friskolan, hamnverket och storhamnvakten.", "Högskola eller högskolan?"],
      language: .swedish)
    _ = try await archive.store(sample.document, source: sample.source)
    var request = SearchRequest(Query(parsing: "hamnv"), in: .texts, isTyping: true)
    let begun = try await archive.search(request).hits.map(\.quote)
    #expect(begun == ["hamnverket", "storhamnvakten"])
    request.query = Query(parsing: "skola")
    let holding = Set(try await archive.search(request).hits.map(\.quote))
    #expect(holding == ["Friskolan", "Högskola", "högskolan"])
    request.query = Query(parsing: "högskol")
    #expect(
      try await archive.search(request).hits.map(\.quote) == ["Högskola", "högskolan"])
    #expect(try await archive.count(request, withFacets: false).texts == 1)
  }

  @Test(arguments: ["i och att det som för", "och", "\"att det\"", "i OR och"])
  func `words that stand in every text are words like all others`(query: String) async throws {
    let sample = Sample("vanligt", ["I dag och i går, för att det är som det är."])
    _ = try await archive.store(sample.document, source: sample.source)
    for times in [1, 1_000_000 / query.utf8.count] {
      let long = Array(repeating: query, count: times).joined(separator: " ")
      let hits = try await archive.search(Query(parsing: long), in: .texts, limit: 10).hits
      #expect(times > 1 || !hits.isEmpty)
    }
  }

  @Test(arguments: ["?!.,", "—", "()[]{}", "…", "\"!?\"", "* * *", ":::"])
  func `a query of nothing but punctuation finds nothing`(query: String) async throws {
    for times in [1, 1_000_000 / query.utf8.count] {
      let long = String(repeating: query, count: times)
      let page = try await archive.search(SearchRequest(Query(parsing: long)))
      #expect(page.hits.isEmpty && page.next == nil, "\(query)")
      let counts = try await archive.count(
        SearchRequest(Query(parsing: long)), withFacets: true)
      #expect(counts.texts == 0)
    }
  }

  @Test func `one text alone is searched by the same rules`() async throws {
    let request = SearchRequest(
      Query(parsing: "för"), in: .texts, text: TextID("ledelse-januar"))
    #expect(try await archive.search(request).hits.map(\.tier) == [.folded, .folded])
  }

  @Test func `queries are kept, the last used first`() async throws {
    for query in ["a", "b", "a"] { try await archive.keep(query: query, isSaved: false) }
    try await archive.keep(query: "c", isSaved: true)
    var kept = try await archive.queries()
    #expect(kept.recent == ["c", "a", "b"])
    #expect(kept.saved == ["c"])
    for number in 0..<60 { try await archive.keep(query: "q\(number)", isSaved: false) }
    try await archive.keep(query: "c", isSaved: false)
    kept = try await archive.queries()
    #expect(kept.recent.count == 50)
    #expect(kept.saved == [])
  }

  @Test func `a tag of a note is found`() async throws {
    let page = try await archive.search(Query(parsing: "makt"), in: .notes, limit: 5)
    #expect(page.hits.map(\.quote) == ["makt"])
    let hit = try #require(page.hits.first)
    #expect(hit.before == "Är granskningen jävig? #")
    #expect(hit.range == 24..<24, "the end of its body")
    #expect(hit.snippet.codePoints == 22..<22)
    #expect(hit.note == NoteID("n1"))
  }

  @Test func `a note is one hit, by the nearest and first of its words`() async throws {
    let note = try #require(
      article.note(on: "mejl", body: "Jävet? Jäv? Eller jäv.", id: "n2", tags: ["jäv", "#två"]))
    _ = try await archive.append(NoteOperation(adding: note))
    let hits = try await archive.search(Query(parsing: "jäv"), in: .notes, limit: 9).hits
    #expect(hits.map(\.note) == [NoteID("n2"), NoteID("n1")])
    #expect(hits.first?.before == "Jävet? ")
    #expect(hits.first?.after == "? Eller jäv.")
    let tagged = try await archive.search(Query(parsing: "två"), in: .notes, limit: 9).hits
    #expect(tagged.map { $0.before + $0.quote } == ["Jävet? Jäv? Eller jäv. #jäv #två"])
  }

  @Test func `parentheses hold together what belongs together`() async throws {
    let texts = try await hits("(mejl OR lungerne) (beslutet OR luft)")
    #expect(
      Set(texts) == [
        "text expressen-pisa 3 mejl exact", "text expressen-pisa 3 beslutet exact",
        "text ledelse-januar 2 luft exact", "text ledelse-januar 2 lungerne exact",
      ])
    #expect(try await hits("granskning -(uppdrag OR styr)", in: .texts).isEmpty)
  }

  @Test func `a note in the trash is not found, and a changed one by its new words`() async throws {
    _ = try await archive.append(
      NoteOperation("o2", on: "n1", expecting: 1, .setBody("Avgörande.")))
    #expect(try await hits("jävig") == [])
    #expect(try await hits("avgörande") == ["note expressen-pisa 2 Avgörande exact"])
    _ = try await archive.append(NoteOperation("o3", on: "n1", expecting: 2, .delete))
    #expect(try await hits("avgörande") == [])
  }

  @Test func `only the version at hand is searched`() async throws {
    _ = try await archive.store(laterArticle.document, source: laterArticle.source)
    #expect(try await hits("pressekreteraren") == [])
    #expect(try await hits("departementet") == ["text expressen-pisa 1 departementet exact"])
    try await archive.remove(chapter.document.id)
    #expect(try await hits("lunger") == [])
  }

  @Test func `fewer hits than there are is fewer, not others`() async throws {
    let all = try await archive.search(Query(parsing: "granskning"), in: .all, limit: 100).hits
    for limit in 0...4 {
      let page = try await archive.search(Query(parsing: "granskning"), in: .all, limit: limit)
      #expect(page.hits == Array(all.prefix(limit)))
    }
  }

  @Test(arguments: [
    "\"", "*", "NOT", "a AND", "col:", "^", "NEAR(", "NEAR(a b, 3)", "", "   ", "a\u{0}b", "{a}:b",
    "words: a", "a\"b\"c", "'; DROP TABLE note; --", "-", "=", "=*", "\"\"\"", "a* OR \"b", "😀",
    "%",
    "å̈̈̈", "\u{FFFD}", "* OR *", "passage",
  ])
  func `no query is an error`(query: String) async throws {
    _ = try await archive.search(Query(parsing: query), in: .all, limit: 10)
    #expect(try await archive.texts().count == 2)
  }

  @Test func `what a filter lets in is asked again once something has changed, by any program`()
    async throws
  {
    let folder = try Folder()
    let archive = try EmbeddedArchive.open(folder.file("a.spalt"))
    let other = try EmbeddedArchive.open(folder.file("a.spalt"))
    _ = try await archive.store(article.document, source: article.source)
    let note = try #require(article.note(on: "Skolverket som fått", id: "n1"))
    let changes: [(EmbeddedArchive, NoteOperation, isThere: Bool)] = [
      (archive, NoteOperation(adding: note), true),
      (other, NoteOperation("a", on: "n1", expecting: 1, .delete), false),
      (other, NoteOperation("b", on: "n1", expecting: 2, .restore), true),
      (archive, NoteOperation("c", on: "n1", expecting: 3, .delete), false),
    ]
    let request = SearchRequest(Query(parsing: "granskning has:note"), in: .texts)
    #expect(try await archive.count(request, withFacets: false).texts == 0)
    for (writer, change, isThere) in changes {
      _ = try await writer.append(change)
      #expect(try await archive.search(request).hits.isEmpty != isThere, "\(change.id)")
      #expect(try await archive.count(request, withFacets: false).texts == (isThere ? 1 : 0))
    }
  }

  @Test func `queries of any length and shape are answered`() async throws {
    for query in [
      String(repeating: "(", count: 100_000), String(repeating: "a ", count: 500_000),
      String(repeating: "å", count: 1_000_000), String(repeating: "a OR ", count: 200),
      "\"" + String(repeating: "för ", count: 200) + "\"",
      String(repeating: "PISA-", count: 150),
    ] {
      _ = try await archive.search(Query(parsing: query), in: .all, limit: 10)
    }
    let pieces = [
      "\"", "*", "-", "=", " ", "OR", "AND", "jäv", "20 000", "ﬁ", "(", ":", "PISA-", "'",
    ]
    var state: UInt64 = 7
    for _ in 0..<200 {
      let text = (0..<8)
        .map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return pieces[Int(state >> 33) % pieces.count]
        }
        .joined()
      await #expect(throws: Never.self, "\(text)") {
        try await archive.search(Query(parsing: text), in: .all, limit: 10)
      }
    }
  }
}
