import Glibc
import SpaltArchive
import SpaltNotes
import SpaltReader
import SpaltText

extension Archive {
  /// Makes a note of what was written about a passage, and keeps it.
  func add(_ new: NewNote) async throws(ArchiveError) -> NoteReceipt {
    let version = try await text(new.text)
    return try await add(
      on: new.passage, in: version, kind: new.kind, body: new.body, tags: new.tags,
      colour: new.colour, parent: new.parent)
  }

  /// Makes a note on a passage, or on the text as a whole where there is none.
  func add(
    on passage: Range<Position>?, in version: TextVersion, kind: Note.Kind, body: String,
    tags: [String], colour: String? = nil, parent: NoteID? = nil
  ) async throws(ArchiveError) -> NoteReceipt {
    let document = version.document
    var selectors = Selectors.wholeText(version: version.version)
    var anchor = Anchor(state: .exact, range: .start..<(.start), source: 0..<0)
    if let passage {
      let range = document.clamp(passage.lowerBound)..<document.clamp(passage.upperBound)
      selectors = Selectors(range, in: document, version: version.version)
      anchor = Anchor(state: .exact, range: range, source: document.source(of: range))
    }
    let note = Note(
      id: NoteID(Clock.newID()), text: document.id, kind: kind, body: body, tags: tags,
      colour: colour, selectors: selectors, parent: parent, author: Writer.name, anchor: anchor,
      created: Clock.now)
    return try await append(NoteOperation(.add(note), to: note.id, expecting: 0))
  }
}

extension NoteOperation {
  /// An operation made here and now.
  init(
    _ change: Change, to note: NoteID, expecting revision: Int, purpose: Purpose = .own,
    at time: Timestamp = Clock.now
  ) {
    self.init(
      id: Clock.newID(), note: note, expected: revision, change: change, time: time,
      author: Writer.name, purpose: purpose)
  }

  /// Changes made to a note at once: to be undone at once too.
  static func together(
    _ changes: [Change], to note: NoteID, expecting revision: Int, purpose: Purpose = .own
  ) -> [NoteOperation] {
    let now = Clock.now
    return changes.enumerated().map { index, change in
      NoteOperation(change, to: note, expecting: revision + index, purpose: purpose, at: now)
    }
  }
}

/// Who uses the program, as the machine knows them.
enum Writer {
  /// The full name of the account, or its short one; `SPALT_AUTHOR` goes before either.
  static let name: String = {
    if let name = Surroundings.variable("SPALT_AUTHOR") { return name }
    guard let account = getpwuid(getuid()) else { return "" }
    let full = account.pointee.pw_gecos.map { String(cString: $0) } ?? ""
    let first = full.split(separator: ",", omittingEmptySubsequences: false).first ?? ""
    if !first.isEmpty { return String(first) }
    return account.pointee.pw_name.map { String(cString: $0) } ?? ""
  }()
}
