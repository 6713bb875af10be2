import Glibc
import SpaltScreen
import SpaltSettings
import SpaltText
import Themes

/// The themes to choose from: those inside the program and the user's files over them.
///
/// A theme is read when it is asked for: starting reads one.
struct ThemeShelf {
  /// In the order `t` goes through them, the one to begin with first.
  private(set) var names: [String]
  /// What was wrong with the choice of the theme to begin with.
  private var complaints: [Diagnostic] = []
  private let folder: String
  private let files: [String]

  /// - Parameters:
  ///   - wanted: The theme to begin with; the first of the program's own when `nil` or unknown.
  ///   - folder: Where the user's theme files lie, `NAME.toml` each.
  init(wanted: String?, folder: String) {
    self.folder = folder
    files = Self.files(in: folder)
    names = EmbeddedThemes.all.map(\.name)
    names += files.map(Self.name).filter { !names.contains($0) }
    guard let wanted else { return }
    if let index = names.firstIndex(of: wanted) {
      names = Array(names[index...] + names[..<index])
    } else {
      complaints.append(
        Diagnostic(
          .error, file: "theme", line: nil,
          reason: "there is no theme \"\(wanted)\"; there are \(names.joined(separator: ", "))"))
    }
  }

  /// The theme to begin with, and what was wrong with it.
  var first: Reading<Theme> {
    var reading = theme(named: names.first ?? "")
    reading.diagnostics.insert(contentsOf: complaints, at: 0)
    return reading
  }

  /// A theme, whole whatever its file holds.
  func theme(named name: String) -> Reading<Theme> {
    let own = readThemes(EmbeddedThemes.all.filter { $0.name == name }).value.first
    guard let file = files.first(where: { Self.name(of: $0) == name }) else {
      return Reading(own ?? .plain)
    }
    let path = "\(folder)/\(file)"
    // A user's file with the name of one of ours changes ours; another builds on the first.
    let themes = readThemes(EmbeddedThemes.all).value
    let base = own ?? themes.first ?? .plain
    do throws(FileFailure) {
      return readTheme(
        try Files.read(path, limit: 1 << 20), file: path, fallback: base, themes: themes)
    } catch {
      return Reading(base, [Diagnostic(.error, file: path, line: nil, reason: error.reason)])
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
