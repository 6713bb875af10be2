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
  ///   - whenStopped: As in ``OutsideProgram/run(_:isQuiet:whenStopped:)``.
  /// - Returns: The text as the editor left it.
  static func edit(
    _ text: String, with words: [String] = Surroundings.editor,
    whenStopped: (() -> Void)? = nil
  ) -> Result<String, EditorFailure> {
    var path = Array("\(Surroundings.temporaryFolder)/spalt-XXXXXX.md".utf8CString)
    let file = mkstemps(&path, 3)
    guard file >= 0 else { return .failure(.noFile(reason: String(cString: strerror(errno)))) }
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(name) }
    let isWritten = writeAll(text, to: file)
    close(file)
    guard isWritten else { return .failure(.noFile(reason: String(cString: strerror(errno)))) }
    let status: Int32
    do throws(ProgramFailure) {
      status = try OutsideProgram.run(words + [name], whenStopped: whenStopped)
    } catch {
      return .failure(.cannotStart(words.first ?? "", reason: error.reason))
    }
    guard status == 0 else { return .failure(.ended(words.first ?? "", status: status)) }
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
}
