internal import CChildProcess
internal import Glibc

/// Runs a program on bytes and returns what it printed.
///
/// No shell is involved: the arguments go as they are. The bytes are its standard input, as a file
/// in memory that it can seek in; nothing is written to any disk. It has no terminal and no variables
/// but the search path and a UTF-8 locale, and is ended when it passes a limit.
///
/// - Parameters:
///   - program: A name on the search path, without a slash.
///   - arguments: What follows the name.
///   - input: Its standard input.
///   - limits: What it may take.
///   - isCancelled: Asked twenty times a second; once it says so, the program is ended at once.
/// - Returns: What it printed on its standard output.
/// - Throws: ``ProcessFailure``.
public func runProgram(
  _ program: String, _ arguments: [String], input: [UInt8], limits: ProcessLimits = .init(),
  isCancelled: () -> Bool = { false }
) throws(ProcessFailure) -> [UInt8] {
  guard let path = searchPath(program) else { throw .missing(program: program) }
  let failure = { (reason: Int32) in
    ProcessFailure.cannotStart(program: program, reason: String(cString: strerror(reason)))
  }
  let inputFile = spalt_memory_file()
  let messageFile = spalt_memory_file()
  var pipes: [Int32] = [-1, -1]
  defer { for file in [inputFile, messageFile] + pipes where file >= 0 { close(file) } }
  guard inputFile >= 0, messageFile >= 0, writeAll(input, to: inputFile),
    pipe(&pipes) == 0
  else { throw failure(errno) }
  for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  lseek(inputFile, 0, SEEK_SET)

  let child = start(path, [program] + arguments, inputFile, pipes[1], messageFile, limits)
  guard child > 0 else { throw failure(errno) }
  close(pipes[1])
  pipes[1] = -1
  let deadline = ContinuousClock.now + .seconds(limits.seconds)
  let printed = readAll(
    from: pipes[0], program: program, limits: limits, until: deadline, isCancelled)
  var status: Int32 = 0
  var hasEnded = false
  if case .success = printed {
    hasEnded = hasEndedItself(child, &status, until: deadline, isCancelled)
  }
  if !hasEnded {
    // It leads a session, so that what it has started ends with it.
    kill(-child, SIGKILL)
    kill(child, SIGKILL)
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }
  let bytes = try printed.get()
  if !hasEnded, isCancelled() { throw .cancelled(program: program) }
  let signal = status & 0x7F
  if signal == SIGXCPU || signal == SIGKILL {
    throw .tooSlow(program: program, seconds: limits.seconds)
  }
  guard status == 0 else {
    throw .ended(
      program: program, status: Int(signal == 0 ? (status >> 8) & 0xFF : 128 + signal),
      message: firstLine(of: messageFile))
  }
  return bytes
}

/// The path of a program on the search path, or `nil` when there is none.
private func searchPath(_ program: String) -> String? {
  let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
  for folder in folders.split(separator: ":") where folder.hasPrefix("/") {
    let path = "\(folder)/\(program)"
    if access(path, X_OK) == 0 { return path }
  }
  return nil
}

private func start(
  _ path: String, _ words: [String], _ input: Int32, _ output: Int32, _ messages: Int32,
  _ limits: ProcessLimits
) -> pid_t {
  let path = strdup(path)
  let arguments = words.map { strdup($0) } + [nil]
  let settings = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]
  let variables = settings.map { strdup($0) } + [nil]
  defer { for string in arguments + variables + [path] { free(string) } }
  return spalt_child_start(
    path, arguments, variables, input, output, messages,
    SpaltChildLimits(
      memory: UInt(limits.memoryBytes), seconds: UInt(limits.seconds),
      file: UInt(limits.outputBytes)))
}

/// Reads to the end, the time or the size, whichever comes first.
private func readAll(
  from file: Int32, program: String, limits: ProcessLimits, until end: ContinuousClock.Instant,
  _ isCancelled: () -> Bool
) -> Result<[UInt8], ProcessFailure> {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
    guard left > 0 else {
      return .failure(.tooSlow(program: program, seconds: limits.seconds))
    }
    if isCancelled() { return .failure(.cancelled(program: program)) }
    var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(min(50, left.rounded(.up)))) > 0 else { continue }
    let count = read(file, &chunk, chunk.count)
    if count == 0 { return .success(bytes) }
    guard count > 0 else {
      if errno == EINTR { continue }
      return .failure(.cannotStart(program: program, reason: String(cString: strerror(errno))))
    }
    bytes.append(contentsOf: chunk[..<count])
    if bytes.count > limits.outputBytes {
      return .failure(.tooMuch(program: program, bytes: limits.outputBytes))
    }
  }
}

/// Waits for a program that has closed its output; most end at once.
private func hasEndedItself(
  _ child: pid_t, _ status: inout Int32, until end: ContinuousClock.Instant,
  _ isCancelled: () -> Bool
) -> Bool {
  while true {
    let found = waitpid(child, &status, WNOHANG)
    if found == child { return true }
    if found < 0, errno != EINTR { return true }
    if ContinuousClock.now >= end || isCancelled() { return false }
    usleep(1000)
  }
}

private func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

private func firstLine(of file: Int32) -> String {
  var bytes = [UInt8](repeating: 0, count: 200)
  let count = pread(file, &bytes, bytes.count, 0)
  guard count > 0 else { return "" }
  return String(
    decoding: bytes[..<count].prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
}
