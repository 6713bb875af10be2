import Foundation
import Testing

/// Files and folders, from outside.
@Suite struct ImportTests {
  @Test func `a folder is imported, once, whatever else lies in it`() async throws {
    try await Sandbox.run { sandbox in
      let folder = try letters(in: sandbox)
      let pipe = folder + "/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/round", withDestinationPath: ".")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/self", withDestinationPath: "self")
      _ = try sandbox.file("letters/noise.bin", Data((0..<900).map { UInt8($0 * 7 % 256) | 0x80 }))

      let first = try await sandbox.spalt("import", folder)
      #expect(first.status == 2)
      #expect(first.lines.filter { $0.contains(": added") }.count == 4)
      for name in ["pipe", "round", "self", "noise.bin"] {
        #expect(first.messages.contains("letters/\(name) "), "\(first.messages)")
      }
      #expect(first.messages.hasSuffix("4 texts added, 4 refused.\n"))

      let second = try await sandbox.spalt("import", folder)
      #expect(second.lines.filter { $0.contains(": unchanged") }.count == 4)
      #expect(try await sandbox.spalt("check").status == 0)
    }
  }

  @Test func `files of one name in two folders are two texts, on every run`() async throws {
    try await Sandbox.run { sandbox in
      let folder = try letters(in: sandbox)
      #expect(try await sandbox.spalt("import", folder).status == 0)
      let ids = try await ids(sandbox)
      #expect(ids.isSuperset(of: ["north-one", "south-one", "plain", "empty"]))
      _ = try sandbox.file("letters/south/one.txt", "The letter from the south, written again.")
      _ = try sandbox.file("letters/east/one.txt", "A letter from the east.")
      let again = try await sandbox.spalt("import", folder)
      #expect(again.text.contains("south-one: new version"))
      #expect(again.text.contains("north-one: unchanged"))
      #expect(again.text.contains("east-one: added"))
      // The file by itself is known again as what came with the folder.
      let alone = try await sandbox.spalt("import", folder + "/north/one.txt")
      #expect(alone.text.hasPrefix("north-one: unchanged"))
    }
  }

  @Test func `what the catalogue says can be changed without the text`() async throws {
    try await Sandbox.run { sandbox in
      let file = try sandbox.file("plain.txt", "A short text about nothing at all.")
      #expect(try await sandbox.spalt("import", file).status == 0)
      let words = [
        "--title", "Nothing", "--publisher", "Nobody", "--date", "2020-09", "--language", "da",
      ]
      let changed = try await sandbox.spalt(["import", file] + words)
      #expect(changed.text.hasPrefix("plain: catalogue entry changed"))
      let entry = try await sandbox.spalt("show", "plain", "--json").text
      for part in [
        #""title":"Nothing""#, #""publisher":"Nobody""#, #""date":"2020-09""#, #""language":"da""#,
      ] {
        #expect(entry.contains(part))
      }
      #expect(try await sandbox.spalt(["import", file] + words).text.hasPrefix("plain: unchanged"))
    }
  }

  @Test func `an encoding is told, or taken from the command line`() async throws {
    try await Sandbox.run { sandbox in
      let words = "Sm\u{F6}rg\u{E5}sbordet st\u{E5}r d\u{E4}r."
      let file = try sandbox.file("old.txt", Data(words.unicodeScalars.map { UInt8($0.value) }))
      let told = try await sandbox.spalt("import", "--dry-run", file)
      #expect(told.text.contains("read as windows-1252"))
      let given = try await sandbox.spalt(
        "import", "--dry-run", "--json", "--encoding", "mac", file)
      #expect(!given.text.contains("Smörgås"))
      #expect(try await sandbox.spalt("import", "--encoding", "utf-7", file).status == 2)
    }
  }

  @Test func `a given encoding is believed, and bad bytes are warned of once`() async throws {
    try await Sandbox.run { sandbox in
      let bytes = [0x53, 0xC3, 0xA5, 0x0A] + [UInt8](repeating: 0xE5, count: 17)
      let file = try sandbox.file("half.txt", Data(bytes))
      let given = try await sandbox.spalt("import", "--encoding", "utf-8", file)
      #expect(given.status == 0)
      #expect(given.messages.components(separatedBy: "17 places").count == 2)
      #expect(try await sandbox.spalt("show", "half").text.contains("\u{FFFD}\u{FFFD}"))
    }
  }

  /// A folder with three folders in it, an empty file and a hidden one.
  private func letters(in sandbox: Sandbox) throws -> String {
    for folder in ["north", "south", "east"] {
      try FileManager.default.createDirectory(
        atPath: sandbox.path("letters/" + folder), withIntermediateDirectories: true)
    }
    _ = try sandbox.file("letters/north/one.txt", "A letter from the north, and a long one.")
    _ = try sandbox.file("letters/south/one.txt", "The letter from the south.")
    _ = try sandbox.file("letters/plain.txt", "A text beside the letters.")
    _ = try sandbox.file("letters/empty.txt", "\n\n\n")
    _ = try sandbox.file("letters/.hidden.txt", "Not for the archive.")
    return sandbox.path("letters")
  }

  private func ids(_ sandbox: Sandbox) async throws -> Set<String> {
    Set(
      try await sandbox.spalt("list").lines.compactMap {
        $0.split(separator: " ").first.map(String.init)
      })
  }
}
