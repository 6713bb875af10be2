import Foundation
import SpaltNotes
import SpaltSearch
import SpaltText
import Testing

@testable import SpaltArchive

@Suite struct ArchiveFileTests {
  private let folder: Folder
  private var path: String { folder.file("archive.spalt") }

  init() throws { folder = try Folder() }

  private func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private func bytes(of path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// The bytes of a closed archive with one text and one note.
  private func soundArchive() async throws -> [UInt8] {
    let archive = try EmbeddedArchive.open(path)
    _ = try await archive.store(article.document, source: article.source)
    let note = try #require(article.note(on: "Skolverket", body: "Jäv?", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: note))
    archive.close()
    return try bytes(of: path)
  }

  /// Why the file was refused, after making sure that nothing was done to it.
  private func refusal(of bytes: [UInt8], mode: EmbeddedArchive.Mode) throws -> ArchiveError? {
    let fresh = try Folder()
    let path = fresh.file("found.spalt")
    try write(bytes, to: path)
    do {
      _ = try EmbeddedArchive.open(path, mode: mode)
      return nil
    } catch {
      #expect(try self.bytes(of: path) == bytes)
      #expect(fresh.names == ["found.spalt"])
      #expect(error.description.contains(path))
      #expect(error.description.hasSuffix("."))
      return error
    }
  }

  private struct Stop: Error {}

  @Test func `a first archive is there with all its texts or not at all`() async throws {
    await #expect(throws: Stop.self) {
      try await EmbeddedArchive.open(path) { throw Stop() }
    }
    #expect(folder.names == [])
    let made = try await EmbeddedArchive.open(path) { [(article.document, article.source)] }
    #expect(try await made.texts().map(\.id) == [article.document.id])
    made.close()
    #expect(folder.names == ["archive.spalt"])
    // One that is there is not filled again.
    let found = try await EmbeddedArchive.open(path) { throw Stop() }
    #expect(try await found.texts().count == 1)
  }

  @Test func `a text is known by the name of the file that its version at hand came from`()
    async throws
  {
    let archive = try EmbeddedArchive.open(path)
    func store(_ id: String, from name: String, _ words: String) async throws {
      let sample = Sample(id, [words])
      let source = Source(
        name: name, digest: sample.source.digest, byteCount: sample.source.byteCount, text: words)
      _ = try await archive.store(sample.document, source: source)
    }
    func text(from name: String) async throws -> String? {
      try await archive.text(fromSource: name)?.id.rawValue
    }
    // The two spellings of `å` look the same and are two files.
    try await store("one", from: "brev/\u{E5}r.txt", "ett")
    try await store("two", from: "brev/a\u{30A}r.txt", "två")
    try await store("four", from: "nul\0.txt", "fyra")
    try await store("five", from: "nul\0.txt", "fem")
    #expect(try await text(from: "brev/\u{E5}r.txt") == "one")
    #expect(try await text(from: "brev/a\u{30A}r.txt") == "two")
    #expect(try await text(from: "nul\0.txt") == "five")
    #expect(try await text(from: "nul") == nil)
    try await store("one", from: "nytt.txt", "ett och ett")
    #expect(try await text(from: "brev/\u{E5}r.txt") == nil)
    #expect(try await text(from: "nytt.txt") == "one")
    try await archive.remove(TextID("one"))
    #expect(try await text(from: "nytt.txt") == nil)
  }

  @Test func `a new archive and its folders are closed to others`() throws {
    let path = folder.file("new/deep/archive.spalt")
    _ = try EmbeddedArchive.open(path)
    for (name, mode) in [
      (path, 0o600), (folder.file("new"), 0o700), (folder.file("new/deep"), 0o700),
    ] {
      let attributes = try FileManager.default.attributesOfItem(atPath: name)
      #expect(attributes[.posixPermissions] as? Int == mode, "\(name)")
    }
  }

