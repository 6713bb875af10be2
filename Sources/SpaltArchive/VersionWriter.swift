internal import Foundation
internal import GRDB
internal import SpaltText

/// Lays a version of a text down: what the catalogue says of it, its blocks one by one, its source.
struct VersionWriter {
  private let database: Database
  private let version: Int64
  private let statement: Statement
  private var shapes: ShapeWriter

  /// Begins with the catalogue entry; of the source only what names it is looked at.
  init(
    of text: Int64, _ metadata: Metadata, _ source: Source, words: Int, blocks: Int,
    _ database: Database
  ) throws {
    self.database = database
    try database.cachedStatement(
      sql: """
        INSERT INTO version (text, digest, title, publisher, language, date, kind, rights, words,
          blocks, source_name, source_bytes, source_replacements)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(
      arguments: [
        text, source.digest, Exact(metadata.title), metadata.publisher.map { Exact($0) },
        metadata.language.rawValue, metadata.date.map { Exact($0) },
        metadata.kind.map { Exact($0) }, metadata.rights.map { Exact($0) }, words, blocks,
        Exact(source.name), source.byteCount, source.replacements,
      ])
    version = database.lastInsertedRowID
    shapes = ShapeWriter(ofVersion: version, database)
    statement = try database.cachedStatement(
      sql: """
        INSERT INTO block (version, ordinal, kind, level, marker, text, layout)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
  }

  /// The next block.
  mutating func write(_ block: Block, _ layout: Data) throws {
    try statement.execute(arguments: [
      version, shapes.count, block.kind.name, block.kind.level, block.marker.map { Exact($0) },
      Exact(block.text), layout,
    ])
    try shapes.append(block.kind, byteCount: block.text.utf8.count)
  }

  func write(source: String, digest: String) throws {
    try database.cachedStatement(
      sql: "INSERT INTO source (version, content, content_digest) VALUES (?, ?, ?)"
    ).executeAndForget([version, Exact(source), digest])
  }

  /// The row of the version.
  mutating func finish() throws -> Int64 {
    // Of a text that is one block, the block is the text.
    statement.forgetArguments()
    try shapes.finish()
    return version
  }
}
