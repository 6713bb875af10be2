import Foundation
import GRDB
import SpaltArchive
import SpaltText

/// Taking texts in, beside a plain full-text table of the same texts in the same run.
///
/// What is timed is the archive alone: the texts are made and repaired beforehand.
struct IndexBenchmark {
  private let count: Int
  private let folder = NSTemporaryDirectory() + "spalt-benchmark-\(getpid())"
  private let processor = ProcessorClock()
  private let clock = ContinuousClock()

  /// As many as an import stores at once.
  private static let batch = 500

  init(texts count: Int) { self.count = max(Self.batch, count) }

  func run() async throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var made = MadeTexts(seed: 4, compounds: 300_000)
    let texts = (0..<count).map { made.document($0) }
    let bytes = texts.reduce(0) { $0 + $1.source.byteCount }
    print("\(count) texts, \(bytes / 1_000_000) MB, in batches of \(Self.batch)")
    let plain = try await measure("a plain full-text table", bytes) { try plainTable(texts) }
    let archive = try await measure("the archive with its index", bytes) {
      try await takeIn(texts)
    }
    let share = { (part: Duration, whole: Duration) in
      "\((part / whole * 100).rounded() / 100)"
    }
    print(
      "speed against the plain table: \(share(plain.wall, archive.wall)) by the clock, "
        + "\(share(plain.processor, archive.processor)) by the processor")
  }

  private func measure(
    _ name: String, _ bytes: Int, _ work: () async throws -> Void
  ) async throws -> (wall: Duration, processor: Duration) {
    let start = clock.now
    let spent = try await processor.measure(work)
    let time = clock.now - start
    let rate = Double(bytes) / 1_000_000 / (time / .seconds(1))
    print("\(name): \(time), processor \(spent), \((rate * 10).rounded() / 10) MB a second")
    return (time, spent)
  }

  /// What the engine does by itself, with the safety the archive has.
  private func plainTable(_ texts: [(document: Document, source: Source)]) throws {
    let queue = try DatabaseQueue(path: folder + "/plain.sqlite")
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA journal_mode = WAL;
          PRAGMA synchronous = FULL;
          CREATE VIRTUAL TABLE passage USING fts5(words);
          """)
      for first in stride(from: 0, to: texts.count, by: Self.batch) {
        try database.inTransaction {
          let insert = try database.cachedStatement(sql: "INSERT INTO passage (words) VALUES (?)")
          for text in texts[first..<min(first + Self.batch, texts.count)] {
            try insert.execute(arguments: [text.source.text])
          }
          return .commit
        }
      }
    }
    try queue.close()
  }

  private func takeIn(_ texts: [(document: Document, source: Source)]) async throws {
    let archive = try EmbeddedArchive.open(folder + "/made.spalt")
    var storing: Task<[StoreReceipt], any Error>?
    for first in stride(from: 0, to: texts.count, by: Self.batch) {
      let batch = texts[first..<min(first + Self.batch, texts.count)].map {
        archive.analyse($0.document, $0.source)
      }
      _ = try await storing?.value
      storing = Task { try await archive.store(batch) }
    }
    _ = try await storing?.value
    archive.close()
  }
}
