import SpaltScreen
import SpaltSettings
import Testing
import Themes

@Suite struct EmbeddedThemesTests {
  private static func theme(_ name: String) throws -> Theme {
    let reading = readThemes(EmbeddedThemes.all)
    #expect(reading.diagnostics == [])
    return try #require(reading.value.first { $0.name == name })
  }

  @Test(arguments: EmbeddedThemes.all.map(\.name))
  func `a theme reads without a word`(name: String) throws {
    let theme = try Self.theme(name)
    #expect(Set(theme.looks.keys) == Set(Role.allCases), "a role is left to its fallback")
  }

  @Test(arguments: [("paper", 4.5), ("night", 4.5), ("contrast", 7.0)])
  func `every role can be read, also in 256 colours`(name: String, least: Double) throws {
    let theme = try Self.theme(name)
    for role in Role.allCases {
      let look = theme.look(of: role)
      let exact = try #require(look.contrast, "\(role) leaves a colour to the terminal")
      #expect(exact >= least, "\(role)")
      let nearest = try #require(
        contrast(look.foreground.nearest(of: 256), on: look.background.nearest(of: 256)))
      #expect(nearest >= least, "\(role) in 256 colours")
    }
  }

  @Test func `mono asks for no colour and is the plain theme`() throws {
    let mono = try Self.theme("mono")
    for role in Role.allCases {
      #expect(mono.look(of: role) == Theme.plain.look(of: role), "\(role)")
      #expect(mono.look(of: role).foreground == .default)
      #expect(mono.look(of: role).background == .default)
    }
  }

  @Test(arguments: EmbeddedThemes.all.map(\.name))
  func `hits and notes stand out without colour`(name: String) throws {
    let theme = try Self.theme(name)
    let body = theme.look(of: .body).attributes
    for role: Role in [.hit, .currentHit, .noteMark, .passage] {
      #expect(theme.look(of: role).attributes != body, "\(role)")
    }
    #expect(
      theme.look(of: .hit).attributes != theme.look(of: .currentHit).attributes)
  }
}
