import GRDB
import SpaltNotes
import SpaltSearch
import SpaltTestSupport
import SpaltText
import Testing

@testable import SpaltArchive

/// The ranking function against the database's own, over texts and queries of chance.
@Suite struct RankingTests {
  private let folder: Folder
  private let archive: EmbeddedArchive
  private var random = SeededGenerator(seed: 11)

  init() async throws {
    folder = try Folder()
    archive = try EmbeddedArchive.open(folder.file("archive.spalt"))
    var texts: [(document: Document, source: Source)] = []
    for number in 0..<140 {
      let language = random.below(2) == 0 ? Language.swedish : .danish
      let paragraphs = (0..<(1 + random.below(6))).map { _ in
        (0..<(3 + random.below(40))).map { _ in random.word() }.joined(separator: " ")
      }
      let sample = Sample("text-\(number)", paragraphs, language: language)
      texts.append((sample.document, sample.source))
    }
    _ = try await archive.store(texts)
    for number in stride(from: 0, to: 140, by: 7) {
      try await archive.remove(TextID("text-\(number)"))
    }
    let later = Sample("text-3", ["ord1 ord2 ord3", "PISA-granskning i ord4"])
    _ = try await archive.store(later.document, source: later.source)
  }

  private func best(_ expression: String, by order: String, limit: Int = 20) async throws
    -> [[Double]]
  {
    let lengths = archive.lengths
    return try await archive.read { database in
      try lengths.prepare(database)
      return try Row.fetchAll(
        database,
        sql: """
          SELECT rowid, \(order) AS score FROM passage WHERE passage MATCH ?
          ORDER BY score, rowid LIMIT ?
          """, arguments: [expression, limit]
      ).map { [Double($0[0] as Int), $0[1]] }
    }
  }

  @Test func `the best texts are those of bm25, with the same scores`() async throws {
    var random = random
    for round in 0..<400 {
      let words = (0..<(1 + random.below(3))).map { _ in "\"\(random.word())\"" }
      let expression =
        switch random.below(4) {
        case 0: words.joined(separator: " OR ")
        case 1: words.joined(separator: " + ")
        case 2: words[0] + " *"
        default: words.joined(separator: " AND ")
        }
      let own = try await best(expression, by: "text_rank(passage)")
      let plain = try await best(expression, by: "bm25(passage)")
      #expect(own == plain, "seed 11, round \(round): \(expression)")
    }
  }

  @Test func `forms of one word count as one, and near words for more`() async throws {
    let apart = try await best("\"ord1\" OR \"ord2\"", by: "text_rank(passage)")
    let asOne = try await best("\"ord1\" OR \"ord2\"", by: "text_rank(passage, x'0000')")
    #expect(apart != asOne)
    let plain = try await best(
      "\"ord1\" AND \"ord9\"", by: "text_rank(passage, x'0001', 0)", limit: 999)
    let near = try await best(
      "\"ord1\" AND \"ord9\"", by: "text_rank(passage, x'0001', 1)", limit: 999)
    #expect(Set(plain.map { $0[0] }) == Set(near.map { $0[0] }))
    let scores = Dictionary(uniqueKeysWithValues: plain.map { ($0[0], $0[1]) })
    for row in near {
      let without = scores[row[0]] ?? 0
      #expect(row[1] <= without && row[1] >= 2 * without)
    }
  }

  @Test func `pages follow each other without a gap, and are the same texts as one large page`()
    async throws
  {
    for query in ["ord2", "ord1 ord4", "ord30 OR ord3", "ord5*", "~ord7"] {
      for order in SearchOrder.allCases {
        let whole = try await archive.search(
          SearchRequest(Query(parsing: query), in: .texts, order: order, texts: 1000))
        #expect(whole.next == nil)
        var request = SearchRequest(Query(parsing: query), in: .texts, order: order, texts: 7)
        var texts: [TextID] = []
        repeat {
          let page = try await archive.search(request)
          let own = Set(page.hits.map(\.text))
          #expect(own.count <= 7)
          #expect(own.isDisjoint(with: texts))
          texts += own
          request.after = page.next
        } while request.after != nil
        #expect(Set(texts) == Set(whole.hits.map(\.text)), "\(query) \(order)")
      }
    }
  }

