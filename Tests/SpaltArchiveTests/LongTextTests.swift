import GRDB
import SpaltNotes
import SpaltText
import Testing

@testable import SpaltArchive

/// Texts so long that they are read while they are shown.
@Suite struct LongTextTests {
  let folder: Folder
  let path: String

  init() throws {
    folder = try Folder()
    path = folder.file("long.spalt")
  }

  private static let paragraphs = (0..<3000).map { number in
    number.isMultiple(of: 50)
      ? "# Kapitel \(number / 50)"
      : "Stycke \(number) handlar om jäv och granskning nummer \(number)."
  }
  private static let long = Sample("lång", paragraphs)

  @Test func `a long text opens with every block as it was stored`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(Self.long.document, source: Self.long.source)
    let opening = try await archive.opening(of: Self.long.document.id)
    #expect(opening.document == Self.long.document)
    #expect(try await archive.text(Self.long.document.id).document == Self.long.document)
    #expect(opening.summary.blockCount == 3000)
  }

  @Test func `it opens where it was left, whatever else the archive is doing`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(Self.long.document, source: Self.long.source)
    let place = Position(block: 1777, offset: 7)
    try await archive.setPlace(ReadingPlace(position: place, read: 0.6), of: Self.long.document.id)
    let blocks = try await archive.opening(of: Self.long.document.id).document.blocks
    // A writer that holds the connection and the lock keeps no page from being turned.
    try await archive.write { database in
      try database.execute(sql: "UPDATE text SET read = 0.7")
      #expect(blocks[1777] == Self.long.document.blocks[1777])
      #expect(blocks[12] == Self.long.document.blocks[12])
      #expect(blocks[2999] == Self.long.document.blocks[2999])
    }
  }

  @Test func `a new version does not change the words being read`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(Self.long.document, source: Self.long.source)
    let before = try await archive.opening(of: Self.long.document.id)
    let changed = Sample("lång", ["Nytt först."] + Self.paragraphs)
    _ = try await archive.store(changed.document, source: changed.source)
    #expect(before.document == Self.long.document)
    #expect(try await archive.opening(of: changed.document.id).document == changed.document)
    let former = try await archive.opening(
      of: Self.long.document.id, version: Self.long.source.digest)
    #expect(former.document == Self.long.document)
    #expect(former.summary.wordCount == Self.long.document.wordCount)
  }

  @Test func `notes find their words in a long text`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(Self.long.document, source: Self.long.source)
    let note = try #require(Self.long.note(on: "granskning nummer 2345", body: "Här.", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: note))
    let moved = Sample("lång", ["Nytt först."] + Self.paragraphs)
    _ = try await archive.store(moved.document, source: moved.source)
    let found = try await archive.notes(of: Self.long.document.id)
    #expect(found.first?.anchor.range?.lowerBound.block == 2346)
  }

  @Test func `one handed over is stored as any other, and let go of`() async throws {
    let line = String(repeating: "Ett ord till i raden. ", count: 250_000)
    let huge = Sample("rad", ["# Rubrik", line, "Slut."])
    let archive = try EmbeddedArchive.open(path)
    let incoming = IncomingText(huge.document, huge.source)
    #expect(try await archive.store(incoming) == .added)
    #expect(incoming.take() == nil)
    #expect(try await archive.opening(of: huge.document.id).document == huge.document)
    #expect(try await archive.source(of: huge.document.id, version: nil) == huge.source)
    #expect(try await archive.check() == [])
  }

  @Test func `an archive from before kinds and lengths were kept is brought up to date`()
    async throws
  {
    let old = Schema(steps: Array(Schema.current.steps.prefix(4)))
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(Self.long.document, source: Self.long.source)
    try await archive.run(
      "DROP INDEX version_source; DROP TABLE shape; PRAGMA user_version = \(old.version)")
    archive.close()
    let now = try EmbeddedArchive.open(path)
    let blocks = try await now.opening(of: Self.long.document.id).document.blocks
    #expect(blocks == Self.long.document.blocks)
    let kept = try await now.read { database in
      try StoredShapes.summaries(ofVersion: 1, database)
    }
    #expect(kept.map(\.count) == [Self.long.document.blocks.count])
  }
}
