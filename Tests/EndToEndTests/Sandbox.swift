import Foundation

/// A fresh folder with an environment that knows nothing of the machine it runs on.
struct Sandbox: Sendable {
  let folder: URL

  /// What a program left when it ended.
  struct Outcome: Sendable {
    var status: Int
    var output: Data
    var messages: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [Substring] { text.split(separator: "\n") }
  }

  /// The built program, which lies beside the bundle of these tests.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("spalt").path

  /// Gives a new folder and takes it away afterwards, whatever happens.
  static func run(_ body: (Sandbox) async throws -> Void) async throws {
    // Not the system's temporary folder by its variable: a socket's path has 107 bytes at most.
    let folder = URL(fileURLWithPath: "/tmp/spalt-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      // A reader whose terminal went a moment ago may still be keeping its place there.
      for _ in 0..<20 where (try? FileManager.default.removeItem(at: folder)) == nil {
        usleep(10_000)
      }
    }
    try await body(Sandbox(folder: folder))
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file and gives its path.
  func file(_ name: String, _ content: String) throws -> String {
    try file(name, Data(content.utf8))
  }

  func file(_ name: String, _ content: Data) throws -> String {
    // Else a program that another test starts meanwhile has it open too, and a script that is open
    // for writing anywhere cannot be run.
    let descriptor = open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: content)
    return path(name)
  }

  /// The whole environment; nothing is inherited but where programs lie.
  var environment: [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder.path, "XDG_DATA_HOME": path("data"), "XDG_CONFIG_HOME": path("config"),
      "XDG_CACHE_HOME": path("cache"),
      "TMUX_TMPDIR": folder.path, "LANG": "C.UTF-8", "TZ": "UTC", "PS1": "ready$ ",
      "ENV": "/dev/null",
    ]
  }

  /// Runs the program as in a script: no terminal on any side.
  func spalt(_ arguments: String..., with extra: [String: String] = [:]) async throws -> Outcome {
    try await spalt(arguments, with: extra)
  }

  func spalt(_ arguments: [String], with extra: [String: String] = [:]) async throws -> Outcome {
    try await start([Self.program] + arguments, with: extra)
  }

  /// Runs a program found by its name and waits for its end.
  ///
  /// What it prints goes through files: a pipe nobody reads meanwhile would fill and stop it.
  func start(_ words: [String], with extra: [String: String] = [:]) async throws -> Outcome {
    let number = UUID().uuidString
    let output = folder.appendingPathComponent("output-\(number)")
    let messages = folder.appendingPathComponent("messages-\(number)")
    let child = try Child(
      words, environment: environment.merging(extra) { _, new in new },
      output: output.path, messages: messages.path)
    let status = try await child.end()
    return Outcome(
      status: status, output: try Data(contentsOf: output),
      messages: String(decoding: try Data(contentsOf: messages), as: UTF8.self))
  }
}
