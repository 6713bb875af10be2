import SpaltArchive
import SpaltNotes
import SpaltText

/// Finds the texts and places of notes that are read in, each text opened once.
struct NotePlaces {
  private struct Ground {
    var document: Document
    var index: CodePointIndex
    var version: String
  }

  private let archive: EmbeddedArchive
  /// The text all notes are about, whatever they say.
  private let text: TextID?
  private var grounds: [TextID: Ground] = [:]
  private var texts: [TextID]?
  /// Where notes of texts that are not here were found to belong, by what they call their text.
  private var read: [NoteID: Note] = [:]

  init(archive: EmbeddedArchive, text: TextID?) {
    self.archive = archive
    self.text = text
  }

  /// - Throws: ``NoteDraft/Refusal`` for a note that says nothing of its words and has no place.
  mutating func note(of draft: NoteDraft) async throws -> Note {
    let note = try await place(draft)
    // Replies come after what they reply to; their place is the same.
    if read.count < 100_000 { read[note.id] = note }
    return note
  }

  private mutating func place(_ draft: NoteDraft) async throws -> Note {
    if draft.place == .ofParent, let parent = try await parent(of: draft) {
      var anchor = parent.anchor
      anchor.version = try? await ground(of: parent.text).version
      return made(draft, parent.text, parent.selectors, anchor)
    }
    guard let id = try await home(of: draft) else {
      // A note can wait for its text.
      guard let selectors = draft.remembered else { throw ArchiveError.noSuchText(draft.text) }
      return made(draft, waitingName(of: draft), selectors, nil)
    }
    let ground = try await ground(of: id)
    do {
      let placed = try draft.placed(
        in: ground.document, index: ground.index, version: ground.version)
      return made(draft, id, placed.selectors, placed.anchor)
    } catch {
      guard let selectors = draft.remembered else { throw error }
      return made(draft, id, selectors, nil)
    }
  }

  private func made(
    _ draft: NoteDraft, _ text: TextID, _ selectors: Selectors, _ anchor: Anchor?
  ) -> Note {
    // Where its words were marked the note stands on them, whatever has become of them here.
    let isMarked = !selectors.version.isEmpty || selectors.isOnWholeText
    let marked =
      isMarked
      ? Anchor(state: .exact, range: selectors.range, source: selectors.source) : Anchor.orphan
    return draft.note(
      id: NoteID(Clock.newID()), text: text, selectors: selectors, anchor: anchor ?? marked,
      now: Clock.now)
  }

  private func parent(of draft: NoteDraft) async throws -> Note? {
    guard let id = draft.parent else { return nil }
    if let note = read[id] { return note }
    return try? await archive.note(id)
  }

  /// The text of the archive a note is about, `nil` when there is none.
  private mutating func home(of draft: NoteDraft) async throws -> TextID? {
    if let text { return text }
    if draft.address == nil, (try? await ground(of: draft.text)) != nil { return draft.text }
    if case .remembered(let selectors, _) = draft.place {
      // The same source under another name is the same text.
      for id in try await allTexts() {
        let versions = try await archive.versions(of: id)
        if versions.contains(where: { $0.version == selectors.version }) { return id }
      }
      return nil
    }
    guard let quote = draft.quote, !quote.isEmpty else { return nil }
    var found: [TextID] = []
    for id in try await allTexts() {
      let ground = try await ground(of: id)
      let match = find(
        quote: quote, near: nil, prefix: draft.prefix, suffix: draft.suffix, in: ground.document)
      if case .found = match { found.append(id) }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// What a text that is not here is called until it comes.
  private func waitingName(of draft: NoteDraft) -> TextID {
    guard let address = draft.address else { return draft.text }
    let path = address.prefix { $0 != "?" && $0 != "#" }
    let last = path.split(separator: "/").last.map(String.init) ?? address
    return TextNaming.id(from: last) ?? draft.text
  }

  private mutating func allTexts() async throws -> [TextID] {
    if let texts { return texts }
    let ids = try await archive.texts().map(\.id)
    texts = ids
    return ids
  }

  private mutating func ground(of id: TextID) async throws -> Ground {
    if let ground = grounds[id] { return ground }
    let version = try await archive.text(id)
    let source = try await archive.source(of: id, version: nil)
    let ground = Ground(
      document: version.document, index: CodePointIndex(source.text), version: version.version)
    grounds[id] = ground
    return ground
  }
}
