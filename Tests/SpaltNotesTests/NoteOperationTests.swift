import SpaltNotes
import SpaltText
import Testing

@Suite struct NoteOperationTests {
  let later = Timestamp(rawValue: "2026-11-03T00:00:00.000Z")

  @Test func `adding gives the note as it was written`() {
    let note = example()
    #expect(operation(.add(note)).applying(to: nil) == note)
    #expect(operation(.add(note)).applying(to: note) == nil)
  }

  @Test func `a change counts up and sets the time`() throws {
    let note = try #require(operation(.setBody("nytt")).applying(to: example()))
    #expect(note.body == "nytt")
    #expect(note.revision == 2)
    #expect(note.modified == later)
    #expect(note.created == example().created)
    #expect(operation(.setBody("nytt")).applying(to: nil) == nil)
  }

  @Test func `a tag given twice is kept once`() {
    let note = operation(.setTags(["a", "b", "a"])).applying(to: example())
    #expect(note?.tags == ["a", "b"])
  }

  @Test func `attaching by hand confirms the place`() {
    var selectors = example().selectors
    selectors.source = 4..<9
    let note = operation(.attach(selectors)).applying(to: example())
    #expect(note?.anchor == Anchor(state: .confirmed, range: selectors.range, source: 4..<9))
    #expect(note?.selectors == selectors)
  }

  @Test func `every change can be taken back, and that again`() throws {
    let before = example()
    let changes: [NoteOperation.Change] = [
      .setBody("x"), .setTags(["x"]), .setKind(.highlight), .setColour(nil), .delete, .restore,
    ]
    for change in changes {
      let after = try #require(operation(change).applying(to: before))
      let undo = try #require(change.inverse(before: before))
      var undone = try #require(operation(undo).applying(to: after))
      let redo = try #require(undo.inverse(before: after))
      var redone = try #require(operation(redo).applying(to: undone))
      #expect(undone.revision == 3 && redone.revision == 4)
      (undone.revision, undone.modified) = (before.revision, before.modified)
      (redone.revision, redone.modified) = (after.revision, after.modified)
      #expect(undone == before, "\(change)")
      #expect(redone == after, "\(change)")
    }
    #expect(NoteOperation.Change.add(before).inverse(before: nil) == .delete)
    #expect(NoteOperation.Change.delete.inverse(before: nil) == nil)
    let attached = NoteOperation.Change.attach(before.selectors)
    #expect(attached.inverse(before: before) == .attach(before.selectors))
  }

  @Test func `the name of a note begins with its time and tells its version`() {
    let id = NoteID(milliseconds: 0x017F_22E2_79B0, random: (0x0CC3, 0x18C4_DC0C_0C07_398F))
    #expect(id.rawValue == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    let full = NoteID(milliseconds: .max, random: (.max, .max))
    #expect(full.rawValue == "ffffffff-ffff-7fff-bfff-ffffffffffff")
    #expect(NoteID(milliseconds: 1, random: (.max, .max)) < NoteID(milliseconds: 2, random: (0, 0)))
    #expect(
      NoteID(milliseconds: 0, random: (0, 0)).rawValue == "00000000-0000-7000-8000-000000000000")
  }

  private func operation(_ change: NoteOperation.Change) -> NoteOperation {
    NoteOperation(id: "o", note: NoteID("n"), expected: 1, change: change, time: later)
  }

  private func example() -> Note {
    let range = Position.start..<Position(block: 0, offset: 3)
    return Note(
      id: NoteID("n"), text: TextID("t"), body: "gammalt", tags: ["t"], colour: "blue",
      selectors: Selectors(
        version: "v", range: range, source: 0..<3, quote: "ord", prefix: "", suffix: ""),
      anchor: Anchor(state: .exact, range: range, source: 0..<3),
      created: Timestamp(rawValue: "2026-11-02T00:00:00.000Z"))
  }
}
