import SpaltSettings
import SpaltTestSupport
import Testing

@Suite struct ConfigurationTests {
  private func read(_ text: String) -> Reading<Configuration> {
    readConfiguration(Array(text.utf8), file: "config.toml")
  }

  @Test func `every setting is read`() {
    let reading = read(
      """
      theme = "paper"
      light-theme = "contrast"
      dark-theme = "mono"
      mouse = false
      measure = 60
      justify = true
      editor = "vim -c 'set tw=0'"
      archive = "~/texts.spalt"
      linear = true

      [keys]
      "gN" = "all-notes"
      "]n" = "next-note"
      C-x = "trash"
      """)
    var wanted = Configuration()
    wanted.theme = "paper"
    wanted.lightTheme = "contrast"
    wanted.darkTheme = "mono"
    wanted.mouse = false
    wanted.measure = 60
    wanted.justify = true
    wanted.editor = "vim -c 'set tw=0'"
    wanted.archive = "~/texts.spalt"
    wanted.linear = true
    wanted.lines = [
      "theme": 1, "light-theme": 2, "dark-theme": 3, "mouse": 4, "measure": 5, "justify": 6,
      "editor": 7, "archive": 8, "linear": 9,
    ]
    wanted.keys = [
      .init(keys: "C-x", command: "trash", line: 14),
      .init(keys: "]n", command: "next-note", line: 13),
      .init(keys: "gN", command: "all-notes", line: 12),
    ]
    #expect(reading.value == wanted)
    #expect(reading.diagnostics == [])
  }

  @Test func `an empty file, or one with only a byte-order mark, leaves the defaults`() {
    #expect(read("").value == Configuration())
    let marked = readConfiguration([0xEF, 0xBB, 0xBF] + Array("justify = true".utf8), file: "c")
    #expect(marked.value.justify)
    #expect(marked.diagnostics == [])
  }

  @Test(arguments: [
    ("mouse = 3", "config.toml:1: `mouse` must be true or false, and this is a number"),
    ("\ntheme = true", "config.toml:2: `theme` must be text, and this is true or false"),
    ("measure = 400", "config.toml:1: `measure` must be from 20 to 72, and this is 400"),
    ("keys = \"j\"", "config.toml:1: `keys` must be a table, and this is text"),
    ("[keys]\nj = 1", "config.toml:2: a key takes the name of a command in quotes"),
    (
      "justify = 1.5",
      "config.toml:1: `justify` must be true or false, and this is a date or a number with a "
        + "fraction"
    ),
    (
      "wrap = 3",
      "config.toml:1: warning: there is no setting `wrap`; there are archive, dark-theme, "
        + "editor, justify, keys, light-theme, linear, measure, mouse, theme"
    ),
  ])
  func `a bad setting keeps its default and is told with its line`(text: String, line: String) {
    let reading = read(text)
    #expect(reading.value == Configuration())
    #expect(reading.diagnostics.map(String.init(describing:)) == [line])
  }

  @Test func `one bad setting does not take the others with it`() {
    let reading = read("mouse = \"no\"\njustify = true")
    #expect(reading.value.justify)
    #expect(reading.diagnostics.map(\.line) == [1])
  }

  @Test(arguments: [
    ("theme = \"night\nmouse = true", 1), ("[keys]\nj = \"down\"\nj = \"up\"", 3),
    ("a = 1\nb = \u{1}", 2), ("x = \"a\u{0}b\"", 1), ("a = 1\n[.x]", 2), ("[ [x]]", 1),
    ("a = [\n[1],\n]\nb = \"\"\"\n[.\n\"\"\"\"\n[[\n", 7), ("[å]", 1),
    ("a = ,", 1), ("x = 1979-05-27T,", 1),
  ])
  func `what is not TOML costs its line, which is told`(text: String, line: Int) {
    let reading = read("justify = true\n" + text)
    #expect(reading.value.theme == nil)
    #expect(reading.value.justify)
    let errors = reading.diagnostics.filter { $0.severity == .error }
    #expect(errors.first?.line == line + 1)
    #expect(errors.first?.reason.hasPrefix("this is not TOML: ") == true)
  }

  @Test func `a key bound twice keeps its first command, and the other settings stay`() {
    let reading = read("theme = \"paper\"\n[keys]\nj = \"line-down\"\nj = \"line-up\"\n")
    #expect(reading.value.theme == "paper")
    #expect(reading.value.keys == [.init(keys: "j", command: "line-down", line: 3)])
    #expect(
      reading.diagnostics.map(String.init(describing:))
        == ["config.toml:4: this is not TOML: `j` is there twice"])
  }

  @Test func `a file that is not UTF-8 says where`() {
    let reading = readConfiguration(
      Array("a = 1\nb = \"".utf8) + [0xE5, 0x22], file: "config.toml")
    #expect(
      reading.diagnostics.map(String.init(describing:))
        == ["config.toml:2: the text is not UTF-8; save the file as UTF-8"])
  }

  @Test func `a file over a megabyte is refused`() {
    let reading = readConfiguration([UInt8](repeating: 0x20, count: 1 << 20 + 1), file: "c.toml")
    #expect(
      reading.diagnostics.map(String.init(describing:))
        == ["c.toml: the file is larger than 1 MB and is not read; make it smaller"])
  }

  @Test func `a bracket at the start of a line in a list or a string is no table`() {
    let reading = read(
      """
      theme = \"\"\"
      [.paper\"\"\"
      keys = { j = '[.' } # ["
      mouse = [
        [{ a = 1 }, +1],
      ]
      """)
    #expect(reading.value.theme == "[.paper")
    #expect(reading.value.keys.map(\.command) == ["[."])
    #expect(reading.diagnostics.map(\.line) == [4])
  }

  @Test func `deep nesting is refused without harm`() {
    let text = "a = " + String(repeating: "[", count: 100_000)
    #expect(read(text).diagnostics.count == 1)
  }

  @Test func `whatever bytes come, a reading comes back`() {
    var seed = SeededGenerator(seed: 20_221_001)
    let pieces = [
      "[", "]", "[[", "keys", "=", "\"", "'", "\n", ".", "theme", "3", "true", "{", "}", "\\u001b",
      "#", "å", "\u{0}", "\"\"\"", ",", "1979-05-27",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...30, using: &seed)).map { _ in
        pieces[Int.random(in: pieces.indices, using: &seed)]
      }
      let reading = read(text.joined())
      for diagnostic in reading.diagnostics {
        #expect(diagnostic.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
      }
    }
  }
}
