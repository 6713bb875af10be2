public import SpaltNotes
public import SpaltSearch
public import SpaltText

/// The texts, notes and index behind the reader, wherever they are kept.
///
/// Every call may take a while, can be cancelled by cancelling its task, and fails with a sentence
/// for the user. A text is named by its ``TextID``, a version of it by the digest of its source, a
/// note and an operation by a name their writer made: no row number ever leaves an archive.
public protocol Archive: Sendable {
  /// The texts that are not in the trash, by title.
  func texts() async throws(ArchiveError) -> [TextSummary]

  /// One text as a row of the list.
  func summary(of id: TextID) async throws(ArchiveError) -> TextSummary

  /// One version of a text, by the digest of its source; `nil` asks for the version at hand.
  func text(_ id: TextID, version: String?) async throws(ArchiveError) -> TextVersion

  /// The source of one version as it came; `nil` asks for the version at hand.
  func source(of id: TextID, version: String?) async throws(ArchiveError) -> Source

  /// The notes of one text in reading order, orphans last, or those of all texts.
  ///
  /// Notes of texts in the trash, or not in the archive, are orphans of the second kind of call.
  func notes(of text: TextID?, includingTrash: Bool) async throws(ArchiveError) -> [Note]

  /// One note, in the trash or not.
  func note(_ id: NoteID) async throws(ArchiveError) -> Note

  /// What was ever done to a note, oldest first.
  func history(of note: NoteID) async throws(ArchiveError) -> [NoteOperation]

  /// Passages and notes that answer a query, nearest tier first.
  func search(
    _ query: Query, in scope: SearchScope, limit: Int
  ) async throws(ArchiveError) -> SearchPage

  /// Changes notes: all of the operations or, when it throws, none.
  ///
  /// On return everything accepted is durable. A conflict stops neither the operations before it
  /// nor those after it. There is one receipt an operation, in their order.
  func append(_ operations: [NoteOperation]) async throws(ArchiveError) -> [NoteReceipt]

  /// Takes in a text, or a new version of one, and finds the notes' passages in it.
  func store(_ document: Document, source: Source) async throws(ArchiveError) -> StoreReceipt

  /// Takes in many texts at once, all or, when it throws, none; faster than one by one.
  ///
  /// There is one receipt a text, in their order.
  func store(
    _ texts: [(document: Document, source: Source)]
  ) async throws(ArchiveError) -> [StoreReceipt]

  /// Changes what the catalogue says of the version at hand; source, blocks and notes stay.
  func describe(_ id: TextID, as metadata: Metadata) async throws(ArchiveError)

  /// Puts a text in the trash.
  ///
  /// Its notes stay, as orphans; storing it again brings it back.
  func remove(_ id: TextID) async throws(ArchiveError)

  /// Where the reader left off, `nil` before the first time.
  func place(of id: TextID) async throws(ArchiveError) -> ReadingPlace?
  func setPlace(_ place: ReadingPlace, of id: TextID) async throws(ArchiveError)

  /// What was being typed and is neither saved nor thrown away, oldest first.
  func drafts() async throws(ArchiveError) -> [Draft]
  /// Keeps a draft in place of an earlier one of the same subject; durable on return.
  func save(_ draft: Draft) async throws(ArchiveError)
  func discardDraft(of subject: Draft.Subject) async throws(ArchiveError)

  /// What changed after a place in the archive's own order, by whichever program.
  ///
  /// The position is from an earlier answer; `nil` asks for the present position alone.
  func changes(after position: ArchivePosition?) async throws(ArchiveError) -> ArchiveChanges

  /// What is wrong with the archive, as sentences; none when all is well.
  func check() async throws(ArchiveError) -> [String]

  /// Makes the index anew from texts and notes.
  func reindex() async throws(ArchiveError)
}

extension Archive {
  /// The version at hand.
  public func text(_ id: TextID) async throws(ArchiveError) -> TextVersion {
    try await text(id, version: nil)
  }

  /// The notes that are not in the trash.
  public func notes(of text: TextID? = nil) async throws(ArchiveError) -> [Note] {
    try await notes(of: text, includingTrash: false)
  }

  /// Changes one note.
  public func append(_ operation: NoteOperation) async throws(ArchiveError) -> NoteReceipt {
    guard let receipt = try await append([operation]).first else {
      throw .noSuchNote(operation.note)
    }
    return receipt
  }
}
