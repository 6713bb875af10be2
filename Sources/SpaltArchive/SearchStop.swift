internal import CFullTextRank
internal import GRDB
internal import Synchronization

/// When a search is to end: at its deadline, or when nobody waits for it any more.
///
/// A task knows whether it is cancelled, but the connection works on a queue that is no task's.
final class SearchStop: Sendable {
  private let end: ContinuousClock.Instant?
  private let cancelled = Atomic(false)

  init(_ end: ContinuousClock.Instant?) { self.end = end }

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
}

extension EmbeddedArchive {
  /// Reads in one view of the archive until a stop, or the end of the task, is reached.
  func read<Value: Sendable>(
    until stop: SearchStop, _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws(ArchiveError) -> Value {
    let result: Result<Value, ArchiveError> = await withTaskCancellationHandler {
      do throws(ArchiveError) {
        return .success(
          try await read { database in
            if stop.isCancelled { throw ArchiveError.cancelled }
            return try work(database)
          })
      } catch {
        return .failure(error)
      }
    } onCancel: {
      stop.cancel()
    }
    return try result.get()
  }
}
