internal import Foundation
internal import GRDB
internal import SpaltNotes
internal import SpaltText

/// The operations on notes as rows, which are added and never changed.
enum OperationLog {
  /// Writes an operation down, made upon the latest ones on its note.
  ///
  /// - Returns: Its clock.
  static func add(
    _ operation: NoteOperation, before note: Note?, _ database: Database
  ) throws -> Int {
    let latest = try Row.fetchOne(
      database, sql: "SELECT heads, clock FROM note WHERE name = ?",
      arguments: [operation.note.rawValue])
    let clock = max((latest?.integer(1) ?? 0) + 1, operation.time.milliseconds ?? 0)
    try insert(
      [
        operation.id, operation.note.rawValue, operation.expected,
        try StoredChange.json(
          operation.change, inverse: note.flatMap { operation.change.inverse(before: $0) }),
        Exact(operation.time.rawValue), try device(database), Exact(operation.author), clock,
        latest?.text(0) ?? "", operation.purpose.rawValue,
      ], database)
    return clock
  }

  /// Remembers which operations the next one on a note is made upon.
  static func setHeads(
    _ heads: [String], clock: Int, ofNote row: Int64, _ database: Database
  ) throws {
    try database.cachedStatement(sql: "UPDATE note SET heads = ?, clock = ? WHERE id = ?")
      .execute(arguments: [Exact(lines: heads), clock, row])
  }

  /// What was done to a note, in the order of writing.
  static func operations(on note: NoteID, _ database: Database) throws -> [LoggedOperation] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT \(columns) FROM operation WHERE note = ? ORDER BY clock, name
        """,
      arguments: [note.rawValue]
    )
    .compactMap(operation)
  }

  /// An operation of a row of ``columns``; `nil` for one of a later Spalt.
  static func operation(_ row: Row) throws -> LoggedOperation? {
    let note = NoteID(row.text(1))
    guard let (change, inverse) = try StoredChange.read(row.text(3), of: note) else { return nil }
    return LoggedOperation(
      NoteOperation(
        id: row.text(0), note: note, expected: row.integer(2), change: change,
        time: Timestamp(rawValue: row.text(4)), author: row.text(6),
        purpose: NoteOperation.Purpose(rawValue: row.integer(9)) ?? .own),
      device: row.text(5), clock: row.integer(7), parents: Exact(row.text(8)).lines,
      inverse: inverse)
  }

  /// All that is written down of an operation, in the order ``operation(_:)`` reads it.
  static let columns =
    "name, note, expected, change, time, device, author, clock, parents, purpose"

  /// Adds a row of ``columns``, unless the operation is there already.
  static func insert(_ values: StatementArguments, _ database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO operation (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    .execute(arguments: values)
  }

  /// The name of this archive among those it may be merged with.
  static func device(_ database: Database) throws -> String {
    try String.fetchOne(
      database.cachedStatement(sql: "SELECT device FROM archive LIMIT 1")) ?? ""
  }
}

extension Timestamp {
  /// Milliseconds since 1970, when the moment is written as this program writes moments.
  var milliseconds: Int? {
    let parts = rawValue.split { !$0.isNumber }.compactMap { Int($0) }
    guard rawValue.hasSuffix("Z"), parts.count == 6 || parts.count == 7,
      (1...9999).contains(parts[0]), (1...12).contains(parts[1]), (1...31).contains(parts[2]),
      parts[3...5].allSatisfy({ (0..<61).contains($0) })
    else { return nil }
    // Days by the civil calendar, the year beginning in March so that the leap day is its last.
    let year = parts[1] > 2 ? parts[0] : parts[0] - 1
    let month = (parts[1] + 9) % 12
    let days =
      365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5
      + parts[2] - 1 - 719_468
    let seconds = ((days * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5]
    let fraction = parts.count == 7 && parts[6] < 1000 ? parts[6] : 0
    return seconds * 1000 + fraction
  }
}
