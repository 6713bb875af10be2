public import SpaltScreen

/// Reads a theme file over the theme it builds on.
///
/// The top level has `name`, `base` (the name of another theme) and `[roles]`; a role takes `fg`,
/// `bg`, `bold`, `dim`, `italic`, `underline` and `reverse`. What a role leaves out is as in the
/// base; colours that the base's role has from its body follow the new body. A file that cannot be
/// read gives the fallback, a role that cannot be read keeps the look of the base.
///
/// - Parameters:
///   - bytes: The contents of the file.
///   - file: The name of the file, for diagnostics.
///   - fallback: The theme for a broken file, and the base of one that names none.
///   - themes: The themes that a file may name as its base.
/// - Returns: A theme that is always whole, and what was wrong with the file.
public func readTheme(
  _ bytes: [UInt8], file: String, fallback: Theme, themes: [Theme] = []
) -> Reading<Theme> {
  do throws(TOMLFile.Refusal) {
    var reader = ThemeReader(file: try TOMLFile(bytes, name: file))
    return Reading(reader.theme(fallback: fallback, themes: themes), reader.diagnostics)
  } catch {
    return Reading(fallback, [error.diagnostic])
  }
}

/// Reads theme files that stand by themselves, such as those that travel inside the program.
///
/// A role that a file leaves out falls back on another role of the same file. A file that cannot
/// be read is left out.
public func readThemes(_ files: [(name: String, bytes: [UInt8])]) -> Reading<[Theme]> {
  var reading = Reading<[Theme]>([])
  for (name, bytes) in files {
    do throws(TOMLFile.Refusal) {
      var reader = ThemeReader(file: try TOMLFile(bytes, name: "\(name).toml"))
      let blank = Theme(name: name, looks: [:])
      reading.value.append(reader.theme(fallback: blank, themes: []))
      reading.diagnostics += reader.diagnostics
    } catch {
      reading.diagnostics.append(error.diagnostic)
    }
  }
  return reading
}

private struct ThemeReader {
  let file: TOMLFile
  var diagnostics: [Diagnostic]

  init(file: TOMLFile) {
    self.file = file
    diagnostics = file.problems
  }

  mutating func theme(fallback: Theme, themes: [Theme]) -> Theme {
    var name = fallback.name
    var base = fallback
    var roles: [String: TOMLNode] = [:]
    for (key, node) in file.root.sorted(by: { $0.key < $1.key }) {
      switch (key, node.value) {
      case ("name", .string(let text)): name = text
      case ("base", .string(let text)):
        if let named = themes.first(where: { $0.name == text }) {
          base = named
        } else {
          let known = themes.map(\.name).joined(separator: ", ")
          diagnostics.append(file.error([key], "there is no theme \"\(text)\"; known are \(known)"))
        }
      case ("roles", .table(let table)): roles = table
      case ("name", _), ("base", _), ("roles", _):
        let wanted = key == "roles" ? "a table" : "text"
        diagnostics.append(
          file.error([key], "`\(key)` must be \(wanted), and this is \(node.value.kind)"))
      default:
        diagnostics.append(
          file.warning([key], "a theme has no `\(key)`; it has name, base and roles"))
      }
    }
    let theme = Theme(name: name, looks: looks(roles, over: base))
    warnOfContrast(theme)
    return theme
  }

  private mutating func looks(_ roles: [String: TOMLNode], over base: Theme) -> [Role: Look] {
    for name in roles.keys.sorted() where !Role.allCases.contains(where: { $0.name == name }) {
      diagnostics.append(file.warning(["roles", name], "there is no role `\(name)`"))
    }
    let oldBody = base.look(of: .body)
    let body = look(.body, roles, over: oldBody)
    var looks: [Role: Look] = [.body: body]
    for role in Role.allCases where role != .body {
      if base.looks.isEmpty && roles[role.name] == nil { continue }
      var start = base.look(of: role)
      if start.foreground == oldBody.foreground { start.foreground = body.foreground }
      if start.background == oldBody.background { start.background = body.background }
      looks[role] = look(role, roles, over: start)
    }
    return looks
  }

  private mutating func look(_ role: Role, _ roles: [String: TOMLNode], over start: Look) -> Look {
    guard let node = roles[role.name] else { return start }
    guard case .table(let table) = node.value else {
      diagnostics.append(
        file.error(["roles", role.name], "a role must be a table such as { fg = \"#5f3dc4\" }"))
      return start
    }
    var look = start
    for (key, node) in table.sorted(by: { $0.key < $1.key }) {
      let value = node.value
      let path = ["roles", role.name, key]
      if key == "fg" || key == "bg" {
        guard let color = color(value, path) else { continue }
        if key == "fg" { look.foreground = color } else { look.background = color }
      } else if let attribute = Look.Attributes.named.first(where: { $0.name == key })?.attribute {
        guard case .bool(let isOn) = value else {
          diagnostics.append(
            file.error(path, "`\(key)` must be true or false, and this is \(value.kind)"))
          continue
        }
        if isOn { look.attributes.insert(attribute) } else { look.attributes.remove(attribute) }
      } else {
        diagnostics.append(
          file.warning(
            path,
            "a role has no `\(key)`; it has fg, bg, bold, dim, italic, underline and reverse"))
      }
    }
    return look
  }

  private mutating func color(_ value: TOMLValue, _ path: [String]) -> Color? {
    let written: String
    switch value {
    case .string(let text): written = text
    case .integer(let number): written = "\(number)"
    default: written = value.kind
    }
    if let color = Color(written) { return color }
    diagnostics.append(
      file.error(
        path,
        "\"\(written.prefix(40))\" is no colour; use \"#rrggbb\", a number from 0 to 255, or "
          + "\"default\""))
    return nil
  }

  private mutating func warnOfContrast(_ theme: Theme) {
    for role in Role.allCases {
      let look = theme.look(of: role)
      let path = ["roles", role.name]
      if look.foreground == look.background, look.foreground != .default {
        diagnostics.append(
          file.warning(path, "the letters of `\(role.name)` have the colour of their background"))
      } else if let contrast = look.contrast, contrast < 3 {
        let tenths = Int(contrast * 10)
        diagnostics.append(
          file.warning(
            path,
            "the contrast of `\(role.name)` is \(tenths / 10).\(tenths % 10):1, too little to read; "
              + "4.5:1 is good"))
      }
    }
  }
}
