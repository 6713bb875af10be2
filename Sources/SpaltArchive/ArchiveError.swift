public import SpaltText

/// Why an archive could not do what was asked.
public enum ArchiveError: Error, Equatable, Sendable {
  case noArchive(path: String)
  /// The file is of another make.
  case notAnArchive(path: String)
  case damaged(path: String, detail: String)
  /// The texts and notes are whole, what finds their words is not.
  case damagedIndex(path: String)
  /// Made by a later Spalt.
  case newer(path: String, version: Int)
  /// Made by an earlier Spalt, and cannot be brought up to date where it is.
  case older(path: String, version: Int)
  case cannotOpen(path: String, reason: String)
  case cannotCreate(path: String, reason: String)
  case readOnly(path: String)
  case diskFull(path: String)
  case inputOutput(path: String)
  /// Another program held the archive for longer than the wait.
  case busy(path: String)
  case noSuchText(TextID)
  case noSuchVersion(TextID, String)
  case noSuchNote(NoteID)
  case cancelled
  /// A fault of the program.
  case unexpected(path: String, detail: String)
}

extension ArchiveError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noArchive(let path):
      "There is no archive at \(shown(path)); import a text or open Spalt to make one."
    case .notAnArchive(let path):
      "\(shown(path)) is not a Spalt archive and was left as it is; choose another file."
    case .damaged(let path, let detail):
      "The archive \(shown(path)) is damaged (\(Sanitizer.line(detail))); restore it from a copy."
    case .damagedIndex(let path):
      """
      The search index of \(shown(path)) is damaged, texts and notes are not; \
      “spalt reindex” makes it anew.
      """
    case .newer(let path, let version):
      """
      The archive \(shown(path)) was made by a newer Spalt (format \(version)); \
      update Spalt to open it.
      """
    case .older(let path, let version):
      """
      The archive \(shown(path)) has the old format \(version); \
      open it once where it can be written.
      """
    case .cannotOpen(let path, let reason):
      "The archive \(shown(path)) cannot be opened: \(Sanitizer.line(reason))."
    case .cannotCreate(let path, let reason):
      "The archive \(shown(path)) cannot be made: \(Sanitizer.line(reason)); choose another place."
    case .readOnly(let path):
      "The archive \(shown(path)) can only be read; nothing was changed."
    case .diskFull(let path):
      "The disk that holds \(shown(path)) is full; make room and save again."
    case .inputOutput(let path):
      """
      The disk failed while \(shown(path)) was in use; \
      the last change is not saved, try again.
      """
    case .busy(let path):
      "Another program is writing to \(shown(path)) and did not finish in time; try again."
    case .noSuchText(let id):
      "There is no text “\(Sanitizer.line(id.rawValue))” in the archive; see the list of texts."
    case .noSuchVersion(let id, let version):
      """
      The archive has no version \(Sanitizer.line(String(version.prefix(12)))) \
      of “\(Sanitizer.line(id.rawValue))”; its newest can be opened.
      """
    case .noSuchNote(let id):
      "There is no note \(Sanitizer.line(id.rawValue)) in the archive; see the list of notes."
    case .cancelled:
      "Stopped before it was done."
    case .unexpected(let path, let detail):
      "Spalt and the archive \(shown(path)) disagree (\(Sanitizer.line(detail))); run a check of it."
    }
  }

  private func shown(_ path: String) -> String { Sanitizer.line(path) }
}
