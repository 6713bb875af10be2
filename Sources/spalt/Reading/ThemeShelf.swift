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
  private let folder: String
  private let files: [String]

  /// - Parameter folder: Where the user's theme files lie, `NAME.toml` each.
  init(folder: String) {
    self.folder = folder
    files = Self.files(in: folder)
    names = EmbeddedThemes.all.map(\.name)
    names += files.map(Self.name).filter { !names.contains($0) }
  }

  /// A theme asked for by its name, and where.
  struct Wish {
    var name: String
    /// A file, or the name of what else asks for it.
    var file: String
    var line: Int?
  }

  /// Puts a theme first.
  ///
  /// - Returns: What is wrong with the wish; `nil` when it holds.
  mutating func begin(with wish: Wish) -> Diagnostic? {
    guard let index = names.firstIndex(of: wish.name) else {
      return Diagnostic(
        .error, file: wish.file, line: wish.line,
        reason: "there is no theme \"\(wish.name)\"; there are \(names.joined(separator: ", "))")
    }
    names = Array(names[index...] + names[..<index])
    return nil
  }

  /// The theme to begin with, and what is wrong with its file.
  var first: Reading<Theme> { theme(named: names.first ?? "") }

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
