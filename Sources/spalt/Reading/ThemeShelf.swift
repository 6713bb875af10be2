import Glibc
import SpaltScreen
import SpaltSettings
import SpaltText
import Themes

/// The themes to choose from: those inside the program and the user's files over them.
struct ThemeShelf {
  /// In the order `t` goes through them, the one in use first.
  private(set) var names: [String]
  private var themes: [String: Theme] = [:]
  /// What was wrong with a theme, as lines for the user.
  private(set) var complaints: [Diagnostic] = []

  /// - Parameters:
  ///   - wanted: The theme to begin with; the first of the program's own when `nil` or unknown.
  ///   - folder: Where the user's theme files lie, `NAME.toml` each.
  init(wanted: String?, folder: String) {
    let own = readThemes(EmbeddedThemes.all).value
    names = own.map(\.name)
    for theme in own { themes[theme.name] = theme }
    for file in Self.files(in: folder) { read(file, named: Self.name(of: file), in: folder) }
    guard let wanted else { return }
    if themes[wanted] == nil {
      complaints.append(
        Diagnostic(
          .error, file: "theme", line: nil,
          reason: "there is no theme \"\(wanted)\"; there are \(names.joined(separator: ", "))"))
    } else if let index = names.firstIndex(of: wanted) {
      names = Array(names[index...] + names[..<index])
    }
  }

  /// The theme to begin with.
  var current: Theme { theme(named: names.first ?? "") }

  func theme(named name: String) -> Theme { themes[name] ?? .plain }

  private mutating func read(_ file: String, named name: String, in folder: String) {
    do {
      let bytes = try Files.read("\(folder)/\(file)", limit: 1 << 20)
      // A user's file with the name of one of ours changes ours; another builds on the first.
      let base = themes[name] ?? themes[names[0]] ?? .plain
      let reading = readTheme(
        bytes, file: "\(folder)/\(file)", fallback: base, themes: Array(themes.values))
      themes[name] = reading.value
      complaints += reading.diagnostics
      if !names.contains(name) { names.append(name) }
    } catch {
      complaints.append(
        Diagnostic(.error, file: "\(folder)/\(file)", line: nil, reason: "\(error)"))
    }
  }

  private static func name(of file: String) -> String { String(file.dropLast(".toml".count)) }

  /// The names of the theme files in a folder, in order; none when there is no folder.
  private static func files(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".toml"), !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
