import Foundation
import Testing

@testable import SpaltArchive

/// What happens to notes when the program, the disk or the file system fails, really.
///
/// After each: every note the program said it had is there, and the check passes.
@Suite(.serialized) struct LossTests {
  private static let hasTracer = found("strace")
  /// Namespaces need a kernel that lets this user make them.
  private static let hasNamespaces = status(["unshare", "-m", "-r", "true"]) == 0

  private static func found(_ program: String) -> Bool {
    status(["sh", "-c", "command -v " + program]) == 0
  }

  private static func status(_ words: [String]) -> Int32 {
    guard
      let child = try? Child(
        words, environment: ProcessInfo.processInfo.environment, output: "/dev/null",
        messages: "/dev/null")
    else { return -1 }
    var status: Int32 = 0
    while waitpid(child.process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// The ids of the notes that are there, after the archive has been found sound.
  private func soundNotes(_ sandbox: Sandbox) async throws -> Set<String> {
    let check = try await sandbox.spalt("check")
    #expect(check.status == 0, "\(check.text)\(check.messages)")
    let list = try await sandbox.spalt("note", "list", "--json")
    return Set(list.lines.compactMap { Self.id(of: String($0)) })
  }

  private static func id(of line: String) -> String? {
    line.firstMatch(of: /"id":"([^"]+)"/).map { String($0.output.1) }
  }

  private func adding(_ body: String) -> [String] {
    [
      Sandbox.program, "note", "add", "expressen-pisa", "--quote", "villkoren för granskningen",
      "--body", body, "--json",
    ]
  }

  /// Killed at random moments; the acknowledgements are the lines other files have got.
  ///
  /// `SPALT_KILLS` asks for more rounds than fit into a run of all tests.
  @Test func `every note acknowledged before a kill is there after it`() async throws {
    let rounds = ProcessInfo.processInfo.environment["SPALT_KILLS"].flatMap { Int($0) } ?? 40
    try await Sandbox.run { sandbox in
      #expect(try await sandbox.start(adding("0")).status == 0)
      let start = ContinuousClock.now
      #expect(try await sandbox.start(adding("0")).status == 0)
      // From the first instruction to a little after the end; never long on a busy machine.
      let longest = min(200_000, max(20_000, Int((ContinuousClock.now - start) / .microseconds(1))))
      var random = SystemRandomNumberGenerator()
      var acknowledged: Set<String> = []
      var killed = 0
      for round in 1...rounds {
        let output = sandbox.path("out-\(round)")
        let child = try Child(
          adding("\(round)"), environment: sandbox.environment, output: output,
          messages: "/dev/null")
        try await Task.sleep(for: .microseconds(Int.random(in: 0..<longest, using: &random)))
        kill(child.process, SIGKILL)
        if try await child.end() == 128 + Int(SIGKILL) { killed += 1 }
        let said = try String(contentsOfFile: output, encoding: .utf8)
        if said.hasSuffix("\n"), let id = Self.id(of: said) { acknowledged.insert(id) }
        guard round % 20 == 0 || round == rounds else { continue }
        #expect(acknowledged.isSubset(of: try await soundNotes(sandbox)), "round \(round)")
      }
      #expect(killed > 0)
    }
  }

  @Test(
    .enabled(if: hasTracer, "strace is not installed"),
    arguments: [
      ("pwrite64", "EIO", ""), ("pwrite64", "ENOSPC", "+"), ("fdatasync", "EIO", "+"),
    ])
  func `a failing write or sync is told, and costs nothing that was acknowledged`(
    call: String, error: String, lasting: String
  ) async throws {
    try await Sandbox.run { sandbox in
      #expect(try await sandbox.start(adding("first")).status == 0)
      var acknowledged = try await soundNotes(sandbox)
      var number = 1
      // The first ones one by one, where each means another step; then every third.
      while number < 200 {
        let trace = sandbox.path("trace")
        let outcome = try await sandbox.start(
          [
            "strace", "-f", "-qq", "-o", trace, "-e", "trace=\(call)", "-e",
            "inject=\(call):error=\(error):when=\(number)\(lasting)",
          ] + adding("\(number)"))
        let wasHit = try String(contentsOfFile: trace, encoding: .utf8).contains("(INJECTED)")
        if let id = Self.id(of: outcome.text) { acknowledged.insert(id) }
        if outcome.status != 0 {
          #expect(outcome.output.isEmpty)
          #expect(outcome.messages.split(separator: "\n").count == 1, "\(outcome.messages)")
        }
        #expect(acknowledged.isSubset(of: try await soundNotes(sandbox)), "at \(number)")
        if !wasHit {
          #expect(outcome.status == 0)
          break
        }
        number += number < 4 ? 1 : 3
      }
      #expect(number > 1)
    }
  }

  @Test func `two programs that write at once lose nothing of either`() async throws {
    try await Sandbox.run { sandbox in
      #expect(try await sandbox.start(adding("first")).status == 0)
      let script = """
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
          "$0" note add expressen-pisa --quote "villkoren för granskningen" --body "$1 $i" --json || exit 9
        done
        """
      async let one = sandbox.start(["sh", "-c", script, Sandbox.program, "one"])
      async let other = sandbox.start(["sh", "-c", script, Sandbox.program, "other"])
      let said = try await [one, other]
      #expect(said.allSatisfy { $0.status == 0 }, "\(said.map(\.messages))")
      let ids = said.flatMap(\.lines).compactMap { Self.id(of: String($0)) }
      #expect(Set(ids).count == 40)
      #expect(Set(ids).isSubset(of: try await soundNotes(sandbox)))
    }
  }

  @Test(.enabled(if: hasNamespaces, "this user can mount nothing"))
  func `in a folder that can only be read notes are read and none is promised`() async throws {
    try await Sandbox.run { sandbox in
      #expect(try await sandbox.start(adding("kept")).status == 0)
      let script = """
        mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 8
        "$0" note list && "$0" search granskning --limit 1 && "$0" check || exit 7
        "$0" note add expressen-pisa --quote "villkoren för granskningen" --body lost
        """
      let outcome = try await sandbox.start(
        ["unshare", "-m", "-r", "sh", "-c", script, Sandbox.program, sandbox.path("data")])
      #expect(outcome.status == 2, "\(outcome.text)")
      #expect(outcome.text.contains("kept") && !outcome.text.contains("lost"))
      #expect(outcome.messages.contains("can only be read"))
      #expect(try await soundNotes(sandbox).count == 1)
    }
  }

  @Test(.enabled(if: hasNamespaces, "this user can mount nothing"))
  func `on a file system of two megabytes what fits is kept and the rest is told`() async throws {
    try await Sandbox.run { sandbox in
      // The texts of the first archive take most of the room; one of them leaves some.
      let small = sandbox.path("small.spalt")
      let archive = try EmbeddedArchive.open(small)
      archive.close()
      let source = try await sandbox.spalt("show", "expressen-pisa", "--source")
      let text = try sandbox.file("expressen-pisa.txt", source.output)
      #expect(try await sandbox.spalt("import", text, "--archive", small).status == 0)
      let script = """
        mkdir "$1" && mount -t tmpfs -o size=2m small "$1" && cd "$1" || exit 8
        "$0" list --archive "$1/none.spalt" 2>&1 && ls none.spalt* || echo "not half made"
        export SPALT_ARCHIVE="$1/a.spalt"
        cp "$3" a.spalt || exit 7
        body=$(head -c 60000 /dev/zero | tr '\\0' 'x')
        for i in $(seq 1 60); do
          "$0" note add expressen-pisa --quote "villkoren för granskningen" --body "$body" --json \
            2>>/tmp/$2-messages >>/tmp/$2 || break
        done
        cat "/tmp/$2-messages" >&2
        "$0" note list --json | grep -o '"id":"[^"]*"' | sort > "/tmp/$2-there"
        grep -o '"id":"[^"]*"' "/tmp/$2" | sort > "/tmp/$2-said"
        echo "lost: $(comm -23 "/tmp/$2-said" "/tmp/$2-there" | wc -l)"
        echo "kept: $(wc -l < "/tmp/$2-said")"
        "$0" check
        rm -f "/tmp/$2" "/tmp/$2-there" "/tmp/$2-said" "/tmp/$2-messages"
        """
      let outcome = try await sandbox.start([
        "unshare", "-m", "-r", "sh", "-c", script, Sandbox.program, sandbox.path("small"),
        sandbox.folder.lastPathComponent + "-out", small,
      ])
      #expect(outcome.text.contains("lost: 0"), "\(outcome.text) \(outcome.messages)")
      #expect(!outcome.text.contains("kept: 0\n"))
      #expect(outcome.text.contains("The archive is sound."))
      #expect(outcome.messages.contains("is full"), "\(outcome.messages)")
    }
  }

  @Test(.enabled(if: hasTracer, "strace is not installed"))
  func `a change of format killed at any write leaves an archive that opens with its notes`()
    async throws
  {
    try await Sandbox.run { sandbox in
      #expect(try await sandbox.start(adding("kept")).status == 0)
      let path = sandbox.path("data/spalt/archive.spalt")
      let old = try EmbeddedArchive.open(path)
      try await old.run(
        """
        DROP TABLE archive; DROP INDEX version_publisher; DROP TABLE kept_query;
        DROP TABLE shape; DROP INDEX version_source;
        PRAGMA user_version = 1;
        ALTER TABLE operation DROP COLUMN device; ALTER TABLE operation DROP COLUMN author;
        ALTER TABLE operation DROP COLUMN clock; ALTER TABLE operation DROP COLUMN parents;
        ALTER TABLE operation DROP COLUMN purpose;
        ALTER TABLE note DROP COLUMN parent; ALTER TABLE note DROP COLUMN done;
        ALTER TABLE note DROP COLUMN author; ALTER TABLE note DROP COLUMN extra;
        ALTER TABLE note DROP COLUMN heads; ALTER TABLE note DROP COLUMN clock;
        ALTER TABLE source DROP COLUMN content_digest;
        ALTER TABLE text DROP COLUMN top_block; ALTER TABLE text DROP COLUMN top_offset;
        """)
      old.close()
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      for number in [1, 2, 3] + Array(stride(from: 5, to: 4000, by: 45)) {
        for ending in ["-wal", "-shm", ".format-1"] {
          try? FileManager.default.removeItem(atPath: path + ending)
        }
        try before.write(to: URL(fileURLWithPath: path))
        let outcome = try await sandbox.start([
          "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64,fdatasync", "-e",
          "inject=pwrite64,fdatasync:signal=KILL:when=\(number)", Sandbox.program, "note", "list",
        ])
        #expect(try await soundNotes(sandbox).count == 1, "killed at \(number)")
        if outcome.status == 0 {
          #expect(number > 3, "it did not write")
          return
        }
      }
      Issue.record("it never came to its end")
    }
  }

  @Test func `of a broken archive the check says so and the notes are written out`() async throws {
    try await Sandbox.run { sandbox in
      for number in 1...5 { #expect(try await sandbox.start(adding("n \(number)")).status == 0) }
      let path = sandbox.path("data/spalt/archive.spalt")
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      for index in [0, 20, 100, 101, 4096 * 3, 4096 * 3 + 1] { bytes[index] ^= 0xFF }
      try bytes.write(to: URL(fileURLWithPath: path))
      let saved = sandbox.path("saved.jsonl")
      let check = try await sandbox.spalt("check", "--salvage", saved)
      #expect(check.status == 2)
      #expect(check.messages.contains("5 notes written"), "\(check.messages)")
      let again = try await sandbox.spalt("check", "--salvage", saved)
      #expect(again.status == 2 && again.messages.contains("is there already"))
      let fresh = ["SPALT_ARCHIVE": sandbox.path("fresh.spalt")]
      #expect(try await sandbox.spalt("note", "import", saved, with: fresh).status == 0)
      let list = try await sandbox.spalt("note", "list", "--json", with: fresh)
      #expect(list.lines.count == 5)
      #expect(list.lines.allSatisfy { $0.contains(#""state":"exact""#) })
    }
  }
}
