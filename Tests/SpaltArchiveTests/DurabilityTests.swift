import Foundation
import SpaltNotes
import SpaltSearch
import SpaltText
import Testing

@testable import SpaltArchive

@Suite struct DurabilityTests {
  private let folder: Folder
  private var path: String { folder.file("archive.spalt") }

  init() throws { folder = try Folder() }

  private func note(_ number: Int, body: String = "") throws -> Note {
    try #require(article.note(on: "Skolverket som fått", body: body, id: "n\(number)"))
  }

  @Test func `every acknowledged note is in a copy taken at that moment`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(article.document, source: article.source)
    for number in 1...20 {
      _ = try await archive.append(NoteOperation(adding: try note(number)))
      guard number % 5 == 0 else { continue }
      // What is on the disk when the program dies: the file and its log, without its shared memory.
      let copy = try Folder()
      for ending in ["", "-wal"] {
        try FileManager.default.copyItem(
          atPath: path + ending, toPath: copy.file("archive.spalt") + ending)
      }
      let reopened = try EmbeddedArchive.open(copy.file("archive.spalt"), mode: .existing)
      #expect(try await reopened.notes().count == number)
      #expect(try await reopened.check() == [])
    }
  }

  @Test func `what is asked while the archive closes is answered or refused`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(article.document, source: article.source)
    let answers = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<200 {
        if number == 100 {
          group.addTask {
            archive.close(); return true
          }
        }
        group.addTask { (try? await archive.texts()) != nil }
        group.addTask {
          _ = await archive.hasChangedElsewhere(); return true
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(answers >= 201)
    await #expect(throws: ArchiveError.cancelled) { try await archive.texts() }
  }

  @Test func `a torn log costs only what was not acknowledged`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(article.document, source: article.source)
    _ = try await archive.append(NoteOperation(adding: try note(1)))
    let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
    _ = try await archive.append(NoteOperation(adding: try note(2)))
    let longer = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
    try #require(longer.count > log.count)
    for cut in stride(from: log.count, to: longer.count, by: 1500) {
      let copy = try Folder()
      try FileManager.default.copyItem(atPath: path, toPath: copy.file("a.spalt"))
      try longer.prefix(cut).write(to: URL(fileURLWithPath: copy.file("a.spalt-wal")))
      let reopened = try EmbeddedArchive.open(copy.file("a.spalt"), mode: .existing)
      #expect(try await reopened.notes().map(\.id) == [NoteID("n1")], "cut at \(cut)")
      #expect(try await reopened.check() == [])
    }
  }

  @Test func `two programs write to one archive`() async throws {
    let first = try EmbeddedArchive.open(path)
    let second = try EmbeddedArchive.open(path)
    _ = try await first.store(article.document, source: article.source)
    let start = try await second.changes(after: nil).position
    let notes = try (1...40).map { try note($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, note) in notes.enumerated() {
        let archive = index % 2 == 0 ? first : second
        group.addTask { _ = try await archive.append(NoteOperation(adding: note)) }
      }
      try await group.waitForAll()
    }
    #expect(try await first.notes().count == 40)
    #expect(try await second.changes(after: start).notes == Set(notes.map(\.id)))

    let one = NoteOperation("one", on: "n1", expecting: 1, .setBody("Den ena."))
    let other = NoteOperation("other", on: "n1", expecting: 1, .setBody("Den andra."))
    _ = try await first.append(one)
    guard case .conflict(let now) = try await second.append(other) else {
      Issue.record("the second editor was not told")
      return
    }
    #expect(now.body == "Den ena.")
  }

  @Test func `two programs make one archive`() async throws {
    let path = path
    let archives = try await withThrowingTaskGroup(of: EmbeddedArchive.self) { group in
      for _ in 0..<8 { group.addTask { try EmbeddedArchive.open(path) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    _ = try await archives[0].store(article.document, source: article.source)
    for archive in archives { #expect(try await archive.texts().count == 1) }
    #expect(folder.names.filter { $0.contains("new") } == [])
  }

  @Test func `waiting for another program has an end`() async throws {
    let holder = try EmbeddedArchive.open(path)
    let waiting = try EmbeddedArchive.open(path)
    _ = try await holder.store(article.document, source: article.source)
    try await waiting.run("PRAGMA busy_timeout = 50")
    let (held, hold) = AsyncStream<Void>.makeStream()
    let release = DispatchSemaphore(value: 0)
    async let holding: Void = holder.write { _ in
      hold.finish()
      release.wait()
    }
    for await _ in held {}
    await #expect(throws: ArchiveError.busy(path: path)) {
      try await waiting.append(NoteOperation(adding: try note(1)))
    }
    #expect(try await waiting.texts().count == 1)
    release.signal()
    try await holding
    _ = try await waiting.append(NoteOperation(adding: try note(1)))
    #expect(!ArchiveError.busy(path: path).description.contains("lock"))
  }

  @Test func `a full disk is told, and nothing is half written`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(article.document, source: article.source)
    try await archive.run("PRAGMA max_page_count = 1")
    let long = String(repeating: "Ett långt resonemang om jäv. ", count: 20_000)
    await #expect(throws: ArchiveError.diskFull(path: path)) {
      try await archive.append([
        NoteOperation(adding: try note(1)), NoteOperation(adding: try note(2, body: long)),
      ])
    }
    #expect(try await archive.notes() == [])
    #expect(try await archive.text(article.document.id).document == article.document)
    #expect(try await archive.check() == [])
    try await archive.run("PRAGMA max_page_count = 1000000")
    _ = try await archive.append(NoteOperation(adding: try note(2, body: long)))
    #expect(try await archive.notes().map(\.body) == [long])
  }

  @Test(arguments: [
    "DROP TABLE passage_data", "DROP TABLE passage_docsize", "DELETE FROM passage_docsize",
    "DROP TABLE term", "DELETE FROM term", "DELETE FROM annotation_docsize",
    "DROP TABLE annotation", "UPDATE passage_data SET block = x'00ff' WHERE id > 10",
    "DROP TABLE passage_length", "DELETE FROM index_record", "DELETE FROM term_language",
  ])
  func `a damaged index is told and made anew, and no note is refused for it`(
    damage: String
  ) async throws {
    let first = try EmbeddedArchive.open(path)
    _ = try await first.store(article.document, source: article.source)
    _ = try await first.append(NoteOperation(adding: try note(1, body: "Jäv?")))
    try await first.run(damage)
    first.close()

    let archive = try EmbeddedArchive.open(path)
    let problems = try await archive.check()
    #expect(problems.count == 1)
    #expect(problems.first?.contains("reindex") == true)
    _ = try await archive.append(NoteOperation(adding: try note(2, body: "Oberoende?")))
    try await archive.reindex()
    #expect(try await archive.check() == [])
    let query = Query(parsing: "jäv OR granskning")
    let hits = try await archive.search(query, in: .all, limit: 9).hits
    #expect(hits.map(\.kind) == [.note, .text, .text, .text])
    #expect(try await archive.notes().map(\.body) == ["Jäv?", "Oberoende?"])
  }

  @Test(arguments: [
    "DROP TABLE passage", "DROP TABLE passage_idx", "DELETE FROM passage_idx",
    "DELETE FROM passage_idx WHERE (pgno / 2) % 2 = 0", "DELETE FROM passage_config",
    "DELETE FROM passage_length", "DROP TABLE headline_docsize", "DROP TABLE term_key",
    "DELETE FROM term_key_idx", "DELETE FROM term", "DELETE FROM term WHERE id < 200",
    "DELETE FROM term_language", "DELETE FROM term_language WHERE language = 'sv'",
    "DELETE FROM annotation_idx", "DELETE FROM annotation_content", "DROP TABLE annotation_docsize",
  ])
  func `a search in a damaged index is refused, and does not find less`(
    damage: String
  ) async throws {
    let archive = try EmbeddedArchive.open(path)
    let words = (1...4000).map { "avsnitt\($0)" }.joined(separator: " ")
    let long = Sample("long", [words, "Några granskningar till."])
    for text in [article, chapter, long] {
      _ = try await archive.store(text.document, source: text.source)
    }
    _ = try await archive.append(NoteOperation(adding: try note(1, body: "Granskad?")))
    let query = Query(parsing: "granskning")
    let hits = try await archive.search(query, in: .all, limit: 99).hits
    #expect(try await archive.check() == [])
    try await archive.run(damage)
    archive.close()

    let reopened = try EmbeddedArchive.open(path)
    await #expect(throws: ArchiveError.damagedIndex(path: path)) {
      try await reopened.search(query, in: .all, limit: 99)
    }
    #expect(try await reopened.check().count == 1)
    try await reopened.reindex()
    #expect(try await reopened.search(query, in: .all, limit: 99).hits == hits)
    #expect(try await reopened.check() == [])
  }

  @Test func `a cancelled search says so`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(article.document, source: article.source)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await archive.search(Query(parsing: "jäv"), in: .all, limit: 9)
    }
    await #expect(throws: ArchiveError.cancelled) { try await task.value }
  }
}
