internal import Foundation
internal import GRDB
internal import SpaltNotes
internal import SpaltSearch
public import SpaltText

extension EmbeddedArchive {
  public func store(
    _ document: Document, source: Source
  ) async throws(ArchiveError) -> StoreReceipt {
    try await store([analyse(document, source)], nil).first ?? .unchanged
  }

  /// Takes in several texts at once: all or, when it throws, none.
  ///
  /// One wait for the disk instead of one a text.
  public func store(
    _ texts: [(document: Document, source: Source)]
  ) async throws(ArchiveError) -> [StoreReceipt] {
    try await store(texts.map { analyse($0.document, $0.source) })
  }

  /// Takes in several texts at once: all or, when it throws, none.
  public func store(_ texts: [AnalysedText]) async throws(ArchiveError) -> [StoreReceipt] {
    // To read the whole term list does not pay for a few texts.
    try await store(texts, texts.count >= 20 ? stock : nil)
  }

  private func store(
    _ texts: [AnalysedText], _ stock: TermStock?
  ) async throws(ArchiveError) -> [StoreReceipt] {
    try await write { database in
      var index = try PassageIndex(database, stock)
      let receipts = try texts.map { try SpaltArchive.store($0, &index, database) }
      try index.finish()
      return receipts
    }
  }

  /// Takes in a long text, letting go of it while it is stored.
  ///
  /// What is searched of it is worked out from what has been stored, when nothing else of it is in
  /// memory any more.
  public func store(_ incoming: IncomingText) async throws(ArchiveError) -> StoreReceipt {
    let path = path
    return try await write { database in
      // Gone where a first try found the index damaged: that is to be told.
      guard var text = incoming.take() else { throw ArchiveError.damagedIndex(path: path) }
      var index = try PassageIndex(database)
      let (id, digest) = (text.id, text.source.digest)
      let receipt = try SpaltArchive.store(id, digest, nil, &index, database) { row in
        try text.insert(asVersionOf: row, database)
      }
      try index.finish()
      return receipt
    }
  }

  public func describe(
    _ id: TextID, as metadata: Metadata
  ) async throws(ArchiveError) {
    try await write { database in
      let current = try StoredVersion.find(id, nil, database)
      var index = try PassageIndex(database)
      try index.remove(version: current.row)
      try database.execute(
        sql: """
          UPDATE version
          SET title = ?, publisher = ?, language = ?, date = ?, kind = ?, rights = ? WHERE id = ?
          """,
        arguments: [
          Exact(metadata.title), metadata.publisher.map { Exact($0) }, metadata.language.rawValue,
          metadata.date.map { Exact($0) }, metadata.kind.map { Exact($0) },
          metadata.rights.map { Exact($0) }, current.row,
        ])
      // Stems are made by language.
      try index.add(version: current.row)
      try index.finish()
      try log(text: id, database)
    }
  }

  public func remove(_ id: TextID) async throws(ArchiveError) {
    try await write { database in
      let current = try StoredVersion.find(id, nil, database)
      var index = try PassageIndex(database)
      try index.remove(version: current.row)
      try index.finish()
      try database.execute(
        sql: "UPDATE text SET removed = 1 WHERE name = ?", arguments: [id.rawValue])
      try log(text: id, database)
    }
  }
}

private func store(
  _ analysed: AnalysedText, _ index: inout PassageIndex, _ database: Database
) throws -> StoreReceipt {
  try store(
    analysed.document.id, analysed.source.digest, analysed.entry, &index, database
  ) { try insert(analysed, of: $0, database) }
}

/// Brings a version of a text to hand, which is inserted where the archive has not had it.
///
/// Without an entry what is searched is read from what was inserted.
private func store(
  _ id: TextID, _ digest: String, _ entry: IndexEntry?, _ index: inout PassageIndex,
  _ database: Database, insert: (_ text: Int64) throws -> Int64
) throws -> StoreReceipt {
  let known = try Row.fetchOne(
    database.cachedStatement(
      sql: """
        SELECT text.id, text.version, digest, removed
        FROM text LEFT JOIN version ON version.id = text.version WHERE text.name = ?
        """),
    arguments: [id.rawValue])
  let isRemoved = known?.flag(3) ?? false
  let before = known?.integerIfAny(1).map { Int64($0) }
  if let known, !isRemoved, known.text(2) == digest { return .unchanged }
  let text: Int64
  if let known {
    text = Int64(known.integer(0))
  } else {
    try database.cachedStatement(sql: "INSERT INTO text (name) VALUES (?)")
      .execute(arguments: [id.rawValue])
    text = database.lastInsertedRowID
  }
  let version =
    try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM version WHERE text = ? AND digest = ?"),
      arguments: [text, digest])
    ?? insert(text)
  let place = try readingPlace(of: id, after: before, database)
  if let before, !isRemoved { try index.remove(version: before) }
  try database.cachedStatement(sql: "UPDATE text SET version = ?, removed = 0 WHERE id = ?")
    .execute(arguments: [version, text])
  if let entry { index.add(entry, text) } else { try index.add(version: version) }
  let notes = try carryOver(place, of: id, database)
  try log(text: id, database)
  if known == nil { return .added }
  return isRemoved ? .restored(notes: notes) : .updated(notes: notes)
}

