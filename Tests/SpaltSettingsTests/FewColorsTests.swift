@testable import SpaltScreen
import SpaltSettings
import Testing
import Themes

/// Our themes on terminals of eight and sixteen colours.
@Suite struct FewColorsTests {
  private static func looks(_ name: String, _ count: Int) throws -> [Role: Look] {
    let theme = try #require(readThemes(EmbeddedThemes.all).value.first { $0.name == name })
    let few = FewColors(theme, count: count)
    return Role.allCases.reduce(into: [:]) { $0[$1] = few.look(of: $1) }
  }

  @Test(arguments: [8, 16])
  func `night keeps the hues of hits and notes`(count: Int) throws {
    let looks = try Self.looks("night", count)
    // Yellow letters, and black on yellow where one has gone to.
    #expect([3, 11].map(Color.palette).contains(looks[.hit]?.foreground))
    #expect(looks[.hit]?.background == .default)
    #expect(
      looks[.currentHit] == Look(foreground: .palette(0), background: .palette(3), .underline))
    #expect([6, 14].map(Color.palette).contains(looks[.note]?.foreground))
    #expect(looks[.selection]?.background == .palette(4))
    for (role, hues) in [(Role.green, [2, 10]), (.red, [1, 9]), (.purple, [5, 13])] {
      #expect(hues.contains { looks[role]?.foreground == .palette(UInt8($0)) }, "\(role)")
    }
    // Slate and grey have no hue.
    for role in [Role.body, .title, .status, .secondary, .cursor] { #expect(looks[role] == nil) }
  }

  @Test(arguments: [8, 16])
  func `on paper what could not be read as letters is a bar`(count: Int) throws {
    let looks = try Self.looks("paper", count)
    #expect(looks[.hit] == Look(foreground: .palette(0), background: .palette(3)))
    #expect(looks[.currentHit]?.background == .palette(1))
    #expect(looks[.note]?.foreground == .palette(4))
    #expect(looks[.green]?.background == .palette(2))
    #expect([1, 9].map(Color.palette).contains(looks[.red]?.foreground))
  }

  @Test(arguments: ["night", "paper", "contrast"], [8, 16])
  func `every colour can be read on the ground the theme is made for`(
    name: String, count: Int
  ) throws {
    let ground: Color = name == "paper" ? .palette(15) : .palette(0)
    for (role, look) in try Self.looks(name, count) {
      let background = look.background == .default ? ground : look.background
      let known = try #require(contrast(look.foreground, on: background))
      #expect(known >= 3, "\(role)")
      #expect([look.foreground, look.background].allSatisfy { $0.isAmong(count) }, "\(role)")
    }
  }
}

extension Color {
  fileprivate func isAmong(_ count: Int) -> Bool {
    if case .palette(let number) = self { Int(number) < count } else { self == .default }
  }
}
