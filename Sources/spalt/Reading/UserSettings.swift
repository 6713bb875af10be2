import SpaltHyphenation
import SpaltReader
import SpaltScreen
import SpaltSettings
import SpaltText

/// What the user has set: the configuration file, the environment and the themes folder.
struct UserSettings {
  var configuration: Configuration
  var themes: ThemeShelf
  /// The theme to begin with.
  var theme: Theme
  /// The themes that follow the terminal's ground; none when the user names a theme.
  var themesByGround: [Ground: String]
  var keymap = Keymap.standard
  /// What could not be taken, as lines for the user; the rest holds.
  var complaints: [Diagnostic]

  /// Reads the files of the configuration folder; missing ones say nothing.
  static func read() -> UserSettings {
    let folder = Surroundings.configurationFolder
    let file = "\(folder)/config.toml"
    var reading = Reading(Configuration())
    do {
      reading = readConfiguration(try Files.read(file, limit: 1 << 20), file: file)
    } catch FileFailure.missing {
      // Nothing set is not a fault.
    } catch {
      reading.diagnostics = [Diagnostic(.error, file: file, line: nil, reason: "\(error)")]
    }
    let chosen = Surroundings.theme ?? reading.value.theme
    let byGround = [
      Ground.light: reading.value.lightTheme, .dark: reading.value.darkTheme,
    ]
    let themes = ThemeShelf(
      wanted: chosen ?? byGround[RememberedGround.read() ?? .dark], folder: "\(folder)/themes")
    let theme = themes.first
    var settings = UserSettings(
      configuration: reading.value, themes: themes, theme: theme.value,
      themesByGround: chosen == nil ? byGround : [:],
      complaints: reading.diagnostics + theme.diagnostics)
    settings.bindKeys(file)
    return settings
  }

  private mutating func bindKeys(_ file: String) {
    for binding in configuration.keys {
      do {
        try keymap.bind(binding.keys, to: binding.command)
      } catch {
        complaints.append(
          Diagnostic(.error, file: file, line: binding.line, reason: "\(error)"))
      }
    }
  }

  /// The words of the editor for notes.
  var editor: [String] {
    configuration.editor.map(Surroundings.words) ?? Surroundings.editor
  }

  /// What the reader needs of it.
  func preferences(_ patterns: HyphenationPatterns) -> ReaderState.Preferences {
    var preferences = ReaderState.Preferences()
    preferences.hyphenation = Hyphenation { patterns.breaks(in: $0, of: $1) }
    preferences.isJustified = configuration.justify
    preferences.widestMeasure = configuration.measure
    preferences.keymap = keymap
    preferences.themes = themes.names
    preferences.themesByGround = themesByGround
    return preferences
  }
}
