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
  /// would be twenty times as many to rank. It keeps no copy of the words, nor does `fragment`.
  static func createIndex(_ database: Database) throws {
    let tokenizer = #"tokenize = "ascii tokenchars ',:%'""#
    try database.execute(
      sql: """
        CREATE VIRTUAL TABLE passage USING fts5(
          words, wholes, content = '', prefix = '2 3', \(tokenizer));
        CREATE VIRTUAL TABLE headline USING fts5(words, content = '', \(tokenizer));
        CREATE VIRTUAL TABLE annotation USING fts5(words, wholes, \(tokenizer));
        CREATE TABLE passage_length (part INTEGER PRIMARY KEY, lengths BLOB NOT NULL);
        CREATE TABLE term (
          id INTEGER PRIMARY KEY,
          word TEXT NOT NULL, language TEXT NOT NULL, stem TEXT NOT NULL, fold TEXT,
          UNIQUE (word, language));
        CREATE INDEX term_stem ON term(stem, language);
        CREATE INDEX term_fold ON term(fold, language) WHERE fold IS NOT NULL;
        CREATE TABLE term_language (language TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE VIRTUAL TABLE fragment USING fts5(
          letters, content = '', columnsize = 0, detail = none,
          tokenize = 'trigram case_sensitive 1');
        CREATE TABLE index_record (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          format INTEGER NOT NULL, reached INTEGER NOT NULL, generation INTEGER NOT NULL);
        INSERT INTO index_record VALUES (1, \(IndexRecord.currentFormat), \(Int64.max), 0);
        """)
  }

  static let indexTables = [
    "passage", "headline", "annotation", "fragment", "passage_length", "term", "term_language",
    "index_record",
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
