internal import Foundation
internal import GRDB
internal import SpaltNotes
internal import SpaltSearch
public import SpaltText

extension EmbeddedArchive {
  public func texts() async throws(ArchiveError) -> [TextSummary] {
    try await read { database in
      // There can be many: a title is put in lower case once, and numbers are moved, not summaries.
      let texts = try summaries(where: "NOT removed", [], database)
      let titles = texts.map { $0.metadata.title.lowercased() }
      return texts.indices
        .sorted { left, right in
          titles[left] == titles[right]
            ? texts[left].id < texts[right].id : titles[left] < titles[right]
        }
        .map { texts[$0] }
    }
  }

  /// How many texts the archive has, those in the trash among them; takes a millisecond or two.
  public func textCount() async throws(ArchiveError) -> Int {
    try await read { try Int.fetchOne($0, sql: "SELECT count(*) FROM text") ?? 0 }
  }

  public func summary(of id: TextID) async throws(ArchiveError) -> TextSummary {
    try await read { database in
      try storedSummary(of: id, database)
    }
  }

  /// The text whose version at hand came from a file of this name, by bytes; the first by id of
  /// several, `nil` for none.
  public func text(fromSource name: String) async throws(ArchiveError) -> TextSummary? {
    try await read { database in
      try summaries(
        // The text by the version's own word for it: by its version it would have to be looked for.
        where: "source_name = ? AND text.id = version.text AND NOT removed",
        [Exact(name)], database
      ).min { $0.id < $1.id }
    }
  }

  public func opening(
    of id: TextID, version: String?
  ) async throws(ArchiveError) -> TextOpening {
    try await read { database in
      if let version { return try self.formerOpening(of: id, version, database) }
      let summary = try storedSummary(of: id, database)
      let place = try storedPlace(of: id, database)
      let document = try StoredVersion.find(id, nil, database)
        .document(from: self, near: place?.position.block ?? 0, database)
      let notes = try storedNotes(of: id, includingTrash: false, database)
      let own = Set(notes.map(\.id))
      let drafts = try storedDrafts(database).filter { draft in
        switch draft.subject {
        case .note(let note): own.contains(note)
        case .passage(let passage, _): passage.text == id
        }
      }
      return TextOpening(
        summary: summary, document: document, notes: notes,
        place: place, drafts: drafts)
    }
  }

  public func text(_ id: TextID, version: String?) async throws(ArchiveError) -> TextVersion {
    try await read { database in
      let found = try StoredVersion.find(id, version, database)
      return TextVersion(
        document: try found.document(from: self, database), version: found.digest)
    }
  }

