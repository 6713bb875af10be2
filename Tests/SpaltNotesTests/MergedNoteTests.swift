import Foundation
import SpaltNotes
import SpaltTestSupport
import SpaltText
import Testing

/// Archives that exchange operations in any order hold the same notes in the end.
@Suite struct MergedNoteTests {
  private let added = Note(
    id: NoteID("n"), text: TextID("t"), body: "first", tags: ["a"],
    selectors: Selectors(
      version: "v", range: .start..<Position(block: 0, offset: 3), source: 0..<3, quote: "ord",
      prefix: "", suffix: ""),
    anchor: .orphan, created: Timestamp(rawValue: "2026-11-02T00:00:00.000Z"))

  /// One copy of the archive, as far as one note goes.
  private struct Copy {
    var log: [LoggedOperation]
    var made = 0

    var merged: MergedNote? { MergedNote(log) }

    /// Does what the archive does with an operation on the note as it stands here.
    mutating func change(_ name: String, _ change: NoteOperation.Change, at time: Int) {
      let now = MergedNote(log)
      made += 1
      log.append(
        LoggedOperation(
          NoteOperation(
            id: "\(name)\(made)", note: NoteID("n"), expected: now?.note.revision ?? 0,
            change: change, time: Timestamp(rawValue: "\(time)")),
          device: name, clock: max((now?.clock ?? 0) + 1, time), parents: now?.heads ?? [],
          inverse: now.flatMap { change.inverse(before: $0.note) }))
    }

    func merging(_ other: Copy) -> Copy { Copy(log: log + other.log, made: made) }
  }

  private func two() -> (Copy, Copy) {
    var first = Copy(log: [])
    first.change("base", .add(added), at: 1)
    return (first, first)
  }

  @Test func `of each field the last writer counts`() throws {
    var (one, other) = two()
    one.change("one", .setColour("red"), at: 10)
    other.change("other", .setKind(.question), at: 11)
    other.change("other", .setColour("blue"), at: 12)
    let note = try #require(one.merging(other).merged?.note)
    #expect(note.colour == "blue")
    #expect(note.kind == .question)
    #expect(note.revision == 4)
  }

  @Test func `tags are a set: what one adds and another takes away are both done`() throws {
    var (one, other) = two()
    one.change("one", .setTags(["a", "b"]), at: 10)
    other.change("other", .setTags(["c"]), at: 11)
    let note = try #require(one.merging(other).merged?.note)
    #expect(note.tags == ["c", "b"])
  }

  @Test func `bodies written without knowledge of each other are both kept`() throws {
    var (one, other) = two()
    one.change("one", .setBody("mine"), at: 10)
    other.change("other", .setBody("theirs"), at: 11)
    var both = one.merging(other)
    #expect(both.merged?.isInConflict == true)
    #expect(both.merged?.note.body == "mine" + MergedNote.bodySeparator + "theirs")
    both.change("one", .setBody("agreed"), at: 20)
    #expect(both.merged?.note.body == "agreed")
    #expect(both.merging(other).merged?.isInConflict == false)
  }

  @Test func `a body one saw and changed is no other opinion`() throws {
    var (one, other) = two()
    one.change("one", .setBody("second"), at: 10)
    // The other archive read the note in from a file with its first words.
    other.log[0].operation.id = "imported"
    #expect(one.merging(other).merged?.note.body == "second")
    other.change("other", .setTags(["z"]), at: 30)
    #expect(other.merging(one).merged?.note.body == "second")
  }

  @Test func `the trash loses against a change its keeper had not seen`() throws {
    var (one, other) = two()
    one.change("one", .delete, at: 20)
    #expect(one.merged?.note.deleted == true)
    other.change("other", .setBody("still needed"), at: 10)
    #expect(one.merging(other).merged?.note.deleted == false)
    var after = one.merging(other)
    after.change("one", .delete, at: 30)
    #expect(after.merged?.note.deleted == true)
  }

  @Test func `merging is commutative, associative and idempotent`() throws {
    for seed in UInt64(1)...60 {
      var random = SeededGenerator(seed: seed)
      let (start, _) = two()
      var copies = [start, start, start]
      for step in 0..<Int.random(in: 3...24, using: &random) {
        let index = Int.random(in: 0..<3, using: &random)
        if step % 5 == 4 {
          let other = Int.random(in: 0..<3, using: &random)
          let made = copies[index].made
          copies[index] = copies[index].merging(copies[other])
          copies[index].made = made
        }
        let change: NoteOperation.Change =
          switch Int.random(in: 0..<7, using: &random) {
          case 0: .setBody("body \(step)")
          case 1: .setTags((0..<Int.random(in: 0...3, using: &random)).map { "t\($0 + step % 3)" })
          case 2: .setKind(step % 2 == 0 ? .question : .note)
          case 3: .setColour(step % 3 == 0 ? nil : "red")
          case 4: .setDone(step % 2 == 0)
          case 5: .delete
          default: .restore
          }
        // Clocks of machines differ.
        copies[index].change("c\(index)-", change, at: Int.random(in: 0...100, using: &random))
      }
      let (a, b, c) = (copies[0], copies[1], copies[2])
      let whole = try #require(a.merging(b).merging(c).merged)
      for order in [
        c.merging(b).merging(a), a.merging(b.merging(c)), b.merging(a).merging(c).merging(b),
        Copy(log: (a.log + b.log + c.log).shuffled(using: &random)),
      ] {
        #expect(order.merged == whole, "seed \(seed)")
      }
      let bodies = whole.note.body.components(separatedBy: MergedNote.bodySeparator)
      #expect(Set(bodies).count == bodies.count, "seed \(seed)")
      for copy in copies where copy.merged?.heads == whole.heads { #expect(copy.merged == whole) }
    }
  }

  @Test func `a chain of changes gives what doing them one by one gives`() throws {
    var copy = Copy(log: [])
    copy.change("a", .add(added), at: 1)
    var note = try #require(copy.log[0].operation.applying(to: nil))
    let changes: [NoteOperation.Change] = [
      .setTags(["x", "a"]), .setBody("b"), .delete, .setBody("c"), .restore, .setTags([]),
      .setDone(true), .setKind(.highlight), .setColour("green"), .delete,
    ]
    for (index, change) in changes.enumerated() {
      copy.change("a", change, at: 10 + index)
      note = try #require(copy.log[index + 1].operation.applying(to: note))
      #expect(copy.merged?.note == note, "\(change)")
    }
  }

  @Test func `without the operation that adds it there is no note`() {
    var (one, _) = two()
    one.change("one", .setBody("x"), at: 3)
    #expect(MergedNote(Array(one.log.dropFirst())) == nil)
    #expect(MergedNote([]) == nil)
  }
}
