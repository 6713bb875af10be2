import Foundation
import Testing

/// What is kept, and how the terminal is left, when the program does not end by a key.
@Suite struct EndingTests {
  @Test func `a note said to be saved outlives a kill`() async throws {
    try await Sandbox.run { sandbox in
      try await TmuxSession.spalt(["open", "expressen-pisa"], in: sandbox) { session in
        try await session.wait(for: "a note")
        try await session.press("a")
        try await session.wait(for: "Note on the marked passage")
        try await session.type("Must not be lost")
        try await session.press("C-s")
        try await session.wait(for: "Saved.")
        try await session.signal(SIGKILL)
        #expect(try await session.ended() == 128 + Int(SIGKILL))
      }
      let list = try await sandbox.spalt("note", "list", "--json")
      #expect(list.text.contains("Must not be lost"))
      #expect(try await sandbox.spalt("check").status == 0)
    }
  }

  @Test func `what is being typed outlives a kill as a draft`() async throws {
    try await Sandbox.run { sandbox in
      let place = ["open", "expressen-pisa"]
      try await TmuxSession.spalt(place, in: sandbox) { session in
        try await session.wait(for: "a note")
        try await session.press(")", "a")
        try await session.wait(for: "Note on the marked passage")
        try await session.type("Half a thou")
        try await session.wait(for: "Half a thou")
        // A draft is on the disk two seconds after its first letter.
        let journal = sandbox.path("data/spalt/archive.spalt-wal")
        try await session.wait(for: "the draft on the disk") { _ in
          (try? Data(contentsOf: URL(fileURLWithPath: journal)))?
            .firstRange(of: Data("Half a thou".utf8)) != nil
        }
        try await session.signal(SIGKILL)
        _ = try await session.ended()
      }
      try await TmuxSession.spalt(place, in: sandbox) { session in
        try await session.wait(for: "kept as a draft")
        try await session.press("D")
        try await session.wait(for: "Half a thou")
        try await session.type("ght")
        try await session.press("C-s")
        try await session.wait(for: "Saved.")
      }
      let list = try await sandbox.spalt("note", "list", "--json")
      #expect(list.text.contains(#""body":"Half a thought""#))
    }
  }

  @Test func `Ctrl-Z gives the shell back and fg the text`() async throws {
    try await Sandbox.run { sandbox in
      try await TmuxSession.shell(in: sandbox) { session in
        try await session.type("\(Sandbox.program) open expressen-pisa\n")
        try await session.wait(for: "a note")
        #expect(try await session.isOnAlternateScreen())
        try await session.press("C-z")
        try await session.wait(for: "Stopped")
        #expect(try await session.isOnAlternateScreen() == false)
        try await session.type("echo $((20 + 22))\n")
        try await session.wait(for: "\n42")
        try await session.type("fg\n")
        let back = try await session.wait(for: "a note")
        #expect(back.contains("Expressen ›"))
        try await session.press("Q")
        try await session.wait(for: "a shell") { !$0.contains("a note") }
      }
    }
  }

  @Test func `Ctrl-Z in the editor gives the shell back and fg the editor`() async throws {
    try await Sandbox.run { sandbox in
      let editor = try sandbox.file(
        "editor",
        """
        kill -TSTP 0
        printf ' and more' >> "$1"
        """)
      try await TmuxSession.shell(in: sandbox) { session in
        try await session.type("EDITOR='sh \(editor)' \(Sandbox.program) open expressen-pisa\n")
        try await session.wait(for: "a note")
        try await session.press("a")
        try await session.wait(for: "Note on the marked passage")
        try await session.type("Words")
        try await session.press("C-e")
        try await session.wait(for: "Stopped")
        try await session.type("echo $((20 + 22))\n")
        try await session.wait(for: "\n42")
        try await session.resize(columns: 100, rows: 30)
        try await session.type("fg\n")
        try await session.wait(for: "Words and more")
        try await session.press("C-s")
        try await session.wait(for: "Saved.")
      }
    }
  }

  @Test func `TERM gives the terminal back and keeps the draft`() async throws {
    try await Sandbox.run { sandbox in
      try await TmuxSession.shell(in: sandbox) { session in
        try await session.type("\(Sandbox.program) open expressen-pisa\n")
        try await session.wait(for: "a note")
        try await session.press("a")
        try await session.wait(for: "Note on the marked passage")
        try await session.type("unfinished")
        try await session.wait(for: "unfinished")
        try await session.signal(SIGTERM)
        try await session.wait(for: "a shell") { !$0.contains("Note on") }
        #expect(try await session.isOnAlternateScreen() == false)
        try await session.type("echo it was $?\n")
        try await session.wait(for: "it was 143")
        try await session.type("\(Sandbox.program) open expressen-pisa\n")
        try await session.wait(for: "kept as a draft")
      }
    }
  }

  @Test func `an unknown terminal and none are told in one sentence`() async throws {
    try await Sandbox.run { sandbox in
      try await TmuxSession.spalt(in: sandbox, terminal: "nobody-made-it") { session in
        let status = try await session.ended()
        let message = try await session.screen()
        #expect(status == 2)
        #expect(message.contains("TERM=nobody-made-it"))
      }
      let outcome = try await sandbox.spalt()
      #expect(outcome.status == 2)
      #expect(outcome.messages.split(separator: "\n").count == 1, "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
    }
  }
}
