import Foundation
import GRDB
import SpaltSearch
import SpaltTestSupport
import SpaltText
import Synchronization
import Testing

@testable import SpaltArchive

/// Lists read where they lie against the engine's own answers.
@Suite struct PostingsTests {
  private let folder: Folder
  private let archive: EmbeddedArchive

  /// An archive whose lists run over many small pages and lie in several parts, some of them half
  /// put together, with texts changed and taken away.
  init() async throws {
    folder = try Folder()
    archive = try EmbeddedArchive.open(folder.file("archive.spalt"))
    for table in ["passage", "beginning"] {
      try await archive.run("INSERT INTO \(table) (\(table), rank) VALUES ('pgsz', 80)")
      try await archive.run("INSERT INTO \(table) (\(table), rank) VALUES ('hashsize', 4000)")
    }
    var random = SeededGenerator(seed: 23)
    for number in 0..<60 {
      let sample = Self.text("text-\(number)", &random)
      _ = try await archive.store(sample.document, source: sample.source)
      if number % 20 == 19 {
        try await archive.run("INSERT INTO passage (passage, rank) VALUES ('merge', 3)")
      }
      if number % 9 == 8 {
        let sample = Self.text("text-\(random.below(number))", &random)
        _ = try await archive.store(sample.document, source: sample.source)
        try await archive.remove(TextID("text-\(number - 4)"))
      }
    }
  }

  private static func text(_ name: String, _ random: inout SeededGenerator) -> Sample {
    let paragraphs = (0..<(1 + random.below(5))).map { _ in
      (0..<(3 + random.below(60))).map { _ in word(&random) }.joined(separator: " ")
    }
    return Sample(name, paragraphs, language: random.below(2) == 0 ? .swedish : .danish)
  }

  private static let words = [
    "granskning", "granskningen", "granska", "PISA-granskning", "skola", "skolan", "högskola",
    "högskolan", "hogskola", "skolverket", "och", "för", "for", "af", "20 000", "§", "7,50%",
  ]

  private static func word(_ random: inout SeededGenerator) -> String {
    random.below(3) == 0 ? words[random.below(words.count)] : random.word()
  }

  private static func query(_ random: inout SeededGenerator) -> String {
    let terms = (0..<(1 + random.below(3))).map { _ in
      let word = word(&random)
      return switch random.below(10) {
      case 0: "=" + word
      case 1: String(word.prefix(1 + random.below(5))) + "*"
      case 2: "\"\(word) \(Self.word(&random))\""
      case 3: "-" + word
      case 4: "\(word) NEAR/\(random.below(6)) \(Self.word(&random))"
      default: word
      }
    }
    return terms.joined(separator: random.below(5) == 0 ? " OR " : " ")
      + (random.below(6) == 0 ? " lang:sv" : "")
  }

  @Test func `the same is found, in the same order, when the engine is asked`() async throws {
    var random = SeededGenerator(seed: 5)
    var found = 0
    for round in 0..<200 {
      let query = Self.query(&random)
      var request = SearchRequest(
        Query(parsing: query), in: .texts, order: random.below(4) == 0 ? .newest : .relevance,
        texts: 1 + random.below(30), isTyping: random.below(3) == 0)
      for _ in 0..<2 {
        archive.readsLists.store(true, ordering: .relaxed)
        let own = try await archive.search(request)
        let counts = try await archive.count(request, withFacets: true)
        archive.readsLists.store(false, ordering: .relaxed)
        #expect(try await archive.search(request) == own, "round \(round): \(query)")
        #expect(try await archive.count(request, withFacets: true) == counts, "\(round): \(query)")
        found += own.hits.count
        guard let next = own.next else { break }
        request.after = next
      }
    }
    #expect(found > 1000)
  }

  @Test(arguments: [Array(0..<300), [1, 450, 899], Array(870..<900)])
  func `a filter that lets in few of many texts finds each of them`(letIn: [Int]) async throws {
    let folder = try Folder()
    let archive = try EmbeddedArchive.open(folder.file("a.spalt"))
    let texts = (0..<900).map { number in
      var sample = Sample("t\(number)", ["Granskning nummer \(number) av skolor."])
      if letIn.contains(number) { sample.document.metadata.publisher = "Ekot" }
      return (document: sample.document, source: sample.source)
    }
    _ = try await archive.store(texts)
    let query = Query(parsing: "granskning skola source:ekot")
    let own = try await archive.search(query, in: .texts, limit: 1000)
    #expect(Set(own.hits.map(\.text)).count == letIn.count)
    archive.readsLists.store(false, ordering: .relaxed)
    #expect(try await archive.search(query, in: .texts, limit: 1000) == own)
  }

  @Test func `scores are those of the ranking function, near words and forms among them`()
    async throws
  {
    var random = SeededGenerator(seed: 8)
    for round in 0..<200 {
      let words = (0..<(1 + random.below(3))).map { _ in
        (0..<(1 + random.below(4))).map { _ in "ord\(random.below(20))" }
      }
      let own = try await ranked(words)
      let other = try await ranking(words)
      let differing = zip(own, other).first { $0.0 != $0.1 }
      #expect(other == own, "round \(round): \(words), \(String(describing: differing))")
    }
  }

  /// All rows with one form of each word, by their lists.
  private func ranked(_ words: [[String]]) async throws -> [[Double]] {
    let archive = archive
    return try await archive.read { database in
      try archive.lengths.prepare(database)
      let view = try IndexView(archive, until: Stop(nil), readsLists: true, database)
      let lists = try #require(view.lists)
      let expression = IndexExpressions.Expression(
        text: "", groups: [],
        alternatives: [words.map { SearchedWord(forms: [$0.map { SearchedForm(word: $0) }]) }],
        wantsNearness: true)
      return try lists.selection(of: expression)?.best(
        after: PagePlace(generation: 0, attempt: 0, tier: 0), count: 100, wantsNearness: true,
        archive.lengths, lists.passages, database
      ).map { [Double($0.row), $0.score] } ?? []
    }
  }

  /// The same by the function that the engine calls.
  private func ranking(_ words: [[String]]) async throws -> [[Double]] {
    let archive = archive
    return try await archive.read { database in
      try archive.lengths.prepare(database)
      let groups = words.enumerated().flatMap { word, forms in forms.map { _ in UInt8(word) } }
      return try Row.fetchAll(
        database,
        sql: """
          SELECT rowid, text_rank(passage, ?, 1) AS score FROM passage WHERE passage MATCH ?
          ORDER BY score, rowid LIMIT 100
          """,
        arguments: [
          Data(groups),
          words.map { "(" + $0.map(\.quotedForIndex).joined(separator: " OR ") + ")" }
            .joined(separator: " AND "),
        ]
      ).map { [Double($0[0] as Int), $0[1]] }
    }
  }

  @Test func `a search that nobody waits for ends at the next page of a list`() async throws {
    let archive = archive
    await #expect(throws: ArchiveError.cancelled) {
      try await archive.read { database in
        let stop = Stop(nil)
        let reader = try #require(
          try PostingsReader("passage", hasPlaces: true, until: stop, database))
        stop.cancel()
        _ = try WordPostings([SearchedForm(word: "ord0")], rows: 1000, reader)
      }
    }
  }
}
