import ArgumentParser
import SpaltReader
import SpaltScreen
import SpaltSettings
import SpaltText

/// `spalt config`: all settings, what they are and why.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print all settings, their defaults, and where each is set.",
    discussion: """
      What it prints is a configuration file that says what holds now. Lines that begin with # \
      stand for what the window or the system decides. What is wrong with the file is told on \
      standard error as file:line: reason; the rest of it holds.

      EXAMPLES
        spalt config --print
        spalt config --print > my-settings.toml
      """)

  @OptionGroup var options: GlobalOptions
  @Flag(name: .customLong("print"), help: "Print the settings; so too without it.")
  var prints = false

  func run() throws {
    let settings = UserSettings.read()
    for complaint in settings.complaints { Output.complain("spalt: \(complaint)") }
    for line in SettingsList(settings, archive: options.archive).lines {
      Output.print(Sanitizer.line(line))
    }
  }
}

/// The settings as the lines of a file.
private struct SettingsList {
  private let settings: UserSettings
  private let archive: String?

  init(_ settings: UserSettings, archive: String?) {
    self.settings = settings
    self.archive = archive
  }

  var lines: [String] {
    let file = Surroundings.configurationFile
    var lines = ["# The settings of Spalt, as lines of \(file)."]
    for setting in Setting.all where setting.name != "keys" {
      lines += ["", "# \(setting.help)", line(of: setting.name)]
    }
    let keys = Setting.all.first { $0.name == "keys" }
    lines += ["", "# \(keys?.help ?? "")", "[keys]"]
    return lines + keyLines
  }

  private func line(of name: String) -> String {
    let set = settings.configuration
    switch name {
    case "theme":
      let value = settings.themes.names.first ?? ""
      let fallback = ThemeShelf(folder: "").names.first ?? ""
      // A name that no theme has holds nowhere.
      let source = Surroundings.theme == value ? "from SPALT_THEME" : place(of: name)
      return line(name, quoted(value), quoted(fallback), source)
    case "measure":
      guard let measure = set.measure else {
        return "#measure =  # the window decides, up to \(PageGeometry.widestBody); not set"
      }
      return line(name, "\(measure)", "the window decides", place(of: name))
    case "light-theme":
      return line(name, quoted(set.lightTheme), quoted(Configuration().lightTheme), place(of: name))
    case "dark-theme":
      return line(name, quoted(set.darkTheme), quoted(Configuration().darkTheme), place(of: name))
    case "justify": return line(name, "\(set.justify)", "false", place(of: name))
    case "mouse": return line(name, "\(set.mouse)", "true", place(of: name))
    case "linear":
      let isForced = Surroundings.isDumb && !set.linear
      let source = isForced ? "from TERM=dumb" : place(of: name)
      return line(name, "\(set.linear || isForced)", "false", source)
    case "editor":
      let value = settings.editor.joined(separator: " ")
      let variable = Surroundings.variable("VISUAL") != nil ? "VISUAL" : "EDITOR"
      let isNamed = Surroundings.variable(variable) != nil
      let source =
        set.editor != nil ? place(of: name) : isNamed ? "from \(variable)" : place(of: name)
      return line(name, quoted(value), quoted("vi"), source)
    case "archive":
      let path = UserSettings.archivePath(archive, set)
      let source =
        archive != nil
        ? "from --archive"
        : Surroundings.namedArchive != nil ? "from SPALT_ARCHIVE" : place(of: name)
      return line(name, quoted(path), quoted(Surroundings.usualArchive), source)
    default: return line(name, "", "", place(of: name))
    }
  }

  private func line(
    _ name: String, _ value: String, _ fallback: String, _ source: String
  ) -> String {
    "\(name) = \(value)  # default \(fallback); \(source)"
  }

  private func place(of name: String) -> String {
    guard let line = settings.configuration.lines[name] else { return "not set" }
    return "set on line \(line) of \(Surroundings.configurationFile)"
  }

  /// Every binding: what holds, what it would be by default, and who says so.
  private var keyLines: [String] {
    let standard = Dictionary(
      Keymap.standard.bindings.filter { !$0.whileSelecting }.map { ($0.keys, $0.command) },
      uniquingKeysWith: { first, _ in first })
    var set: [[Key]: Int] = [:]
    for binding in settings.configuration.keys {
      if Command(rawValue: binding.command) != nil, let keys = Keymap.sequence(binding.keys) {
        set[keys] = binding.line
      }
    }
    return settings.keymap.bindings.filter { !$0.whileSelecting }.map { binding in
      let names = binding.keys.map(\.name)
      // Names of several letters are told apart by a space.
      let name = names.joined(separator: names.contains { $0.count > 1 } ? " " : "")
      let fallback = standard[binding.keys].map { quoted($0.rawValue) } ?? "nothing"
      let source =
        set[binding.keys].map { "set on line \($0) of \(Surroundings.configurationFile)" }
        ?? "not set"
      return line(quoted(name), quoted(binding.command.rawValue), fallback, source)
    }
  }

  /// A basic string of TOML.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
