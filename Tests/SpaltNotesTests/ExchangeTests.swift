import Foundation
import SpaltNotes
import SpaltText
import Testing

@Suite struct ExchangeTests {
  let source = "# Överst\n\nÅterstår att se, sade hon.\n\nSlutet är öppet."

  @Test func `a line has the promised keys, in code points`() throws {
    let line = NoteWriter(document: document(source), source: source, version: "v1")
      .line(for: try note("att se", body: "Jaså/\"nej\"\n\u{1B}[2J"))
    #expect(
      line == """
        {"anchor":{"end":{"block":1,"offset":15},"source":{"end":25,"start":19},\
        "start":{"block":1,"offset":9},"state":"exact","version":"v1"},\
        "body":"Jaså/\\"nej\\"\\n\\u001b[2J","colour":"red",\
        "created":"2026-11-02T09:12:33.250Z","deleted":false,"document":"text",\
        "id":"0193-a","kind":"question","modified":"2026-11-02T09:12:33.250Z",\
        "prefix":"# Överst\\n\\nÅterstår ","quote":"att se","revision":3,\
        "selectors":{"endByte":{"block":1,"offset":17},"headings":["# Överst"],\
        "rival":0.6,"sourceBytes":{"end":28,"start":22},\
        "startByte":{"block":1,"offset":11},"version":"v1"},\
        "state":"open",\
        "suffix":", sade hon.\\n\\nSlutet är öppet.","tags":["jäv","2026"]}
        """)
  }

  @Test(arguments: [
    "", "a\u{0}b", "\r\n", " ", "å a\u{30A}", "\u{202E}\u{2028}\u{FEFF}x", "🧑‍🚒 \\ / \u{7F}", "\n",
  ])
  func `what is written, read and written again is the same bytes`(_ body: String) throws {
    let text = document(source)
    let writer = NoteWriter(document: text, source: source, version: "v1")
    for state in Anchor.State.allCases {
      var note = try note("att se", body: body)
      note.anchor.state = state
      if state == .orphan || state == .ambiguous { note.anchor = Anchor.orphan }
      note.deleted = state == .moved
      let line = writer.line(for: note)
      let draft = try #require(try readNotes(in: line + "\n").drafts.first?.draft)
      let placed = try draft.placed(in: text, index: CodePointIndex(source), version: "v1")
      var again = draft.note(
        id: NoteID("other"), text: draft.text, selectors: placed.selectors,
        anchor: try #require(placed.anchor), now: note.created)
      #expect(again.anchor.version == "v1")
      again.anchor.version = nil
      #expect(writer.line(for: again).utf8.elementsEqual(line.utf8))
      #expect(again == note)
    }
  }

  @Test func `a note of another version keeps what it remembers and has to be looked for`() throws {
    let writer = NoteWriter(document: document(source), source: source, version: "v1")
    let line = writer.line(for: try note("att se"))
    let draft = try #require(try readNotes(in: line).drafts.first?.draft)
    let placed = try draft.placed(
      in: document("Nytt."), index: CodePointIndex("Nytt."), version: "v2")
    #expect(placed.anchor == nil)
    #expect(placed.selectors == (try note("att se")).selectors)
  }

  @Test func `a place can be given as source, anchor or quote`() throws {
    let places = [
      #""source":{"start":19,"end":25}"#,
      #""source":{"start":18,"end":24},"quote":"att se""#,
      #""anchor":{"source":{"start":19,"end":25}}"#,
      #""anchor":{"start":{"block":1,"offset":9},"end":{"block":1,"offset":15}}"#,
      #""quote":"att  se""#,
    ]
    for place in places {
      let draft = try #require(
        try readNotes(in: #"{"document":"text","body":"b","more":[1],\#(place)}"#).drafts.first?
          .draft)
      let text = document(source)
      let (selectors, anchor) = try draft.placed(
        in: text, index: CodePointIndex(source), version: "v1")
      #expect(selectors.quote == "att se", "\(place)")
      #expect(anchor?.state == .exact)
      #expect(anchor?.range == text.passage("att se"))
      #expect(draft.kind == .note && draft.id == nil && draft.body == "b" && !draft.deleted)
    }
  }

  @Test func `a place without words is refused`() throws {
    let text = document(source)
    let index = CodePointIndex(source)
    let cases: [(String, NoteDraft.Refusal)] = [
      (#""source":{"start":900,"end":910}"#, .outside),
      (#""source":{"start":19,"end":19}"#, .outside),
      (#""quote":"saknas""#, .missing(quote: "saknas")),
      (#""quote":"e""#, .ambiguous(quote: "e", places: 6)),
    ]
    for (place, refusal) in cases {
      let draft = try #require(
        try readNotes(in: #"{"document":"t",\#(place)}"#).drafts.first?.draft)
      #expect(throws: refusal) { try draft.placed(in: text, index: index, version: "v") }
    }
  }

  @Test func `a bad line is named with its reason, and the others are read`() throws {
    let good = #"{"document":"t","quote":"q"}"#
    let cases: [(String, NoteReadingError)] = [
      ("{]", .line(2, .notJSON)),
      ("[1]", .line(2, .notJSON)),
      (#"{"quote":"q"}"#, .line(2, .noDocument)),
      (#"{"document":"t","body":"b"}"#, .line(2, .noPlace)),
      (#"{"document":"t","tags":"x"}"#, .line(2, .wrongType(key: "tags"))),
      (
        #"{"document":"t","source":{"start":5,"end":2}}"#, .line(2, .badSpan(key: "source"))
      ),
      (
        #"{"document":"t","quote":"q","kind":"poem"}"#,
        .line(2, .badValue(key: "kind", value: "poem"))
      ),
      (
        #"{"document":"t","quote":"q","created":"yesterday"}"#,
        .line(2, .badValue(key: "created", value: "yesterday"))
      ),
    ]
    for (line, error) in cases {
      let reading = try readNotes(in: good + "\n" + line + "\n" + good)
      #expect(reading.faults == [error])
      #expect(reading.drafts.map(\.number) == [1, 3])
      #expect(error.description.hasPrefix("Line 2: "))
      #expect(error.description.hasSuffix("."))
    }
  }

  @Test func `byte order mark, empty lines and line ends of other systems are passed over`() throws
  {
    let line = #"{"document":"t","quote":"q"}"#
    #expect(try readNotes(in: "\u{FEFF}\(line)\r\n\r\n\(line)\r\n").drafts.count == 2)
    #expect(try readNotes(in: " \n").drafts.isEmpty)
  }

  @Test func `the format is told by the content`() {
    let formats: [(String, NoteFormat?)] = [
      (#"{"document":"t","quote":"q"}"#, .jsonl),
      ("{\n \"@context\": \"http://www.w3.org/ns/anno.jsonld\"\n}", .jsonld),
      (#"{"total":1,"rows":[]}"#, .hypothesis),
      ("# A text\n\n> quote", .markdown),
      ("id,document,quote\n", .csv),
      ("PK\u{3}\u{4}", nil), ("", nil),
    ]
    for (content, format) in formats {
      #expect(NoteFormat(tellingFrom: content) == format, "\(content)")
    }
    #expect(throws: NoteReadingError.onlyWritten(.csv)) {
      try readNotes(in: "id,document,quote\n")
    }
    #expect(throws: NoteReadingError.unknownFormat) { try readNotes(in: "Hello there") }
  }

  @Test func `markdown goes by text and heading and keeps the bodies`() throws {
    var lost = try note("Slutet", body: "")
    lost.anchor = .orphan
    lost.colour = nil
    lost.tags = []
    let output = markdown(
      of: [try note("att se", body: "Två\n\n* rader  "), lost],
      titles: [TextID("text"): "En\ntitel"]
    )
    #expect(
      output
        == """
        # En titel

        ## # Överst

        > att se

        Två

        * rader  \u{20}

        question · #jäv · #2026 · red · written 2026-11-02T09:12:33.250Z · `0193-a`

        > Slutet

        question · orphan · written 2026-11-02T09:12:33.250Z · `0193-a`


        """.replacing("rader  \u{20}", with: "rader  "))
  }

  private func note(_ words: String, body: String = "b") throws -> Note {
    let text = document(source)
    let range = try #require(text.passage(words))
    var selectors = Selectors(range, in: text, version: "v1")
    selectors.rival = 0.6
    return Note(
      id: NoteID("0193-a"), text: text.id, kind: .question, body: body, tags: ["jäv", "2026"],
      colour: "red", selectors: selectors,
      anchor: Anchor(state: .exact, range: range, source: text.source(of: range)),
      created: Timestamp(rawValue: "2026-11-02T09:12:33.250Z"), revision: 3)
  }
}
