import Glibc

/// Why a program did not start.
struct ProgramFailure: Error {
  var reason: String
}

/// Programs of the user's choice, started directly: no shell sees their words.
enum OutsideProgram {
  /// Starts a program with the signals as a shell would give them, and waits for its end.
  ///
  /// - Parameters:
  ///   - words: The program, looked for in `PATH`, and its arguments.
  ///   - isQuiet: Whether it gets nothing of the terminal: no input, no output.
  ///   - whenStopped: What stops this process too when the other is stopped by C-z, and returns
  ///     when it is continued; `nil` where C-z stops this process without being asked.
  /// - Returns: Its exit status; 128 and the signal's number when a signal ended it.
  /// - Throws: ``ProgramFailure`` when it cannot be started.
  static func run(
    _ words: [String], isQuiet: Bool = false, whenStopped: (() -> Void)? = nil
  ) throws(ProgramFailure) -> Int32 {
    guard let name = words.first else { throw ProgramFailure(reason: "its name is empty") }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    if isQuiet {
      for descriptor in STDIN_FILENO...STDERR_FILENO {
        posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0)
      }
    }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    let failure = posix_spawnp(&child, name, &files, &attributes, arguments, environ)
    guard failure == 0 else { throw ProgramFailure(reason: String(cString: strerror(failure))) }
    let status = wait(for: child, whenStopped)
    let signal = status & 0x7F
    return signal != 0 ? 128 + signal : (status >> 8) & 0xFF
  }

  /// The status a child ended with.
  ///
  /// The shell looks at this process alone: were it not stopped with its child, nobody would have
  /// the terminal.
  private static func wait(for child: pid_t, _ whenStopped: (() -> Void)?) -> Int32 {
    var status: Int32 = 0
    while true {
      if waitpid(child, &status, whenStopped == nil ? 0 : WUNTRACED) < 0, errno == EINTR {
        continue
      }
      guard let whenStopped, status & 0xFF == 0x7F else { return status }
      whenStopped()
      kill(child, SIGCONT)
    }
  }
}
