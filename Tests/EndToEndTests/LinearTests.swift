import Foundation
import Testing

/// Reading line by line: in a terminal that can only print, and through pipes.
@Suite struct LinearTests {
  @Test func `a whole session on a dumb terminal draws nothing`() async throws {
    try await Sandbox.run { sandbox in
      let typescript = sandbox.path("typescript")
      try await TmuxSession.shell(in: sandbox) { session in
        // `script` keeps every byte that the program sends to its terminal.
        try await session.type(
          "TERM=dumb script -q -c '\(Sandbox.program)' \(typescript)\n")
        try await session.wait(for: "Archive, 4 texts.")
        #expect(try await session.isOnAlternateScreen() == false)
        for (line, answer) in [
          ("2", "137 paragraphs"), ("", "ransk"), ("}", "> "), ("Space", "> "),
          ("/oberoende", "hits for oberoende"), ("3", "paragraph"), ("n", "Hit 4 of"),
          ("a", "Type the note."), ("Mina egna ord", "Note:"), (".", "Saved."),
          ("gn", "1 note."), ("e", "Edit the note"), ("och mer", "Note:"), (".", "Saved."),
          ("x", "trash"), ("u", "Undone."), ("o", "9 headings"), ("4", "Google translate"),
          ("?trash", "put the note in the trash"), ("q", "Google"), ("gN", "All notes"),
          ("q", "> "),
        ] {
          try await session.type("\(line)\n")
          try await session.wait(for: answer)
        }
        try await session.type("Q\n")
        try await session.wait(for: "the shell") {
          $0.split(separator: "\n").last?.hasPrefix("ready$") == true
        }
      }
      let bytes = try Data(contentsOf: URL(fileURLWithPath: typescript))
      let sent = String(decoding: bytes, as: UTF8.self)
      #expect(sent.contains("Mina egna ord och mer"))
      #expect(!bytes.contains(0x1B) && !bytes.contains(0x08) && !bytes.contains(0x0C))
      for scalar in sent.unicodeScalars {
        let isDrawn =
          (0x2500...0x257F).contains(scalar.value) || (0x2800...0x28FF).contains(scalar.value)
        #expect(!isDrawn)
        if isDrawn { break }
      }
    }
  }

  @Test func `through pipes the same, and the place is kept`() async throws {
    try await Sandbox.run { sandbox in
      let first = try await sandbox.feed("30\n\nQ\n", "--linear", "open", "ledelse-januar")
      #expect(first.status == 0 && first.messages.isEmpty)
      let place = try #require(first.lines.last)
      let second = try await sandbox.feed("", "open", "ledelse-januar", "--linear")
      #expect(second.status == 0)
      #expect(second.lines.last?.hasSuffix(place) == true, "\(second.text)")
      #expect(!second.output.contains(0x1B))
    }
  }

  @Test func `the configuration can ask for it`() async throws {
    try await Sandbox.run { sandbox in
      try FileManager.default.createDirectory(
        atPath: sandbox.path("config/spalt"), withIntermediateDirectories: true)
      _ = try sandbox.file("config/spalt/config.toml", "linear = true\narchive = \"mine.spalt\"\n")
      let outcome = try await sandbox.feed("q\n")
      #expect(outcome.status == 0)
      #expect(outcome.text.contains("Archive, 4 texts."))
      #expect(FileManager.default.fileExists(atPath: sandbox.path("config/spalt/mine.spalt")))
    }
  }
}

extension Sandbox {
  /// Runs the program with something to read on standard input.
  func feed(_ input: String, _ arguments: String...) async throws -> Outcome {
    let file = try self.file("input-\(UUID().uuidString)", input)
    // A shell of the test's own opens the file; nothing of the input is a word to it.
    return try await start(["sh", "-c", "exec \"$@\" < '\(file)'", "sh", Self.program] + arguments)
  }
}
