import Foundation
import Testing

/// A reader at the terminal: reading, writing, searching, coming back.
@Suite struct ReadingTests {
  @Test func `nothing runs while the reader sits still`() async throws {
    try await Sandbox.run { sandbox in
      try await TmuxSession.spalt(["open", "expressen-pisa"], in: sandbox) { session in
        try await session.wait(for: "a note")
        try await session.press("/")
        try await session.type("skola")
        try await session.press("Enter")
        // What was begun has its time to end; then three seconds go by without a wake-up.
        var counts: [Int] = []
        for _ in 0..<30 where counts.count < 4 || Set(counts.suffix(4)).count > 1 {
          counts.append(try await session.sleeps())
          try await Task.sleep(for: .seconds(1))
        }
        #expect(Set(counts.suffix(4)).count == 1, "\(counts)")
      }
    }
  }

  @Test func `a note and the place are there when the reader comes back`() async throws {
    try await Sandbox.run { sandbox in
      var left: [Substring] = []
      try await TmuxSession.spalt(in: sandbox) { session in
        let archive = try await session.wait(for: "4 texts")
        #expect(archive.contains("Kapitel I: Januar"))
        try await session.press("/")
        try await session.type("oberoende")
        try await session.wait(for: "Forms: oberoende")
        try await session.press("Down", "Enter")
        try await session.wait(for: "Expressen ›")
        try await session.press(")", "a")
        try await session.wait(for: "Note on the marked passage")
        try await session.type("Vem säger det? Ålder räknas.")
        try await session.press("C-s")
        let saved = try await session.wait(for: "Saved.")
        #expect(saved.contains("│ a Vem säger det? Ålder"))
        left = try await session.wordsAtCursor(4)
        try await session.press("Q")
        #expect(try await session.ended() == 0)
      }
      try await TmuxSession.spalt(["open", "expressen-pisa"], in: sandbox) { session in
        let back = try await session.wait(for: "1 note")
        #expect(back.contains("│ a Vem säger det? Ålder"))
        let place = try await session.wordsAtCursor(4)
        #expect(place == left && left.count == 4)
      }
      let list = try await sandbox.spalt("note", "list", "--json")
      #expect(list.text.contains(#""body":"Vem säger det? Ålder räknas.""#))
    }
  }

  @Test(arguments: ["tmux-256color", "screen", "screen-256color"])
  func `inside tmux a passage is copied, whatever tmux calls itself`(_ terminal: String)
    async throws
  {
    try await Sandbox.run { sandbox in
      try await TmuxSession.spalt(["open", "ledelse-januar"], in: sandbox, terminal: terminal) {
        session in
        try await session.wait(for: "a note")
        try await session.press(")", "y")
        try await session.wait(for: "sent to the clipboard")
        #expect(try await session.clipboard().hasPrefix("”"))
      }
    }
  }

  @Test func `a search finds repaired words and opens on the hit`() async throws {
    try await Sandbox.run { sandbox in
      try await TmuxSession.spalt(["--search", "Petersen"], in: sandbox) { session in
        // The source breaks the name over a line end; the reader never sees it.
        try await session.wait(for: "Helene Petersen, at nu")
        try await session.press("Down", "Enter")
        let text = try await session.wait(for: "a note")
        #expect(text.contains("Kapitel I: Januar"))
        #expect(text.contains("Helene Petersen, at nu"))
        try await session.press("Escape")
        try await session.wait(for: "Search: Petersen")
        try await session.press("C-u")
        try await session.type("translationell")
        // The source has a footnote's digit glued to the word.
        try await session.wait(for: "inom translationell och klinisk")
      }
    }
  }

  @Test func `searching för shows no for`() async throws {
    try await Sandbox.run { sandbox in
      let hits = try await sandbox.spalt("search", "för", "--json", "--limit", "2000")
      #expect(hits.status == 0)
      #expect(hits.lines.count > 20)
      let quotes = hits.lines.filter { !$0.contains(#""tier":"folded""#) }
      #expect(!quotes.contains { $0.lowercased().contains(#""quote":"for""#) })
    }
  }

  @Test func `a new size keeps the passage in view`() async throws {
    try await Sandbox.run { sandbox in
      let place = ["open", "expressen-pisa"]
      try await TmuxSession.spalt(place, in: sandbox) { session in
        try await session.wait(for: "a note")
        try await session.press("Space", "Space", ")")
        try await session.wait(for: "a page further") {
          !$0.contains("page furniture") && $0.contains("a note")
        }
        let passage = try await session.wordsAtCursor(2)
        for (columns, rows) in [(120, 40), (60, 20), (80, 24)] {
          try await session.resize(columns: columns, rows: rows)
          try await session.wait(for: "a screen of \(rows) rows") {
            let lines = $0.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            return lines.count == rows && lines.last?.contains(" %") == true
          }
          let words = try await session.wordsAtCursor(2)
          #expect(words == passage)
        }
      }
    }
  }

  @Test func `two readers of one archive both save`() async throws {
    try await Sandbox.run { sandbox in
      let place = ["open", "ledelse-januar"]
      #expect(try await sandbox.spalt("list").status == 0)
      try await TmuxSession.spalt(place, in: sandbox) { one in
        try await TmuxSession.spalt(place, in: sandbox) { other in
          for session in [one, other] {
            try await session.wait(for: "a note")
            try await session.press(")", "a")
            try await session.wait(for: "Note on the marked passage")
          }
          try await one.type("from the one")
          try await other.type("from the other")
          try await one.press("C-s")
          try await other.press("C-s")
          try await one.wait(for: "Saved.")
          try await other.wait(for: "Saved.")
        }
      }
      let list = try await sandbox.spalt("note", "list", "ledelse-januar", "--json")
      #expect(list.text.contains("from the one") && list.text.contains("from the other"))
      #expect(try await sandbox.spalt("check").status == 0)
    }
  }
}
