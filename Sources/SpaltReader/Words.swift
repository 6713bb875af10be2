internal import SpaltNotes
internal import SpaltSearch
internal import SpaltText

/// Every word the reader shows that is not a text's or a user's own.
///
/// One table in plain English, so that another language is one more table. Errors state their own
/// sentence where the fact is known.
enum Words {
  static let programName = "Spalt"

  // MARK: Messages

  static let saving = "Saving …"
  static let draftKept = "Kept as a draft. D goes on with it."
  static let draftWaits = "A note you were writing is kept as a draft. D goes on with it."
  static let noDraft = "No draft is waiting in this text."
  static let emptyNote = "There is nothing to save yet. Esc closes the sheet."
  static let noWordsHere = "There are no words here. A writes a note on the text as a whole."
  static let noNoteHere = "There is no note on this sentence. Press a to write one."
  static let formerVersion =
    "This is an earlier version, to be looked at. gv leads back to the newest to write in."
  static let newVersion =
    "A new version of this text has come in; its notes have been carried over."
  static let noteHasPlace = "This note has its place. Lost notes are listed with gl."
  static func placing(_ note: Note) -> String {
    "Go to the words for “\(cut(oneLine(note.body), to: 16))” or select them with v; P attaches it."
  }
  static func placingStatus(_ note: Note) -> String {
    "Words for “\(cut(oneLine(note.body), to: 16))”"
  }
  static let notPlaced = "The note is as it was."
  static let nothingToPlace = "No note is to be attached. P in a list of notes begins it."
  static let noSuchSuggestion = "There is no such place to attach the note to."
  static let noNotes = "This text has no notes yet. Press a to write one."
  static let noMoreNotes = "No more notes that way."
  static let nothingToUndo = "Nothing to undo."
  static let nothingToRedo = "Nothing to redo."
  static let noteGone = "That note is no longer in the archive."
  static let noteInTrash = "This note is in the trash. x brings it back."
  static let noteHasNoPlace =
    "This note has lost its place in the text; it keeps its words here."
  static let conflict = "Somebody else changed that note first. Look again, and repeat the change."
  static let conflictInSheet =
    "Somebody else changed this note first. Both texts are here: keep what you want, and save."
  static let editorFailed = "The editor gave nothing back, so the note is as it was."
  static let noHeadings = "This text has no headings."
  static let nothingSearched = "Nothing has been searched for yet. Press / to search."
  static let lastHit = "That was the last hit. N goes back."
  static let firstHit = "That was the first hit. n goes on."
  static let quitHint = "q leaves Spalt."
  static func pasteWasCut(at length: Int) -> String {
    "A line holds \(length) characters; the rest of the paste was left out."
  }
  static let pasteNeedsField = "There is nothing to paste into here. Press / or a first."
  static let settingsRead = "The settings are read anew."
  static let justified = "Lines are justified."
  static let ragged = "Lines are ragged right."
  static let quoteCopied = "The passage and its source are sent to the clipboard."
  static func citationCopied(_ format: Citation.Format) -> String {
    switch format {
    case .plain: "The citation is sent to the clipboard."
    case .bibtex: "The citation is sent to the clipboard, for BibTeX."
    case .json: "The citation is sent to the clipboard, as CSL-JSON."
    }
  }
  static let copyFollows = "To copy:"
  /// From the most telling one down; the first that fits is shown.
  static let tooSmall = ["Spalt needs 20×4 cells", "needs 20×4 cells", "needs 20×4", "20×4"]
  static func measure(_ columns: Int) -> String { "Lines of at most \(columns) columns." }
  static func widest(_ columns: Int) -> String {
    "Lines of at most \(columns) columns; here they get no wider."
  }
  static func narrowest(_ columns: Int) -> String {
    "Lines of at most \(columns) columns; they get no narrower."
  }

  static func markSet(_ name: Character) -> String { "Mark \(name) is set. '\(name) comes back." }
  static func noMark(_ name: Character) -> String { "There is no mark \(name)." }
  static func theme(_ name: String) -> String { "Theme: \(name)" }
  static func noTheme(_ name: String, known: [String]) -> String {
    "There is no theme “\(name)”. There are \(known.sorted().joined(separator: ", "))."
  }
  static let noJumpBack = "There is no jump to go back on."
  static let noLink =
    "This sentence has no footnote and names no text. A note links to one as [[its-id]]."
  static func noCitation(_ name: String, known: [String]) -> String {
    "There is no form of citation “\(name)”. There are \(known.joined(separator: ", "))."
  }
  static func noMeasure(most: Int) -> String {
    "A measure is a number of columns from 20 to \(most)."
  }
  static func noCommand(_ name: String) -> String {
    "There is no command “\(name)”. ? lists them."
  }
  static func hitNumber(_ number: Int, of count: Int, query: String) -> String {
    "Hit \(number) of \(count) for \(query)"
  }
  static func hitNumber(_ number: Int, of count: Int) -> String { "\(number) of \(count)" }

