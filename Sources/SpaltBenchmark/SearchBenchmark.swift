import CFullTextRank
import Foundation
import GRDB
import SpaltArchive
import SpaltSearch
import SpaltText

/// Search in an archive of made texts, beside what the full-text engine does by itself.
struct SearchBenchmark {
  private let count: Int
  private let path: String
  private let isKept: Bool
  private var texts: MadeTexts
  private let clock = ContinuousClock()
  private let processor = ProcessorClock()

  /// With a folder the archive is made there once, and used again.
  init(texts count: Int, folder: String?) {
    self.count = max(100, count)
    let folder = folder ?? NSTemporaryDirectory() + "spalt-benchmark-\(getpid())"
    isKept = CommandLine.arguments.count > 3
    path = folder + "/made-\(self.count).spalt"
    texts = MadeTexts(seed: 4, compounds: 300_000)
  }

  func run() async throws {
    var texts = texts
    if !FileManager.default.fileExists(atPath: path) { try await fill(&texts) }
    defer {
      if !isKept {
        try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
      }
    }
    try await opening()
    let archive = try EmbeddedArchive.open(path, mode: .existing)
    try sizes()
    let queries = try self.queries(&texts)
    try engine(queries)
    try await pages(queries, archive)
    try await typing(archive, &texts)
    try await adding(archive, &texts)
    try await memory()
    archive.close()
  }

  // MARK: Import

  private func fill(_ texts: inout MadeTexts) async throws {
    let archive = try EmbeddedArchive.open(path)
    var bytes = 0
    let start = clock.now
    var storing: Task<[StoreReceipt], any Error>?
    for first in stride(from: 0, to: count, by: 500) {
      let batch = (first..<min(first + 500, count)).map { number in
        let made = texts.document(number)
        bytes += made.source.byteCount
        return archive.analyse(made.document, made.source)
      }
      _ = try await storing?.value
      storing = Task { try await archive.store(batch) }
    }
    _ = try await storing?.value
    archive.close()
    let time = clock.now - start
    print(
      "imported \(count) texts, \(bytes / 1_000_000) MB, in \(seconds(time)) s")
  }

