internal import SpaltScreen

extension Words {
  static func heading(of group: CommandGroup) -> String {
    switch group {
    case .moving: "Moving"
    case .going: "Going from screen to screen"
    case .notes: "Notes"
    case .quoting: "Quoting"
    case .page: "The page"
    case .archive: "The archive"
    }
  }

  /// One line a command.
  static func help(of command: Command) -> String {
    switch command {
    case .lineDown: "one line down"
    case .lineUp: "one line up"
    case .pageDown: "one page down"
    case .pageUp: "one page up"
    case .halfPageDown: "half a page down"
    case .halfPageUp: "half a page up"
    case .halfPageUpOrUndo: "half a page up; right after a change to a note, undo it"
    case .top: "to the beginning"
    case .bottom: "to the end"
    case .nextParagraph: "to the next paragraph"
    case .previousParagraph: "to the paragraph before"
    case .nextSentence: "to the next sentence"
    case .previousSentence: "to the sentence before"
    case .nextWord: "while selecting: one word more"
    case .previousWord: "while selecting: one word less"
    case .jumpBack: "back to where the last jump began"
    case .jumpForward: "forward again"
    case .setMark: "mark this place with a letter; capitals reach any text"
    case .goToMark: "to the mark with the letter typed next; '' back"
    case .followLink: "to the footnote of this sentence and back; to a [[text]]"
    case .open: "open what is chosen; the note or footnote of this sentence"
    case .back: "back to the screen before, as it was left"
    case .close: "back, and from the first screen out of Spalt"
    case .quit: "leave Spalt from anywhere"
    case .search: "search texts and notes; in help, these lines"
    case .nextHit: "to the next hit, on into the next text"
    case .previousHit: "to the hit before"
    case .outline: "the headings of this text"
    case .help: "this list"
    case .links: "the web addresses of this paragraph, to open or copy"
    case .commandLine: "type a command by name, :50% or :theme night"
    case .showSource: "the source of this passage as it came"
    case .addNote: "write a note on this sentence or the selection"
    case .resumeDraft: "go on with a note that was not saved"
    case .select: "select, beginning with this sentence"
    case .highlight: "highlight this sentence or the selection"
    case .editNote: "edit the note on this sentence"
    case .editNoteOutside: "edit it in your $EDITOR"
    case .nextNote: "to the next note"
    case .previousNote: "to the note before"
    case .textNotes: "list the notes of this text"
    case .allNotes: "list all notes"
    case .trash: "put the note in the trash"
    case .reply: "reply to the note on this sentence"
    case .toggleDone: "settle the note on this sentence, or open it again"
    case .colour: "another colour for the note on this sentence"
    case .noteOnText: "write a note on the text as a whole"
    case .lostNotes: "list the notes that have lost their words"
    case .attachFirst: "in that list: attach the note to the first place suggested"
    case .attachSecond: "in that list: to the second"
    case .attachThird: "in that list: to the third"
    case .attachHere: "in a list of notes: choose other words for the note"
    case .versions: "the versions of this text, with their notes as they stood"
    case .undo: "undo the last change to a note"
    case .redo: "do it again"
    case .copyQuote: "copy the passage with its source"
    case .copyCitation: "copy a citation of this place"
    case .copyBibTeX: "copy it for BibTeX"
    case .copyJSON: "copy it as CSL-JSON"
    case .wider: "wider lines"
    case .narrower: "narrower lines"
    case .justify: "justify lines or leave them ragged"
    case .theme: "the next theme"
    case .fold: "show or fold page furniture; in a list of notes, the trash"
    case .redraw: "draw the screen anew"
    case .suspend: "to the shell; fg comes back"
    case .sort: "sort by the next column"
    case .filter: "show only what has these words"
    }
  }

  /// The heading over what works on the screen that help was asked on.
  static func here(_ kind: ScreenKind) -> String {
    switch kind {
    case .archive: "HERE: THE ARCHIVE"
    case .reading: "HERE: A TEXT"
    case .search: "HERE: SEARCHING"
    case .notes: "HERE: A LIST OF NOTES"
    case .outline: "HERE: THE OUTLINE"
    case .source: "HERE: THE SOURCE"
    case .help: "HERE: HELP"
    case .versions: "HERE: THE VERSIONS OF A TEXT"
    case .links: "HERE: LINKS"
    }
  }
  static let welcome = "New here? Five keys are enough to begin."
  static let firstKeys: [(Command, String)] = [
    (.open, "read the chosen text; q comes back here"),
    (.pageDown, "read on, a page at a time"),
    (.search, "search all texts and notes while you type"),
    (.addNote, "while reading: write a note on the marked sentence"),
    (.help, "every key of the screen you are on"),
  ]
  /// What is waited for after `m` and `'`, and the letters taken so far.
  static func markHint(_ command: Command, set names: [Character]) -> String {
    let taken = names.isEmpty ? "" : "  (set: \(names.map(String.init).joined(separator: " ")))"
    return help(of: command) + taken
  }
  /// What a key has done that can go on as the lines above it say.
  static func canGoOn(_ key: Key, after command: Command) -> String {
    "\(key.name): \(help(of: command)). Or go on with one of these."
  }
  static let elsewhere = "ON OTHER SCREENS"
  static let noHelp = "No line of help has these words. Esc shows all."

  /// The keys where text is typed, which are the same whatever the table of keys says.
  static let fieldKeys: [(heading: String, keys: [(String, String)])] = [
    (
      "While writing a note",
      [
        ("C-s C-d", "save"), ("Esc", "close; what was typed is kept as a draft"),
        ("C-e", "go on in your $EDITOR"), ("Tab", "to the tags and back; completes a #tag"),
        ("C-n", "another kind: note, highlight, question"), ("C-o", "another colour"),
        ("C-x", "done, or open again"),
      ]
    ),
    (searchKeysHeading, searchKeyHelp), (searchHelpHeading, searchHelp),
    (
      "While typing after :",
      [
        ("Tab S-Tab", "complete the word"), ("↑ ↓", "lines typed before"), ("Esc", "leave it"),
        (":50%", "go half-way into the text"), (":open TEXT", "open a text by its id"),
        (":theme NAME", "use a theme"), (":measure 60", "lines of at most 60 columns"),
        (":cite bibtex", "copy a citation: plain, bibtex or csl-json"),
        (":help WORD", "the lines of help with a word"),
      ]
    ),
    (
      "In any field",
      [
        ("← → Home End", "move"), ("C-w C-u C-k", "delete a word, to the start, to the end"),
      ]
    ),
    (
      "Mouse",
      [
        ("wheel", "scroll"), ("click", "place the cursor; open a note in the margin; choose a row"),
        ("drag", "select, then a writes a note on it"), ("ruler", "click or drag to go there"),
        ("Shift", "held down, leaves the mouse to the terminal"),
      ]
    ),
  ]
}
