internal import Foundation
internal import GRDB
internal import SpaltText
internal import Synchronization

extension EmbeddedArchive {
  /// The blocks of one version, read while they are being shown.
  ///
  /// They come through a connection of their own, so that no key waits behind a search or a change
  /// that is under way. A version never changes, so what comes later belongs to what came before.
  func blocks(of version: Int64, _ shapes: BlockShapes) -> Blocks {
    Blocks(shapes) { [weak self] range in
      guard let self else { return nil }
      return try? self.readingAside { database in
        try storedBlocks(range, ofVersion: version, database)
      }
    }
  }
}

/// Some blocks of a version, in order; fewer where the archive is damaged.
func storedBlocks(
  _ range: Range<Int>, ofVersion version: Int64, _ database: Database
) throws -> [Block] {
  let rows = try Row.fetchCursor(
    database.cachedStatement(
      sql: """
        SELECT kind, level, marker, text, layout FROM block
        WHERE version = ? AND ordinal >= ? AND ordinal < ? ORDER BY ordinal
        """),
    arguments: [version, range.lowerBound, range.upperBound])
  var blocks: [Block] = []
  while let row = try rows.next() {
    guard let layout = BlockLayout(row.bytes(4)),
      let kind = BlockKind(name: row.text(0), level: row.integerIfAny(1))
    else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "block \(range.lowerBound + blocks.count)")
    }
    blocks.append(
      Block(
        kind, row.text(3), marker: row.textIfAny(2), references: layout.references,
        emphasis: layout.emphasis, map: layout.map, marks: layout.marks))
  }
  return blocks
}

/// What is known of the blocks of a long version, beside the blocks themselves.
enum StoredShapes {
  /// A text of fewer blocks and bytes is read whole in a few milliseconds.
  private static let least = (blocks: 2000, bytes: 1 << 20)

  static func areNeeded(for shapes: BlockShapes) -> Bool {
    shapes.count >= least.blocks || shapes.byteCount >= least.bytes
  }

  static func set(_ shapes: BlockShapes, ofVersion version: Int64, _ database: Database) throws {
    guard areNeeded(for: shapes) else { return }
    try database.execute(
      sql: "INSERT OR REPLACE INTO shape (version, shapes) VALUES (?, ?)",
      arguments: [version, Data(shapes.bytes)])
  }

  /// `nil` for a version that is read whole.
  static func fetch(ofVersion version: Int64, _ database: Database) throws -> BlockShapes? {
    let rows = try Row.fetchCursor(
      database.cachedStatement(sql: "SELECT shapes FROM shape WHERE version = ?"),
      arguments: [version])
    // From where the database has them: a copied row would be three megabytes more.
    return try rows.next()?.withUnsafeData(atIndex: 0) { data in
      data?.withUnsafeBytes(BlockShapes.init(bytes:))
    }
  }

  /// Tells them from the blocks, for versions stored before they were kept.
  static func compute(ofVersion version: Int64, _ database: Database) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT kind, level, length(CAST(text AS BLOB)) FROM block WHERE version = ? ORDER BY ordinal
        """,
      arguments: [version])
    var shapes = BlockShapes()
    while let row = try rows.next() {
      let kind = BlockKind(name: row.text(0), level: row.integerIfAny(1)) ?? .paragraph
      shapes.append(kind, byteCount: row.integer(2))
    }
    try set(shapes, ofVersion: version, database)
  }
}

extension Schema {
  /// Kind and length of every block of a long version, so that it need not be read to be opened.
  static let shapesOfLongVersions: Step = { database in
    try database.execute(
      sql: """
        CREATE TABLE shape (
          version INTEGER PRIMARY KEY REFERENCES version(id), shapes BLOB NOT NULL);
        """)
    for version in try Int64.fetchAll(
      database, sql: "SELECT id FROM version WHERE blocks >= 2000 OR source_bytes >= 1048576")
    {
      try StoredShapes.compute(ofVersion: version, database)
    }
  }
}
