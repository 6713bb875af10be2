internal import GRDB

/// What was searched for in an archive.
public struct KeptQueries: Equatable, Sendable {
  /// Last used first, those saved among them.
  public var recent: [String] = []
  /// In the order in which they were first used.
  public var saved: [String] = []
}

extension EmbeddedArchive {
  public func queries() async throws(ArchiveError) -> KeptQueries {
    try await read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT query, saved FROM kept_query ORDER BY used DESC")
      let recent = rows.map { $0.text(0) }
      let saved = rows.filter { $0.flag(1) }.map { $0.text(0) }
      return KeptQueries(recent: recent, saved: saved.reversed())
    }
  }

  public func keep(query: String, isSaved: Bool) async throws(ArchiveError) {
    try await write { database in
      try database.execute(
        sql: """
          INSERT INTO kept_query
          SELECT ?1, ?2, 1 + ifnull((SELECT max(used) FROM kept_query), 0) WHERE true
          ON CONFLICT (query) DO UPDATE SET saved = excluded.saved, used = excluded.used
          """,
        arguments: [query, isSaved])
      try database.execute(
        sql: """
          DELETE FROM kept_query WHERE NOT saved AND query NOT IN (
            SELECT query FROM kept_query WHERE NOT saved ORDER BY used DESC LIMIT \(mostRecent))
          """)
    }
  }
}

/// More than anyone looks through.
private let mostRecent = 50
