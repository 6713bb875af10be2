import SpaltReader
import SpaltScreen
import Testing

@Suite struct ThemeTests {
  private var session: Session

  init() {
    session = Session(sample("Ett stycke.\n"))
    session.state.preferences.themes = ["night", "paper", "mono"]
    session.state.preferences.themesByGround = [.light: "paper", .dark: "night"]
  }

  @Test mutating func `the theme follows the terminal's ground`() {
    session.send(.input(.ground(.dark)))
    #expect(session.takeEffects() == [])
    session.send(.input(.ground(.light)))
    #expect(session.takeEffects() == [.useTheme("paper")])
    session.send(.input(.ground(.dark)))
    #expect(session.takeEffects() == [.useTheme("night")])
  }

  @Test mutating func `a theme that the user has chosen stays`() {
    session.press("t")
    #expect(session.takeEffects() == [.useTheme("paper")])
    session.send(.input(.ground(.dark)))
    #expect(session.takeEffects() == [])
    session.press("t t")
    #expect(session.takeEffects() == [.useTheme("mono"), .useTheme("night")])
  }

  @Test mutating func `a theme is seen while its name is chosen, and left again with Esc`() {
    session.press(":")
    session.type("theme ")
    session.press("Tab")
    #expect(session.takeEffects() == [.useTheme("mono")])
    session.press("Tab Tab")
    #expect(session.takeEffects() == [.useTheme("night"), .useTheme("paper")])
    session.press("Esc")
    #expect(session.takeEffects() == [.useTheme("night")])
    session.press(":")
    session.type("theme ")
    session.press("Tab Enter")
    #expect(session.takeEffects() == [.useTheme("mono"), .useTheme("mono")])
  }

  @Test mutating func `the ground is no key: what is typed goes on`() {
    session.press("a")
    session.type("Om jäv")
    session.send(.input(.ground(.light)))
    session.type("et")
    #expect(session.state.unsavedNote?.body == "Om jävet")
  }
}
