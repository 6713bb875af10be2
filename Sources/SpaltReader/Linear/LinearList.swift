internal import SpaltNotes
internal import SpaltSearch
internal import SpaltText

/// A list as it is told: a title, one line a row, and the row one is on.
struct LinearList: Equatable {
  var title: String
  var rows: [String]
  /// Counted from 0.
  var chosen: Int
  /// What is said when there are no rows.
  var empty: String

  /// The list shown, `nil` on a screen that is none.
  init?(_ state: ReaderState) {
    switch state.screen {
    case .archive(let archive): self.init(archive, state)
    case .search(let search): self.init(search, state)
    case .notes(let list): self.init(list, state)
    case .versions(let list): self.init(list, state)
    case .outline(let outline): self.init(outline)
    case .links(let links): self.init(links)
    case .reading, .source, .help: return nil
    }
  }

  private init(_ archive: ArchiveScreen, _ state: ReaderState) {
    let texts = archive.rows(of: state.texts)
    rows = texts.map { text in
      let facts = [
        text.metadata.publisher, text.metadata.language.rawValue, text.metadata.date,
        Words.read(text.read), text.noteCount == 0 ? nil : Words.notes(text.noteCount),
      ]
      return "\(text.metadata.title) (\(facts.compactMap { $0 }.joined(separator: ", ")))"
    }
    chosen = archive.chosenRow(in: texts)
    title = "\(Words.archiveTitle), \(Words.texts(texts.count))."
    empty =
      (state.texts ?? []).isEmpty
      ? Words.noTexts.filter { !$0.isEmpty }.joined(separator: " ")
      : Words.noTextMatches(archive.filter?.text ?? "")
  }

  private init(_ search: SearchScreen, _ state: ReaderState) {
    let hits = search.page?.hits ?? []
    let order = search.hitsInOrder
    var last: TextID?
    rows = order.map { index in
      let hit = hits[index]
      // The title is told once for the hits of a text.
      let title = hit.text == last ? nil : state.title(of: hit.text)
      last = hit.text
      let place = hit.block.map { Words.paragraph($0) }
      let kind = hit.kind == .note ? Words.name(of: Note.Kind.note) : nil
      let facts = [kind, title, place, hit.tier == .exact ? nil : Words.tier(hit.tier)]
        .compactMap { $0 }
      let words = oneLine("\(hit.before)[\(hit.quote)]\(hit.after)")
      return facts.isEmpty ? words : "\(words) (\(facts.joined(separator: ", ")))"
    }
    chosen = order.firstIndex(of: search.chosen) ?? 0
    title =
      "\(Words.hits(rows.count)) for \(search.editor.text), \(Words.place(search.place, search.order))."
    empty = search.nothingFound
  }

  private init(_ outline: OutlineScreen) {
    title = "\(Words.outlineTitle), \(Words.headings(outline.entries.count))."
    rows = outline.entries.map { "\($0.title) (\(Words.level($0.level)))" }
    chosen = outline.chosen
    empty = Words.noHeadings
  }

  private init(_ list: NoteListScreen, _ state: ReaderState) {
    let notes = list.rows(of: state.allNotes)
    rows = notes.map { note in
      let text = list.text == nil ? "\(state.title(of: note.text)), " : ""
      return "\(Self.words(of: note)) (\(text)“\(oneLine(note.selectors.quote))”)"
    }
    chosen = list.chosenRow(in: notes)
    let name =
      switch list.part {
      case .kept: Words.notesTitle(of: list.text.map(state.title))
      case .lost: Words.lostTitle
      case .trash: Words.trashTitle
      }
    title = "\(name), \(Words.notes(notes.count))."
    empty =
      switch list.part {
      case .kept: Words.noNotesListed
      case .lost: Words.noneLost
      case .trash: Words.trashEmpty
      }
  }

  private init(_ list: VersionListScreen, _ state: ReaderState) {
    title = "\(Words.versionsTitle), \(state.title(of: list.text))."
    rows = (list.versions ?? []).map(Words.version)
    chosen = list.chosen
    empty = Words.loading
  }

  private init(_ links: LinkScreen) {
    title = "\(Words.linksTitle)."
    rows = links.addresses.map { Sanitizer.line($0.text) }
    chosen = links.chosen
    empty = Words.noLinks
  }

  /// A note on one line: its words, tags, date, and where its place has become doubtful.
  static func words(of note: Note) -> String {
    let body = note.body.isEmpty ? Words.name(of: note.kind) : oneLine(note.body)
    var facts = note.tags.filter { !note.body.contains("#\($0)") }.map { "#\($0)" }
    facts.append(Words.day(of: note.created))
    if let state = Words.state(of: note.anchor.state) { facts.append(state) }
    return "\(body), \(facts.joined(separator: ", "))"
  }
}
