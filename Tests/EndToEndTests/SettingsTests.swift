import Foundation
import Testing

/// The configuration, the manual and what shells complete.
@Suite struct SettingsTests {
  private func configure(_ sandbox: Sandbox, _ content: String) throws {
    try FileManager.default.createDirectory(
      atPath: sandbox.path("config/spalt/themes"), withIntermediateDirectories: true)
    _ = try sandbox.file("config/spalt/config.toml", content)
  }

  @Test func `every setting is printed with its default and its source`() async throws {
    try await Sandbox.run { sandbox in
      try configure(
        sandbox,
        """
        theme = "paper"
        justfy = true
        measure = 400
        mouse = false

        [keys]
        "gz" = "theme"
        "q" = "fly"
        """)
      let file = sandbox.path("config/spalt/config.toml")
      let outcome = try await sandbox.spalt("config", "--print", with: ["EDITOR": "ed -s"])
      #expect(outcome.status == 0)
      let lines = outcome.lines.map(String.init)
      #expect(lines.contains("theme = \"paper\"  # default \"night\"; set on line 1 of \(file)"))
      #expect(lines.contains("mouse = false  # default true; set on line 4 of \(file)"))
      #expect(lines.contains("editor = \"ed -s\"  # default \"vi\"; from EDITOR"))
      #expect(lines.contains("\"gz\" = \"theme\"  # default nothing; set on line 7 of \(file)"))
      #expect(lines.contains("\"q\" = \"close\"  # default \"close\"; not set"))
      for name in ["justify", "linear", "archive", "#measure"] {
        #expect(lines.contains { $0.hasPrefix("\(name) = ") }, "\(name)")
      }
      let messages = outcome.messages.split(separator: "\n")
      #expect(messages.count == 3)
      #expect(messages.contains { $0.hasPrefix("spalt: \(file):2: warning: there is no setting") })
      #expect(messages.contains { $0.hasPrefix("spalt: \(file):3: `measure` must be") })
      #expect(messages.contains { $0.hasPrefix("spalt: \(file):8: there is no command “fly”") })
    }
  }

  @Test func `a theme that is not there is told by its line and counts as none`() async throws {
    try await Sandbox.run { sandbox in
      try configure(sandbox, "justify = true\ntheme = \"nope\"\nlight-theme = \"day\"\n")
      let file = sandbox.path("config/spalt/config.toml")
      let outcome = try await sandbox.spalt("config", "--print")
      let known = "there are night, paper, contrast, mono"
      #expect(
        outcome.messages == """
          spalt: \(file):2: there is no theme "nope"; \(known)
          spalt: \(file):3: there is no theme "day"; \(known)

          """)
      #expect(outcome.lines.contains("theme = \"night\"  # default \"night\"; not set"))
      #expect(outcome.lines.contains("light-theme = \"paper\"  # default \"paper\"; not set"))
      let other = try await sandbox.spalt("config", with: ["SPALT_THEME": "dusk"])
      #expect(other.messages.hasPrefix("spalt: SPALT_THEME: there is no theme \"dusk\"; there are"))
      let named = try await sandbox.spalt("config", with: ["SPALT_THEME": "paper"])
      #expect(named.messages.isEmpty)
      #expect(named.lines.contains("theme = \"paper\"  # default \"night\"; from SPALT_THEME"))
    }
  }

  @Test func `the mouse is taken and left while one reads`() async throws {
    try await Sandbox.run { sandbox in
      try configure(sandbox, "mouse = true\n")
      try await TmuxSession.spalt(["open", "ledelse-januar"], in: sandbox) { session in
        try await session.wait(for: "a note")
        #expect(try await session.isMouseTaken())
        for isOn in [false, true] {
          _ = try sandbox.file("config/spalt/config.toml", "mouse = \(isOn)\n")
          try await session.wait(for: "The settings are read anew.")
          #expect(try await session.isMouseTaken() == isOn)
          try await session.press("j")
          try await session.wait(for: "its place in the hints") { $0.contains("a note") }
        }
      }
    }
  }

  @Test func `what is printed is a configuration that sets the same`() async throws {
    try await Sandbox.run { sandbox in
      try configure(sandbox, "theme = \"mono\"\njustify = true\nmeasure = 44\n")
      let first = try await sandbox.spalt("config")
      try configure(sandbox, first.text)
      let second = try await sandbox.spalt("config")
      #expect(second.messages.isEmpty, "\(second.messages)")
      let settings = { (text: String) in
        text.split(separator: "\n").filter { !$0.hasPrefix("#") }
          .map { $0.split(separator: "  # ")[0] }.sorted()
      }
      #expect(settings(first.text) == settings(second.text))
    }
  }

  @Test func `a saved theme and a saved configuration show at once`() async throws {
    try await Sandbox.run { sandbox in
      try configure(sandbox, "theme = \"own\"\n")
      _ = try sandbox.file(
        "config/spalt/themes/own.toml", "base = \"paper\"\n")
      try await TmuxSession.spalt(["open", "ledelse-januar"], in: sandbox) { session in
        try await session.wait(for: "a note")
        _ = try sandbox.file(
          "config/spalt/themes/own.toml",
          "base = \"paper\"\n[roles.title]\nfg = \"#00ff00\"\nbg = \"#000000\"\n")
        try await session.wait(for: "The settings are read anew.")
        // In place of the old file, as editors save.
        _ = try sandbox.file("config/spalt/new", "theme = \"own\"\n[keys]\n\"C-x\" = \"outline\"\n")
        try FileManager.default.removeItem(atPath: sandbox.path("config/spalt/config.toml"))
        try await session.press("j")
        try FileManager.default.moveItem(
          atPath: sandbox.path("config/spalt/new"),
          toPath: sandbox.path("config/spalt/config.toml"))
        try await session.wait(for: "The settings are read anew.")
        try await session.press("C-x")
        try await session.wait(for: "Outline")
      }
    }
  }

  @Test func `the manual has every command and every key`() async throws {
    try await Sandbox.run { sandbox in
      let manual = try await sandbox.spalt("manual")
      #expect(manual.status == 0)
      for command in [
        "open", "list", "show", "search", "note add", "note export", "import", "remove", "check",
        "reindex", "config", "replay", "manual",
      ] {
        #expect(manual.text.contains(".SS spalt \(command)\n"), "\(command)")
      }
      for name in ["next-sentence", "copy-bibtex", "go-to-mark"] {
        #expect(manual.text.contains(name.replacing("-", with: "\\-")), "\(name)")
      }
      #expect(manual.output.allSatisfy { $0 < 0x7F })
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions are made for a shell`(_ shell: String) async throws {
    try await Sandbox.run { sandbox in
      let script = try await sandbox.spalt("--generate-completion-script", shell)
      #expect(script.status == 0)
      for word in ["replay", "config", "--linear", "export"] {
        #expect(script.text.contains(word.replacing("--", with: shell == "fish" ? "" : "--")))
      }
    }
  }

  @Test func `ids of texts are completed from the archive`() async throws {
    try await Sandbox.run { sandbox in
      let words = ["---completion", "open", "--", "positional@0", "2", "0", "spalt", "open", ""]
      // Completing makes no archive.
      let none = try await sandbox.start([Sandbox.program] + words)
      #expect(none.text.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty)
      #expect(!FileManager.default.fileExists(atPath: sandbox.path("data/spalt/archive.spalt")))
      #expect(try await sandbox.spalt("list").status == 0)
      let ids = try await sandbox.start([Sandbox.program] + words)
      #expect(ids.lines.contains("ledelse-januar") && ids.lines.count == 4)
    }
  }
}
