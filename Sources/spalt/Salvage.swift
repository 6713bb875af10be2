import Glibc
import SpaltArchive
import SpaltNotes
import SpaltText

/// Writes out what notes a damaged archive still holds.
struct Salvage {
  private let archive: String

  init(_ archive: String) { self.archive = archive }

  /// - Parameter path: A file that is not there yet; `-` is standard output.
  /// - Throws: ``SalvageFailure``, and an `ArchiveError` when there is no archive to read.
  func write(to path: String) throws {
    let notes = try EmbeddedArchive.salvage(archive)
    let writer = NoteWriter()
    if path == "-" {
      for note in notes { Output.printJSON(writer.line(for: note)) }
      return
    }
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SalvageFailure(path: path, number: errno) }
    defer { close(file) }
    for note in notes {
      var rest = Array((writer.line(for: note) + "\n").utf8)[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw SalvageFailure(path: path, number: errno) }
        rest = rest.dropFirst(count)
      }
    }
    guard fsync(file) == 0 else { throw SalvageFailure(path: path, number: errno) }
    let count = notes.count == 1 ? "1 note" : "\(notes.count) notes"
    Output.complain("\(count) written to \(Sanitizer.line(path)).")
  }
}

/// Why the notes could not be written out.
struct SalvageFailure: Error, CustomStringConvertible {
  var path: String
  var number: Int32

  var description: String {
    if number == EEXIST {
      return "\(Sanitizer.line(path)) is there already; give the name of a new file."
    }
    let reason = String(cString: strerror(number)).lowercased()
    return "\(Sanitizer.line(path)) cannot be written: \(reason); choose another place."
  }
}
