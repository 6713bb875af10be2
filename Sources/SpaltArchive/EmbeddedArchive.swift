internal import CFullTextRank
internal import Foundation
internal import GRDB
internal import Synchronization

/// An archive in one file on this machine.
///
/// The file is an SQLite database. Several programs may have it open at once; one writes at a
/// time, and the others wait up to five seconds.
public final class EmbeddedArchive: Archive {
  /// How to open the file.
  public enum Mode: Sendable {
    /// Makes the file, and the folders over it, when there is none.
    case create
    case existing
    /// Changes nothing in the file.
    case readOnly
  }

  public let path: String
  /// Whether the archive can only be read: asked for, or because the disk says so.
  public let isReadOnly: Bool
  let queue: DatabaseQueue
  /// A second connection, for what is read while it is shown; opened when first needed.
  private let aside = Mutex<DatabaseQueue?>(nil)
  private let lastSeen = Mutex<Int?>(nil)
  let closed = Mutex(false)
  /// For the ranking function of the connection, which outlives it.
  let lengths = TextLengths()
  let memory = SearchMemory()
  /// Whether searches read the lists of the index where they lie: only tests have it otherwise, to
  /// see that what is found is the same.
  let readsLists = Atomic(true)
  /// What this program knows of the term list.
  let stock = TermStock()

  /// Opens an archive.
  ///
  /// Takes a millisecond or so. A file that is no archive, damaged in its header or made by a
  /// newer Spalt is refused and left as it is, to the byte.
  public static func open(
    _ path: String, mode: Mode = .create
  ) throws(ArchiveError) -> EmbeddedArchive {
    try open(path, mode: mode, schema: .current)
  }

  static func open(
    _ path: String, mode: Mode, schema: Schema
  ) throws(ArchiveError) -> EmbeddedArchive {
    let file = ArchiveFile(path: path)
    var content = try file.content(newest: schema.version)
    if content == .missing {
      guard mode == .create else { throw .noArchive(path: path) }
      try make(file)
      content = try file.content(newest: schema.version)
    }
    guard case .archive(let version) = content else { throw .noArchive(path: path) }
    let isReadOnly = mode == .readOnly || !file.isWritable
    let archive = try EmbeddedArchive(file, isReadOnly: isReadOnly, newest: schema.version)
    if version < schema.version {
      if isReadOnly { throw .older(path: path, version: version) }
      try archive.migrate(file, from: version, schema)
    }
    return archive
  }

  /// Whether another connection has changed the file since this was last asked; the first answer
  /// is no.
  ///
  /// Costs some microseconds and reads no table.
  public func hasChangedElsewhere() async -> Bool {
    let now = (try? await read { try Int.fetchOne($0, sql: "PRAGMA data_version") }) ?? nil
    return lastSeen.withLock { seen in
      defer { seen = now ?? seen }
      guard let seen, let now else { return false }
      return seen != now
    }
  }

  /// Closes the file; whatever is asked afterwards, or was and has not begun, fails.
  public func close() {
    closed.withLock { $0 = true }
    try? queue.close()
    aside.withLock { connection in
      try? connection?.close()
      connection = nil
    }
  }

  /// Reads at once, waiting for nothing that is under way on the other connection.
  func readingAside<Value>(_ work: (Database) throws -> Value) throws -> Value {
    let connection = try aside.withLock { known in
      if let known { return known }
      let made = try Self.connect(ArchiveFile(path: path), isReadOnly: true, cache: 2000)
      known = made
      return made
    }
    return try connection.read(work)
  }

  init(
    _ file: ArchiveFile, isReadOnly: Bool, newest: Int
  ) throws(ArchiveError) {
    path = file.path
    self.isReadOnly = isReadOnly
    do {
      queue = try Self.connect(file, isReadOnly: isReadOnly)
      try queue.unsafeRead { database in
        try Self.checkTables(database, file.path, newest)
      }
    } catch {
      throw ArchiveError(error, path: file.path)
    }
  }

