import Foundation
import SpaltNotes
import SpaltSearch
import SpaltText
import Testing

@testable import SpaltArchive

/// What was done to notes: taken back, told, and brought together from two archives.
@Suite struct HistoryTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func archive(_ name: String) async throws -> EmbeddedArchive {
    let archive = try EmbeddedArchive.open(folder.file(name))
    _ = try await archive.store(article.document, source: article.source)
    return archive
  }

  private func note(_ id: String, body: String = "Jäv?") throws -> Note {
    try #require(article.note(on: "Skolverket som fått", body: body, id: id))
  }

  private func change(
    _ archive: EmbeddedArchive, _ id: String, _ change: NoteOperation.Change,
    _ purpose: NoteOperation.Purpose = .own
  ) async throws {
    let now = try await archive.note(NoteID(id))
    var operation = NoteOperation(
      UUID().uuidString, on: id, expecting: now.revision, change)
    operation.purpose = purpose
    operation.author = "Åsa"
    // Not all at once, or they would be one step back.
    operation.time = Timestamp(rawValue: "2026-11-21T12:00:00.\(100 + now.revision)Z")
    guard case .accepted = try await archive.append(operation) else {
      Issue.record("\(change) was not accepted")
      return
    }
  }

  /// All notes with everything they say, as their backup.
  private func backup(_ archive: EmbeddedArchive) async throws -> [Note] {
    try await archive.notes(of: nil, includingTrash: true).sorted { $0.id < $1.id }
  }

  @Test func `merged either way and twice two archives hold the same notes`() async throws {
    let one = try await archive("one")
    _ = try await one.append(NoteOperation(adding: try note("n1")))
    _ = try await one.append(NoteOperation(adding: try note("n2")))
    one.close()
    for name in ["other", "one-again", "other-again"] {
      try FileManager.default.copyItem(atPath: folder.file("one"), toPath: folder.file(name))
    }
    let first = try EmbeddedArchive.open(folder.file("one"))
    let second = try EmbeddedArchive.open(folder.file("other"))
    try await change(first, "n1", .setBody("Den ena."))
    try await change(first, "n1", .setTags(["a"]))
    try await change(first, "n2", .delete)
    _ = try await first.append(NoteOperation(adding: try note("n3", body: "Bara här.")))
    try await change(second, "n1", .setBody("Den andra."))
    try await change(second, "n1", .setTags(["b"]))
    try await change(second, "n2", .setColour("red"))

    let receipt = try await first.merge(archiveAt: folder.file("other"))
    #expect(receipt == MergeReceipt(operations: 3, notes: 2, conflicts: 1))
    _ = try await second.merge(archiveAt: folder.file("one"))
    let merged = try await backup(first)
    #expect(try await backup(second) == merged)
    #expect(try await first.merge(archiveAt: folder.file("other")).operations == 0)
    #expect(try await backup(first) == merged)

    #expect(merged.map(\.id.rawValue) == ["n1", "n2", "n3"])
    #expect(merged[0].body.contains("Den ena.") && merged[0].body.contains("Den andra."))
    #expect(Set(merged[0].tags) == ["a", "b"])
    #expect(merged[1].deleted == false && merged[1].colour == "red")
    #expect(merged.allSatisfy { $0.anchor.state == .exact })
    let hits = try await first.search(Query(parsing: "andra"), in: .notes, limit: 5).hits
    #expect(hits.map(\.note) == [NoteID("n1")])
    #expect(try await first.check() == [])

    // The next writer has seen both, and writes over both.
    try await change(first, "n1", .setBody("Enade."))
    _ = try await second.merge(archiveAt: folder.file("one"))
    #expect(try await second.note(NoteID("n1")).body == "Enade.")
  }

  @Test func `an operation of a later Spalt is kept and handed on`() async throws {
    let one = try await archive("one")
    _ = try await one.append(NoteOperation(adding: try note("n1")))
    try await one.run(
      """
      INSERT INTO operation (name, note, expected, change, time, clock, parents)
      VALUES ('later', 'n1', 1, '{"mood":"glad"}', '2030-01-01T00:00:00.000Z', 99, 'add-n1')
      """)
    one.close()
    let other = try EmbeddedArchive.open(folder.file("other"))
    let receipt = try await other.merge(archiveAt: folder.file("one"))
    #expect(receipt == MergeReceipt(operations: 2, notes: 1, conflicts: 0))
    #expect(try await other.notes().map(\.body) == ["Jäv?"])
    let third = try EmbeddedArchive.open(folder.file("third"))
    other.close()
    #expect(try await third.merge(archiveAt: folder.file("other")).operations == 2)
  }

  @Test func `what a session did another can undo and do again`() async throws {
    let first = try await archive("a")
    _ = try await first.append(NoteOperation(adding: try note("n1")))
    try await change(first, "n1", .setBody("Två."))
    try await change(first, "n1", .setTags(["x"]))
    first.close()

    let second = try EmbeddedArchive.open(folder.file("a"))
    var log = try await second.undoable(limit: 10)
    #expect(log.done.flatMap(\.changes) == [.delete, .setBody("Jäv?"), .setTags([])])
    #expect(log.undone == [])
    try await change(second, "n1", .setTags([]), .undo)
    try await change(second, "n1", .setBody("Jäv?"), .undo)
    log = try await second.undoable(limit: 10)
    #expect(log.done.flatMap(\.changes) == [.delete])
    #expect(log.undone.flatMap(\.changes) == [.setTags(["x"]), .setBody("Två.")])
    try await change(second, "n1", .setBody("Två."), .redo)
    log = try await second.undoable(limit: 10)
    #expect(log.done.flatMap(\.changes) == [.delete, .setBody("Jäv?")])
    #expect(log.undone.flatMap(\.changes) == [.setTags(["x"])])
    try await change(second, "n1", .setDone(true))
    #expect(try await second.undoable(limit: 10).undone == [])
    let history = try await second.history(of: NoteID("n1"))
    #expect(history.map(\.operation.author) == ["", "Åsa", "Åsa", "Åsa", "Åsa", "Åsa", "Åsa"])
    #expect(history.map(\.operation.purpose) == [.own, .own, .own, .undo, .undo, .redo, .own])
    #expect(Set(history.map(\.device)).count == 1)
  }

  @Test func `what was saved at once is undone at once, and done again at once`() async throws {
    let archive = try await archive("a")
    _ = try await archive.append(NoteOperation(adding: try note("n1")))
    func save(
      _ changes: [NoteOperation.Change], at second: Int, _ purpose: NoteOperation.Purpose = .own
    ) async throws {
      let now = try await archive.note(NoteID("n1"))
      let operations = changes.enumerated().map { index, change in
        var operation = NoteOperation(
          UUID().uuidString, on: "n1", expecting: now.revision + index, change)
        operation.purpose = purpose
        operation.time = Timestamp(rawValue: "2026-11-21T12:00:\(second).000Z")
        return operation
      }
      _ = try await archive.append(operations)
    }
    try await save([.setBody("Två."), .setTags(["x"])], at: 10)
    try await save([.setBody("Tre.")], at: 11)
    var log = try await archive.undoable(limit: 10)
    #expect(
      log.done.map(\.changes)
        == [[.delete], [.setTags([]), .setBody("Jäv?")], [.setBody("Två.")]])
    try await save([.setBody("Två.")], at: 12, .undo)
    try await save([.setTags([]), .setBody("Jäv?")], at: 13, .undo)
    log = try await archive.undoable(limit: 10)
    #expect(log.done.map(\.changes) == [[.delete]])
    #expect(
      log.undone.map(\.changes)
        == [[.setBody("Tre.")], [.setBody("Två."), .setTags(["x"])]])
    try await save([.setBody("Två."), .setTags(["x"])], at: 14, .redo)
    log = try await archive.undoable(limit: 10)
    #expect(log.done.last?.changes == [.setTags([]), .setBody("Jäv?")])
    #expect(log.undone.map(\.changes) == [[.setBody("Tre.")]])
  }

  @Test func `undo after anything restores the note as it was`() async throws {
    let archive = try await archive("a")
    var start = try note("n1")
    start.tags = ["t"]
    start.colour = "blue"
    _ = try await archive.append(NoteOperation(adding: start))
    let place = try #require(article.note(on: "PISA-studien", id: "x")).selectors
    let changes: [NoteOperation.Change] = [
      .setBody("x"), .setTags([]), .setKind(.question), .setColour(nil), .setDone(true), .delete,
      .attach(place),
    ]
    for wanted in changes {
      let before = try await archive.note(NoteID("n1"))
      try await change(archive, "n1", wanted)
      let inverse = try #require(try await archive.undoable(limit: 1).done.last?.changes.first)
      try await change(archive, "n1", inverse, .undo)
      var after = try await archive.note(NoteID("n1"))
      (after.revision, after.modified) = (before.revision, before.modified)
      // A place taken back by hand is one confirmed by hand.
      if case .attach = wanted { after.anchor.state = before.anchor.state }
      #expect(after == before, "\(wanted)")
    }
  }

  @Test func `an earlier version shows its notes as they stood`() async throws {
    let archive = try await archive("a")
    _ = try await archive.append(NoteOperation(adding: try note("kept")))
    let gone = try #require(article.note(on: "det formella beslutet", body: "b", id: "gone"))
    _ = try await archive.append(NoteOperation(adding: gone))
    _ = try await archive.store(laterArticle.document, source: laterArticle.source)
    let versions = try await archive.versions(of: article.document.id)
    #expect(versions.map(\.version) == [article.source.digest, laterArticle.source.digest])
    #expect(versions.map(\.notes) == [2, 1])
    #expect(versions.map(\.isAtHand) == [false, true])

    let now = try await archive.notes(of: article.document.id)
    #expect(Set(now.map(\.anchor.state)) == [.moved, .orphan])
    let opening = try await archive.opening(
      of: article.document.id, version: article.source.digest)
    #expect(opening.document.blocks == article.document.blocks)
    #expect(opening.notes.map(\.anchor.state) == [.exact, .exact])
    #expect(opening.notes.map(\.id.rawValue) == ["kept", "gone"])
    #expect(opening.place == nil)
  }

  @Test func `a lost note that is attached by hand stays there, and undo loses it again`()
    async throws
  {
    let archive = try await archive("a")
    let gone = try #require(article.note(on: "det formella beslutet", body: "b", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: gone))
    _ = try await archive.store(laterArticle.document, source: laterArticle.source)
    #expect(try await archive.notes().map(\.anchor.state) == [.orphan])
    let place = try #require(laterArticle.note(on: "departementet", id: "x")).selectors
    try await change(archive, "n1", .attach(place))
    let attached = try await archive.note(NoteID("n1"))
    #expect(attached.anchor.state == .confirmed && attached.anchor.range == place.range)
    #expect(attached.selectors == gone.selectors)
    let inverse = try #require(try await archive.undoable(limit: 1).done.last?.changes.first)
    try await change(archive, "n1", inverse, .undo)
    #expect(try await archive.notes().map(\.anchor.state) == [.orphan])
  }

  @Test func `an archive of the first format brings its history along`() async throws {
    let old = try await archive("a")
    _ = try await old.append(NoteOperation(adding: try note("n1")))
    try await change(old, "n1", .setBody("Två."))
    try await old.makeFirstFormat()
    old.close()
    let new = try EmbeddedArchive.open(folder.file("a"))
    let history = try await new.history(of: NoteID("n1"))
    #expect(history.map(\.parents) == [[], ["add-n1"]])
    #expect(history[0].clock < history[1].clock)
    try await change(new, "n1", .setTags(["x"]))
    let merged = try #require(MergedNote(try await new.history(of: NoteID("n1"))))
    #expect(merged.note.body == "Två." && merged.note.tags == ["x"])
    #expect(merged.heads.count == 1)
    #expect(try await new.check() == [])
    #expect(FileManager.default.fileExists(atPath: folder.file("a.format-1")))
  }

  @Test func `another connection's changes are noticed, one's own are not`() async throws {
    let one = try await archive("a")
    let other = try EmbeddedArchive.open(folder.file("a"))
    #expect(await one.hasChangedElsewhere() == false)
    _ = try await one.append(NoteOperation(adding: try note("n1")))
    #expect(await one.hasChangedElsewhere() == false)
    try await change(other, "n1", .setBody("Två."))
    #expect(await one.hasChangedElsewhere())
    #expect(await one.hasChangedElsewhere() == false)
  }
}

extension EmbeddedArchive {
  /// Takes away what the second format brought, as a program of before would have left the file.
  func makeFirstFormat() async throws {
    try await run(
      """
      DROP TABLE archive; DROP INDEX version_source; DROP INDEX version_publisher; DROP TABLE kept_query;
      ALTER TABLE operation DROP COLUMN device; ALTER TABLE operation DROP COLUMN author;
      ALTER TABLE operation DROP COLUMN clock; ALTER TABLE operation DROP COLUMN parents;
      ALTER TABLE operation DROP COLUMN purpose;
      ALTER TABLE note DROP COLUMN parent; ALTER TABLE note DROP COLUMN done;
      ALTER TABLE note DROP COLUMN author; ALTER TABLE note DROP COLUMN extra;
      ALTER TABLE note DROP COLUMN heads; ALTER TABLE note DROP COLUMN clock;
      ALTER TABLE source DROP COLUMN content_digest;
      ALTER TABLE text DROP COLUMN top_block; ALTER TABLE text DROP COLUMN top_offset;
      DROP TABLE shape;
      PRAGMA user_version = 1;
      """)
  }
}
