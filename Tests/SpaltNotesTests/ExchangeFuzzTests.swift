import SpaltNotes
import SpaltTestSupport
import SpaltText
import Testing

@Suite struct ExchangeFuzzTests {
  @Test func `damaged lines are read or refused, and whatever is read has a place or a reason`()
    throws
  {
    let source = "# Överst\n\nÅterstår att se, sade hon.\n\nSlutet är öppet."
    let text = document(source)
    let index = CodePointIndex(source)
    let range = try #require(text.passage("att se"))
    let note = Note(
      id: NoteID("n"), text: text.id, body: "b\u{1B}", tags: ["t"],
      selectors: Selectors(range, in: text, version: "v"),
      anchor: Anchor(state: .exact, range: range, source: text.source(of: range)),
      created: Timestamp(rawValue: "2026-11-02T09:12:33.250Z"))
    let line = NoteWriter(document: text, source: source, version: "v").line(for: note)
    let short = #"{"document":"t","source":{"start":19,"end":25},"quote":"att se"}"#
    var random = SeededGenerator(seed: 4)
    var read = 0
    for round in 0..<600 {
      var bytes = Array((round % 2 == 0 ? line : short).utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: Array("99".utf8), at: place)
        }
      }
      guard
        let drafts = try? readNotes(in: String(decoding: bytes, as: UTF8.self)).drafts.map(\.draft)
      else {
        continue
      }
      for draft in drafts {
        read += 1
        guard let placed = try? draft.placed(in: text, index: index, version: "v") else { continue }
        let reanchoring = Reanchoring(from: text, oldVersion: "v", to: text, newVersion: "w")
        for place in [placed.anchor, reanchoring.anchor(for: placed.selectors)] {
          guard let found = place?.range else { continue }
          #expect(.start <= found.lowerBound && found.upperBound <= text.end, "round \(round)")
        }
      }
    }
    #expect(read > 50)
  }

  @Test func `the largest numbers do no harm`() throws {
    let text = document("Kort.")
    let most = Int.max
    for place in [
      #""source":{"start":0,"end":\#(most)}"#,
      #""anchor":{"start":{"block":0,"offset":0},"end":{"block":\#(most),"offset":\#(most)}}"#,
    ] {
      let draft = try #require(
        try readNotes(in: #"{"document":"t",\#(place)}"#).drafts.first?.draft)
      let placed = try draft.placed(in: text, index: CodePointIndex("Kort."), version: "v")
      #expect(placed.selectors.quote == "Kort.")
    }
  }
}
