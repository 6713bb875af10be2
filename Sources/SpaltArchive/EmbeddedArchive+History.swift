internal import Foundation
internal import GRDB
public import SpaltNotes
public import SpaltText

extension EmbeddedArchive {
  public func history(of note: NoteID) async throws(ArchiveError) -> [LoggedOperation] {
    try await read { database in
      let log = try OperationLog.operations(on: note, database)
      if log.isEmpty { throw ArchiveError.noSuchNote(note) }
      return log
    }
  }

  public func undoable(limit: Int) async throws(ArchiveError) -> UndoLog {
    try await read { database in
      // Undone changes and their undoing come in pairs, so a few times the limit is enough.
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT \(OperationLog.columns) FROM operation
          WHERE device IN (?, '') ORDER BY sequence DESC LIMIT ?
          """,
        arguments: [try OperationLog.device(database), limit * 8])
      var log = UndoLog()
      var previous: NoteOperation?
      for entry in try rows.reversed().compactMap(OperationLog.operation) {
        log.take(entry, after: previous)
        previous = entry.operation
      }
      log.done = log.done.suffix(limit)
      log.undone = log.undone.suffix(limit)
      return log
    }
  }

  public func merge(archiveAt path: String) async throws(ArchiveError) -> MergeReceipt {
    let rows = try await Self.operations(inArchiveAt: path)
    return try await write { database in
      var receipt = MergeReceipt()
      var touched: Set<String> = []
      for row in rows {
        let before = database.totalChangesCount
        try OperationLog.insert(StatementArguments(row.values), database)
        guard database.totalChangesCount > before else { continue }
        receipt.operations += 1
        touched.insert(row.note)
      }
      var ground = NoteGround()
      for name in touched.sorted() {
        let log = try OperationLog.operations(on: NoteID(name), database)
        // Without the operation that adds it a note is waited for.
        guard let merged = MergedNote(log) else { continue }
        try settle(merged, &ground, database)
        receipt.notes += 1
        if merged.isInConflict { receipt.conflicts += 1 }
      }
      return receipt
    }
  }

  /// One operation on its way from file to file, to the byte.
  private struct CopiedRow: Sendable {
    var note: String
    var values: [DatabaseValue]
  }

  /// The operations of an archive that is not opened to stay.
  private static func operations(
    inArchiveAt path: String
  ) async throws(ArchiveError) -> [CopiedRow] {
    let other: EmbeddedArchive
    var copy: ArchiveFile?
    do {
      other = try open(path, mode: .readOnly)
    } catch ArchiveError.older {
      // It is not ours to bring up to date: a copy is.
      let name = NSTemporaryDirectory() + "spalt-merge-\(UUID().uuidString).spalt"
      copy = ArchiveFile(path: name)
      try ArchiveFile(path: path).copy(to: name)
      other = try open(name, mode: .existing)
    }
    defer {
      other.close()
      copy?.remove()
      if let copy { ArchiveFile(path: copy.path + ".format-1").remove() }
    }
    return try await other.read { database in
      try Row.fetchAll(
        database, sql: "SELECT \(OperationLog.columns) FROM operation ORDER BY sequence"
      )
      .map { row in CopiedRow(note: row.text(1), values: Array(row.databaseValues)) }
    }
  }
}

/// Gives a note the state its operations add up to.
private func settle(
  _ merged: MergedNote, _ ground: inout NoteGround, _ database: Database
) throws {
  let note = merged.note
  let row: Int64
  if let known = try Int64.fetchOne(
    database, sql: "SELECT id FROM note WHERE name = ?", arguments: [note.id.rawValue])
  {
    row = known
    try NoteRow.update(note, row, database)
  } else {
    row = try NoteRow.insert(note, database)
    try ground.place(note, row, database)
  }
  let attached = try Int.fetchOne(
    database, sql: "SELECT count(*) FROM selectors WHERE note = ?", arguments: [row])
  if (attached ?? 1) - 1 != merged.attached.count {
    try database.execute(
      sql: """
        DELETE FROM selectors
        WHERE note = ? AND id > (SELECT min(id) FROM selectors WHERE note = ?)
        """,
      arguments: [row, row])
    for selectors in merged.attached {
      try NoteRow.addSelectors(selectors, of: row, database)
      let anchor = Anchor(state: .confirmed, range: selectors.range, source: selectors.source)
      try NoteRow.setAnchor(anchor, of: row, in: selectors.version, database)
    }
    if let last = merged.attached.last,
      let here = try StoredVersion.findIfAny(note.text, nil, database), here.digest != last.version
    {
      let anchor = try ground.anchor(for: last, in: here, database)
      try NoteRow.setAnchor(anchor, of: row, in: here.digest, database)
    }
  }
  try OperationLog.setHeads(merged.heads, clock: merged.clock, ofNote: row, database)
  try NoteIndex.update(row, database)
  try log(text: note.text, note: note.id, database)
}

extension UndoLog {
  /// Follows the changes as they were made: each its own, an undoing or a doing again.
  ///
  /// What was saved at once, the fields of one sheet, has one time and is one step.
  fileprivate mutating func take(_ entry: LoggedOperation, after previous: NoteOperation?) {
    let operation = entry.operation
    let goesOn =
      operation.note == previous?.note && operation.time == previous?.time
      && operation.purpose == previous?.purpose
    let inverse: NoteOperation.Change? =
      if case .add = operation.change { .delete } else { entry.inverse }
    guard let inverse else { return }
    let step = Step(note: operation.note, changes: [inverse])
    switch operation.purpose {
    case .own:
      undone = []
      if !goesOn || !done.addToLast(inverse, of: step.note) { done.append(step) }
    case .undo:
      if goesOn, undone.addToLast(inverse, of: step.note) { break }
      done.removeLast(of: step.note)
      undone.append(step)
    case .redo:
      if goesOn, done.addToLast(inverse, of: step.note) { break }
      undone.removeLast(of: step.note)
      done.append(step)
    }
  }
}

extension [UndoLog.Step] {
  /// Takes one more change back with the last step, before the others; false when that is another
  /// note's.
  fileprivate mutating func addToLast(_ change: NoteOperation.Change, of note: NoteID) -> Bool {
    guard let last, last.note == note else { return false }
    self[count - 1].changes.insert(change, at: 0)
    return true
  }

  fileprivate mutating func removeLast(of note: NoteID) {
    if let index = lastIndex(where: { $0.note == note }) { remove(at: index) }
  }
}
