import Foundation
import Testing

/// Screens without a terminal, from a real archive.
@Suite struct ReplayTests {
  @Test func `keys lead to the screen a terminal would show`() async throws {
    try await Sandbox.run { sandbox in
      let keys = "/granskning<Enter>n"
      let replayed = try await sandbox.spalt("replay", keys, "--size", "80x24")
      #expect(replayed.status == 0 && replayed.messages.isEmpty)
      try await TmuxSession.spalt(in: sandbox) { session in
        try await session.wait(for: "4 texts")
        try await session.press("/")
        try await session.type("granskning")
        try await session.wait(for: "Forms: granskning")
        try await session.press("Enter")
        try await session.wait(for: "Expressen ›")
        try await session.press("n")
        let last = try #require(replayed.lines.last).trimmingCharacters(in: .whitespaces)
        let shown = try await session.wait(for: last)
        #expect(shown.dropLast() == replayed.text.dropLast())
      }
    }
  }

  @Test func `what keys write is written, and the same keys give the same screen`() async throws {
    try await Sandbox.run { sandbox in
      var screens: [String] = []
      for archive in ["one.spalt", "two.spalt"] {
        let outcome = try await sandbox.spalt(
          "replay", ")aSå här.<C-s>", "expressen-pisa", "--size", "100x30", "--clock", "2026-11-02",
          "--archive", sandbox.path(archive))
        screens.append(outcome.text)
        let notes = try await sandbox.spalt("note", "list", "--archive", sandbox.path(archive))
        #expect(notes.text.contains("Så här."))
      }
      #expect(screens[0] == screens[1])
      #expect(screens[0].contains("2 Nov 2026"))
    }
  }

  @Test func `a picture and its letters come from one screen`() async throws {
    try await Sandbox.run { sandbox in
      let picture = try await sandbox.spalt(
        "replay", "", "ledelse-januar", "--format", "svg", "--theme", "night")
      #expect(picture.text.hasPrefix("<svg ") && picture.text.hasSuffix("</svg>\n"))
      #expect(picture.text.contains("#1b1d22"))
      #expect(!picture.output.contains(0x1B))
      let roles = try await sandbox.spalt("replay", "", "ledelse-januar", "--format", "roles")
      #expect(roles.lines.first?.allSatisfy { $0 == "T" } == true)
    }
  }

  @Test func `what is no key, size or text is told in one sentence`() async throws {
    try await Sandbox.run { sandbox in
      for words in [
        ["<Nokey>"], ["", "no-such-text"], ["", "--size", "9"], ["", "--clock", "x"],
      ] {
        let outcome = try await sandbox.start([Sandbox.program, "replay"] + words)
        #expect(outcome.status == 2 && outcome.output.isEmpty, "\(words)")
        #expect(!outcome.messages.isEmpty)
      }
    }
  }
}
