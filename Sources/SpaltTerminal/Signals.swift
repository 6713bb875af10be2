internal import CTerminalGuard
internal import Glibc

/// The signals of the process, as events to read instead of interruptions.
///
/// A handler may do next to nothing; the loop that reads here can save a draft first. SIGPIPE and
/// SIGXFSZ are ignored while the value lives: a write then fails with an error that can be told.
public struct Signals: ~Copyable {
  /// Readable when a signal waits; to be polled.
  public let descriptor: Int32

  /// Why the loop was woken.
  public enum Event: Equatable, Sendable {
    /// The process is asked to end: save, give the terminal back, exit with ``status``.
    case end(signal: Int32)
    /// C-z from outside: suspend, then ``Signals/stop()``.
    case stop
    /// Continued after a stop that nobody announced (SIGSTOP): see ``Terminal/recover()``.
    case resume
    /// The window has another size.
    case resize
    /// USR1 or USR2: nothing to do, but not a reason to die either.
    case user

    /// The exit status that shells give a process ended by this signal, 128 and its number.
    public var status: Int32? {
      if case .end(let signal) = self { 128 + signal } else { nil }
    }
  }

  public init() throws(TerminalFailure) {
    descriptor = signal_mailbox_open()
    guard descriptor >= 0 else { throw .noSignals(reason: String(cString: strerror(errno))) }
  }

  deinit { signal_mailbox_close() }

  /// The next signal; call until `nil` after each wake-up.
  public func next() -> Event? {
    switch signal_mailbox_next() {
    case 0: nil
    case SIGTSTP: .stop
    case SIGCONT: .resume
    case SIGWINCH: .resize
    case SIGUSR1, SIGUSR2: .user
    case let signal: .end(signal: signal)
    }
  }

  /// Stops the process group, as C-z does in a program that leaves C-z to the terminal.
  ///
  /// Give the terminal back first. Returns when the process is continued. Only while a value lives.
  public static func stop() { signal_mailbox_stop() }
}
