import Foundation
import SpaltThreads
import Synchronization
import Testing

@Suite struct WorkerThreadsTests {
  @Test func `tasks that wait for each other all find a thread`() async {
    let threads = WorkerThreads(most: 4)
    // Each waits until the last has come: with a thread less the first would wait for ever.
    let meeting = Meeting(of: 4)
    let tasks = (0..<4).map { _ in threads.start { meeting.attend() } }
    for task in tasks { #expect(await task.value) }
  }

  @Test func `more tasks than threads take their turn`() async {
    let threads = WorkerThreads(most: 2)
    let done = Mutex<Set<Int>>([])
    let tasks = (0..<500).map { number in
      threads.start { _ = done.withLock { $0.insert(number) } }
    }
    for task in tasks { await task.value }
    #expect(done.withLock { $0.count } == 500)
  }

  @Test func `no more threads are started than were allowed`() async {
    let threads = WorkerThreads(most: 3)
    let seen = Mutex<Set<UInt>>([])
    let tasks = (0..<200).map { _ in
      threads.start {
        let thread = UInt(bitPattern: Int(pthread_self()))
        _ = seen.withLock { $0.insert(thread) }
        // So long that the next task finds every thread at work.
        usleep(500)
      }
    }
    for task in tasks { await task.value }
    #expect((1...3).contains(seen.withLock { $0.count }))
  }

  @Test func `a task goes on here after it has waited for another elsewhere`() async {
    let threads = WorkerThreads(most: 1)
    let isSame = await threads.start {
      let before = pthread_self()
      await Task.detached {}.value
      return pthread_self() == before
    }.value
    #expect(isSame)
  }
}

/// Where each waits for all.
private final class Meeting: Sendable {
  private let expected: Int
  private let present = Mutex(0)

  init(of expected: Int) { self.expected = expected }

  /// Whether all came within a minute.
  func attend() -> Bool {
    present.withLock { $0 += 1 }
    for _ in 0..<60_000 {
      if present.withLock({ $0 }) == expected { return true }
      usleep(1000)
    }
    return false
  }
}
