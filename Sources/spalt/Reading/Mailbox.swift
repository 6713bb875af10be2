import Glibc
import Synchronization

/// Carries events from tasks to the loop and wakes it.
final class Mailbox<Letter: Sendable>: Sendable {
  /// Readable when a letter waits; to be polled.
  let descriptor: Int32
  private let writeEnd: Int32
  private let letters = Mutex<[Letter]>([])

  /// - Throws: ``MailboxFailure`` when the process has no file descriptors left.
  init() throws(MailboxFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw MailboxFailure() }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      // The editor that is started must not hold the loop's ends.
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (descriptor, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(writeEnd)
  }

  func send(_ letter: Letter) {
    letters.withLock { $0.append(letter) }
    // A full pipe wakes the loop as well as one more byte would.
    _ = write(writeEnd, "!", 1)
  }

  /// Everything sent since the last time, oldest first.
  func collect() -> [Letter] {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(descriptor, &bytes, bytes.count) > 0 {}
    return letters.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}

/// No pipe could be made.
struct MailboxFailure: Error, CustomStringConvertible {
  var description: String {
    "The system has no file descriptors left; close other programs and try again."
  }
}
