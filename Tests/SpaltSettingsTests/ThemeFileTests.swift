import SpaltScreen
import SpaltSettings
import Testing

@Suite struct ThemeFileTests {
  private let paper = Theme(
    name: "paper",
    looks: [
      .body: Look(foreground: .palette(16), background: .palette(231)),
      .heading: Look(foreground: .palette(88), background: .palette(231), .bold),
      .hit: Look(foreground: .palette(16), background: .palette(220), .underline),
    ])

  private func read(_ text: String) -> Reading<Theme> {
    readTheme(Array(text.utf8), file: "mine.toml", fallback: paper, themes: [paper, .plain])
  }

  @Test func `what a role leaves out is as in the base`() {
    let reading = read("name = \"mine\"\n[roles.heading]\nfg = \"#5f3dc4\"\n")
    #expect(reading.diagnostics == [])
    #expect(reading.value.name == "mine")
    #expect(
      reading.value.look(of: .heading)
        == Look(foreground: Color(hexadecimal: 0x5F3DC4), background: .palette(231), .bold))
  }

  @Test func `roles on the body's ground follow a new ground, others keep theirs`() {
    let theme = read("[roles]\nbody = { bg = \"default\" }\n").value
    #expect(theme.look(of: .heading).background == .default)
    #expect(theme.look(of: .hit).background == .palette(220))
  }

  @Test func `an attribute can be taken away`() {
    #expect(read("[roles]\nhit = { underline = false }").value.look(of: .hit).attributes == [])
  }

  @Test func `a base is named`() {
    #expect(read("base = \"plain\"").value.look(of: .hit) == Theme.plain.look(of: .hit))
  }

  @Test(arguments: [
    ("[roles]\nhit = { fg = \"#12345\" }", 2, "is no colour"),
    ("[roles.hit]\n\nfg = 999", 3, "is no colour"),
    ("[roles.hit]\nfg = \"a\\u001b[31m\"", 2, "is no colour"),
    ("[roles]\nhit = \"yellow\"", 2, "must be a table"),
    ("[roles.hit]\nbold = 1", 2, "must be true or false, and this is a number"),
    ("roles = 3", 1, "must be a table"),
    ("base = \"nigth\"", 1, "there is no theme \"nigth\"; known are paper, plain"),
  ])
  func `a bad value is told and keeps the look of the base`(
    text: String, line: Int, reason: String
  ) throws {
    let reading = read(text)
    #expect(reading.value == read("").value)
    let diagnostic = try #require(reading.diagnostics.first)
    #expect(reading.diagnostics.count == 1)
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.line == line)
    #expect(diagnostic.reason.contains(reason), "\(diagnostic)")
  }

  @Test(arguments: [
    ("[roles]\nbody = {}\nhedaing = { bold = true }", 3, "no role `hedaing`"),
    ("[roles.hit]\ncolour = 3", 2, "no `colour`"), ("author = \"x\"", 1, "no `author`"),
    ("[roles]\nbody = { fg = 231 }", 2, "the colour of their background"),
    ("[roles]\nhit = { fg = \"#e0c000\" }", 2, "too little to read"),
  ])
  func `what is suspect is a warning`(text: String, line: Int, reason: String) throws {
    let diagnostic = try #require(
      read(text).diagnostics.first { $0.reason.contains(reason) }, "\(read(text).diagnostics)")
    #expect(diagnostic.severity == .warning)
    #expect(diagnostic.line == line)
  }

  @Test func `what is broken gives the fallback and the line, and the rest stands`() {
    let reading = read("name = \"mine\"\n\n[roles\n[roles.hit]\nbold = tru\nitalic = true\n")
    #expect(reading.value.name == "mine")
    #expect(reading.value.look(of: .body) == paper.look(of: .body))
    #expect(reading.value.look(of: .hit).attributes.contains(.italic))
    #expect(reading.diagnostics.map(\.line) == [3, 5])
  }

  @Test func `a diagnostic is one line without control characters`() {
    let reading = readTheme(
      Array("\"a\\u001b[2J\\n\" = 1".utf8), file: "x\u{1B}]0;\n.toml", fallback: paper)
    let line = reading.diagnostics.first.map(String.init(describing:)) ?? ""
    #expect(line.hasPrefix("x␛]0;␊.toml:1: warning: "))
    #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }
}
