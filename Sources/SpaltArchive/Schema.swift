internal import GRDB

/// The tables of the archive, and the steps that made them what they are.
///
/// `PRAGMA user_version` is the number of steps taken. A step is never changed once released: a
/// later one is added.
struct Schema: Sendable {
  typealias Step = @Sendable (Database) throws -> Void

  /// Marks a file as an archive of Spalt: "SPLT" in ASCII, at byte 68 of the file.
  static let applicationID: UInt32 = 0x5350_4C54

  var steps: [Step]

  /// The number that a file brought up to date carries.
  var version: Int { steps.count }

  static let current = Schema(steps: [
    firstTables, noteLog, indexOfTexts, topOfScreen, shapesOfLongVersions, partedShapes,
    sourceNames,
  ])

  /// The schema with one more step, of plain statements.
  func adding(_ statements: String) -> Schema {
    Schema(steps: steps + [{ try $0.execute(sql: statements) }])
  }

  /// Takes the steps that are missing, in one transaction.
  ///
  /// What is to be done before the first of them is done under the same lock, and not at all
  /// when another program has just taken them.
  func migrate(_ database: Database, before: () throws -> Void = {}) throws {
    try database.inTransaction(.immediate) {
      let taken = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard taken < version else { return .rollback }
      try before()
      for step in steps[max(0, taken)...] { try step(database) }
      try database.execute(sql: "PRAGMA user_version = \(self.version)")
      return .commit
    }
  }

  /// The first words on the screen, beside the sentence being read.
  private static let topOfScreen: Step = { database in
    try database.execute(
      sql: """
        ALTER TABLE text ADD COLUMN top_block INTEGER;
        ALTER TABLE text ADD COLUMN top_offset INTEGER;
        """)
  }

  /// A file is known again by its name, among a hundred thousand too.
  private static let sourceNames: Step = { database in
    try database.execute(sql: "CREATE INDEX version_source ON version(source_name)")
  }

  /// Texts with all their versions, notes with all their operations, drafts and the index.
  ///
  /// What can be made anew (`passage`, `annotation`, `term`) depends on the rest, never the
  /// other way round. Notes name their text and version rather than point at a row, so that they
  /// outlive both.
  private static let firstTables: Step = { database in
    try database.execute(
      sql: """
        CREATE TABLE text (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          version INTEGER REFERENCES version(id) DEFERRABLE INITIALLY DEFERRED,
          removed INTEGER NOT NULL DEFAULT 0,
          place_block INTEGER, place_offset INTEGER, read REAL NOT NULL DEFAULT 0);
        CREATE TABLE version (
          id INTEGER PRIMARY KEY,
          text INTEGER NOT NULL REFERENCES text(id),
          digest TEXT NOT NULL,
          title TEXT NOT NULL, publisher TEXT, language TEXT NOT NULL, date TEXT, kind TEXT,
          rights TEXT, words INTEGER NOT NULL, blocks INTEGER NOT NULL,
          source_name TEXT NOT NULL, source_bytes INTEGER NOT NULL,
          source_replacements INTEGER NOT NULL,
          UNIQUE (text, digest));
        CREATE TABLE source (
          version INTEGER PRIMARY KEY REFERENCES version(id), content NOT NULL);
        CREATE TABLE block (
          id INTEGER PRIMARY KEY,
          version INTEGER NOT NULL REFERENCES version(id),
          ordinal INTEGER NOT NULL,
          kind TEXT NOT NULL, level INTEGER, marker TEXT, text NOT NULL, layout BLOB NOT NULL,
          UNIQUE (version, ordinal));
        CREATE TABLE note (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          text TEXT NOT NULL,
          kind TEXT NOT NULL, body NOT NULL, tags NOT NULL, colour TEXT,
          created TEXT NOT NULL, modified TEXT NOT NULL,
          deleted INTEGER NOT NULL, revision INTEGER NOT NULL);
        CREATE INDEX note_text ON note(text);
        CREATE TABLE selectors (
          id INTEGER PRIMARY KEY,
          note INTEGER NOT NULL REFERENCES note(id),
          version TEXT NOT NULL,
          start_block INTEGER NOT NULL, start_offset INTEGER NOT NULL,
          end_block INTEGER NOT NULL, end_offset INTEGER NOT NULL,
          source_start INTEGER NOT NULL, source_end INTEGER NOT NULL,
          quote NOT NULL, prefix NOT NULL, suffix NOT NULL, headings NOT NULL, rival REAL);
        CREATE INDEX selectors_note ON selectors(note);
        CREATE TABLE anchor (
          note INTEGER NOT NULL REFERENCES note(id),
          version TEXT NOT NULL,
          state TEXT NOT NULL,
          start_block INTEGER, start_offset INTEGER, end_block INTEGER, end_offset INTEGER,
          source_start INTEGER, source_end INTEGER, suggestions BLOB NOT NULL,
          PRIMARY KEY (note, version)) WITHOUT ROWID;
        CREATE TABLE operation (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE,
          note TEXT NOT NULL,
          expected INTEGER NOT NULL, change TEXT NOT NULL, time TEXT NOT NULL);
        CREATE INDEX operation_note ON operation(note);
        CREATE TABLE draft (
          key TEXT PRIMARY KEY,
          note TEXT, text TEXT, version TEXT,
          start_block INTEGER, start_offset INTEGER, end_block INTEGER, end_offset INTEGER,
          body NOT NULL, time TEXT NOT NULL);
        CREATE TABLE change (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT, note TEXT);
        """)
    // The first form of the index, a row a paragraph.
    try database.execute(
      sql: """
        CREATE VIRTUAL TABLE passage USING fts5(
          words, wholes, tokenize = "ascii tokenchars ',:%'");
        CREATE VIRTUAL TABLE annotation USING fts5(
          words, wholes, tokenize = "ascii tokenchars ',:%'");
        CREATE TABLE term (
          word TEXT NOT NULL, language TEXT NOT NULL, stem TEXT NOT NULL, fold TEXT NOT NULL,
          PRIMARY KEY (word, language)) WITHOUT ROWID;
        CREATE INDEX term_stem ON term(stem, language);
        CREATE INDEX term_fold ON term(fold, language);
        """)
  }
}
