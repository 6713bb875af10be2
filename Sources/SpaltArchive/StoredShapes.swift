internal import Foundation
internal import GRDB
internal import SpaltText

/// What is known of the blocks of a long version, beside the blocks themselves.
enum StoredShapes {
  /// A text of fewer blocks and bytes is read whole in a few milliseconds.
  private static let least = (blocks: 2000, bytes: 1 << 20)

  static func areNeeded(forBlocks blocks: Int, bytes: Int) -> Bool {
    blocks >= least.blocks || bytes >= least.bytes
  }

  static func set(
    _ shapes: BlockShapes, ofPart part: Int, ofVersion version: Int64, _ database: Database
  ) throws {
    let summary = TextShapes.Summary(shapes)
    try database.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO shape (version, part, blocks, bytes, headings, shapes)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      version, part, summary.count, summary.byteCount, summary.headingCount, Data(shapes.bytes),
    ])
  }

  /// What each part holds; none for a version that is read whole, and for one whose numbers make
  /// no sense.
  static func summaries(
    ofVersion version: Int64, _ database: Database
  ) throws -> [TextShapes.Summary] {
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: "SELECT blocks, bytes, headings FROM shape WHERE version = ? ORDER BY part"),
      arguments: [version])
    var parts: [TextShapes.Summary] = []
    while let row = try rows.next() {
      if let last = parts.last, last.count != TextShapes.partCount { return [] }
      let part = TextShapes.Summary(
        count: row.integer(0), byteCount: row.integer(1), headingCount: row.integer(2))
      guard (1...TextShapes.partCount).contains(part.count),
        (0...part.count).contains(part.headingCount), (0...longest).contains(part.byteCount)
      else { return [] }
      parts.append(part)
    }
    return parts
  }

  static func part(
    _ part: Int, ofVersion version: Int64, _ database: Database
  ) throws -> BlockShapes? {
    try Row.fetchOne(
      database.cachedStatement(sql: "SELECT shapes FROM shape WHERE version = ? AND part = ?"),
      arguments: [version, part]
    )
    .flatMap { BlockShapes(bytes: $0.bytes(0)) }
  }

  /// Tells them from the blocks, for versions stored before they were kept.
  static func compute(ofVersion version: Int64, _ database: Database) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT kind, level, length(CAST(text AS BLOB)) FROM block WHERE version = ? ORDER BY ordinal
        """,
      arguments: [version])
    var shapes = ShapeWriter(ofVersion: version, database)
    while let row = try rows.next() {
      let kind = BlockKind(name: row.text(0), level: row.integerIfAny(1)) ?? .paragraph
      try shapes.append(kind, byteCount: row.integer(2))
    }
    try shapes.finish()
  }

  /// More UTF-8 bytes than any text has.
  private static let longest = 1 << 50
}

/// Keeps the shapes of a version while its blocks come one by one.
struct ShapeWriter {
  private let version: Int64
  private let database: Database
  private var part = BlockShapes()
  private var parts = 0
  private var bytes = 0

  init(ofVersion version: Int64, _ database: Database) {
    self.version = version
    self.database = database
  }

  /// The blocks that have come.
  var count: Int { parts * TextShapes.partCount + part.count }

  mutating func append(_ kind: BlockKind, byteCount: Int) throws {
    part.append(kind, byteCount: byteCount)
    bytes += byteCount
    guard part.count == TextShapes.partCount else { return }
    try StoredShapes.set(part, ofPart: parts, ofVersion: version, database)
    part = BlockShapes()
    parts += 1
  }

  mutating func finish() throws {
    guard part.count > 0, StoredShapes.areNeeded(forBlocks: count, bytes: bytes) else { return }
    try StoredShapes.set(part, ofPart: parts, ofVersion: version, database)
  }
}

extension Schema {
  /// Kind and length of every block of a long version in one value, which a later step parts.
  static let shapesOfLongVersions: Step = { database in
    try database.execute(
      sql: """
        CREATE TABLE shape (
          version INTEGER PRIMARY KEY REFERENCES version(id), shapes BLOB NOT NULL);
        """)
  }

  /// Kind and length of every block of a long version, so that it need not be read to be opened; in
  /// parts, so that they need not all be read either.
  static let partedShapes: Step = { database in
    try database.execute(
      sql: """
        DROP TABLE shape;
        CREATE TABLE shape (
          version INTEGER NOT NULL REFERENCES version(id), part INTEGER NOT NULL,
          blocks INTEGER NOT NULL, bytes INTEGER NOT NULL, headings INTEGER NOT NULL,
          shapes BLOB NOT NULL, PRIMARY KEY (version, part));
        """)
    for version in try Int64.fetchAll(
      database, sql: "SELECT id FROM version WHERE blocks >= 2000 OR source_bytes >= 1048576")
    {
      try StoredShapes.compute(ofVersion: version, database)
    }
  }
}