  public func source(of id: TextID, version: String?) async throws(ArchiveError) -> Source {
    try await read { database in
      let found = try StoredVersion.find(id, version, database)
      guard
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT source_name, digest, source_bytes, content, source_replacements
            FROM source JOIN version ON version.id = source.version WHERE version.id = ?
            """,
          arguments: [found.row])
      else { throw ArchiveError.noSuchVersion(id, found.digest) }
      return Source(
        name: row.text(0), digest: row.text(1), byteCount: row.integer(2), text: row.text(3),
        replacements: row.integer(4))
    }
  }
}

extension EmbeddedArchive {
  /// A version that need not be the one at hand: to be looked at, with no place kept in it.
  private func formerOpening(
    of id: TextID, _ version: String, _ database: Database
  ) throws -> TextOpening {
    let found = try StoredVersion.find(id, version, database)
    let document = try found.document(from: self, database)
    let notes = try storedNotes(of: id, inVersion: found.digest, database)
    var summary = try storedSummary(of: id, database)
    summary.metadata = found.metadata
    summary.version = found.digest
    summary.wordCount = found.wordCount
    summary.blockCount = document.blocks.count
    summary.noteCount = notes.count
    return TextOpening(
      summary: summary, document: document, notes: notes, place: nil, drafts: [])
  }
}

private func storedSummary(of id: TextID, _ database: Database) throws -> TextSummary {
  let texts = try summaries(where: "text.name = ? AND NOT removed", [id.rawValue], database)
  guard let text = texts.first else { throw ArchiveError.noSuchText(id) }
  return text
}

/// The texts that meet a condition, in any order.
private func summaries(
  where condition: String, _ arguments: StatementArguments, _ database: Database
) throws -> [TextSummary] {
  let rows = try Row.fetchCursor(
    database,
    sql: """
      SELECT text.name, title, publisher, language, date, version.kind, rights, words, blocks,
        (SELECT count(*) FROM note WHERE note.text = text.name AND NOT deleted),
        read, digest, source_name, source_bytes
      FROM text JOIN version ON version.id = text.version
      WHERE \(condition)
      """,
    arguments: arguments)
  var texts: [TextSummary] = []
  while let row = try rows.next() {
    texts.append(
      TextSummary(
        id: TextID(row.text(0)), metadata: metadata(of: row, from: 1), wordCount: row.integer(7),
        blockCount: row.integer(8), noteCount: row.integer(9), read: row.real(10),
        version: row.text(11), sourceName: row.text(12), sourceByteCount: row.integer(13)))
  }
  return texts
}

/// A version of a text as it lies in the archive.
struct StoredVersion {
  var id: TextID
  /// Its row, which never leaves the archive.
  var row: Int64
  var digest: String
  var metadata: Metadata
  var wordCount: Int

  /// The version with a digest, or the one at hand.
  ///
  /// A text in the trash has no version at hand, but its versions can be asked for by digest.
  static func find(
    _ id: TextID, _ digest: String?, _ database: Database
  ) throws -> StoredVersion {
    if let found = try findIfAny(id, digest, database) { return found }
    if let digest { throw ArchiveError.noSuchVersion(id, digest) }
    throw ArchiveError.noSuchText(id)
  }

  static func findIfAny(
    _ id: TextID, _ digest: String?, _ database: Database
  ) throws -> StoredVersion? {
    let condition =
      digest == nil ? "version.id = text.version AND NOT removed" : "version.digest = ?"
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT version.id, digest, title, publisher, language, date, version.kind, rights, words
        FROM text JOIN version ON version.text = text.id WHERE text.name = ? AND \(condition)
        """,
      arguments: digest.map { [id.rawValue, $0] } ?? [id.rawValue])
    return row.map { row in
      StoredVersion(
        id: id, row: Int64(row.integer(0)), digest: row.text(1),
        metadata: SpaltArchive.metadata(of: row, from: 2), wordCount: row.integer(8))
    }
  }

  /// With all its blocks in memory.
  func document(_ database: Database) throws -> Document {
    let blocks = try storedBlocks(0..<Int.max, ofVersion: row, database)
    return Document(id: id, metadata: metadata, blocks: blocks)
  }

  /// To be read by people: the blocks of a long text come from the archive when they are asked
  /// for, the first of them now.
  func document(
    from archive: EmbeddedArchive, near block: Int = 0, _ database: Database
  ) throws -> Document {
    let parts = try StoredShapes.summaries(ofVersion: row, database)
    guard !parts.isEmpty else { return try document(database) }
    let blocks = archive.blocks(of: row, parts)
    let part = min(max(0, block / TextShapes.partCount), parts.count - 1)
    blocks.shapes.prepare(part, try StoredShapes.part(part, ofVersion: row, database))
    try blocks.prepare(around: block) { try storedBlocks($0, ofVersion: row, database) }
    return Document(id: id, metadata: metadata, blocks: blocks)
  }
}

/// Title, publisher, language, date, kind and rights in this order.
func metadata(of row: Row, from index: Int) -> Metadata {
  Metadata(
    title: row.text(index), publisher: row.textIfAny(index + 1),
    language: Language(rawValue: row.text(index + 2)), date: row.textIfAny(index + 3),
    kind: row.textIfAny(index + 4), rights: row.textIfAny(index + 5))
}
