internal import Glibc
internal import Synchronization

/// Threads for tasks that wait: for a disk, for their turn at a database, for another program.
///
/// Swift's own threads are as many as the processors and must never wait. They also come with a
/// timer that wakes the process once a second for as long as it lives, which a reader left open all
/// day should not do. These are started when a task finds all others at work, and sleep without a
/// timer until there is work again.
public final class WorkerThreads: TaskExecutor {
  /// As many tasks can wait at once; more take their turn.
  public static let shared = WorkerThreads(most: 8)

  private struct State {
    var jobs: [UnownedJob] = []
    /// Threads that wait for a job, or are about to.
    var idle = 0
    var threads = 0
  }

  private let state = Mutex(State())
  private let most: Int
  /// Counts the jobs that no thread has taken.
  private let waiting: Semaphore

  /// - Parameter most: How many threads there may be, the one of ``serve(_:)`` included.
  public init(most: Int) {
    self.most = most
    waiting = Semaphore()
  }

  /// Takes a job of a task; called by Swift, from any thread.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let mustGrow = state.withLock { state in
      state.jobs.append(job)
      guard state.jobs.count > state.idle, state.threads < most else { return false }
      state.threads += 1
      state.idle += 1
      return true
    }
    waiting.signal()
    if mustGrow { startThread() }
  }

  /// Starts a task on these threads, beside what the caller does.
  @discardableResult
  public func start<Value: Sendable>(
    _ work: @escaping @Sendable () async -> Value
  ) -> Task<Value, Never> {
    Task.detached(executorPreference: self) { await work() }
  }

  /// Makes the calling thread one of these and does a piece of work that ends the process.
  ///
  /// The program's first thread is there anyway; another one would have to be started before
  /// anything is done.
  public func serve(_ work: @escaping @Sendable () async -> Never) -> Never {
    state.withLock { state in
      state.threads += 1
      state.idle += 1
    }
    start { await work() }
    takeJobs()
  }

  private func startThread() {
    var thread = pthread_t()
    // The threads live as long as the process, and so must this.
    let context = Unmanaged.passRetained(self).toOpaque()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<WorkerThreads>.fromOpaque(context).takeUnretainedValue().takeJobs()
      }, context)
    if failure == 0 {
      pthread_detach(thread)
    } else {
      // The others do its work, later.
      Unmanaged<WorkerThreads>.fromOpaque(context).release()
      state.withLock { state in
        state.threads -= 1
        state.idle -= 1
      }
    }
  }

  private func takeJobs() -> Never {
    while true {
      waiting.wait()
      let job = state.withLock { state in
        state.idle -= 1
        return state.jobs.removeFirst()
      }
      job.runSynchronously(on: asUnownedTaskExecutor())
      state.withLock { $0.idle += 1 }
    }
  }
}

/// A counter that threads wait for, of the C library.
private final class Semaphore: @unchecked Sendable {
  private let counter = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(counter, 0, 0) }

  deinit {
    sem_destroy(counter)
    counter.deallocate()
  }

  func signal() { sem_post(counter) }

  func wait() {
    while sem_wait(counter) != 0 {}  // A signal of the system came in between.
  }
}
