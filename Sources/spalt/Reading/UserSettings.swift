import SpaltHyphenation
import SpaltReader
import SpaltScreen
import SpaltSettings
import SpaltText

/// What the user has set: the configuration file, the environment and the themes folder.
struct UserSettings {
  typealias KeyBinding = Configuration.KeyBinding

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
  ///
  /// - Parameters:
  ///   - reading: The configuration where it has been read already.
  ///   - theme: The name of the theme to begin with, above what is set anywhere.
  /// - Returns: The settings, whole whatever the files hold.
  static func read(
    _ reading: Reading<Configuration> = readConfigurationFile(), theme: String? = nil
  ) -> UserSettings {
    var settings = UserSettings(
      configuration: reading.value,
      themes: ThemeShelf(folder: "\(Surroundings.configurationFolder)/themes"), theme: .plain,
      themesByGround: [:], complaints: reading.diagnostics)
    settings.chooseTheme(theme)
    let theme = settings.themes.first
    settings.theme = theme.value
    settings.complaints += theme.diagnostics
    settings.bindKeys(Surroundings.configurationFile)
    return settings
  }

  /// Begins with the theme that is asked for nearest by; a name that no theme has counts as none.
  private mutating func chooseTheme(_ named: String?) {
    if let named, begins(with: .init(name: named, file: "--theme")) { return }
    if let named = Surroundings.theme, begins(with: .init(name: named, file: "SPALT_THEME")) {
      return
    }
    if let named = configuration.theme {
      if begins(withSetting: "theme", named) { return }
      configuration.theme = nil
    }
    let usual = Configuration()
    // Both are looked at: the other one is wanted when the ground changes.
    let isLightKnown = begins(withSetting: "light-theme", configuration.lightTheme)
    if !isLightKnown { configuration.lightTheme = usual.lightTheme }
    let isDarkKnown = begins(withSetting: "dark-theme", configuration.darkTheme)
    if !isDarkKnown { configuration.darkTheme = usual.darkTheme }
    themesByGround = [.light: configuration.lightTheme, .dark: configuration.darkTheme]
    guard let name = themesByGround[RememberedGround.read() ?? .dark] else { return }
    _ = begins(with: .init(name: name, file: Surroundings.configurationFile))
  }

  private mutating func begins(withSetting setting: String, _ name: String) -> Bool {
    let line = configuration.lines[setting]
    let holds = begins(with: .init(name: name, file: Surroundings.configurationFile, line: line))
    if !holds { configuration.lines[setting] = nil }
    return holds
  }

  private mutating func begins(with wish: ThemeShelf.Wish) -> Bool {
    guard let complaint = themes.begin(with: wish) else { return true }
    complaints.append(complaint)
    return false
  }

  /// The configuration alone, which says where the archive is.
  static func readConfigurationFile() -> Reading<Configuration> {
    let file = Surroundings.configurationFile
    do throws(FileFailure) {
      return readConfiguration(try Files.read(file, limit: 1 << 20), file: file)
    } catch FileFailure.missing {
      // Nothing set is not a fault.
      return Reading(Configuration())
    } catch {
      return Reading(
        Configuration(), [Diagnostic(.error, file: file, line: nil, reason: error.reason)])
    }
  }

  /// The archive to use: the one named on the command line, else the environment's, else the
  /// configuration's, else the usual one.
  ///
  /// The file is read only where it decides, unless it has been read already.
  static func archivePath(_ named: String?, _ known: Configuration? = nil) -> String {
    if let named = named ?? Surroundings.namedArchive { return named }
    let configuration = known ?? readConfigurationFile().value
    return configuration.archive.map(Surroundings.expanded) ?? Surroundings.usualArchive
  }

  private mutating func bindKeys(_ file: String) {
    var bound: [[Key]: KeyBinding] = [:]
    for binding in configuration.keys {
      do {
        // `gn` and `g n` are two names in the file and one key here.
        if let keys = Keymap.sequence(binding.keys),
          let other = bound.updateValue(binding, forKey: keys)
        {
          complaints.append(
            Diagnostic(
              .warning, file: file, line: binding.line,
              reason: "\(binding.keys) is bound on line \(other.line ?? 0) already; this one holds")
          )
        }
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

  /// Takes over into a running reader what the user has changed in the files; what was chosen with
  /// a key stays.
  func update(_ preferences: inout ReaderState.Preferences, since old: UserSettings) {
    preferences.keymap = keymap
    if configuration.justify != old.configuration.justify {
      preferences.isJustified = configuration.justify
    }
    if configuration.measure != old.configuration.measure {
      preferences.widestMeasure = configuration.measure
      preferences.widening = 0
    }
    let chosen =
      configuration.theme == old.configuration.theme ? preferences.themes.first : themes.names.first
    preferences.themes = themes.names
    if let chosen, let index = themes.names.firstIndex(of: chosen) {
      preferences.themes = Array(themes.names[index...] + themes.names[..<index])
    }
  }
}