/// Finds the reading place and the notes of a text in the version that has come to hand.
private func carryOver(
  _ place: Selectors?, of id: TextID, _ database: Database
) throws -> [Anchor.State: Int] {
  let hasNotes =
    try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM note WHERE text = ?)"),
      arguments: [id.rawValue]) ?? false
  // Most new texts have neither, and reading one back takes a while.
  guard hasNotes || place != nil else { return [:] }
  let current = try StoredVersion.find(id, nil, database)
  let now = try current.document(database)
  if let place { try move(place, to: now, current.digest, database) }
  return try reanchor(in: now, current.digest, database)
}

/// Adds a version with its source and blocks.
private func insert(
  _ analysed: AnalysedText, of text: Int64, _ database: Database
) throws -> Int64 {
  let (document, source) = (analysed.document, analysed.source)
  var writer = try VersionWriter(
    of: text, document.metadata, source, words: analysed.wordCount,
    blocks: document.blocks.count, database)
  for (block, layout) in zip(document.blocks, analysed.layouts) {
    try writer.write(block, layout)
  }
  try writer.write(source: source.text, digest: analysed.sourceDigest)
  return try writer.finish()
}

/// The place where the reader left off, as a passage that can be found again.
private func readingPlace(
  of id: TextID, after version: Int64?, _ database: Database
) throws -> Selectors? {
  guard version != nil,
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT place_block, place_offset, digest
        FROM text JOIN version ON version.id = text.version
        WHERE text.name = ? AND place_block IS NOT NULL
        """,
      arguments: [id.rawValue])
  else { return nil }
  let digest = row.text(2)
  let old = try StoredVersion.find(id, digest, database).document(database)
  let start = old.clamp(Position(block: row.integer(0), offset: row.integer(1)))
  guard start < old.end else { return nil }
  // The rest of the sentence read is long enough to be told from others.
  let block = old.blocks[start.block]
  let end = block.sentences.first { $0.upperBound > start.offset }?.upperBound
  let range = start..<Position(block: start.block, offset: end ?? block.text.utf8.count)
  return Selectors(range, in: old, version: digest)
}

/// Moves the reading place to its words; where they are gone, to the same block of the new text.
private func move(
  _ place: Selectors, to document: Document, _ version: String, _ database: Database
) throws {
  let old = try StoredVersion.find(document.id, place.version, database).document(database)
  let reanchoring = Reanchoring(
    from: old, oldVersion: place.version, to: document, newVersion: version)
  let found = reanchoring.anchor(for: place).range?.lowerBound
  let position = document.clamp(found ?? Position(block: place.range.lowerBound.block, offset: 0))
  try database.execute(
    sql: """
      UPDATE text SET place_block = ?, place_offset = ?, top_block = NULL, top_offset = NULL
      WHERE name = ?
      """,
    arguments: [position.block, position.offset, document.id.rawValue])
}

/// Finds the passages of a text's notes in a version that has come to hand.
private func reanchor(
  in document: Document, _ version: String, _ database: Database
) throws -> [Anchor.State: Int] {
  let rows = try Row.fetchAll(
    database,
    sql: """
      SELECT note.id, deleted, state FROM note
      LEFT JOIN anchor ON anchor.note = note.id AND anchor.version = ?
      WHERE note.text = ?
      """,
    arguments: [version, document.id.rawValue])
  var ways: [String: Reanchoring] = [:]
  var counts: [Anchor.State: Int] = [:]
  for row in rows {
    let note = Int64(row.integer(0))
    let known = row.textIfAny(2).flatMap(Anchor.State.init(rawValue:))
    var state = known ?? .orphan
    if known == nil || known == .orphan || known == .ambiguous,
      let selectors = try NoteRow.lastSelectors(of: note, database)
    {
      let way = try ways[selectors.version] ?? way(from: selectors, to: document, version, database)
      ways[selectors.version] = way
      let anchor = way.anchor(for: selectors)
      try NoteRow.setAnchor(anchor, of: note, in: version, database)
      state = anchor.state
    }
    if !row.flag(1) { counts[state, default: 0] += 1 }
  }
  return counts
}

/// The way from the version a note was made in, where that is kept.
private func way(
  from selectors: Selectors, to document: Document, _ version: String, _ database: Database
) throws -> Reanchoring {
  let old = try StoredVersion.findIfAny(document.id, selectors.version, database)?
    .document(database)
  return Reanchoring(
    from: old, oldVersion: old == nil ? nil : selectors.version, to: document,
    newVersion: version)
}

/// Writes down that something changed, for those who ask for changes.
func log(text: TextID? = nil, note: NoteID? = nil, _ database: Database) throws {
  try database.cachedStatement(sql: "INSERT INTO change (text, note) VALUES (?, ?)")
    .execute(arguments: [text?.rawValue, note?.rawValue])
}
