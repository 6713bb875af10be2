import GRDB
import SpaltNotes
import SpaltSearch
import SpaltText
import Synchronization
import Testing

@testable import SpaltArchive

/// The words of the archive, as queries find them.
@Suite struct TermListTests {
  private let folder: Folder
  private let archive: EmbeddedArchive

  init() async throws {
    folder = try Folder()
    archive = try EmbeddedArchive.open(folder.file("archive.spalt"))
  }

  private func store(
    _ name: String, _ words: String, _ language: Language = .swedish
  ) async throws {
    let sample = Sample(name, [words], language: language)
    _ = try await archive.store(sample.document, source: sample.source)
  }

  private func listed() async throws -> [String] {
    try await archive.read { database in
      try String.fetchAll(database, sql: "SELECT words FROM term")
        .flatMap { $0.wordsOfRow.map(String.init) }.sorted()
    }
  }

  private func found(
    _ query: String, _ order: SearchOrder = .relevance
  ) async throws -> [String] {
    try await archive.search(SearchRequest(Query(parsing: query), in: .texts, order: order)).hits
      .map(\.text.rawValue)
  }

  @Test func `a word is listed once a language, whichever texts have it`() async throws {
    try await store("one", "en skola och en skola")
    try await store("two", "skola och kyrka")
    try await store("three", "skola", .danish)
    #expect(try await listed() == ["en", "kyrka", "och", "one", "skola", "skola", "three", "two"])
    #expect(try await archive.check() == [])
  }

  @Test func `a word that begins with a combining mark is a word of its own`() async throws {
    try await store("one", "arkivskola \u{301}forskola andra")
    try await store("two", "zonskola")
    // One character with the space before it, were rows cut by characters.
    #expect(try await archive.check() == [])
    #expect(try await Set(found("skola")) == ["one", "two"])
    #expect(try await found("forskola") == ["one"])
    try await store("three", "\u{301}forskola")
    #expect(try await archive.check() == [])
  }

  @Test func `many texts at once list what they list one by one`() async throws {
    let texts = (0..<60).map { number in
      Sample("t\(number)", ["skola\(number % 7) kyrkan\(number) och PISA-granskning"])
    }
    _ = try await archive.store(texts.map { ($0.document, $0.source) })
    let other = try EmbeddedArchive.open(folder.file("other.spalt"))
    for text in texts { _ = try await other.store(text.document, source: text.source) }
    let alone = try await other.read { database in
      try String.fetchAll(database, sql: "SELECT words FROM term")
        .flatMap { $0.wordsOfRow.map(String.init) }.sorted()
    }
    #expect(try await listed() == alone)
    #expect(try await archive.check() == [])
  }

  @Test func `what another program lists meanwhile is not listed twice`() async throws {
    let many = { (start: Int) in
      (start..<start + 30).map { Sample("t\($0)", ["vanlig och ord\($0)"]) }
        .map { (document: $0.document, source: $0.source) }
    }
    _ = try await archive.store(many(0))
    let other = try EmbeddedArchive.open(folder.file("archive.spalt"))
    _ = try await other.store(many(30))
    _ = try await archive.store(many(60))
    #expect(try await listed().count { $0 == "vanlig" } == 1)
    try await archive.reindex { _ in }
    _ = try await archive.store(many(90))
    #expect(try await listed().count { $0 == "vanlig" } == 1)
    #expect(try await found("ord99") == ["t99"])
    #expect(try await archive.check() == [])
  }

  @Test func `texts with a short beginning are all found, the newest first`() async throws {
    for number in 0..<40 {
      try await store("t\(number)", number % 3 == 0 ? "Gränser och e-post" : "kyrkor och broar")
    }
    let all = stride(from: 39, through: 0, by: -3).map { "t\($0)" }
    for query in ["g*", "gr*", "grä*", "epo*", "gr* och", "och gr*", "gr* e*"] {
      #expect(Set(try await found(query)) == Set(all), "\(query)")
      #expect(Set(try await found(query, .newest)) == Set(all), "\(query)")
      let counts = try await archive.count(
        SearchRequest(Query(parsing: query), in: .texts), withFacets: false)
      #expect(counts.texts == all.count, "\(query)")
    }
    let page = try await archive.search(SearchRequest(Query(parsing: "grä*"), in: .texts, texts: 3))
    #expect(Set(page.hits.map(\.text.rawValue)) == ["t39", "t36", "t33"])
    #expect(page.hint != nil)
    #expect(try await found("xy*") == [])
    #expect(Set(try await found("gr* OR bro*")).count == 20)
    try await archive.remove(TextID("t39"))
    #expect(try await !found("grä*").contains("t39"))
    #expect(try await archive.check() == [])
  }

