import Foundation
import Testing

/// Files of other formats through the program itself.
@Suite struct FormatImportTests {
  @Test func `a page under any name becomes a text, and nothing of the name is run`() async throws {
    try await Sandbox.run { sandbox in
      let made = sandbox.path("P")
      let page =
        "<html><title>A\u{1B}[2J</title><body><p>Sjön ligger &#27;[2J still.</p></body></html>"
      let names = ["; touch P;.html", "$(touch P).html", "-rf.html", "a%s%n\u{1B}[2J.html"]
      for (number, name) in names.enumerated() {
        let file = try sandbox.file(name, page)
        let outcome = try await sandbox.spalt("import", "--as", "page-\(number)", "--", file)
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(!outcome.output.contains(0x1B) && !outcome.messages.contains("\u{1B}"))
      }
      #expect(!FileManager.default.fileExists(atPath: made))
      for words in [["show", "page-0"], ["list"], ["search", "still"]] {
        let shown = try await sandbox.start([Sandbox.program] + words)
        #expect(shown.status == 0 && !shown.output.contains(0x1B))
      }
      #expect(try await sandbox.spalt("check").status == 0)
    }
  }

  @Test func `C-c while a PDF file is read ends its program, and keeps what is done`() async throws
  {
    try await Sandbox.run { sandbox in
      for folder in ["texts", "bin"] {
        try FileManager.default.createDirectory(
          atPath: sandbox.path(folder), withIntermediateDirectories: true)
      }
      _ = try sandbox.file("texts/a.txt", "Sjön ligger still.\n")
      _ = try sandbox.file("texts/b.pdf", "%PDF-1.4\n%%EOF\n")
      // One that has much to do; C-c comes from it, for a busy machine may let a test wait longer
      // than such a program is given.
      let started = sandbox.path("started")
      let reader = try sandbox.file(
        "bin/pdftotext", "#!/bin/sh\necho $$ > '\(started)'\nkill -INT $PPID\nexec sleep 600\n")
      #expect(chmod(reader, 0o755) == 0)
      let path = sandbox.path("bin") + ":" + (sandbox.environment["PATH"] ?? "")
      let outcome = try await sandbox.spalt("import", sandbox.path("texts"), with: ["PATH": path])
      #expect(outcome.status == 130, "\(outcome.text)\(outcome.messages)")
      #expect(outcome.messages == "1 text added.\n")
      let said = try String(contentsOfFile: started, encoding: .utf8)
      let program = try #require(pid_t(said.trimmingCharacters(in: .newlines)))
      #expect(await Child.hasEnded(program), "the program goes on")
      #expect(try await sandbox.spalt("show", "a").text.contains("Sjön ligger still."))
      #expect(try await sandbox.spalt("check").status == 0)
    }
  }

  @Test func `the cells of a row stand under each other`() async throws {
    try await Sandbox.run { sandbox in
      let page = """
        <body><table><tr><th>Hamn</th><th>Djup</th></tr><tr><td>Norra hamnen</td><td>8</td></tr></table></body>
        """
      let file = try sandbox.file("table.html", page)
      #expect(try await sandbox.spalt("import", file).status == 0)
      let shown = try await sandbox.spalt("show", "table")
      #expect(shown.lines.contains { $0.hasSuffix("Hamn          Djup") }, "\(shown.text)")
      #expect(shown.lines.contains { $0.hasSuffix("Norra hamnen     8") }, "\(shown.text)")
    }
  }

  @Test func `an entry of a feed becomes a text, and a new version of it later`() async throws {
    try await Sandbox.run { sandbox in
      let feed = { (first: String) in
        """
        <rss><channel><title>Bladet</title><item><title>Ett</title><description>\(first)</description></item>
        <item><title>Två</title><description>Samma.</description></item></channel></rss>
        """
      }
      let file = try sandbox.file("news.xml", feed("Gammalt."))
      #expect(try await sandbox.spalt("import", file).status == 0)
      _ = try sandbox.file("news.xml", feed("Nytt."))
      let later = try await sandbox.spalt("import", file)
      #expect(later.text.contains("news-ett: new version"))
      #expect(later.text.contains("news-två: unchanged"))
      #expect(try await sandbox.spalt("show", "news-ett").text.contains("Nytt."))
    }
  }

  @Test func `a format whose program is missing says which package brings it`() async throws {
    try await Sandbox.run { sandbox in
      let file = try sandbox.file("a.pdf", "%PDF-1.4\n")
      let outcome = try await sandbox.spalt("import", file, with: ["PATH": "/no/such/folder"])
      #expect(outcome.status == 2)
      #expect(outcome.messages.contains("install the package poppler-utils"))
    }
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext"), "needs poppler-utils")
  )
  func `a damaged PDF file is refused in one sentence`() async throws {
    try await Sandbox.run { sandbox in
      let file = try sandbox.file("a.pdf", "%PDF-1.4\nnothing of the sort\n")
      let outcome = try await sandbox.spalt("import", file)
      #expect(outcome.status == 2)
      #expect(outcome.messages.split(separator: "\n").count == 1)
      #expect(outcome.messages.contains("damaged"))
    }
  }
}
