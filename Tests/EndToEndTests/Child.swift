import Foundation

/// A program that was started and has to be waited for.
///
/// Foundation's `Process` hands on the blocked signals of the thread that calls it, and on Linux it
/// does not notice an end while a grandchild lives on. A terminal's server minds both.
struct Child: Sendable {
  /// Why a program could not be started or waited for.
  struct Failure: Error, CustomStringConvertible {
    var program: String
    var reason: String

    var description: String {
      "\(program) cannot be run (\(reason)); install it, on Debian with apt install."
    }
  }

  let process: pid_t

  /// Starts a program with default signals, in a session and thus without a terminal of its own.
  ///
  /// - Parameters:
  ///   - words: The program's name or path, and its arguments.
  ///   - environment: All its variables.
  ///   - output: The file that takes what it prints.
  ///   - messages: The file that takes its standard error.
  /// - Throws: ``Failure`` when there is no such program.
  init(
    _ words: [String], environment: [String: String], output: String, messages: String
  ) throws {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // Source: POSIX_SPAWN_SETSID in glibc's spawn.h, which Swift does not import.
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(
      &attributes, Int16(Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK) | newSession))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (descriptor, path) in [(Int32(1), output), (2, messages)] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for string in arguments + variables { free(string) } }
    var process = pid_t()
    let failure = posix_spawnp(
      &process, words[0], &actions, &attributes, &arguments, &variables)
    guard failure == 0 else {
      throw Failure(program: words[0], reason: String(cString: strerror(failure)))
    }
    self.process = process
  }

  /// Ends the program and waits until it has.
  func terminate() async {
    kill(process, SIGTERM)
    _ = try? await end()
  }

  /// Waits for the end; 128 and the signal's number when a signal ended it.
  func end() async throws -> Int {
    var status: Int32 = 0
    while true {
      let found = waitpid(process, &status, WNOHANG)
      if found == process { break }
      // Without this a process that somebody else has waited for would seem to have ended well.
      guard found == 0 || errno == EINTR else {
        throw Failure(program: "process \(process)", reason: String(cString: strerror(errno)))
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    let signal = status & 0x7F
    return Int(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
  }

  /// Whether a process that another program started runs no more, or ends in the next seconds.
  ///
  /// One that nobody has waited for yet has ended all the same: it has no words left.
  static func hasEnded(_ process: pid_t) async -> Bool {
    for _ in 0..<500 {
      let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
      if words?.isEmpty ?? true { return true }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return false
  }
}
