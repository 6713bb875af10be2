import Glibc

/// What the environment says: where files lie, which editor, whether colours are wanted.
enum Surroundings {
  static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The archive the environment names.
  static var namedArchive: String? { variable("SPALT_ARCHIVE") }

  /// The archive used when no other is named.
  static var usualArchive: String {
    "\(folder("XDG_DATA_HOME", else: ".local/share"))/archive.spalt"
  }

  static var configurationFile: String { "\(configurationFolder)/config.toml" }

  /// Whether the terminal is one that can only print line after line.
  static var isDumb: Bool { variable("TERM") == "dumb" }

  /// A path of the configuration: `~/` is the home folder, and a relative one starts at the folder
  /// of the configuration.
  static func expanded(_ path: String) -> String {
    if path.hasPrefix("~/") { return "\(home)/\(path.dropFirst(2))" }
    return path.hasPrefix("/") ? path : "\(configurationFolder)/\(path)"
  }

  /// Where the configuration and the user's themes lie.
  static var configurationFolder: String { folder("XDG_CONFIG_HOME", else: ".config") }

  /// Where what can be found again is kept to save time; may be emptied at any moment.
  static var cacheFolder: String { folder("XDG_CACHE_HOME", else: ".cache") }

  static var theme: String? { variable("SPALT_THEME") }

  /// The words of the user's editor.
  ///
  /// Split at spaces and nothing else: no shell reads it.
  static var editor: [String] {
    words(of: variable("VISUAL") ?? variable("EDITOR") ?? "vi")
  }

  static func words(of command: String) -> [String] {
    command.split(separator: " ").map(String.init)
  }

  static var temporaryFolder: String { variable("XDG_RUNTIME_DIR") ?? variable("TMPDIR") ?? "/tmp" }

  /// A folder of ours by the XDG rules; a relative path there counts as none, as they demand.
  private static func folder(_ name: String, else fallback: String) -> String {
    if let base = variable(name), base.hasPrefix("/") { return "\(base)/spalt" }
    return "\(home)/\(fallback)/spalt"
  }

  private static var home: String {
    if let home = variable("HOME"), home.hasPrefix("/") { return home }
    // Without HOME, as in a bare environment, the account says; without an account, here.
    guard let account = getpwuid(getuid()), let home = account.pointee.pw_dir else { return "." }
    return String(cString: home)
  }
}
