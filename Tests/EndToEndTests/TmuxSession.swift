import Foundation

/// A program in a terminal of a fixed size: tmux with a server of its own.
struct TmuxSession: Sendable {
  private let sandbox: Sandbox
  private let name: String

  /// What a terminal did not do.
  enum Failure: Error, CustomStringConvertible {
    case refused([String], String)
    case neverShown(String, screen: String)

    var description: String {
      switch self {
      case .refused(let words, let reason): "tmux \(words.joined(separator: " ")): \(reason)"
      case .neverShown(let what, let screen): "Waited in vain for \(what). The screen:\n\(screen)"
      }
    }
  }

  /// How long a text may take to come; the machine may be busy with other tests.
  private static let patience = Duration.seconds(60)

  /// Starts the program in a terminal, and ends the terminal afterwards, whatever happens.
  static func spalt(
    _ arguments: [String] = [], in sandbox: Sandbox, columns: Int = 80, rows: Int = 24,
    terminal: String = "tmux-256color", _ body: (TmuxSession) async throws -> Void
  ) async throws {
    // tmux now and then loses the status of what it runs itself, so a shell tells it.
    let script = #""$@"; printf '\r\nended with %d\r\n' $?; exec sleep 60"#
    try await run(
      ["sh", "-c", script, "sh", Sandbox.program] + arguments, in: sandbox, columns: columns,
      rows: rows, terminal: terminal,
      body)
  }

  private static let fewestLooks = 100

  /// Starts a shell that prompts with `ready$`, to start the program from.
  static func shell(
    in sandbox: Sandbox, _ body: (TmuxSession) async throws -> Void
  ) async throws {
    try await run(
      ["bash", "--norc", "--noprofile"], in: sandbox, columns: 80, rows: 24,
      terminal: "tmux-256color"
    ) { session in
      try await session.wait(for: "ready$")
      try await body(session)
    }
  }

  private static func run(
    _ words: [String], in sandbox: Sandbox, columns: Int, rows: Int, terminal: String,
    _ body: (TmuxSession) async throws -> Void
  ) async throws {
    let session = TmuxSession(sandbox: sandbox, name: String(UUID().uuidString.prefix(8)))
    // Not as a daemon: one would hold what its starter waits on, and could outlive the tests.
    let server = try Child(
      ["tmux", "-L", session.name, "-f", "/dev/null", "-D"], environment: sandbox.environment,
      output: "/dev/null", messages: "/dev/null")
    do {
      try await session.open(words, columns: columns, rows: rows, terminal: terminal)
      try await body(session)
    } catch {
      await server.terminate()
      throw error
    }
    await server.terminate()
  }

  private func open(
    _ words: [String], columns: Int, rows: Int, terminal: String
  ) async throws {
    try await poll(for: "tmux to start") {
      try await sandbox.start(self.words(["list-sessions"])).messages.isEmpty ? true : nil
    }
    try await tmux(
      ["set-option", "-g", "default-terminal", terminal, ";"]
        + ["set-option", "-g", "status", "off", ";"]
        + ["set-option", "-s", "escape-time", "0", ";"]
        + ["set-option", "-s", "set-clipboard", "on", ";"]
        + ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)"] + words)
  }

  private func words(_ command: [String]) -> [String] {
    ["tmux", "-L", name, "-N", "-f", "/dev/null"] + command
  }

  @discardableResult
  private func tmux(_ words: [String]) async throws -> String {
    let outcome = try await sandbox.start(self.words(words))
    guard outcome.status == 0 else { throw Failure.refused(words, outcome.messages) }
    return outcome.text
  }

  /// Presses keys by their tmux names: `Enter`, `C-s`, `j`.
  func press(_ keys: String...) async throws { try await tmux(["send-keys"] + keys) }

  /// Types letters as they are.
  func type(_ text: String) async throws { try await tmux(["send-keys", "-l", "--", text]) }

  func resize(columns: Int, rows: Int) async throws {
    try await tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// What the screen shows.
  func screen() async throws -> String { try await tmux(["capture-pane", "-p"]) }

  /// The words that begin at the cursor, on over the ends of lines.
  func wordsAtCursor(_ count: Int) async throws -> [Substring] {
    let place = try await tmux(["display-message", "-p", "#{cursor_x} #{cursor_y}"])
    let numbers = place.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    let rows = try await screen().split(separator: "\n", omittingEmptySubsequences: false)
    let rest = rows[numbers[1]].dropFirst(numbers[0]) + " " + rows[numbers[1] + 1]
    return Array(rest.split(separator: " ").prefix(count))
  }

  /// What the screen shows, with the sequences that make its looks.
  func styledScreen() async throws -> String { try await tmux(["capture-pane", "-p", "-e"]) }

  /// Waits until the screen shows a text.
  ///
  /// - Returns: The screen that does.
  @discardableResult
  func wait(for text: String) async throws -> String {
    try await wait(for: "“\(text)”") { $0.contains(text) }
  }

  @discardableResult
  func wait(
    for what: String, until isThere: (String) -> Bool
  ) async throws -> String {
    try await poll(for: what) {
      let screen = try await screen()
      return isThere(screen) ? screen : nil
    }
  }

  /// Waits for the end of the program.
  ///
  /// - Returns: Its status; 128 and the signal's number when a signal ended it.
  /// - Throws: ``Failure`` when it does not end.
  func ended() async throws -> Int {
    try await poll(for: "the program's end") {
      let screen = try await screen()
      return screen.firstMatch(of: /ended with (\d+)/).flatMap { Int($0.output.1) }
    }
  }

  /// Whether the screen is the one that full-screen programs draw on.
  func isOnAlternateScreen() async throws -> Bool {
    try await tmux(["display-message", "-p", "#{alternate_on}"]).hasPrefix("1")
  }

  /// Whether clicks come to the program.
  func isMouseTaken() async throws -> Bool {
    try await tmux(["display-message", "-p", "#{mouse_any_flag}"]).hasPrefix("1")
  }

  /// What the program has put on the clipboard last.
  func clipboard() async throws -> String { try await tmux(["show-buffer"]) }

  /// Sends a signal to the program that the terminal's shell has started.
  func signal(_ number: Int32) async throws {
    kill(try await process(), number)
  }

  /// How often the threads of the program have gone to sleep since it was started.
  func sleeps() async throws -> Int {
    let tasks = "/proc/\(try await process())/task"
    return try FileManager.default.contentsOfDirectory(atPath: tasks).reduce(0) { sum, thread in
      let status = try String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") }
      return sum + (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
    }
  }

  private func process() async throws -> pid_t {
    let shell = try await tmux(["display-message", "-p", "#{pane_pid}"]).dropLast()
    let children = try String(
      contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    guard let process = pid_t(children.prefix { $0.isNumber }) else {
      throw Failure.neverShown("the program", screen: try await screen())
    }
    return process
  }

  @discardableResult
  private func poll<Value>(
    for what: String, _ look: () async throws -> Value?
  ) async throws -> Value {
    let deadline = ContinuousClock.now + Self.patience
    var looks = 0
    // Time that tests of much work took from this one is no time in which it looked.
    while ContinuousClock.now < deadline || looks < Self.fewestLooks {
      if let value = try await look() { return value }
      looks += 1
      try await Task.sleep(for: .milliseconds(40))
    }
    throw Failure.neverShown(what, screen: (try? await screen()) ?? "")
  }
}
