internal import GRDB
internal import SpaltSearch

/// What the index says of itself.
struct IndexRecord {
  /// Names the way words are analysed and filed; an index of another format is made anew.
  static let currentFormat = 3

  var format: Int
  /// The last text, by row, that was put in; those after it are still to come.
  var reached: Int64
  /// Grows with every change to the index.
  var generation: Int

  /// - Returns: `nil` when there is no index.
  static func fetch(_ database: Database) throws -> IndexRecord? {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT format, reached, generation FROM index_record"))
    return row.map {
      IndexRecord(
        format: $0.integer(0), reached: Int64($0.integer(1)), generation: $0.integer(2))
    }
  }

  /// Whether a text is in the index, or would be were it not empty.
  static func covers(_ text: Int64, _ database: Database) throws -> Bool {
    guard let record = try fetch(database) else { return false }
    return record.format == currentFormat && text <= record.reached
  }

  static func touch(_ database: Database) throws {
    try database.cachedStatement(sql: "UPDATE index_record SET generation = generation + 1")
      .execute()
  }

  /// Tells that no text has been put in yet.
  ///
  /// The generation comes after that of the index before, so that nothing remembered of that one
  /// is taken for this one's.
  static func begin(after generation: Int, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE index_record SET format = ?, reached = 0, generation = ?",
      arguments: [currentFormat, generation + 1])
  }

  static func reach(_ text: Int64, _ database: Database) throws {
    try database.execute(
      sql: "UPDATE index_record SET reached = ?, generation = generation + 1", arguments: [text])
  }

  static func state(_ database: Database) throws -> IndexState {
    let record = try fetch(database)
    if let record, record.format == currentFormat, record.reached == .max { return .complete }
    let isBegun = record?.format == currentFormat
    let row = try Row.fetchOne(
      database,
      sql: "SELECT count(*), count(*) FILTER (WHERE id <= ?) FROM text WHERE NOT removed",
      arguments: [isBegun ? record?.reached : 0])
    return .building(done: row?.integer(1) ?? 0, of: row?.integer(0) ?? 0)
  }
}
