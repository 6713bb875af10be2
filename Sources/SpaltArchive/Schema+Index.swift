internal import GRDB

extension Schema {
  /// The index over whole texts, with a term list that can be searched inside its words.
  static let indexOfTexts: Step = { database in
    try database.execute(
      sql: """
        CREATE INDEX version_publisher ON version(publisher);
        CREATE TABLE kept_query (
          query TEXT PRIMARY KEY, saved INTEGER NOT NULL, used INTEGER NOT NULL);
        """)
    try renewIndex(database)
  }

  /// The tables of the index, whose content is analysed by us: words parted by spaces.
  ///
  /// The plain tokenizer keeps every letter as it is; it is told that `:`, `,` and `%` belong to
  /// words, the others that do are not ASCII. `passage` has a row a text, for a row a paragraph
  /// would be twenty times as many to rank, and `beginning` the first letters of that text's words.
  /// A key of `term_key` leads to rows of `term`, in each of which are some words in alphabetical
  /// order, for a row a word would take as long again to write. Only notes keep a copy of their words.
  static func createIndex(_ database: Database) throws {
    let tokenizer = #"tokenize = "ascii tokenchars ',:%=~'""#
    // Rows of words without places: all that is asked of them is which they are.
    let rowsAlone = "content = '', columnsize = 0, detail = none, \(tokenizer)"
    try database.execute(
      sql: """
        CREATE VIRTUAL TABLE passage USING fts5(words, wholes, content = '', \(tokenizer));
        CREATE VIRTUAL TABLE beginning USING fts5(letters, \(rowsAlone));
        CREATE VIRTUAL TABLE headline USING fts5(words, content = '', \(tokenizer));
        CREATE VIRTUAL TABLE annotation USING fts5(words, wholes, \(tokenizer));
        CREATE TABLE passage_length (part INTEGER PRIMARY KEY, lengths BLOB NOT NULL);
        CREATE TABLE term (
          id INTEGER PRIMARY KEY, words TEXT NOT NULL, language INTEGER NOT NULL);
        CREATE TABLE term_language (id INTEGER PRIMARY KEY, language TEXT NOT NULL UNIQUE);
        CREATE VIRTUAL TABLE term_key USING fts5(keys, \(rowsAlone));
        CREATE TABLE index_record (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          format INTEGER NOT NULL, reached INTEGER NOT NULL, generation INTEGER NOT NULL);
        INSERT INTO index_record VALUES (1, \(IndexRecord.currentFormat), \(Int64.max), 0);
        """)
    for table in ["passage", "beginning", "headline", "annotation", "term_key"] {
      for (setting, value) in settings {
        try database.execute(
          sql: "INSERT INTO \(table) (\(table), rank) VALUES (?, ?)", arguments: [setting, value])
      }
    }
  }

  /// How the full-text tables write: what is gathered in memory before it is put down, bytes; what
  /// of it lies in one row, which is to fill a page of the file; how many parts of a size there are
  /// before they are merged.
  ///
  /// With the engine's own settings (1 MiB, 1000 bytes, 4) a batch is put down in several parts,
  /// and taking texts in takes 1.4 times as long.
  private static let settings = [("hashsize", 8 << 20), ("pgsz", 4050), ("automerge", 8)]

  /// The tables of the index, those of earlier formats too.
  static let indexTables = [
    "passage", "beginning", "headline", "annotation", "passage_length", "term", "term_language",
    "term_key", "index_record", "fragment",
  ]

  /// Takes the index away, in whatever state it is.
  static func dropIndex(_ database: Database) throws {
    for table in indexTables {
      do {
        try database.execute(sql: "DROP TABLE IF EXISTS \(table)")
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_ERROR || error.resultCode == .SQLITE_CORRUPT
      {
        // A full-text table that has lost a part cannot be dropped, only forgotten.
        try database.withoutDefence {
          try database.execute(
            sql: """
              PRAGMA writable_schema = ON;
              DELETE FROM sqlite_schema WHERE name = '\(table)';
              PRAGMA writable_schema = RESET;
              """)
          for part in ["data", "idx", "content", "docsize", "config"] {
            try database.execute(sql: "DROP TABLE IF EXISTS \(table)_\(part)")
          }
        }
      }
    }
  }
}