  private func migrate(
    _ file: ArchiveFile, from version: Int, _ schema: Schema
  ) throws(ArchiveError) {
    do {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        try schema.migrate(database) { try file.copy(to: "\(path).format-\(version)") }
        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    } catch {
      throw ArchiveError(error, path: path)
    }
  }

  /// Opens a connection, which keeps at most so many thousand bytes of pages that have been read.
  static func connect(
    _ file: ArchiveFile, isReadOnly: Bool, cache: Int = 16_000
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA cache_size = -\(cache);
          PRAGMA wal_autocheckpoint = 4000;
          PRAGMA trusted_schema = OFF;
          PRAGMA cell_size_check = ON;
          CREATE VIRTUAL TABLE temp.term_key_list USING fts5vocab('main', 'term_key', 'row');
          """)
      let code = full_text_holds_register(UnsafeMutableRawPointer(database.sqliteConnection))
      guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      try database.setDefensive(true)
    }
    var name = file.path
    if isReadOnly, !file.isWritable, !file.hasLog {
      // Nothing can be written beside the file, and nothing has to be: it stands alone.
      let allowed = CharacterSet.urlPathAllowed
      name = "file:" + (name.addingPercentEncoding(withAllowedCharacters: allowed) ?? name)
      name += "?immutable=1"
    }
    return try DatabaseQueue(path: name, configuration: configuration)
  }

  /// Refuses a schema that would run code of its own, or that lacks a table of ours.
  private static func checkTables(_ database: Database, _ path: String, _ newest: Int) throws {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if version > newest { throw ArchiveError.newer(path: path, version: version) }
    let sound =
      try Bool.fetchOne(
        database,
        sql: """
          SELECT count(*) FILTER (WHERE type IN ('trigger', 'view')) = 0
            AND count(*) FILTER (WHERE type = 'table' AND name IN ('text', 'version', 'source',
              'block', 'note', 'selectors', 'anchor', 'operation', 'draft', 'change')) = 10
          FROM sqlite_schema
          """) ?? false
    if !sound { throw ArchiveError.damaged(path: path, detail: "its tables are not Spalt's") }
  }
}

extension EmbeddedArchive {
  /// Reads in one view of the archive, until a stop or the end of the task is reached.
  ///
  /// The connection is not told to refuse writing meanwhile: to tell it makes every statement that
  /// it has prepared void, twice a reading.
  func read<Value: Sendable>(
    until stop: Stop = Stop(), _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws(ArchiveError) -> Value {
    try await transact(.deferred, until: stop, work)
  }

  /// Writes all or nothing; durable on return.
  ///
  /// The lock is taken first, so what is read inside cannot have changed when it is written.
  func write<Value: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws(ArchiveError) -> Value {
    if isReadOnly { throw .readOnly(path: path) }
    do {
      return try await transact(.immediate, work)
    } catch {
      guard case .damagedIndex = error else { throw error }
      // No note is refused for the sake of an index that can be made anew.
      try await transact(.immediate) { try renewIndex($0) }
      return try await transact(.immediate, work)
    }
  }

  /// Does all of a piece of work in one transaction, or nothing of it.
  private func transact<Value: Sendable>(
    _ kind: Database.TransactionKind, until stop: Stop = Stop(),
    _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws(ArchiveError) -> Value {
    do {
      return try await inTurn(until: stop) { database in
        var value: Value?
        try database.inTransaction(kind) {
          value = try work(database)
          return .commit
        }
        guard let value else { throw ArchiveError.cancelled }
        return value
      }
    } catch {
      throw ArchiveError(error, path: path)
    }
  }
}

extension EmbeddedArchive {
  /// Runs a statement of the database's own language on this connection, outside a transaction
  /// and, unless asked for, without the defence against such statements.
  func run(_ sql: String, isDefended: Bool = false) async throws(ArchiveError) {
    do {
      try await inTurn { database in
        if isDefended { return try database.execute(sql: sql) }
        try database.withoutDefence { try database.execute(sql: sql) }
      }
    } catch {
      throw ArchiveError(error, path: path)
    }
  }
}
