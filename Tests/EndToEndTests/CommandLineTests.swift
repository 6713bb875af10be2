import Foundation
import Testing

/// The program in scripts: statuses, messages, and nothing but data on standard output.
@Suite struct CommandLineTests {
  @Test func `the status tells done from nothing found from error`() async throws {
    try await Sandbox.run { sandbox in
      let done = try await sandbox.spalt("search", "granskning", "--limit", "3")
      #expect(done.status == 0 && done.lines.count == 3)
      let none = try await sandbox.spalt("search", "xyzzyquux")
      #expect(none.status == 1 && none.output.isEmpty)
      for words in [["show", "no-such-text"], ["nonsense"], ["list", "--nonsense"]] {
        let error = try await sandbox.start([Sandbox.program] + words)
        #expect(error.status == 2 && error.output.isEmpty && !error.messages.isEmpty)
      }
    }
  }

  @Test func `a full disk is told`() async throws {
    try await Sandbox.run { sandbox in
      let script = #""$0" list >/dev/full"#
      let outcome = try await sandbox.start(["sh", "-c", script, Sandbox.program])
      #expect(outcome.status == 2)
      #expect(
        outcome.messages
          == "spalt: The output cannot be written: No space left on device.\n")
    }
  }

  @Test func `a search of plain words means what it means with all its options`() async throws {
    try await Sandbox.run { sandbox in
      let archive = sandbox.path("archive-of-searches.spalt")
      // Where to look is left to the parser, so this goes by it.
      let options = ["--in", "all"]
      for words in [
        ["granskning"], ["forskning", "avtal"], ["\"klinisk forskning\" -avtal"], ["xyzzyquux"],
        ["*"],
      ] {
        for form in [[], ["--json"], ["--limit", "2"], ["--limit", "200", "--json"]] {
          let plain = try await sandbox.start(
            [Sandbox.program, "--archive", archive, "search"] + words + form)
          let parsed = try await sandbox.start(
            [Sandbox.program, "search"] + words + options + form + ["--archive", archive])
          #expect(plain.output == parsed.output, "\(words)")
          #expect(plain.status == parsed.status && plain.messages == parsed.messages)
        }
      }
      let none = try await sandbox.start([Sandbox.program, "search"])
      #expect(none.status == 2)
      for limit in ["0", "-1", "x", ""] {
        let refused = try await sandbox.spalt("search", "granskning", "--limit", limit)
        #expect(refused.status == 2 && refused.output.isEmpty, "\(limit)")
      }
    }
  }

  @Test func `a file that is no archive is left byte for byte`() async throws {
    try await Sandbox.run { sandbox in
      let content = Data("My notes, not yours.\n".utf8)
      let file = try sandbox.file("diary.txt", content)
      for words in [["list"], ["search", "x"], ["check"], ["reindex"], ["import", file]] {
        let outcome = try await sandbox.start([Sandbox.program] + words + ["--archive", file])
        expectOneSentence(outcome, "\(words)")
        #expect(outcome.messages.contains("not a Spalt archive"))
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == content)
      #expect(!FileManager.default.fileExists(atPath: file + "-wal"))
    }
  }

  @Test func `what cannot be a text is refused in one sentence`() async throws {
    try await Sandbox.run { sandbox in
      let pipe = sandbox.path("pipe.txt")
      #expect(mkfifo(pipe, 0o600) == 0)
      let binary = try sandbox.file(
        "binary.txt", Data([0x7F, 0x45, 0x4C, 0x46] + [UInt8](0...255)))
      let paths = [sandbox.path("missing.txt"), pipe, binary]
      for path in paths {
        expectOneSentence(try await sandbox.spalt("import", path), path)
      }
      #expect(try await sandbox.spalt("list").lines.count == 4)
    }
  }

  @Test func `a page to a pipe has its notes beside it and no escapes`() async throws {
    try await Sandbox.run { sandbox in
      let note = try await sandbox.spalt(
        "note", "add", "expressen-pisa", "--quote", "totalt värdelös", "--body", "Strong words")
      #expect(note.status == 0)
      let page = try await sandbox.spalt(
        "show", "expressen-pisa", "--notes", "--width", "100",
        with: ["TERM": "xterm-256color", "COLORTERM": "truecolor"])
      #expect(page.status == 0)
      #expect(!page.output.contains(0x1B))
      let line = try #require(page.lines.first { $0.contains("Strong words") })
      #expect(line.contains("brister i oberoende") || line.contains("totalt värdelös"))
      #expect(page.lines.allSatisfy { $0.count <= 100 })
    }
  }

  @Test func `a hostile text is shown as marks, alone in its line`() async throws {
    try await Sandbox.run { sandbox in
      let hostile = """
        A quiet beginning of the text.

        Before \u{1B}[2J\u{1B}]0;pwned\u{7}\u{1B}[31mred \u{9B}5mblink\u{1B}[?1049l after.

        A never ended \u{1B}]52;c;aGVsbG8= string.

        A quiet end of the text.

        """
      let file = try sandbox.file("hostile.txt", hostile)
      let imported = try await sandbox.spalt("import", file)
      #expect(imported.status == 0 && !imported.output.contains(0x1B))
      try await TmuxSession.spalt(["open", "hostile"], in: sandbox) { session in
        let screen = try await session.wait(for: "A quiet end of the text.")
        #expect(screen.contains("A quiet beginning of the text."))
        #expect(screen.contains("Before ␛[2J␛]0;pwned"))
        let styled = try await session.styledScreen()
        // Looks are told by SGR alone; anything else, or the text's own, would be a leak.
        let sequences = styled.matches(of: /\u{1B}(\[[0-9;:]*m|[^\[]?)/).map { $0.output.0 }
        #expect(sequences.allSatisfy { $0.hasPrefix("\u{1B}[") && $0.hasSuffix("m") })
        #expect(try await session.isOnAlternateScreen())
      }
      #expect(try await sandbox.spalt("check").status == 0)
    }
  }

  private func expectOneSentence(_ outcome: Sandbox.Outcome, _ what: String) {
    #expect(outcome.status == 2, "\(what)")
    #expect(outcome.output.isEmpty, "\(what)")
    #expect(outcome.messages.split(separator: "\n").count == 1, "\(what): \(outcome.messages)")
  }
}
