internal import Foundation
internal import GRDB
internal import SpaltText
internal import Synchronization

extension EmbeddedArchive {
  /// The blocks of one version, read while they are being shown.
  ///
  /// They come through a connection of their own, so that no key waits behind a search or a change
  /// that is under way. A version never changes, so what comes later belongs to what came before.
  func blocks(of version: Int64, _ parts: [TextShapes.Summary]) -> Blocks {
    let shapes = TextShapes(parts) { [weak self] part in
      try? self?.readingAside { try StoredShapes.part(part, ofVersion: version, $0) }
    }
    return Blocks(shapes) { [weak self] range in
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
        emphasis: layout.emphasis, links: layout.links, map: layout.map, marks: layout.marks))
  }
  return blocks
}