  static func done(_ change: ChangeHistory.Waiting, note: Note) -> String {
    switch change.purpose {
    case .undo: return "Undone. C-r does it again."
    case .redo: return "Done again. u undoes."
    case .own: break
    }
    if note.deleted { return "The note is in the trash. u brings it back." }
    if change.before?.deleted == true { return "The note is back." }
    if case .attach? = change.changes.first { return "Attached. u undoes." }
    if case .setDone(let isDone)? = change.changes.first {
      return isDone ? "Done. X opens it again." : "Open again."
    }
    if case .setColour(let colour)? = change.changes.first, change.changes.count == 1 {
      return colour.map { "Coloured \($0)." } ?? "Without a colour."
    }
    if note.kind == .highlight { return "Highlighted. u undoes." }
    return "Saved. u undoes."
  }

  static func bothTexts(mine: String, theirs: Note) -> String {
    "\(mine)\n\n— the other text, saved \(moment(of: theirs.modified)) —\n\(theirs.body)"
  }

  // MARK: Notes

  static func name(of kind: Note.Kind) -> String {
    switch kind {
    case .note: "Note"
    case .highlight: "Highlight"
    case .question: "Question"
    }
  }

  /// What the margin says of a place that is not where the note was made; `nil` for the usual.
  static func state(of state: Anchor.State) -> String? {
    switch state {
    case .exact, .confirmed: nil
    case .moved: "moved"
    case .edited: "the words have changed"
    case .ambiguous: "several places"
    case .orphan: "no place"
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// A day as `2 Nov 2026`; the note's own time zone is UTC.
  static func day(of time: Timestamp) -> String {
    let parts = time.rawValue.prefix(10).split(separator: "-")
    guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month),
      let day = Int(parts[2])
    else { return time.rawValue }
    return "\(day) \(months[month - 1]) \(parts[0])"
  }

  private static func moment(of time: Timestamp) -> String {
    "\(day(of: time)) \(time.rawValue.dropFirst(11).prefix(5)) UTC"
  }

  // MARK: Quoting

  static func quote(_ words: String, from text: TextSummary, block: Int) -> String {
    "”\(Sanitizer.lines(words))” (\(source(of: text)), \(paragraph(block)))"
  }

  /// Counted from 1 for people.
  static func paragraph(_ block: Int) -> String { "paragraph \(block + 1)" }

  static func source(of text: TextSummary) -> String {
    let facts = [text.metadata.publisher, text.metadata.title, text.metadata.date]
    return Sanitizer.line(oneLine(facts.compactMap { $0 }.joined(separator: ", ")))
  }

  // MARK: The reading screen

  static func windowTitle(_ text: TextSummary) -> String { "\(text.metadata.title) – Spalt" }

  static func folded(lines: Int) -> String {
    "▸ \(lines) \(lines == 1 ? "line" : "lines") of page furniture (z shows)"
  }

  static func notes(_ count: Int) -> String { count == 1 ? "1 note" : "\(count) notes" }

  static let readingHints: [(Command, String)] = [
    (.addNote, "note"), (.nextNote, "next"), (.search, "search"), (.outline, "outline"),
    (.help, "help"),
  ]
  static let selectingHints: [(Command, String)] = [
    (.nextWord, "word"), (.nextSentence, "sentence"), (.addNote, "note"),
    (.highlight, "highlight"), (.copyQuote, "copy"), (.back, "cancel"), (.help, "help"),
  ]
  static let placingHints: [(Command, String)] = [
    (.attachHere, "attach here"), (.select, "select"), (.nextSentence, "sentence"),
    (.search, "search"), (.back, "leave it"), (.help, "help"),
  ]

  // MARK: The sheet

  static func sheetTitle(_ sheet: NoteSheet) -> String {
    if case .existing = sheet.target { return "Edit the note" }
    if sheet.parent != nil { return "Reply" }
    return sheet.isOnWholeText ? "Note on the whole text" : "Note on the marked passage"
  }
  /// The same whatever the table of keys says: they work where letters are typed.
  static let sheetHints = [
    ("Esc", "keep as draft"), ("C-e", "editor"), ("Tab", "tags"), ("C-s", "save"),
  ]

  /// The last row of the sheet: tags, kind, colour, and the keys that change them.
  static func sheetFacts(_ sheet: NoteSheet) -> String {
    var facts = [name(of: sheet.kind)]
    if let colour = sheet.colour { facts.append(colour) }
    if sheet.isDone { facts.append("done") }
    return facts.joined(separator: " · ") + "  C-n kind  C-o colour  C-x done"
  }
  static let tagsPrompt = "Tags: "
  static let tagsHint = "No tags"
  static func completions(_ tags: [String]) -> String {
    "Tab: " + tags.prefix(6).map { "#\($0)" }.joined(separator: " ")
  }

  // MARK: The archive

  static let archiveTitle = "Archive"
  static let titleHeading = "Title"
  static let sourceHeading = "Source"
  static let languageHeading = "Lang"
  static let dateHeading = "Date"
  static let readHeading = "Read"
  static let notesHeading = "Notes"
  static let noTexts = [
    "There are no texts in this archive yet.", "",
    "Bring some in from the shell:", "",
    "    spalt import FILE…",
  ]
  static let loading = "Opening the archive …"
  static func noTextMatches(_ filter: String) -> String { "No title or source has “\(filter)”." }
  static let archiveHints: [(Command, String)] = [
    (.open, "read"), (.search, "search"), (.allNotes, "notes"), (.sort, "sort"),
    (.filter, "filter"), (.close, "quit"), (.help, "help"),
  ]
  static let filterPrompt = "Filter: "
  static func sorted(by order: ArchiveScreen.Order) -> String {
    switch order {
    case .title: "Sorted by title."
    case .publisher: "Sorted by source."
    case .date: "Sorted by date, newest first."
    case .read: "Sorted by how much is read."
    case .notes: "Sorted by number of notes."
    }
  }
  static func texts(_ count: Int) -> String { count == 1 ? "1 text" : "\(count) texts" }
  static func words(_ count: Int) -> String { "\(count) words" }

  // MARK: Lists

  static func notesTitle(of text: String?) -> String { text.map { "Notes › \($0)" } ?? "All notes" }
  static let trashTitle = "Trash"
  static let lostTitle = "Notes without a place"
  static let noneLost = "Every note has its place."
  static let lostHints: [(Command, String)] = [
    (.attachHere, "choose its words"), (.attachFirst, "first place"), (.attachSecond, "second"),
    (.trash, "trash"), (.lostNotes, "all notes"), (.close, "back"), (.help, "help"),
  ]
  static let wholeText = "the whole text"
  static func was(_ words: String) -> String { "was “\(words)”" }
  static func isNow(_ words: String) -> String { "now “\(words)”" }
  static let reply = "reply"
  static let done = "done"
  static let versionsTitle = "Versions"
  static let versionsHints: [(Command, String)] = [
    (.open, "open"), (.close, "back"), (.help, "help"),
  ]
  static func version(_ row: VersionRow) -> String {
    "\(row.version.prefix(12))  \(row.sourceName)  \(words(row.words))  \(notes(row.notes))"
      + (row.isAtHand ? "  at hand" : "")
  }
  static func formerTitle(_ version: String) -> String { "earlier version \(version.prefix(12))" }
  static let noNotesListed = "There are no notes here yet. Press a while reading to write one."
  static let trashEmpty = "The trash is empty."
  static let notesHints: [(Command, String)] = [
    (.open, "go there"), (.editNote, "edit"), (.trash, "trash"), (.fold, "see the trash"),
    (.lostNotes, "lost ones"), (.close, "back"), (.help, "help"),
  ]
  static let trashHints: [(Command, String)] = [
    (.trash, "bring back"), (.fold, "the other notes"), (.close, "back"), (.help, "help"),
  ]
  static let outlineTitle = "Outline"
  static let outlineHints: [(Command, String)] = [
    (.open, "go there"), (.close, "back"), (.help, "help"),
  ]
  static let linksTitle = "Links of this paragraph"
  static let linksHints: [(Command, String)] = [
    (.open, "open in the browser"), (.copyQuote, "copy"), (.close, "back"), (.help, "help"),
  ]
  static let noLinks = "This paragraph has no web or mail address."
  static let linkCopied = "The address is sent to the clipboard."
  static func visiting(_ address: String) -> String { "Opening \(address)" }
  static let sourceTitle = "Source as it came"
  static let sourceHints: [(Command, String)] = [
    (.showSource, "repaired text"), (.help, "help"),
  ]
  static let helpTitle = "Keys"
  static let helpHints: [(Command, String)] = [
    (.pageDown, "read on"), (.search, "search"), (.close, "back"),
  ]
  static let helpPrompt = "Search in help: "
  static let paneTexts = "ARCHIVE"
  static let paneOutline = "OUTLINE"
  static let paneNotes = "NOTES"
  static let paneOrphans = "NOTES WITHOUT A PLACE"
  static let paneQueries = "SEARCHED FOR"
}
