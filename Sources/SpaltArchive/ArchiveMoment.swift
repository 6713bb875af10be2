internal import GRDB

/// When something was read, as a number of changes: what was read at one moment holds until the next.
struct ArchiveMoment: Equatable {
  /// Changes that other connections have made.
  ///
  /// Source: SQLite, `PRAGMA data_version`.
  private let others: Int
  /// Rows that this connection has changed.
  private let own: Int

  init(_ database: Database) throws {
    others = try Int.fetchOne(database.cachedStatement(sql: "PRAGMA data_version")) ?? 0
    own = database.totalChangesCount
  }
}
