internal import GRDB

/// The texts that an expression lets in, as conditions on the rows of one table of the index.
struct IndexRows {
  /// `passage`, or `beginning` where nothing else is asked for: its rows cannot be ranked.
  let table: String
  private(set) var conditions: [String]
  private(set) var arguments: StatementArguments

  /// Where not only texts that answer are wanted, the matcher is left to tell which do when
  /// beginnings are so common that most texts have them.
  init(
    _ expression: IndexExpressions.Expression, isExact: Bool, _ database: Database
  ) throws {
    let beginnings = expression.beginnings.map(\.quotedForIndex).joined(separator: " AND ")
    if expression.text.isEmpty {
      table = "beginning"
      conditions = ["beginning MATCH ?"]
      arguments = [beginnings]
      return
    }
    table = "passage"
    conditions = ["passage MATCH ?"]
    arguments = [expression.text]
    if beginnings.isEmpty { return }
    if try isExact || Self.areFew(beginnings, database) {
      conditions.append("+passage.rowid IN (SELECT rowid FROM beginning WHERE beginning MATCH ?)")
      arguments += [beginnings]
    }
  }

  var canBeRanked: Bool { table == "passage" }
  var condition: String { conditions.joined(separator: " AND ") }

  mutating func demand(_ condition: String, _ arguments: StatementArguments) {
    conditions.append(condition)
    self.arguments += arguments
  }

  /// Whether fewer than a quarter of all texts have words with these beginnings.
  private static func areFew(_ beginnings: String, _ database: Database) throws -> Bool {
    let texts = try Int.fetchOne(database, sql: "SELECT max(id) FROM text") ?? 0
    let limit = max(1000, texts / 4)
    let count = try Int.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT count(*) FROM (SELECT 1 FROM beginning WHERE beginning MATCH ? LIMIT ?)
          """),
      arguments: [beginnings, limit])
    return (count ?? 0) < limit
  }
}
