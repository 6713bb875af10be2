internal import GRDB

extension ArchiveError {
  /// What the database met, as a fact about the archive.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as ArchiveError: self = error
    case is CancellationError: self = .cancelled
    case let error as DatabaseError where concernsIndex(error): self = .damagedIndex(path: path)
    case let error as DatabaseError:
      let detail = error.message ?? "code \(error.extendedResultCode.rawValue)"
      switch error.resultCode {
      case .SQLITE_FULL: self = .diskFull(path: path)
      case .SQLITE_IOERR, .SQLITE_NOLFS: self = .inputOutput(path: path)
      case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .busy(path: path)
      case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
      case .SQLITE_CORRUPT: self = .damaged(path: path, detail: detail)
      case .SQLITE_NOTADB: self = .damaged(path: path, detail: "it is not a database")
      case .SQLITE_CANTOPEN:
        self = .cannotOpen(path: path, reason: "the files beside it cannot be read or made")
      case .SQLITE_INTERRUPT, .SQLITE_ABORT: self = .cancelled
      case .SQLITE_NOMEM: self = .unexpected(path: path, detail: "there is no memory left")
      default: self = .unexpected(path: path, detail: detail)
      }
    default: self = .unexpected(path: path, detail: String(describing: error))
    }
  }
}

/// Whether an error comes from the tables of the index and none other.
private func concernsIndex(_ error: DatabaseError) -> Bool {
  if error.extendedResultCode == .SQLITE_CORRUPT_VTAB { return true }
  guard error.resultCode == .SQLITE_ERROR, let message = error.message else { return false }
  // The full-text engine says no more where its own tables are gone; a statement that is wrong has
  // words of its own.
  if message == "SQL logic error" || message.contains(" fts5 ") { return true }
  return ["no such table: ", "vtable constructor failed: "].contains { start in
    Schema.indexTables.contains { table in
      message == start + table || message.hasPrefix(start + table + "_")
        || message.hasPrefix(start + "main." + table)
    }
  }
}
