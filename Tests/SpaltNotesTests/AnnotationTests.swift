import Foundation
import SpaltNotes
import SpaltText
import Testing

/// Notes on their way to and from other programs.
@Suite struct AnnotationTests {
  private let source = "# Överst\n\nÅterstår att se, sade hon.\n\nSlutet är öppet."

  private func notes() throws -> [Note] {
    let text = document(source)
    let range = try #require(text.passage("att se"))
    let anchor = Anchor(state: .edited, range: range, source: text.source(of: range))
    let selectors = Selectors(range, in: text, version: "v0")
    let time = Timestamp(rawValue: "2026-11-02T09:12:33.250Z")
    let first = Note(
      id: NoteID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"), text: text.id, kind: .question,
      body: "Två\n\nrader \"här\"", tags: ["jäv", "a b"], colour: "red", selectors: selectors,
      isDone: true, author: "Åsa", extra: #"{"rating":5.0,"x":{"b":1,"a":[]}}"#, anchor: anchor,
      created: time, modified: Timestamp(rawValue: "2026-11-03T09:12:33.250Z"), revision: 4)
    let reply = Note(
      id: NoteID("egen/%1"), text: text.id, body: "Nej.", selectors: selectors,
      parent: first.id, anchor: anchor, created: time)
    let bare = Note(
      id: NoteID("b"), text: text.id, kind: .highlight, selectors: selectors, anchor: anchor,
      created: time, deleted: true)
    let whole = Note(
      id: NoteID("w"), text: text.id, body: "Om allt.", selectors: .wholeText(version: "v1"),
      anchor: Anchor(state: .exact, range: .start..<(.start), source: 0..<0), created: time)
    return [first, reply, bare, whole]
  }

  @Test(arguments: [NoteFormat.jsonld, .jsonl])
  func `a backup read and written again is the same bytes, and the same notes`(
    format: NoteFormat
  ) throws {
    let text = document(source)
    let writer = NoteWriter(document: text, source: source, version: "v1")
    func written(_ notes: [Note]) -> String {
      var export = NoteExport(.jsonld)
      for note in notes { export.add(note, by: writer, title: "T") }
      return format == .jsonld
        ? export.content : notes.map { writer.line(for: $0) + "\n" }.joined()
    }
    let content = written(try notes())
    let reading = try readNotes(in: content)
    #expect(reading.faults == [])
    let again = try reading.drafts.map { _, draft in
      let placed = try draft.placed(in: text, index: CodePointIndex(source), version: "v1")
      var anchor = try #require(placed.anchor)
      anchor.version = nil
      return draft.note(
        id: NoteID("new"), text: draft.text, selectors: placed.selectors, anchor: anchor,
        now: Timestamp(rawValue: "now"))
    }
    #expect(again == (try notes()))
    #expect(written(again) == content)
  }

  @Test func `annotations of another program are read in all the shapes the model allows`() throws {
    let content = """
      {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": [
        {"id": "http://example.org/anno1", "type": "Annotation", "bodyValue": "Plain words",
         "rights": "CC0", "target": "urn:spalt:text:text"},
        {"id": "http://example.org/anno2", "motivation": ["oa:questioning"],
         "creator": "http://example.org/me", "created": "2015-10-13T13:00:00Z",
         "body": [{"type": "TextualBody", "value": "Why?"},
                  {"value": "jäv", "purpose": ["tagging"]}],
         "target": {"source": {"id": "http://example.org/page.html"},
           "selector": {"type": "FragmentSelector", "value": "x",
             "refinedBy": {"type": "TextQuoteSelector", "exact": "att se", "prefix": "Återstår "}}}},
        {"target": {"source": "urn:spalt:text:text",
           "selector": [{"type": "TextQuoteSelector", "exact": 7}]}}
      ]}
      """
    let reading = try readNotes(in: content)
    #expect(reading.faults == [.entry(3, .wrongType(key: "selector.exact"))])
    let drafts = reading.drafts.map(\.draft)
    #expect(drafts.map(\.body) == ["Plain words", "Why?"])
    #expect(drafts[0].place == .wholeText)
    #expect(drafts[0].text == TextID("text") && drafts[0].address == nil)
    #expect(drafts[0].extra == #"{"jsonld":{"rights":"CC0"}}"#)
    #expect(drafts[1].kind == .question && drafts[1].tags == ["jäv"])
    #expect(drafts[1].address == "http://example.org/page.html")
    #expect(drafts[1].quote == "att se" && drafts[1].prefix == "Återstår ")
    #expect(drafts[1].author == "http://example.org/me")
  }

