import Foundation
import Testing

/// Notes going out and coming in, and what others do to them meanwhile.
@Suite struct NoteExchangeTests {
  @Test(arguments: ["jsonl", "jsonld"])
  func `a backup restored elsewhere is the same backup, to the byte`(format: String) async throws {
    try await Sandbox.run { sandbox in
      for (quote, more) in [
        ("villkoren för granskningen", ["--body", "Ett", "--tag", "jäv", "--colour", "red"]),
        ("totalt värdelös", ["--body", "Två\n\n# rubrik", "--kind", "question"]),
      ] {
        let words = ["note", "add", "expressen-pisa", "--quote", quote] + more
        #expect(try await sandbox.start([Sandbox.program] + words).status == 0)
      }
      let text = try await sandbox.spalt("show", "expressen-pisa", "--source").text
      let newer = try sandbox.file("newer.txt", "Ett nytt stycke först i texten.\n\n" + text)
      #expect(
        try await sandbox.spalt("import", newer, "--as", "expressen-pisa").text.contains("2 moved"))
      let whole = ["note", "add", "expressen-pisa", "--whole", "--body", "Allt"]
      #expect(try await sandbox.start([Sandbox.program] + whole).status == 0)
      let backup = try await sandbox.spalt("note", "export", "--format", format)
      let file = try sandbox.file("backup", backup.output)
      let fresh = ["SPALT_ARCHIVE": sandbox.path("fresh.spalt")]
      let again = try await sandbox.spalt("import", newer, "--as", "expressen-pisa", with: fresh)
      #expect(again.status == 0)
      #expect(try await sandbox.spalt("note", "import", file, with: fresh).status == 0)
      let second = try await sandbox.spalt("note", "export", "--format", format, with: fresh)
      #expect(second.output == backup.output)
    }
  }

  @Test func `bad lines are named one by one and the others are taken`() async throws {
    try await Sandbox.run { sandbox in
      let file = try sandbox.file(
        "notes.jsonl",
        """
        {"document":"expressen-pisa","quote":"villkoren för granskningen","body":"good","mood":7}
        {"document":"expressen-pisa","quote":5}
        not json
        {"document":"expressen-pisa","quote":"words that stand nowhere in it","body":"lost"}

        {"document":"no-such-text","quote":"totalt värdelös","body":"found by its words"}
        """)
      let outcome = try await sandbox.spalt("note", "import", file)
      #expect(outcome.status == 2)
      // Where it takes a while, how far it has come is said too.
      let said = outcome.messages.split(separator: "\n").filter { !$0.hasSuffix("…") }
      #expect(said.count == 3, "\(outcome.messages)")
      #expect(said[0].contains("Line 2: “quote” has a value of the wrong type."))
      #expect(said[1].contains("Line 3: "))
      #expect(said[2].contains("3 notes taken in, 1 without a place"))
      let list = try await sandbox.spalt("note", "list", "--json")
      #expect(list.lines.count == 3)
      #expect(list.lines.contains { $0.contains("\"mood\":7") })
      #expect(
        list.lines.contains {
          $0.contains("words that stand nowhere") && $0.contains(#""state":"orphan""#)
        })
      let found = try #require(list.lines.first { $0.contains("found by its words") })
      #expect(found.contains(#""document":"expressen-pisa""#))
      let empty = try sandbox.file("empty.jsonl", "")
      let nothing = try await sandbox.spalt("note", "import", empty)
      #expect(nothing.status == 1 && nothing.messages.contains("holds no notes"))
    }
  }

  @Test func `annotations made on another copy of a text find their words`() async throws {
    try await Sandbox.run { sandbox in
      let file = try sandbox.file(
        "annotations.json",
        """
        {"total": 2, "rows": [
          {"id": "x1", "uri": "http://example.com/a", "text": "Hm.", "tags": [], "target": [
            {"selector": [{"type": "TextQuoteSelector", "exact": "villkoren   för granskningen"}]}]},
          {"id": "x2", "uri": "http://example.com/a", "text": "Jo.", "tags": [],
           "references": ["x1"], "target": []}
        ]}
        """)
      let outcome = try await sandbox.spalt("note", "import", file)
      #expect(outcome.status == 0, "\(outcome.messages)")
      let list = try await sandbox.spalt("note", "list", "expressen-pisa", "--json")
      #expect(list.lines.count == 2)
      #expect(list.lines.allSatisfy { $0.contains(#""quote":"villkoren för granskningen""#) })
      #expect(list.lines.contains { $0.contains(#""parent":"x1""#) })
    }
  }

  @Test func `history, undo and redo go on from one run to the next`() async throws {
    try await Sandbox.run { sandbox in
      let named = ["SPALT_AUTHOR": "Åsa"]
      let added = try await sandbox.spalt(
        "note", "add", "expressen-pisa", "--quote", "totalt värdelös", "--body", "Ett", "--json",
        with: named)
      let id = try #require(
        added.text.firstMatch(of: /"id":"([^"]+)"/).map { String($0.output.1) })
      _ = try await sandbox.spalt("note", "edit", id, "--body", "Två", with: named)
      #expect(try await sandbox.spalt("note", "undo").text.contains("Ett"))
      #expect(try await sandbox.spalt("note", "redo").text.contains("Två"))
      let history = try await sandbox.spalt("note", "history", id)
      #expect(history.lines.count == 4)
      #expect(history.lines[1].contains("Åsa body: “Två”; before: “Ett”"))
      #expect(history.lines[2].contains("body (undo)"))
      let json = try await sandbox.spalt("note", "history", id, "--json")
      #expect(json.lines[1].contains(#""author":"Åsa","change":"body""#))
    }
  }

  @Test func `the reader shows what another program writes`() async throws {
    try await Sandbox.run { sandbox in
      try await TmuxSession.spalt(["open", "expressen-pisa"], in: sandbox) { session in
        try await session.wait(for: "a note")
        let added = try await sandbox.spalt(
          "note", "add", "expressen-pisa", "--whole", "--body", "From elsewhere")
        #expect(added.status == 0)
        try await session.wait(for: "From elsewhere")
        try await session.press("Q")
      }
    }
  }

  @Test func `an earlier version is shown with its notes as they stood`() async throws {
    try await Sandbox.run { sandbox in
      let first = try sandbox.file("text.txt", "Rubriken\n\nDen första meningen står här kvar.\n")
      let second = try sandbox.file(
        "second.txt", "Rubriken\n\nNågot helt annat har kommit i stället nu.\n")
      _ = try await sandbox.spalt("import", first)
      _ = try await sandbox.spalt(
        "note", "add", "text", "--quote", "första meningen", "--body", "Min not")
      let update = try await sandbox.spalt("import", second, "--as", "text")
      #expect(update.text.contains("1 orphan"), "\(update.text)\(update.messages)")
      let versions = try await sandbox.spalt("show", "text", "--versions")
      #expect(versions.lines.count == 2)
      let digest = String(try #require(versions.lines.first).prefix(12))
      let page = try await sandbox.spalt("show", "text", "--of", digest, "--notes")
      #expect(page.text.contains("Den första meningen") && page.text.contains("Min not"))
      let lost = try await sandbox.spalt("note", "list", "--lost")
      #expect(lost.text.contains("[orphan] “första meningen”"))
    }
  }
}