  @Test func `texts with other forms of a word are all found, however many forms there are`()
    async throws
  {
    for number in 0..<320 { try await store("t\(number)", "kommun\(letters(number)) och annat") }
    let query = Query(parsing: "kommun")
    let page = try await archive.search(query, in: .texts, limit: 1000)
    #expect(Set(page.hits.map(\.text)).count == 320)
    #expect(page.completeness == .exact)
    let counts = try await archive.count(
      SearchRequest(query, in: .texts), withFacets: false)
    #expect(counts == SearchCounts(texts: 320))
  }

  @Test func `where a word has more forms than are looked for, page and count say so`()
    async throws
  {
    for number in 0..<320 { try await store("t\(number)", "kommun\(letters(number)) och annat") }
    // The engine itself, which asks all forms at every text.
    archive.readsLists.store(false, ordering: .relaxed)
    let query = Query(parsing: "kommun")
    let page = try await archive.search(query, in: .texts, limit: 1000)
    #expect(Set(page.hits.map(\.text)).count == 199)
    #expect(page.completeness == .nearestForms(200))
    let counts = try await archive.count(
      SearchRequest(query, in: .texts), withFacets: false)
    #expect(counts == SearchCounts(texts: 199, isLowerBound: true))
  }

  /// A number in letters, so that it is part of a word: two syllables.
  private func letters(_ number: Int) -> String {
    let first = Array("bdfgklmnprstv")
    let syllables = [number / 26, number % 26].map { "\(first[$0 % 13])\($0 < 13 ? "a" : "o")" }
    return syllables.joined()
  }

  @Test func `a short word that loses a letter in compounds finds them`() async throws {
    try await store("one", "ett ägarskap bland andra")
    #expect(try await found("ägare") == ["one"])
  }

  @Test func `two slips of the fingers still lead to a word of the archive`() async throws {
    try await store("one", "läroplanen för forskningen")
    for (typed, meant) in [("forksnnigen", "forskningen"), ("läorpalnen", "läroplanen")] {
      let page = try await archive.search(SearchRequest(Query(parsing: typed), in: .texts))
      #expect(page.suggestion == meant || !page.hits.isEmpty, "\(typed)")
    }
  }

  @Test(arguments: [Language.swedish, .danish])
  func `every word one letter off is found, wherever the letter is`(
    language: Language
  ) async throws {
    let words = [
      "undervisningen", "läroplanen", "skolverket", "beslutningstagere", "forældrene",
      "myndigheder",
      "förskollärare", "kvalitetssikring", "högskolorna", "pensionskasser",
    ]
    try await store("one", words.joined(separator: " "), language)
    for word in words {
      let letters = Array(word)
      for place in letters.indices {
        var other = letters
        other[place] = other[place] == "x" ? "z" : "x"
        let shorter = letters[..<place] + letters[(place + 1)...]
        let longer = letters[...place] + ["x"] + letters[(place + 1)...]
        for typed in [other[...], shorter, longer] {
          let query = Query(parsing: String(typed))
          let hits = try await archive.search(SearchRequest(query, in: .texts)).hits
          #expect(hits.map(\.quote) == [word], "\(String(typed))")
        }
      }
    }
  }

  @Test func `an index of an earlier format answers nothing, and says that it is not there yet`()
    async throws
  {
    try await store("one", "skola")
    try await archive.run("UPDATE index_record SET format = 1; DROP TABLE term_key")
    let page = try await archive.search(SearchRequest(Query(parsing: "skola"), in: .texts))
    #expect(page.completeness == .partial(texts: 1))
    try await store("two", "skola")
    try await archive.completeIndex { _ in }
    #expect(Set(try await found("skola")) == ["one", "two"])
    #expect(try await archive.check() == [])
  }

  @Test func `a note is kept beside an index of an earlier format, and found once it is made anew`()
    async throws
  {
    _ = try await archive.store(article.document, source: article.source)
    try await archive.run(
      """
      UPDATE index_record SET format = 1;
      DROP TABLE term; CREATE TABLE term (word TEXT NOT NULL, language TEXT NOT NULL);
      """)
    let note = try #require(article.note(on: "Skolverket som fått", body: "Jäv?", id: "n1"))
    guard case .accepted = try await archive.append(NoteOperation(adding: note)) else {
      Issue.record("the note is accepted")
      return
    }
    try await archive.completeIndex { _ in }
    let page = try await archive.search(SearchRequest(Query(parsing: "jäv"), in: .notes))
    #expect(page.hits.map(\.note) == [NoteID("n1")])
    #expect(try await archive.check() == [])
  }
}
