import Foundation
import Testing

/// Files are files, whatever they are called and whatever else lies beside them.
@Suite struct HostileNameTests {
  @Test func `a folder of hostile names is imported, and no name is obeyed`() async throws {
    try await Sandbox.run { sandbox in
      let folder = sandbox.path("names")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let names = [
        "; touch P", "$(touch P)", "`touch P`", "-rf", "--help", "one\ntwo", "a\u{1B}[2Jb\u{7}",
        "a\u{202E}b", "%s%n", "~x", "q'\"q", String(repeating: "å", count: 120),
      ]
      for (number, name) in names.enumerated() {
        _ = try sandbox.file("names/\(name).txt", "Text number \(number) stands here.")
      }
      // Two names that are no UTF-8 and look the same, and two spellings of one name.
      for (name, words) in [
        ([0x66, 0xFF], "ends in FF"), ([0x66, 0xFE], "ends in FE"),
        ([0xC3, 0xA5], "one code point"), ([0x61, 0xCC, 0x8A], "two code points"),
        ([0x42], "large"), ([0x62], "small"),
      ] as [([UInt8], String)] {
        try write("The name \(words).", to: Array((folder + "/").utf8) + name + Array(".txt".utf8))
      }

      let first = try await sandbox.spalt("import", "--", folder)
      #expect(first.messages == "18 texts added.\n")
      let refused = try await sandbox.spalt("import", folder + "/a\u{202E}b\u{1B}c")
      #expect(refused.messages.contains("a⟨RLO⟩b␛c"), "\(refused.messages)")
      #expect(first.status == 0 && first.lines.count { $0.contains(": added") } == 18)
      let second = try await sandbox.spalt("import", folder)
      #expect(second.lines.count { $0.contains(": unchanged") } == 18, "\(second.text)")
      #expect(try await sandbox.spalt("search", "number").lines.count >= 12)
      let listed = try await sandbox.spalt("list", "--json")
      for outcome in [first, second, listed] {
        let shown = outcome.text + outcome.messages
        #expect(!shown.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" })
      }
      #expect(!FileManager.default.fileExists(atPath: sandbox.path("P")))
      #expect(try await sandbox.spalt("check").status == 0)
    }
  }

  @Test func `a name that is no UTF-8 can be asked for, and is named when it is not there`()
    async throws
  {
    try await Sandbox.run { sandbox in
      try write("The letter.", to: Array(sandbox.path("f").utf8) + [0xFF] + Array(".txt".utf8))
      // A shell's `printf` is the one way to such an argument here.
      let script = #"""
        cd "$2"; name=$(printf 'f\377.txt')
        for path in "$name" "$name" "x$name"; do "$1" import "$path"; done
        """#
      let outcome = try await sandbox.start([
        "sh", "-c", script, "sh", Sandbox.program, sandbox.folder.path,
      ])
      #expect(outcome.lines.count { $0.contains(": added") } == 1, "\(outcome.messages)")
      #expect(outcome.lines.count { $0.contains(": unchanged") } == 1)
      #expect(outcome.messages.contains("There is no file xf\u{FFFD}.txt"))
    }
  }

  @Test func `what is no regular file is refused at once`() async throws {
    try await Sandbox.run { sandbox in
      let pipe = sandbox.path("pipe")
      #expect(mkfifo(pipe, 0o600) == 0)
      // A socket's name holds a hundred bytes at most, so it is made where the path is short.
      let made = try await sandbox.start([
        "sh", "-c", "cd \"$1\" && exec timeout 60 \"$2\" -e \"$3\"", "sh", sandbox.folder.path,
        "perl", "use IO::Socket::UNIX; IO::Socket::UNIX->new(Local => 'socket', Listen => 1)",
      ])
      #expect(made.messages == "")
      for path in [
        "/dev/zero", "/proc/self/mem", "/dev/null", "/dev/tty", pipe, sandbox.path("socket"),
      ] {
        let outcome = try await sandbox.spalt("import", path)
        #expect(outcome.status == 2 && outcome.messages.contains(path), "\(outcome.messages)")
        #expect(outcome.messages.split(separator: "\n").count == 1)
      }
    }
  }

  @Test func `what must not be read is named, and the rest imported`() async throws {
    try await Sandbox.run { sandbox in
      let folder = sandbox.path("letters")
      try FileManager.default.createDirectory(
        atPath: folder + "/shut", withIntermediateDirectories: true)
      _ = try sandbox.file("letters/open.txt", "Anyone may read this.")
      let secret = try sandbox.file("letters/secret.txt", "Nobody may read this.")
      #expect(chmod(secret, 0) == 0 && chmod(folder + "/shut", 0) == 0)
      // Root may read everything, unless that right is taken away.
      let unprivileged =
        getuid() == 0 ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : []
      let outcome = try await sandbox.start(unprivileged + [Sandbox.program, "import", folder])
      #expect(outcome.status == 2 && outcome.text.contains("open: added"))
      #expect(outcome.messages.contains("secret.txt cannot be read"))
      #expect(outcome.messages.contains("shut cannot be read"))
      chmod(folder + "/shut", 0o700)
    }
  }

  @Test func `messages of one subject are texts of their own, and known again`() async throws {
    try await Sandbox.run { sandbox in
      let box = (0..<60).map {
        "From a Tue Sep  1 10:00:00 2020\nSubject: Hej\nFrom: a\n\nBrev \($0).\n\n"
      }
      let file = try sandbox.file("post.mbox", box.joined())
      let first = try await sandbox.spalt("import", file)
      #expect(first.lines.count { $0.contains(": added") } == 60)
      let again = try await sandbox.spalt("import", file)
      #expect(again.lines.count { $0.contains(": unchanged") } == 60)
    }
  }

  private func write(_ text: String, to path: [UInt8]) throws {
    let name = (path + [0]).map { CChar(bitPattern: $0) }
    let descriptor = open(name, O_CREAT | O_WRONLY, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    #expect(Foundation.write(descriptor, bytes, bytes.count) == bytes.count)
  }
}
