internal import GRDB
public import SpaltText
internal import Synchronization

extension EmbeddedArchive {
  /// Opens an archive; where there is none yet, makes one that holds texts from its first moment.
  ///
  /// An end in the middle of it leaves no archive, rather than one with a part of the texts.
  public static func open(
    _ path: String, orMakeWith texts: () throws -> [(document: Document, source: Source)]
  ) async throws -> EmbeddedArchive {
    let file = ArchiveFile(path: path)
    if try file.content(newest: Schema.current.version) == .missing {
      let texts = try texts()
      let fresh = try prepare(file)
      do {
        let archive = try EmbeddedArchive(
          fresh, isReadOnly: false, newest: Schema.current.version)
        for text in texts { _ = try await archive.store(text.document, source: text.source) }
        try archive.queue.finish(fresh)
      } catch {
        fresh.remove()
        throw error
      }
      try fresh.publish(as: file)
    }
    return try open(path, mode: .existing)
  }

  /// Makes a new archive beside its final name first, so that nobody sees half a file.
  static func make(_ file: ArchiveFile) throws(ArchiveError) {
    try prepare(file).publish(as: file)
  }

  /// Makes an empty archive beside the name it will have.
  private static func prepare(_ file: ArchiveFile) throws(ArchiveError) -> ArchiveFile {
    try file.makeFolder()
    let unique = UInt64.random(in: .min ... .max)
    let fresh = ArchiveFile(path: file.path + ".new-" + String(unique, radix: 36))
    try fresh.makeEmpty(for: file)
    do {
      let queue = try connect(fresh, isReadOnly: false)
      try queue.writeWithoutTransaction { database in
        try database.execute(
          sql: """
            PRAGMA application_id = \(Schema.applicationID);
            PRAGMA journal_mode = WAL;
            """)
        try Schema.current.migrate(database)
      }
      try queue.finish(fresh)
    } catch {
      fresh.remove()
      throw ArchiveError(error, path: file.path)
    }
    return fresh
  }
}

extension DatabaseQueue {
  /// Closes a file that is to be given another name, with nothing left in a log beside it.
  ///
  /// Closing takes the log in as well as it can and says nothing when the disk is full.
  fileprivate func finish(_ file: ArchiveFile) throws {
    try writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    try close()
    closedQueues.withLock { $0.append(self) }
    if file.hasLog { throw ArchiveError.diskFull(path: file.path) }
  }
}

/// The connections that made an archive, closed and without a file: two at a first start.
///
/// Were they let go of, the dispatch library would do so on a thread of its own, with a timer that
/// wakes the process every second from then on.
private let closedQueues = Mutex<[DatabaseQueue]>([])
