internal import Foundation
internal import GRDB
internal import SpaltNotes

extension Schema {
  /// Who made an operation, where and upon which others; replies, open and done; the digests of
  /// the sources as they lie here.
  static let noteLog: Step = { database in
    try database.execute(
      sql: """
        CREATE TABLE archive (device TEXT NOT NULL);
        ALTER TABLE operation ADD COLUMN device TEXT NOT NULL DEFAULT '';
        ALTER TABLE operation ADD COLUMN author NOT NULL DEFAULT '';
        ALTER TABLE operation ADD COLUMN clock INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE operation ADD COLUMN parents NOT NULL DEFAULT '';
        ALTER TABLE operation ADD COLUMN purpose INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE note ADD COLUMN parent TEXT;
        ALTER TABLE note ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE note ADD COLUMN author NOT NULL DEFAULT '';
        ALTER TABLE note ADD COLUMN extra NOT NULL DEFAULT '';
        ALTER TABLE note ADD COLUMN heads NOT NULL DEFAULT '';
        ALTER TABLE note ADD COLUMN clock INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE source ADD COLUMN content_digest TEXT;
        """)
    try database.execute(
      sql: "INSERT INTO archive (device) VALUES (?)",
      arguments: [UUID().uuidString.lowercased()])
    try chainOperations(database)
    for version in try Int64.fetchAll(database, sql: "SELECT version FROM source") {
      try SourceDigest.set(ofVersion: version, database)
    }
  }

  /// Makes each operation of before the one upon the one before it.
  private static func chainOperations(_ database: Database) throws {
    let rows = try Row.fetchAll(
      database, sql: "SELECT sequence, name, note, time FROM operation ORDER BY sequence")
    var last: [String: (name: String, clock: Int)] = [:]
    for row in rows {
      let note = row.text(2)
      let time = Timestamp(rawValue: row.text(3)).milliseconds ?? 0
      let clock = max(time, (last[note]?.clock ?? 0) + 1)
      try database.execute(
        sql: "UPDATE operation SET clock = ?, parents = ? WHERE sequence = ?",
        arguments: [
          clock, Exact(lines: last[note].map { [$0.name] } ?? []), row.integer(0),
        ])
      last[note] = (row.text(1), clock)
    }
    for (note, head) in last {
      try database.execute(
        sql: "UPDATE note SET heads = ?, clock = ? WHERE name = ?",
        arguments: [Exact(lines: [head.name]), head.clock, note])
    }
  }
}
