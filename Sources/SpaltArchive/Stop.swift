internal import CArchiveGuard
internal import GRDB
internal import SpaltThreads
internal import Synchronization

/// When a piece of work on the archive is to end: at its deadline, or when nobody waits for it any
/// more.
final class Stop: Sendable {
  private let end: ContinuousClock.Instant?
  private let cancelled = Atomic(false)

  init(_ end: ContinuousClock.Instant? = nil) { self.end = end }

  func cancel() { cancelled.store(true, ordering: .relaxed) }

  var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
  var isLate: Bool { end.map { ContinuousClock.now >= $0 } ?? false }
  var isReached: Bool { isCancelled || isLate }

  func check() throws {
    if isReached { throw DatabaseError(resultCode: .SQLITE_INTERRUPT) }
  }

  /// Whether an error is what ending at the deadline looks like.
  func isDeadline(_ error: any Error) -> Bool {
    !isCancelled && isLate && (error as? DatabaseError)?.resultCode == .SQLITE_INTERRUPT
  }

  /// Does work on a connection that looks for this stop itself, whatever statement is running.
  func watching<Value>(
    _ database: Database, _ work: (Database) throws -> Value
  ) rethrows -> Value {
    let connection = UnsafeMutableRawPointer(database.sqliteConnection)
    spalt_watch_progress(
      connection, Self.stepsBetweenLooks,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Stop>.fromOpaque(context).takeUnretainedValue().isReached ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
    defer { spalt_watch_progress(connection, 0, nil, nil) }
    return try work(database)
  }

  /// In instructions of the database's machine: seldom enough to cost nothing beside them.
  private static let stepsBetweenLooks: Int32 = 1000
}

extension EmbeddedArchive {
  /// Does work in its turn, until a stop or the end of the task is reached.
  ///
  /// The turn is waited for on threads that are there to wait. Refused once the file is closed: the
  /// connection of a closed queue is no more, and GRDB asks SQLite about it all the same.
  func inTurn<Value: Sendable>(
    until stop: Stop = Stop(), _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await withTaskCancellationHandler {
      try await withTaskExecutorPreference(WorkerThreads.shared) {
        try queue.unsafeRead { database in
          if closed.withLock({ $0 }) || stop.isCancelled { throw ArchiveError.cancelled }
          return try stop.watching(database, work)
        }
      }
    } onCancel: {
      stop.cancel()
    }
  }
}
