import Glibc
import SpaltTerminal
import Testing

/// One test, since the signals are those of the whole process.
@Suite struct SignalsTests {
  @Test func `signals wait to be read, each kind once, and none is lost`() throws {
    let signals = try Signals()
    #expect(signals.next() == nil)

    // To this thread, so that each has been delivered when the call returns.
    for number in [SIGUSR1, SIGUSR1, SIGWINCH, SIGTERM] { raise(number) }
    var source = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&source, 1, 2000) == 1)

    var events: [Signals.Event] = []
    while let event = signals.next() { events.append(event) }
    #expect(events == [.end(signal: SIGTERM), .resize, .user])
    #expect(events.first?.status == 143)
    #expect(poll(&source, 1, 0) == 0)
  }
}