  @Test func `a missing archive is only made when asked`() {
    for mode in [EmbeddedArchive.Mode.existing, .readOnly] {
      #expect(throws: ArchiveError.noArchive(path: path)) {
        try EmbeddedArchive.open(path, mode: mode)
      }
    }
    #expect(folder.names == [])
  }

  @Test(arguments: [EmbeddedArchive.Mode.create, .existing, .readOnly])
  func `a file of another make is refused and left alone`(mode: EmbeddedArchive.Mode) throws {
    let database = Array("SQLite format 3\0".utf8) + [16, 0, 2, 2, 0, 64, 32, 32]
    let foreign: [[UInt8]] = [
      [], Array("Gå till innehåll\n".utf8), Array(repeating: 0, count: 5000),
      (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919) },
      database + Array(repeating: 0, count: 4096),
    ]
    for bytes in foreign {
      guard case .notAnArchive = try refusal(of: bytes, mode: mode) else {
        Issue.record("\(bytes.prefix(20)) was not refused")
        continue
      }
    }
  }

  @Test func `a newer archive is refused and left alone`() async throws {
    var bytes = try await soundArchive()
    bytes[63] = 99
    guard case .newer(_, 99) = try refusal(of: bytes, mode: .create) else {
      Issue.record("not refused")
      return
    }
  }

  @Test func `an archive cut short is refused and left alone`() async throws {
    let bytes = try await soundArchive()
    for page in [0, 1, 2, 5, bytes.count / 4096 - 1] {
      let cut = Array(bytes.prefix(max(100, page * 4096)))
      guard case .damaged = try refusal(of: cut, mode: .existing) else {
        Issue.record("\(page) pages were not refused")
        continue
      }
    }
  }

  @Test func `a changed byte in the header is refused or does no harm`() async throws {
    let sound = try await soundArchive()
    for index in 0..<100 {
      var bytes = sound
      bytes[index] ^= 0xFF
      guard try refusal(of: bytes, mode: .readOnly) == nil else { continue }
      let other = folder.file("changed.spalt")
      try write(bytes, to: other)
      let archive = try EmbeddedArchive.open(other, mode: .existing)
      #expect(try await archive.notes().map(\.body) == ["Jäv?"], "byte \(index)")
      archive.close()
    }
  }

  @Test func `damage anywhere is an error or a finding, never the end of the program`() async throws
  {
    let sound = try await soundArchive()
    for seed in UInt64(1)...60 {
      var state = seed
      func random(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
      }
      var bytes = sound
      for _ in 0..<(1 << random(below: 9)) {
        bytes[100 + random(below: bytes.count - 100)] = UInt8(random(below: 256))
      }
      let path = folder.file("damaged-\(seed).spalt")
      try write(bytes, to: path)
      guard let archive = try? EmbeddedArchive.open(path, mode: .existing) else { continue }
      let problems = (try? await archive.check()) ?? ["unreadable"]
      _ = try? await archive.text(article.document.id)
      _ = try? await archive.source(of: article.document.id, version: nil)
      _ = try? await archive.notes()
      _ = try? await archive.history(of: NoteID("n1"))
      _ = try? await archive.search(Query(parsing: "granskning jäv"), in: .all, limit: 9)
      _ = try? await archive.append(
        NoteOperation("x", on: "n1", expecting: 1, .setBody("Ändrad.")))
      if problems.isEmpty { #expect(try await archive.texts().count == 1, "seed \(seed)") }
      archive.close()
    }
  }

  @Test func `folders, missing rights and pipes are told in a sentence`() throws {
    #expect(throws: ArchiveError.cannotOpen(path: folder.path, reason: "it is a folder")) {
      try EmbeddedArchive.open(folder.path)
    }
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: ArchiveError.notAnArchive(path: pipe)) { try EmbeddedArchive.open(pipe) }
    #expect(throws: ArchiveError.self) {
      try EmbeddedArchive.open("/proc/no-such-folder/archive.spalt")
    }
  }

  @Test func `tables with triggers of a stranger are refused`() async throws {
    let archive = try EmbeddedArchive.open(path)
    try await archive.run(
      "CREATE TRIGGER evil AFTER INSERT ON draft BEGIN DELETE FROM note; END")
    archive.close()
    guard case .damaged = try refusal(of: try bytes(of: path), mode: .existing) else {
      Issue.record("not refused")
      return
    }
  }

  @Test func `an archive opened for reading is never written`() async throws {
    let before = try await soundArchive()
    let archive = try EmbeddedArchive.open(path, mode: .readOnly)
    #expect(archive.isReadOnly)
    #expect(try await archive.texts().count == 1)
    #expect(try await archive.search(Query(parsing: "jäv"), in: .all, limit: 5).hits.count == 1)
    #expect(try await archive.check() == [])
    await #expect(throws: ArchiveError.readOnly(path: path)) {
      try await archive.remove(article.document.id)
    }
    archive.close()
    #expect(try bytes(of: path) == before)
  }

  @Test func `a change of format copies the file first`() async throws {
    let before = try await soundArchive()
    let now = Schema.current.version
    let later = Schema.current.adding("CREATE TABLE later (id INTEGER)")
    #expect(throws: ArchiveError.older(path: path, version: now)) {
      try EmbeddedArchive.open(path, mode: .readOnly, schema: later)
    }
    let archive = try EmbeddedArchive.open(path, mode: .existing, schema: later)
    #expect(try await archive.notes().map(\.body) == ["Jäv?"])
    archive.close()
    #expect(try bytes(of: path + ".format-\(now)") == before)
    #expect(try bytes(of: path)[63] == UInt8(now + 1))
    #expect(throws: ArchiveError.newer(path: path, version: now + 1)) {
      try EmbeddedArchive.open(path)
    }
    _ = try EmbeddedArchive.open(path, mode: .existing, schema: later)
    let copy = try EmbeddedArchive.open(path + ".format-\(now)", mode: .existing)
    #expect(try await copy.notes().map(\.body) == ["Jäv?"])
  }

  @Test func `a change of format that fails leaves the archive as it was`() async throws {
    _ = try await soundArchive()
    let broken = Schema.current.adding("DELETE FROM anchor; DELETE FROM no_such_table")
    #expect(throws: ArchiveError.self) {
      try EmbeddedArchive.open(path, mode: .existing, schema: broken)
    }
    let archive = try EmbeddedArchive.open(path)
    #expect(try await archive.notes().map(\.anchor.state) == [.exact])
    #expect(try await archive.check() == [])
  }
}
