internal import GRDB

/// Whether the parts of the index belong together, and to the texts and notes of the archive.
///
/// A part that is emptied, cut short or of another archive must not pass for fewer hits. What costs
/// next to nothing is looked at before each search: where tables end. A page or a row that is
/// missing elsewhere is met when it is asked for; ``checkAll(_:)`` reads everything.
enum IndexSoundness {
  /// What is thrown where the index is damaged.
  static let damage = DatabaseError(resultCode: .SQLITE_CORRUPT_VTAB)

  /// Holds the ends of the tables against each other; some twenty looks into trees.
  static func checkEnds(_ database: Database) throws {
    let isSound = try Bool.fetchOne(
      database.cachedStatement(sql: ends), arguments: ["part": TextLengths.part])
    guard isSound == true else { throw damage }
  }

  /// Texts and notes at the end that may be in the trash, and so not in the index; where there are
  /// more, nothing is said of them.
  private static let lastRows = 100

  /// The last texts and notes that are to be found are the last ones in the index, every full-text
  /// table with words has a table that leads to them, and the languages have their names.
  private static let ends = """
    WITH
      last(text, note) AS MATERIALIZED (SELECT
        (SELECT max(id) FROM (SELECT id, removed, version FROM text
          WHERE id <= (SELECT reached FROM index_record) ORDER BY id DESC LIMIT \(lastRows))
          WHERE NOT removed AND version IS NOT NULL),
        (SELECT max(id) FROM (SELECT id, deleted FROM note ORDER BY id DESC LIMIT \(lastRows))
          WHERE NOT deleted))
    SELECT
      ifnull(text = (SELECT max(id) FROM passage_docsize), text IS NULL)
      AND ifnull(text = (SELECT max(id) FROM headline_docsize), text IS NULL)
      AND ifnull(text / :part <= (SELECT max(part) FROM passage_length), text IS NULL)
      AND ifnull(note = (SELECT max(id) FROM annotation_docsize), note IS NULL)
      AND ifnull(note = (SELECT max(id) FROM annotation_content), note IS NULL)
      AND (EXISTS (SELECT 1 FROM headline_idx)
        OR ifnull((SELECT max(id) FROM headline_data), 0) <= \(lastOwnRow))
      AND (EXISTS (SELECT 1 FROM annotation_idx)
        OR ifnull((SELECT max(id) FROM annotation_data), 0) <= \(lastOwnRow))
      AND (SELECT count(*) = ifnull(max(id), 0) FROM term_language)
      AND (EXISTS (SELECT 1 FROM term_language) OR NOT EXISTS (SELECT 1 FROM term))
    FROM last
    """

  /// The last row of a full-text table's data that is about the table; those after it hold words.
  ///
  /// Source: the SQLite file fts5_index.c, FTS5_STRUCTURE_ROWID.
  private static let lastOwnRow = 10

  /// Reads all of the index but what its words mean.
  static func checkAll(_ database: Database) throws {
    try checkEnds(database)
    for table in ["passage", "beginning", "headline", "annotation", "term_key"] {
      let hasPlaces = !["beginning", "term_key"].contains(table)
      let lists = try PostingsReader(table, hasPlaces: hasPlaces, until: Stop(), database)
      try lists?.checkPages()
      let rows = "SELECT count(*) FROM " + (table == "term_key" ? "term" : counted(table))
      if let lists, try Int64.fetchOne(database, sql: rows) != lists.rows { throw damage }
    }
    let isSound = try Bool.fetchOne(
      database,
      sql: """
        SELECT NOT EXISTS (SELECT 1 FROM term WHERE language NOT IN (SELECT id FROM term_language))
          AND NOT EXISTS (SELECT 1 FROM passage_docsize
            WHERE id / ? NOT IN (SELECT part FROM passage_length))
        """,
      arguments: [TextLengths.part])
    guard isSound == true else { throw damage }
  }

  /// The table with a row for each row that a full-text table has.
  private static func counted(_ table: String) -> String {
    table == "annotation" ? "annotation_docsize" : "passage_docsize"
  }
}
