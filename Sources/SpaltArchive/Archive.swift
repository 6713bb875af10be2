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

  /// All that a reading screen needs of a text, in one view of the archive.
  ///
  /// The digest names a version to open as it was left, its notes as they stood in it; `nil` asks
  /// for the version at hand.
  func opening(of id: TextID, version: String?) async throws(ArchiveError) -> TextOpening

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
  func history(of note: NoteID) async throws(ArchiveError) -> [LoggedOperation]

  /// The versions of a text, oldest first; the last is not always the one at hand.
  func versions(of id: TextID) async throws(ArchiveError) -> [VersionSummary]

  /// The notes that had a place, or had lost one, in one version of a text, as they stood there.
  func notes(of text: TextID, inVersion version: String) async throws(ArchiveError) -> [Note]

  /// The changes made here that can be taken back and done again, newest last, at most so many of
  /// each.
  func undoable(limit: Int) async throws(ArchiveError) -> UndoLog

  /// Takes the operations of another archive's file into this one.
  ///
  /// Nothing is deleted by it, and doing it again changes nothing.
  func merge(archiveAt path: String) async throws(ArchiveError) -> MergeReceipt

  /// Passages and notes that answer a query, nearest tier first: a page of texts and all their
  /// hits; notes are on the first page.
  func search(_ request: SearchRequest) async throws(ArchiveError) -> SearchPage

  /// How many texts answer a query and, when asked, of what sort: an answer of its own, for it takes
  /// longer, and the sorts of many texts longer still.
  func count(
    _ request: SearchRequest, withFacets: Bool
  ) async throws(ArchiveError) -> SearchCounts

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

  /// What was searched for.
  func queries() async throws(ArchiveError) -> KeptQueries
  /// Remembers a query: among those last used, or until it is kept as not saved.
  func keep(query: String, isSaved: Bool) async throws(ArchiveError)

  /// What changed after a place in the archive's own order, by whichever program.
  ///
  /// The position is from an earlier answer; `nil` asks for the present position alone.
  func changes(after position: ArchivePosition?) async throws(ArchiveError) -> ArchiveChanges

  /// What is wrong with the archive, as sentences; none when all is well.
  func check() async throws(ArchiveError) -> [String]

  /// How far the index has come; searches find what is in it.
  func indexState() async throws(ArchiveError) -> IndexState

  /// Makes the index anew from texts and notes, bit by bit, telling how far it is.
  ///
  /// The archive can be read and written meanwhile. Cancelled or interrupted, it can be gone on with.
  func reindex(progress: @Sendable (IndexState) -> Void) async throws(ArchiveError)

  /// Puts into the index what is missing; makes one of an old format anew.
  func completeIndex(progress: @Sendable (IndexState) -> Void) async throws(ArchiveError)
}

extension Archive {
  /// All that a reading screen needs of the version at hand.
  public func opening(of id: TextID) async throws(ArchiveError) -> TextOpening {
    try await opening(of: id, version: nil)
  }

  /// The version at hand.
  public func text(_ id: TextID) async throws(ArchiveError) -> TextVersion {
    try await text(id, version: nil)
  }

  /// The first hits that answer a query, as many as there are up to a limit, in the order in which
  /// the pages of a search have them.
  public func search(
    _ query: Query, in scope: SearchScope, limit: Int
  ) async throws(ArchiveError) -> SearchPage {
    var request = SearchRequest(query, in: scope)
    var page = try await search(request)
    // A text most often has more than one hit, and to read one takes longer than to find it.
    while page.hits.count < limit, let next = page.next {
      request.after = next
      request.texts = min(2 * request.texts, max(20, limit))
      let more = try await search(request)
      page.hits += more.hits
      page.next = more.next
      if more.completeness != .exact { page.completeness = more.completeness }
    }
    if page.hits.count > limit { page.hits.removeLast(page.hits.count - max(0, limit)) }
    return page
  }

  /// Makes the index anew.
  public func reindex() async throws(ArchiveError) { try await reindex { _ in } }

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