  @Test func `counts are those of the whole answer`() async throws {
    for query in ["ord2", "ord1 ord4", "ord3 lang:da", "title:text", "ord5 -lang:sv", "lang:da"] {
      let request = SearchRequest(Query(parsing: query), in: .texts, texts: 1000)
      let found = Set(try await archive.search(request).hits.map(\.text))
      let counts = try await archive.count(request, withFacets: true)
      #expect(counts.texts == found.count, "\(query)")
      let languages = counts.facets.filter { $0.field == .language }
      #expect(languages.map(\.texts).reduce(0, +) == found.count)
    }
  }

  @Test func `an index that was never made is completed bit by bit, and searched meanwhile`()
    async throws
  {
    let whole = try await archive.search(Query(parsing: "ord2"), in: .texts, limit: 2000).hits
    try await archive.run("UPDATE index_record SET format = 0")
    #expect(try await archive.indexState() == .building(done: 0, of: 120))
    let later = Sample("later", ["ord2 ord2 ord2"])
    _ = try await archive.store(later.document, source: later.source)
    try await archive.remove(later.document.id)
    let task = Task { [archive] in
      try await archive.completeIndex { state in
        // Stopped half way, as at the end of a session.
        if case .building(let done, _) = state, done > 60 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: ArchiveError.cancelled) { try await task.value }
    guard case .building(let done, let all) = try await archive.indexState() else {
      Issue.record("half way")
      return
    }
    #expect(done > 60 && done < all)
    let page = try await archive.search(SearchRequest(Query(parsing: "ord2"), in: .texts))
    #expect(page.completeness == .partial(texts: all - done))
    #expect(!page.hits.isEmpty)
    try await archive.completeIndex { _ in }
    #expect(try await archive.indexState() == .complete)
    let again = try await archive.search(Query(parsing: "ord2"), in: .texts, limit: 2000).hits
    #expect(again.map(\.text).sorted() == whole.map(\.text).sorted())
    #expect(try await archive.check() == [])
  }

  @Test(arguments: [
    "UPDATE index_record SET format = 1", "DELETE FROM index_record", "DROP TABLE term",
    "DROP TABLE passage_data", "UPDATE passage_data SET block = x'00ff' WHERE id > 10",
  ])
  func `an index that is stale, missing or damaged is made anew while the archive is used`(
    harm: String
  ) async throws {
    let whole = try await archive.search(Query(parsing: "ord2"), in: .texts, limit: 2000).hits
    try await archive.run(harm)
    let (states, told) = AsyncStream.makeStream(of: IndexState.self)
    let work = Task { [archive] in
      defer { told.finish() }
      try await archive.reindex { told.yield($0) }
    }
    var done: [Int] = []
    for await state in states {
      // Between two steps texts are opened and notes are kept.
      let text = try await archive.opening(of: TextID("text-1"), version: nil)
      let sample = Sample("text-1", text.document.blocks.map(\.text))
      let quote = String(text.document.blocks[0].text.prefix(4))
      let note = try #require(sample.note(on: quote, body: "Läst", id: "n\(done.count)"))
      _ = try await archive.append(NoteOperation(adding: note))
      if case .building(let count, of: 120) = state { done.append(count) } else { done.append(120) }
    }
    try await work.value
    #expect(done == done.sorted() && done.count >= 3 && done.last == 120)
    #expect(try await archive.indexState() == .complete)
    #expect(try await archive.notes().count == done.count)
    #expect(try await archive.check() == [])
    let again = try await archive.search(Query(parsing: "ord2"), in: .texts, limit: 2000).hits
    #expect(again.map(\.text).sorted() == whole.map(\.text).sorted())
  }

  @Test func `a page asked for after a change says so`() async throws {
    var request = SearchRequest(Query(parsing: "ord2"), in: .texts, texts: 3)
    request.after = try await archive.search(request).next
    #expect(try await archive.search(request).completeness == .exact)
    try await archive.remove(TextID("text-1"))
    #expect(try await archive.search(request).completeness == .stale)
    request.after = PageToken(rawValue: "nonsense")
    #expect(try await !archive.search(request).hits.isEmpty)
  }

  @Test func `a deadline is kept`() async throws {
    let request = SearchRequest(
      Query(parsing: "ord1 OR ord2"), in: .texts, texts: 1000, deadline: .zero)
    let page = try await archive.search(request)
    #expect(page.completeness == .partial(texts: nil))
    #expect(page.hits.count < 10)
  }
}
