internal import SpaltScreen

extension ReaderState {
  /// Goes on to the next theme; from then on it is the user's choice.
  mutating func nextTheme() -> [Effect] {
    guard preferences.themes.count > 1 else { return [] }
    let name = preferences.themes[1]
    say(Words.theme(name))
    return choose(theme: name)
  }

  mutating func choose(theme name: String) -> [Effect] {
    guard preferences.themes.contains(name) else {
      complain(Words.noTheme(name, known: preferences.themes))
      return []
    }
    preferences.themesByGround = [:]
    return use(theme: name)
  }

  /// Takes the theme for the ground the terminal draws on, unless the user has chosen one.
  mutating func follow(_ ground: Ground) -> [Effect] {
    guard let name = preferences.themesByGround[ground], name != preferences.themes.first else {
      return []
    }
    return use(theme: name)
  }

  private mutating func use(theme name: String) -> [Effect] {
    guard let index = preferences.themes.firstIndex(of: name) else { return [] }
    preferences.themes = Array(preferences.themes[index...] + preferences.themes[..<index])
    return [.useTheme(name)]
  }
}
