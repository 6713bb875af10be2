import Glibc
import SpaltText

/// Why the user's editor brought nothing back.
enum EditorFailure: Error, CustomStringConvertible {
  case cannotStart(String, reason: String)
  case ended(String, status: Int32)
  case noFile(reason: String)

  var description: String {
    switch self {
    case .cannotStart(let name, let reason):
      "The editor \(Sanitizer.line(name)) cannot be started (\(reason)); set EDITOR. Nothing is lost."
    case .ended(let name, let status):
      "The editor \(Sanitizer.line(name)) ended with \(status), so the note is as it was."
    case .noFile(let reason):
      "No file could be made for the editor (\(reason)); write in the sheet instead."
    }
  }
}

/// `$VISUAL` or `$EDITOR` on a temporary file of its own.
///
/// The variable is split at spaces and started directly: no shell sees the words or the file.
enum OutsideEditor {
  /// Lets the user edit a text; returns when the editor has ended.
  ///
  /// - Parameters:
  ///   - text: What to begin with.
  ///   - words: The editor and its arguments.
  /// - Returns: The text as the editor left it.
  static func edit(
    _ text: String, with words: [String] = Surroundings.editor
  ) -> Result<String, EditorFailure> {
    var path = Array("\(Surroundings.temporaryFolder)/spalt-XXXXXX.md".utf8CString)
    let file = mkstemps(&path, 3)
    guard file >= 0 else { return .failure(.noFile(reason: String(cString: strerror(errno)))) }
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(name) }
    let isWritten = writeAll(text, to: file)
    close(file)
    guard isWritten else { return .failure(.noFile(reason: String(cString: strerror(errno)))) }
    switch run(words + [name]) {
    case .failure(let failure): return .failure(failure)
    case .success(let status) where status != 0:
      return .failure(.ended(words.first ?? "", status: status))
    case .success: break
    }
    guard let bytes = try? Files.read(name, limit: 16 << 20) else {
      return .failure(.noFile(reason: "it is gone"))
    }
    var edited = String(decoding: bytes, as: UTF8.self)
    // Editors end the last line; the note did not have to.
    if edited.hasSuffix("\n"), !text.hasSuffix("\n") { edited.removeLast() }
    return .success(edited)
  }

  private static func writeAll(_ text: String, to file: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Starts a program with the signals as a shell would give them, and waits for its end.
  private static func run(_ words: [String]) -> Result<Int32, EditorFailure> {
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
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    guard let program = arguments[0] else {
      return .failure(.cannotStart("", reason: "EDITOR is empty"))
    }
    let failure = posix_spawnp(&child, program, nil, &attributes, arguments, environ)
    guard failure == 0 else {
      return .failure(
        .cannotStart(words.first ?? "", reason: String(cString: strerror(failure))))
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let wasKilled = status & 0x7F != 0
    return .success(wasKilled ? 128 + (status & 0x7F) : (status >> 8) & 0xFF)
  }
}