  private func sizes() throws {
    let queue = try DatabaseQueue(path: path)
    try queue.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT CASE
              WHEN name LIKE 'passage%' THEN '1 passages'
              WHEN name LIKE 'beginning%' THEN '2 beginnings'
              WHEN name LIKE 'term%' OR name LIKE 'sqlite_autoindex_term%' THEN '3 term list'
              WHEN name LIKE 'headline%' OR name LIKE 'annotation%' THEN '4 titles and notes'
              ELSE '5 texts and sources' END AS part, sum(pgsize) / 1000000
          FROM dbstat GROUP BY part
          """)
      for row in rows { print("size of \(String(row[0] as String)): \(row[1] as Int) MB") }
      let terms =
        try Int.fetchOne(
          database,
          sql: "SELECT sum(1 + length(words) - length(replace(words, ' ', ''))) FROM term") ?? 0
      print("\(terms) words in the term list")
    }
    try queue.close()
  }

  // MARK: Queries

  /// A name and queries of one kind.
  private struct Kind {
    var name: String
    var queries: [String]
  }

  private func queries(_ texts: inout MadeTexts) throws -> [Kind] {
    let swedish = texts.words(of: .swedish)
    let danish = texts.words(of: .danish)
    var kinds: [Kind] = []
    let common = swedish[8..<28] + danish[8..<28]
    let middle = swedish[300..<320] + danish[300..<320]
    let rare = swedish[60_000..<60_020] + danish[60_000..<60_020]
    kinds.append(Kind(name: "rare word", queries: Array(rare)))
    kinds.append(Kind(name: "common word", queries: Array(common)))
    kinds.append(
      Kind(
        name: "commonest word",
        queries: [swedish[0], danish[0], swedish[1], danish[1], swedish[2], danish[2]]))
    kinds.append(
      Kind(name: "two common words", queries: zip(common, common.dropFirst()).map { "\($0) \($1)" })
    )
    kinds.append(
      Kind(
        name: "three words, OR",
        queries: zip(common, zip(middle, rare)).map { "\($0) OR \($1.0) OR \($1.1)" }))
    kinds.append(
      Kind(
        name: "phrase",
        queries: zip(swedish[0..<20], swedish[5..<25]).map { "\"\($0) \($1)\"" }))
    kinds.append(
      Kind(
        name: "prefix of two letters",
        queries: ["gr*", "fö*", "sk*", "st*", "an*", "me*", "de*", "ti*", "re*", "in*"]))
    kinds.append(Kind(name: "prefix of four", queries: middle.map { $0.prefix(4) + "*" }))
    kinds.append(
      Kind(
        name: "infix",
        queries: middle.filter { $0.count >= 6 }.map { String($0.dropFirst().prefix(6)) }))
    kinds.append(
      Kind(
        name: "folded",
        queries: (swedish[200..<1200] + danish[200..<1200])
          .filter { $0.contains(where: { "åäöæø".contains($0) }) }
          .prefix(40)
          .map {
            "~"
              + String(
                $0.map { letter in
                  ["å": "a", "ä": "a", "ö": "o", "æ": "a", "ø": "o"][letter] ?? letter
                })
          }))
    kinds.append(
      Kind(
        name: "misspelt",
        queries: middle.filter { $0.count >= 6 }.map { $0.prefix(3) + "q" + $0.dropFirst(3) }))
    return kinds
  }

  /// The engine alone: the best twenty texts by its own ways, and by the ranking function.
  private func engine(_ kinds: [Kind]) throws {
    let queue = try DatabaseQueue(path: path)
    let lengths = full_text_lengths_make()
    defer { full_text_lengths_free(lengths) }
    nonisolated(unsafe) let array = lengths
    print(
      "\nthe best twenty by the engine, processor ms   texts   ORDER BY rank      bm25()             text_rank"
    )
    try queue.read { database in
      _ = full_text_rank_register(UnsafeMutableRawPointer(database.sqliteConnection), array)
      let rows = try Row.fetchAll(database, sql: "SELECT part, lengths FROM passage_length")
      for row in rows {
        let data: Data = row[1]
        let values = data.withUnsafeBytes { Array($0.bindMemory(to: UInt32.self)) }
        _ = full_text_lengths_set(array, Int64(row[0] as Int) * 960, values, values.count)
      }
      for kind in kinds {
        let expressions = kind.queries.compactMap(expression)
        guard expressions.count == kind.queries.count else {
          print("  \(padded(kind.name, 32)) has no query of the engine's own")
          continue
        }
        var times: [[Duration]] = [[], [], []]
        var found = 0
        for expression in expressions {
          found +=
            try Int.fetchOne(
              database, sql: "SELECT count(*) FROM passage WHERE passage MATCH ?",
              arguments: [expression]) ?? 0
          for (index, order) in ["rank", "bm25(passage)", "text_rank(passage)"].enumerated() {
            for _ in 0..<2 {
              times[index].append(
                try processor.measure {
                  _ = try Int.fetchAll(
                    database.cachedStatement(
                      sql:
                        "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY \(order) LIMIT 20"
                    ),
                    arguments: [expression])
                })
            }
          }
        }
        let mean = found / max(1, expressions.count)
        let columns = times.map { percentiles($0) }
        print(
          "  \(padded(kind.name, 32)) \(padded("\(mean)", 7)) \(columns.joined(separator: "  "))")
      }
    }
    try queue.close()
  }

  /// The query for the engine that asks for the words as written; `nil` where it has none.
  private func expression(_ query: String) -> String? {
    if query.hasPrefix("~") { return nil }
    if query.hasPrefix("\"") { return query }
    if query.hasSuffix("*") { return "\"\(query.dropLast())\" *" }
    return query.split(separator: " ").map { $0 == "OR" ? "OR" : "\"\($0)\"" }.joined(
      separator: " ")
  }

  /// Whole pages: forms, ranking, matching and snippets.
  private func pages(_ kinds: [Kind], _ archive: EmbeddedArchive) async throws {
    print("\na page of twenty texts, processor ms           hits   page               counts")
    for kind in kinds {
      var times: [Duration] = []
      var counting: [Duration] = []
      var hits = 0
      for query in kind.queries {
        let request = SearchRequest(Query(parsing: query), in: .texts)
        for _ in 0..<2 {
          var page = SearchPage(hits: [])
          times.append(try await processor.measure { page = try await archive.search(request) })
          hits = max(hits, page.hits.count)
        }
        counting.append(
          try await processor.measure {
            _ = try await archive.count(request, withFacets: false)
          })
      }
      print(
        "  \(padded(kind.name, 32)) \(padded("\(hits)", 6)) \(percentiles(times))  \(percentiles(counting))"
      )
    }
  }

  /// Queries typed letter by letter, as the search screen asks for them.
  private func typing(_ archive: EmbeddedArchive, _ texts: inout MadeTexts) async throws {
    var times: [Duration] = []
    var processing: [Duration] = []
    for _ in 0..<30 {
      let language = Language.swedish
      let query = texts.word(language) + " " + texts.word(language)
      for end in 1...query.count {
        let request = SearchRequest(
          Query(parsing: String(query.prefix(end))), texts: 10, isTyping: true,
          deadline: .milliseconds(300))
        let start = clock.now
        processing.append(
          try await processor.measure { _ = try await archive.search(request) })
        times.append(clock.now - start)
      }
    }
    times.sort()
    processing.sort()
    print("\na key while typing, \(times.count) keys, p50 / p95 / p99:")
    for (name, times) in [("by the clock", times), ("of the processor", processing)] {
      let shares = [50, 95, 99].map { milliseconds(times[times.count * $0 / 100]) }
      print("  \(padded(name, 20)) \(shares.joined(separator: " / ")) ms")
    }
  }

  // MARK: Opening and adding

  private func opening() async throws {
    var times: [Duration] = []
    var processing: [Duration] = []
    let word = texts.words(of: .swedish)[5000]
    for _ in 0..<5 {
      let start = clock.now
      processing.append(
        try await processor.measure {
          let archive = try EmbeddedArchive.open(path, mode: .existing)
          _ = try await archive.search(SearchRequest(Query(parsing: word), in: .texts))
          archive.close()
        })
      times.append(clock.now - start)
    }
    print(
      "opening and the first query: \(percentiles(times)) ms, processor \(percentiles(processing))")
  }

  private func adding(_ archive: EmbeddedArchive, _ texts: inout MadeTexts) async throws {
    var times: [Duration] = []
    var processing: [Duration] = []
    for number in 0..<30 {
      let made = texts.document(10_000_000 + Int.random(in: 0..<1_000_000_000) + number)
      let start = clock.now
      processing.append(
        try await processor.measure {
          _ = try await archive.store(made.document, source: made.source)
        })
      times.append(clock.now - start)
    }
    print("one text more, durable: \(percentiles(times)) ms, processor \(percentiles(processing))")
  }

  private func memory() async throws {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    for line in status.split(separator: "\n")
    where line.hasPrefix("VmHWM") || line.hasPrefix("VmRSS") {
      print(line.replacing("\t", with: " "))
    }
  }

  // MARK: Numbers

  private func percentiles(_ times: [Duration]) -> String {
    let sorted = times.sorted()
    guard let last = sorted.last else { return "" }
    let middle = milliseconds(sorted[sorted.count / 2])
    let high = sorted.count >= 100 ? sorted[sorted.count * 99 / 100] : last
    return padded("\(middle) / \(milliseconds(high))", 17)
  }

  private func milliseconds(_ time: Duration) -> String {
    let value = time / .milliseconds(1)
    return value < 10 ? "\((value * 100).rounded() / 100)" : "\((value * 10).rounded() / 10)"
  }

  private func seconds(_ time: Duration) -> Int { Int(time / .seconds(1)) }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// Measures what the processor spent on this program, whatever else the machine does.
struct ProcessorClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration

    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Instant(offset: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec))
  }

  var minimumResolution: Duration { .microseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await Task.sleep(for: now.duration(to: deadline))
  }
}
