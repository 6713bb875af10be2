import Glibc
import SpaltTerminal
import Testing

/// One test after the other, since the signals are those of the whole process.
@Suite(.serialized) struct SignalsTests {
  @Test func `a signal wakes the descriptor and waits to be read`() throws {
    let signals = try Signals()
    #expect(signals.next() == nil)

    let expected: [(Int32, Signals.Event)] = [
      (SIGUSR1, .user), (SIGWINCH, .resize), (SIGTSTP, .stop), (SIGCONT, .resume),
      (SIGTERM, .end(signal: SIGTERM)), (SIGHUP, .end(signal: SIGHUP)),
      (SIGINT, .end(signal: SIGINT)), (SIGQUIT, .end(signal: SIGQUIT)),
    ]
    for (number, event) in expected {
      kill(getpid(), number)
      #expect(isReadable(signals.descriptor, within: 5000), "signal \(number)")
      #expect(signals.next() == event)
      #expect(signals.next() == nil)
      #expect(!isReadable(signals.descriptor, within: 0))
    }
    #expect(Signals.Event.end(signal: SIGTERM).status == 143)
    #expect(Signals.Event.stop.status == nil)
  }

  @Test func `a write to a closed pipe is an error and not the end`() throws {
    let signals = try Signals()
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    #expect(write(ends[1], "x", 1) == -1)
    #expect(errno == EPIPE)
    close(ends[1])
    _ = signals.next()
  }

  private func isReadable(_ descriptor: Int32, within milliseconds: Int32) -> Bool {
    var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&source, 1, milliseconds) == 1
  }
}
