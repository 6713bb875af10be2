import Glibc
import SpaltThreads
import Synchronization

/// C-c during a long piece of work: noted once, so that what is done can be kept; the second time
/// the process ends.
enum Interruption {
  /// A piece of work was given up for C-c.
  struct Ending: Error {}

  static var isAsked: Bool { noted.load(ordering: .relaxed) }

  static func watch() {
    // Made here, for a handler must not wait for a thread that is making it.
    noted.store(false, ordering: .relaxed)
    signal(SIGINT) { number in
      noted.store(true, ordering: .relaxed)
      signal(number, SIG_DFL)
    }
  }

  /// Does a piece of work on another thread, and waits for it or for C-c.
  ///
  /// Work that is given up goes on until the process ends, which is soon: libraries that read a format
  /// cannot be stopped half-way. So it must change nothing outside itself.
  ///
  /// - Throws: ``Ending`` within a twentieth of a second of C-c, or what the work throws.
  static func orElse<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let answer = FirstAnswer(continuation)
      WorkerThreads.shared.start { answer.give(Result { try work() }) }
      Task.detached {
        while !answer.isGiven {
          if isAsked { answer.give(.failure(Ending())) }
          try await Task.sleep(for: .milliseconds(50))
        }
      }
    }
  }
}

/// Goes on with the first answer that comes; later ones are dropped.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private let waiting: Mutex<CheckedContinuation<Value, any Error>?>

  init(_ continuation: CheckedContinuation<Value, any Error>) { waiting = Mutex(continuation) }

  var isGiven: Bool { waiting.withLock { $0 == nil } }

  func give(_ result: Result<Value, any Error>) {
    let continuation = waiting.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    continuation?.resume(with: result)
  }
}

/// Written by the handler, which may do little more, and read by many threads.
private let noted = Atomic(false)
