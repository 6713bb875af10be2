import SpaltArchive
import SpaltNotes
import SpaltSearch
import SpaltText
import Testing

/// What every archive has to do, whatever it is made of.
@Suite struct ConformanceTests {
  /// The kinds of archive; another kind is one more case here.
  enum Kind: CaseIterable, Sendable { case embedded }

  private let folder: Folder

  init() throws { folder = try Folder() }

  private func archive(_ kind: Kind) throws -> any Archive {
    switch kind {
    case .embedded: try EmbeddedArchive.open(folder.file("archive.spalt"))
    }
  }

  @Test(arguments: Kind.allCases)
  func `a stored text comes back as it was`(kind: Kind) async throws {
    let archive = try archive(kind)
    #expect(try await archive.texts() == [])
    #expect(try await archive.store(article.document, source: article.source) == .added)
    let id = article.document.id
    #expect(
      try await archive.text(id)
        == TextVersion(document: article.document, version: article.source.digest))
    #expect(try await archive.source(of: id, version: nil) == article.source)
    let summary = try #require(try await archive.texts().first)
    #expect(summary.metadata == article.document.metadata)
    #expect(summary.wordCount == article.document.wordCount)
    #expect(summary.blockCount == 4)
    #expect(summary.sourceByteCount == article.source.byteCount)
  }

  @Test(arguments: Kind.allCases)
  func `everything a block knows is kept`(kind: Kind) async throws {
    let archive = try archive(kind)
    let text = "Före \u{0} och efter, fetstilt"
    let block = Block(
      .footnote, text, marker: "1", references: [.init(offset: 5, label: "*")],
      emphasis: [.init(range: 20..<28, kind: .strong)],
      links: [.init(range: 0..<5, address: "https://exempel.se/å")],
      map: SourceMap([.init(text: 0, source: 3, length: 6), .init(text: 6, source: 12, length: 22)]
      ),
      marks: [0..<2, 34..<36])
    let document = Document(
      id: TextID("noter"), metadata: Metadata(title: "Noter", date: "2022-10", rights: "Fri."),
      blocks: [block, Block(.heading(level: 3), "", map: SourceMap([]))])
    let source = Source(
      name: "a\u{0}b", digest: "d", byteCount: 4, text: "x\u{0}y", replacements: 2)
    _ = try await archive.store(document, source: source)
    #expect(try await archive.text(document.id).document == document)
    #expect(try await archive.source(of: document.id, version: "d") == source)
  }

  @Test(arguments: Kind.allCases)
  func `a text is opened with all that was left in it`(kind: Kind) async throws {
    let archive = try archive(kind)
    let id = article.document.id
    await #expect(throws: ArchiveError.noSuchText(id)) { try await archive.opening(of: id) }
    _ = try await archive.store(article.document, source: article.source)
    let other = Passage(
      text: TextID("annan"), range: .start..<Position(block: 0, offset: 2))
    let passage = Passage(text: id, range: .start..<Position(block: 0, offset: 2))
    for subject in [other, passage] {
      try await archive.save(
        Draft(
          subject: .passage(subject, version: article.source.digest), body: "Halvt tänkt",
          time: Timestamp(rawValue: "2026-11-21T09:00:00Z")))
    }
    let place = ReadingPlace(position: Position(block: 1, offset: 0), read: 0.5)
    try await archive.setPlace(place, of: id)

    let opening = try await archive.opening(of: id)
    #expect(opening.summary == (try await archive.summary(of: id)))
    #expect(opening.document == article.document)
    #expect(opening.notes == [])
    #expect(opening.place == place)
    #expect(
      opening.drafts.map(\.subject) == [.passage(passage, version: article.source.digest)])
  }

  @Test(arguments: Kind.allCases)
  func `the same source again changes nothing`(kind: Kind) async throws {
    let archive = try archive(kind)
    _ = try await archive.store(article.document, source: article.source)
    let before = try await archive.changes(after: nil).position
    #expect(try await archive.store(article.document, source: article.source) == .unchanged)
    #expect(try await archive.changes(after: before).texts == [])
  }

  @Test(arguments: Kind.allCases)
  func `a new version moves the notes and keeps the old one`(kind: Kind) async throws {
    let archive = try archive(kind)
    _ = try await archive.store(article.document, source: article.source)
    let moved = try #require(article.note(on: "villkoren för granskningen", id: "n1"))
    let lost = try #require(article.note(on: "formella beslutet återstår att fatta", id: "n2"))
    _ = try await archive.append([NoteOperation(adding: moved), NoteOperation(adding: lost)])

    let receipt = try await archive.store(laterArticle.document, source: laterArticle.source)
    #expect(receipt == .updated(notes: [.moved: 1, .orphan: 1]))
    let notes = try await archive.notes(of: article.document.id)
    #expect(notes.map(\.id) == [moved.id, lost.id])
    let range = try #require(notes[0].anchor.range)
    #expect(laterArticle.document.words(in: range) == "villkoren för granskningen")
    #expect(notes[1].anchor.state == .orphan)
    #expect(notes.map(\.selectors) == [moved.selectors, lost.selectors])
    #expect(
      try await archive.text(article.document.id, version: article.source.digest).document
        == article.document)

    // The old edition again: every note is back on its words.
    _ = try await archive.store(article.document, source: article.source)
    #expect(
      try await archive.notes(of: article.document.id).map(\.anchor) == [
        moved.anchor, lost.anchor,
      ])
  }

  @Test(arguments: Kind.allCases)
  func `a text in the trash leaves its notes as orphans, and comes back`(kind: Kind) async throws {
    let archive = try archive(kind)
    _ = try await archive.store(article.document, source: article.source)
    let note = try #require(article.note(on: "Skolverket som fått", body: "Jäv?", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: note))
    try await archive.remove(article.document.id)

    #expect(try await archive.texts() == [])
    #expect(try await archive.notes().map(\.anchor) == [.orphan])
    let query = Query(parsing: "jäv OR skolverket")
    let hits = try await archive.search(query, in: .all, limit: 10).hits
    #expect(hits.map(\.kind) == [.note])
    #expect(hits.map(\.block) == [nil])
    await #expect(throws: ArchiveError.noSuchText(article.document.id)) {
      try await archive.text(article.document.id)
    }

    let receipt = try await archive.store(article.document, source: article.source)
    #expect(receipt == .restored(notes: [.exact: 1]))
    #expect(try await archive.notes() == [note])
  }

  @Test(arguments: Kind.allCases)
  func `a note goes through its life by operations`(kind: Kind) async throws {
    let archive = try archive(kind)
    _ = try await archive.store(article.document, source: article.source)
    let note = try #require(
      article.note(on: "Skolverket", body: "Kärnan.\u{0}\r\n", id: "n1", tags: ["jäv", "a\\n\nb"]))
    let operations = [
      NoteOperation(adding: note),
      NoteOperation("o2", on: "n1", expecting: 1, .setBody("Kärnan, och mer.")),
      NoteOperation("o3", on: "n1", expecting: 2, .setTags(["makt"])),
      NoteOperation("o4", on: "n1", expecting: 3, .setKind(.question)),
      NoteOperation("o5", on: "n1", expecting: 4, .setColour("red")),
      NoteOperation("o6", on: "n1", expecting: 5, .setColour(nil)),
      NoteOperation("o7", on: "n1", expecting: 6, .delete),
      NoteOperation("o8", on: "n1", expecting: 7, .restore),
    ]
    #expect(try await archive.append(operations[0]) == .accepted(note))
    #expect(try await archive.note(note.id) == note)
    for operation in operations.dropFirst().prefix(6) {
      guard case .accepted = try await archive.append(operation) else {
        Issue.record("\(operation.id) was not accepted")
        return
      }
    }
    #expect(try await archive.notes() == [])
    #expect(try await archive.notes(of: nil, includingTrash: true).map(\.deleted) == [true])
    _ = try await archive.append(operations[7])
    let now = try await archive.note(note.id)
    #expect(now.body == "Kärnan, och mer.")
    #expect(now.tags == ["makt"])
    #expect(now.kind == .question)
    #expect(now.revision == 8)
    #expect(try await archive.history(of: note.id).map(\.operation) == operations)
  }

  @Test(arguments: Kind.allCases)
  func `the second editor of a note is told`(kind: Kind) async throws {
    let archive = try archive(kind)
    _ = try await archive.store(article.document, source: article.source)
    let note = try #require(article.note(on: "Skolverket", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: note))
    let first = NoteOperation("first", on: "n1", expecting: 1, .setBody("Den ena."))
    let second = NoteOperation("second", on: "n1", expecting: 1, .setBody("Den andra."))
    let receipts = try await archive.append([first, second, first])
    let now = try await archive.note(note.id)
    #expect(now.body == "Den ena.")
    #expect(receipts == [.accepted(now), .conflict(now), .duplicate(now)])
    #expect(try await archive.history(of: note.id).map(\.operation.id) == ["add-n1", "first"])
    await #expect(throws: ArchiveError.noSuchNote(NoteID("none"))) {
      try await archive.append(NoteOperation("x", on: "none", expecting: 1, .delete))
    }
  }

  @Test(arguments: Kind.allCases)
  func `a lost note is attached by hand and stays findable`(kind: Kind) async throws {
    let archive = try archive(kind)
    _ = try await archive.store(article.document, source: article.source)
    let note = try #require(article.note(on: "formella beslutet återstår att fatta", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: note))
    _ = try await archive.store(laterArticle.document, source: laterArticle.source)
    let place = try #require(laterArticle.note(on: "svar från departementet", id: "n1"))
    let attach = NoteOperation("o2", on: "n1", expecting: 1, .attach(place.selectors))
    guard case .accepted(let now) = try await archive.append(attach) else {
      Issue.record("not accepted")
      return
    }
    #expect(now.anchor.state == .confirmed)
    #expect(now.anchor.range == place.selectors.range)
    #expect(now.selectors == note.selectors)
    #expect(try await archive.history(of: note.id).last?.operation == attach)
  }

  @Test(arguments: Kind.allCases)
  func `a note for a text that is not there waits as an orphan`(kind: Kind) async throws {
    let archive = try archive(kind)
    let note = try #require(article.note(on: "Skolverket som fått", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: note))
    #expect(try await archive.notes().map(\.anchor) == [.orphan])
    _ = try await archive.store(article.document, source: article.source)
    #expect(try await archive.notes(of: article.document.id).map(\.anchor) == [note.anchor])
  }

  @Test(arguments: Kind.allCases)
  func `the reading place moves with its words`(kind: Kind) async throws {
    let archive = try archive(kind)
    let id = article.document.id
    _ = try await archive.store(article.document, source: article.source)
    #expect(try await archive.place(of: id) == nil)
    let place = ReadingPlace(
      position: Position(block: 2, offset: 0), read: 0.5, top: Position(block: 1, offset: 4))
    try await archive.setPlace(place, of: id)
    #expect(try await archive.place(of: id) == place)
    #expect(try await archive.texts().map(\.read) == [0.5])
    _ = try await archive.store(laterArticle.document, source: laterArticle.source)
    #expect(try await archive.place(of: id)?.position == Position(block: 3, offset: 0))
    #expect(try await archive.place(of: id)?.top == nil)
    await #expect(throws: ArchiveError.noSuchText(TextID("none"))) {
      try await archive.setPlace(place, of: TextID("none"))
    }
  }

  @Test(arguments: Kind.allCases)
  func `one draft is kept for each subject`(kind: Kind) async throws {
    let archive = try archive(kind)
    let range = Position(block: 1, offset: 0)..<Position(block: 1, offset: 4)
    let passage = Passage(text: article.document.id, range: range)
    let subjects = [Draft.Subject.note(NoteID("n1")), .passage(passage, version: "v1")]
    for body in ["J", "Jäv\u{0}"] {
      for subject in subjects {
        try await archive.save(Draft(subject: subject, body: body, time: noon))
      }
    }
    #expect(
      try await archive.drafts()
        == subjects.map { Draft(subject: $0, body: "Jäv\u{0}", time: noon) })
    try await archive.discardDraft(of: subjects[0])
    #expect(try await archive.drafts().map(\.subject) == [subjects[1]])
  }

  @Test(arguments: Kind.allCases)
  func `changes are told from a position on`(kind: Kind) async throws {
    let archive = try archive(kind)
    _ = try await archive.store(article.document, source: article.source)
    let start = try await archive.changes(after: nil)
    #expect(start.texts == [] && start.notes == [])
    let note = try #require(article.note(on: "Skolverket", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: note))
    _ = try await archive.store(chapter.document, source: chapter.source)
    let changes = try await archive.changes(after: start.position)
    #expect(changes.texts == [article.document.id, chapter.document.id])
    #expect(changes.notes == [note.id])
    #expect(try await archive.changes(after: changes.position).texts == [])
  }

  @Test(arguments: Kind.allCases)
  func `a sound archive has nothing wrong with it`(kind: Kind) async throws {
    let archive = try archive(kind)
    for sample in [article, laterArticle, chapter] {
      _ = try await archive.store(sample.document, source: sample.source)
    }
    let note = try #require(laterArticle.note(on: "Skolverket", body: "Jäv?", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: note))
    try await archive.remove(chapter.document.id)
    #expect(try await archive.check() == [])
    try await archive.reindex()
    #expect(try await archive.check() == [])
    let page = try await archive.search(Query(parsing: "granskning"), in: .all, limit: 10)
    #expect(page.hits.count == 3)
  }
}
