/// What a key, a word after `:` or a line of the configuration can ask for.
///
/// The raw value is the name in the configuration and on the command line of the reader.
public enum Command: String, CaseIterable, Sendable {
  // Moving
  case lineDown = "line-down"
  case lineUp = "line-up"
  case pageDown = "page-down"
  case pageUp = "page-up"
  case halfPageDown = "half-page-down"
  case halfPageUp = "half-page-up"
  /// Undo while the last thing done was a change to a note, else half a page up: readers of `less`
  /// and writers of `vim` both have `u` in their fingers.
  case halfPageUpOrUndo = "half-page-up-or-undo"
  case top
  case bottom
  case nextParagraph = "next-paragraph"
  case previousParagraph = "previous-paragraph"
  case nextSentence = "next-sentence"
  case previousSentence = "previous-sentence"
  case nextWord = "next-word"
  case previousWord = "previous-word"
  case jumpBack = "jump-back"
  case jumpForward = "jump-forward"
  case setMark = "set-mark"
  case goToMark = "go-to-mark"
  case followLink = "follow-link"

  // Going from screen to screen
  case open
  case back
  case close
  case quit
  case search
  case nextHit = "next-hit"
  case previousHit = "previous-hit"
  case outline
  case help
  case commandLine = "command-line"
  case showSource = "source"
  case links

  // Notes
  case addNote = "add-note"
  case resumeDraft = "resume-draft"
  case select
  case highlight
  case editNote = "edit-note"
  case editNoteOutside = "edit-note-outside"
  case nextNote = "next-note"
  case previousNote = "previous-note"
  case textNotes = "text-notes"
  case allNotes = "all-notes"
  case trash
  case undo
  case redo
  case reply
  case toggleDone = "done"
  case colour
  case noteOnText = "note-on-text"
  case lostNotes = "lost-notes"
  case attachFirst = "attach-1"
  case attachSecond = "attach-2"
  case attachThird = "attach-3"
  case attachHere = "attach-here"
  case versions

  // Quoting
  case copyQuote = "copy-quote"
  case copyCitation = "copy-citation"
  case copyBibTeX = "copy-bibtex"
  case copyJSON = "copy-csl-json"

  // The look of the page
  case wider
  case narrower
  case justify
  case theme
  case fold
  case redraw
  case suspend

  // The archive's table
  case sort
  case filter

  /// One line for the help screen.
  public var help: String { Words.help(of: self) }

  /// Where it does something; help puts what works on the screen it was asked on first.
  public var screens: Set<ScreenKind> {
    let lists: Set<ScreenKind> = [.archive, .notes, .versions, .outline, .links]
    switch self {
    case .lineDown, .lineUp, .pageDown, .pageUp, .halfPageDown, .halfPageUp,
      .halfPageUpOrUndo, .top, .bottom, .nextParagraph, .previousParagraph, .nextSentence,
      .previousSentence:
      return lists.union([.reading, .source, .help])
    case .open: return lists.union([.reading, .search])
    case .back, .close: return Set(ScreenKind.allCases)
    case .quit, .help, .commandLine, .allNotes, .theme, .redraw, .suspend:
      return Set(ScreenKind.allCases).subtracting([.search])
    case .search: return lists.union([.reading, .source, .help])
    case .undo, .redo: return lists.union([.reading])
    case .sort, .filter: return [.archive]
    case .copyCitation, .copyBibTeX, .copyJSON: return [.archive, .reading]
    case .editNote, .editNoteOutside, .trash, .fold, .attachHere: return [.reading, .notes]
    case .attachFirst, .attachSecond, .attachThird: return [.notes]
    case .outline: return [.reading, .outline]
    case .showSource: return [.reading, .source]
    default: return [.reading]
    }
  }

  /// The heading this command stands under in help.
  public var group: CommandGroup {
    switch self {
    case .lineDown, .lineUp, .pageDown, .pageUp, .halfPageDown, .halfPageUp,
      .halfPageUpOrUndo, .top, .bottom,
      .nextParagraph, .previousParagraph, .nextSentence, .previousSentence, .nextWord,
      .previousWord, .jumpBack, .jumpForward, .setMark, .goToMark, .followLink:
      .moving
    case .open, .back, .close, .quit, .search, .nextHit, .previousHit, .outline, .help,
      .commandLine, .showSource, .links:
      .going
    case .addNote, .resumeDraft, .select, .highlight, .editNote, .editNoteOutside, .nextNote,
      .previousNote,
      .textNotes, .allNotes, .trash, .undo, .redo, .reply, .toggleDone, .colour, .noteOnText,
      .lostNotes, .attachFirst, .attachSecond, .attachThird, .attachHere, .versions:
      .notes
    case .copyQuote, .copyCitation, .copyBibTeX, .copyJSON: .quoting
    case .wider, .narrower, .justify, .theme, .fold, .redraw, .suspend: .page
    case .sort, .filter: .archive
    }
  }
}

extension Command {
  /// Whether the command makes a note in the text shown.
  var writesOnPassage: Bool {
    switch self {
    case .addNote, .noteOnText, .reply, .highlight, .resumeDraft, .attachHere: true
    default: false
    }
  }
}

/// The screens of the reader, as help tells them apart.
public enum ScreenKind: CaseIterable, Sendable {
  case archive, reading, search, notes, versions, outline, source, help, links
}

/// A heading of the help screen, in the order shown.
public enum CommandGroup: CaseIterable, Sendable {
  case moving, going, notes, quoting, page, archive

  /// The heading, in the words of the help screen.
  public var heading: String { Words.heading(of: self) }
}
