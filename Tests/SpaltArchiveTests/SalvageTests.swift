import Foundation
import SpaltNotes
import SpaltText
import Testing

@testable import SpaltArchive

/// What is still to be had of an archive that is broken.
@Suite struct SalvageTests {
  private let folder: Folder
  private var path: String { folder.file("archive.spalt") }

  init() throws { folder = try Folder() }

  /// A closed archive with a text and some notes, one of them longer than a page.
  private func soundArchive() async throws -> (bytes: [UInt8], notes: [Note]) {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(article.document, source: article.source)
    for number in 1...30 {
      let body =
        number == 7 ? String(repeating: "Ett långt resonemang. ", count: 900) : "n \(number)"
      let note = try #require(
        article.note(on: "Skolverket som fått", body: body, id: "n\(number)", tags: ["a\n\\b"]))
      _ = try await archive.append(NoteOperation(adding: note))
    }
    _ = try await archive.append(
      NoteOperation("e", on: "n3", expecting: 1, .setBody("Ändrad.")))
    _ = try await archive.append(NoteOperation("d", on: "n4", expecting: 1, .delete))
    let notes = try await archive.notes(of: nil, includingTrash: true)
    archive.close()
    return (Array(try Data(contentsOf: URL(fileURLWithPath: path))), notes)
  }

  /// What two notes say, their places left aside.
  private func say(_ notes: [Note]) -> Set<[String]> {
    Set(
      notes.map {
        [
          $0.id.rawValue, $0.body, $0.selectors.quote, $0.selectors.prefix, $0.created.rawValue,
          $0.tags.joined(separator: "|"), "\($0.deleted) \($0.revision) \($0.selectors.range)",
        ]
      })
  }

  private func salvage(_ bytes: some Sequence<UInt8>) throws -> [Note] {
    let other = folder.file("damaged.spalt")
    try Data(bytes).write(to: URL(fileURLWithPath: other))
    return try EmbeddedArchive.salvage(other)
  }

  @Test func `of a sound file every note is had, to the letter`() async throws {
    let (bytes, notes) = try await soundArchive()
    let saved = try salvage(bytes)
    #expect(say(saved) == say(notes))
    #expect(saved.map(\.id) == notes.map(\.id).sorted())
  }

  @Test func `what waits in the log beside the file is had too`() async throws {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(article.document, source: article.source)
    for number in 1...5 {
      let note = try #require(article.note(on: "Skolverket", body: "x", id: "n\(number)"))
      _ = try await archive.append(NoteOperation(adding: note))
    }
    #expect(try EmbeddedArchive.salvage(path).count == 5)
    archive.close()
  }

  @Test func `with any byte of the header flipped every note is had`() async throws {
    let (bytes, notes) = try await soundArchive()
    for index in 0..<100 {
      var bytes = bytes
      bytes[index] ^= 0xFF
      #expect(say(try salvage(bytes)) == say(notes), "byte \(index)")
    }
  }

  @Test func `cut off after any page the file gives the notes before the cut`() async throws {
    let (bytes, notes) = try await soundArchive()
    let pages = bytes.count / 4096
    var most = 0
    for page in 0...pages {
      let saved = try salvage(bytes.prefix(page * 4096))
      #expect(say(saved).isSubset(of: say(notes)) || page < pages, "after page \(page)")
      // A page more never gives a note less.
      #expect(saved.count >= most, "after page \(page)")
      most = saved.count
    }
    #expect(most == notes.count)
  }

  @Test func `a page of zeros costs only what was on it`() async throws {
    let (bytes, notes) = try await soundArchive()
    let ids = Set(notes.map(\.id))
    for page in 0..<bytes.count / 4096 {
      var bytes = bytes
      for index in page * 4096..<(page + 1) * 4096 { bytes[index] = 0 }
      // Each note is there as a row and as its history, so one page cannot take it.
      #expect(Set(try salvage(bytes).map(\.id)) == ids, "page \(page)")
    }
  }

  @Test func `random damage gives notes or none, never the end of the program`() async throws {
    let (bytes, notes) = try await soundArchive()
    let known = Set(notes.map(\.id))
    var least = notes.count
    for seed in UInt64(1)...60 {
      var state = seed
      func random(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
      }
      var bytes = bytes
      for _ in 0..<(1 << random(below: 10)) {
        bytes[random(below: bytes.count)] = UInt8(random(below: 256))
      }
      least = min(least, Set(try salvage(bytes).map(\.id)).intersection(known).count)
    }
    #expect(least > 0)
    #expect(try salvage([UInt8]()).isEmpty)
    #expect(try salvage((0..<9000).map { UInt8(truncatingIfNeeded: $0 &* 7919) }).isEmpty)
  }

  @Test func `a source that has changed on the disk is found by its digest`() async throws {
    _ = try await soundArchive()
    let archive = try EmbeddedArchive.open(path)
    try await archive.run(
      "UPDATE source SET content = replace(content, 'Skolverket', 'Skolvärket')")
    let problems = try await archive.check()
    #expect(problems.count == 1)
    #expect(problems.first?.contains("expressen-pisa") == true)
  }

  @Test func `the database refuses what only a hostile file would ask of it`() async throws {
    _ = try await soundArchive()
    let archive = try EmbeddedArchive.open(path)
    for sql in [
      "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema", "DELETE FROM passage_data",
    ] {
      await #expect(throws: ArchiveError.self) {
        try await archive.run(sql, isDefended: true)
      }
    }
    #expect(try await archive.check() == [])
  }
}