  @Test func `annotations of Hypothesis come in with what they say, and go out again`() throws {
    let content = """
      {"total": 3, "rows": [
        {"id": "aaa", "created": "2019-01-03T19:46:09.334539+00:00",
         "updated": "2019-01-03T19:46:09.334539+00:00", "user": "acct:reader@hypothes.is",
         "uri": "http://example.com/artikel", "text": "Sant?", "tags": ["a", "b"],
         "document": {"title": ["Artikel"]}, "group": "__world__", "permissions": {"read": ["group:__world__"]},
         "target": [{"source": "http://example.com/artikel", "selector": [
           {"type": "RangeSelector", "startContainer": "/p[1]"},
           {"type": "TextPositionSelector", "start": 400, "end": 406},
           {"type": "TextQuoteSelector", "exact": "att se", "prefix": "", "suffix": ", sade"}]}]},
        {"id": "bbb", "uri": "http://example.com/artikel", "text": "Ja.", "tags": [],
         "references": ["aaa"], "user": "acct:other@hypothes.is", "target": []},
        {"id": "ccc", "uri": "http://example.com/artikel", "text": 4, "target": []}
      ]}
      """
    let reading = try readNotes(in: content)
    #expect(reading.faults == [.entry(3, .wrongType(key: "text"))])
    let drafts = reading.drafts.map(\.draft)
    #expect(drafts[0].quote == "att se" && drafts[0].place == .quote)
    #expect(drafts[0].tags == ["a", "b"] && drafts[0].author == "acct:reader@hypothes.is")
    #expect(drafts[1].parent == NoteID("aaa") && drafts[1].place == .ofParent)

    let text = document(source)
    let placed = try drafts[0].placed(in: text, index: CodePointIndex(source), version: "v1")
    let note = drafts[0].note(
      id: NoteID("x"), text: text.id, selectors: placed.selectors,
      anchor: try #require(placed.anchor), now: Timestamp(rawValue: "now"))
    var export = NoteExport(.hypothesis)
    export.add(
      note, by: NoteWriter(document: text, source: source, version: "v1"), title: "En titel")
    let again = try #require(try readNotes(in: export.content).drafts.first?.draft)
    #expect(again.address == "http://example.com/artikel")
    #expect(again.extra == drafts[0].extra)
    #expect(again.body == "Sant?" && again.id == NoteID("aaa"))
    #expect(export.content.contains(#""group":"__world__""#))
  }

  @Test func `fields that mean nothing here are kept as they came`() throws {
    let line = #"{"document":"t","quote":"q","rating":5.0,"nested":{"b":[1,2],"a":null}}"#
    let draft = try #require(try readNotes(in: line).drafts.first?.draft)
    #expect(draft.extra == #"{"rating":5.0,"nested":{"b":[1,2],"a":null}}"#)
    let note = draft.note(
      id: NoteID("n"), text: draft.text, selectors: try #require(draft.remembered),
      anchor: .orphan, now: Timestamp(rawValue: "2026-11-02T09:12:33.250Z"))
    let written = NoteWriter().line(for: note)
    #expect(written.contains(#""nested":{"b":[1,2],"a":null}"#))
    #expect(written.contains(#""rating":5.0"#))
    let again = try #require(try readNotes(in: written).drafts.first?.draft)
    #expect(
      NoteWriter().line(
        for: again.note(
          id: NoteID("n"), text: again.text, selectors: try #require(again.remembered),
          anchor: .orphan, now: note.created)) == written)
  }

  @Test func `a table has a cell for each field and quotes what needs it`() throws {
    let table = commaSeparatedValues(of: [try notes()[0]], titles: [TextID("text"): "A, B"])
    let lines = table.components(separatedBy: "\r\n")
    #expect(lines[0].hasPrefix("document,title,headings,quote,body,tags,kind"))
    #expect(
      lines[1].hasPrefix("text,\"A, B\",# Överst,att se,\"Två\n\nrader \"\"här\"\"\",jäv a b,"))
    #expect(lines.count == 3 && lines[2].isEmpty)
  }
}
