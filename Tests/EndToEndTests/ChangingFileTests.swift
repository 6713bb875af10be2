import Foundation
import Testing

/// A file that changes under the import, and an import that is given up.
@Suite struct ChangingFileTests {
  private static let sentence = "En mening om ingenting alls som står på en rad.\n\n"

  @Test func `a file emptied while it is read is read as far as it went`() async throws {
    try await Sandbox.run { sandbox in
      let file = try sandbox.file("long.txt", String(repeating: Self.sentence, count: 20_000))
      // Each piece takes a while to come, and in the middle of it the file is emptied.
      let script = #"""
        strace -f -o "$3" -P "$2" -e trace=read -e inject=read:delay_enter=50000 \
          "$1" import "$2" & import=$!
        until grep -q "^[0-9]* *read(" "$3" 2>/dev/null; do sleep 0.01; done
        : > "$2"; wait $import
        """#
      let outcome = try await sandbox.start([
        "sh", "-c", script, "sh", Sandbox.program, file, sandbox.path("reads"),
      ])
      #expect(outcome.status == 0, "\(outcome.messages)")
      let first = try #require(outcome.lines.first)
      let count = first.firstMatch(of: /added, (\d+) blocks/).flatMap { Int($0.output.1) }
      #expect(try #require(count) < 20_000)
      #expect(try await sandbox.spalt("check").status == 0)
    }
  }

  @Test func `C-c during the repair of a long text ends it, and keeps what was done`()
    async throws
  {
    try await Sandbox.run { sandbox in
      let short = try sandbox.file("short.txt", "Ett brev.")
      let long = try sandbox.file(
        "unfinished.txt", String(repeating: Self.sentence, count: 600_000)
      )
      try await TmuxSession.shell(in: sandbox) { session in
        try await session.type(
          "\(Sandbox.program) import \(short) \(long); echo ended with $?\n")
        // Not after a time: how soon the long text's turn comes depends on what else is running.
        try await session.wait(for: "reading and repairing")
        try await session.press("C-c")
        #expect(try await session.ended() == 130)
      }
      let listed = try await sandbox.spalt("list")
      #expect(listed.text.contains("short") && !listed.text.contains("unfinished"))
      #expect(try await sandbox.spalt("check").status == 0)
    }
  }
}
