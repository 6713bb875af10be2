/// What a reader may set in `config.toml`.
public struct Configuration: Equatable, Sendable {
  /// The name of a theme, or the path of a theme file.
  public var theme: String?
  /// The themes to follow the terminal's ground with while `theme` names none.
  public var lightTheme = "paper"
  public var darkTheme = "night"
  /// Whether the mouse belongs to the program.
  public var mouse = true
  /// The most cell columns of a line of body; `nil` lets the window decide.
  public var measure: Int?
  public var justify = false
  /// The command of an editor for notes, instead of `VISUAL` and `EDITOR`.
  public var editor: String?
  /// The archive to use where neither the command line nor the environment names one.
  public var archive: String?
  /// Whether to read line by line, without a screen, as for a screen reader.
  public var linear = false
  /// Bindings as they are written; the reader's table of commands knows what they mean.
  public var keys: [KeyBinding] = []
  /// The line, counted from 1, where each setting stands that was taken from the file.
  public var lines: [String: Int] = [:]

  public init() {}

  /// One line of `[keys]`: `"gN" = "all-notes"`.
  public struct KeyBinding: Equatable, Sendable {
    public var keys: String
    public var command: String
    /// For a diagnostic about a name that the table of commands does not know.
    public var line: Int?

    public init(keys: String, command: String, line: Int? = nil) {
      self.keys = keys
      self.command = command
      self.line = line
    }
  }

  /// Source: a line of body is never over 72 columns; under 20 a word of Danish hardly fits.
  public static let measures = 20...72
}

/// Reads `config.toml`; whatever is wrong keeps its default.
public func readConfiguration(_ bytes: [UInt8], file name: String) -> Reading<Configuration> {
  let file: TOMLFile
  do throws(TOMLFile.Refusal) {
    file = try TOMLFile(bytes, name: name)
  } catch {
    return Reading(Configuration(), [error.diagnostic])
  }
  var configuration = Configuration()
  var diagnostics = file.problems
  for (key, node) in file.root.sorted(by: { $0.key < $1.key }) {
    let value = node.value
    if key != "keys" { configuration.lines[key] = node.line }
    switch (key, value) {
    case ("theme", .string(let text)): configuration.theme = text
    case ("light-theme", .string(let text)): configuration.lightTheme = text
    case ("dark-theme", .string(let text)): configuration.darkTheme = text
    case ("editor", .string(let text)): configuration.editor = text
    case ("archive", .string(let text)): configuration.archive = text
    case ("mouse", .bool(let isOn)): configuration.mouse = isOn
    case ("linear", .bool(let isOn)): configuration.linear = isOn
    case ("justify", .bool(let isOn)): configuration.justify = isOn
    case ("measure", .integer(let columns)):
      if Configuration.measures.contains(columns) {
        configuration.measure = columns
      } else {
        configuration.lines[key] = nil
        let range = Configuration.measures
        diagnostics.append(
          file.error(
            [key],
            "`measure` must be from \(range.lowerBound) to \(range.upperBound), and this is "
              + "\(columns)"))
      }
    case ("keys", .table(let table)):
      for (keys, node) in table.sorted(by: { $0.key < $1.key }) {
        guard case .string(let command) = node.value else {
          diagnostics.append(
            file.error([key, keys], "a key takes the name of a command in quotes"))
          continue
        }
        configuration.keys.append(
          Configuration.KeyBinding(
            keys: keys, command: command, line: node.line))
      }
    default:
      configuration.lines[key] = nil
      guard let setting = Setting.all.first(where: { $0.name == key }) else {
        let known = Setting.all.map(\.name).sorted().joined(separator: ", ")
        diagnostics.append(
          file.warning([key], "there is no setting `\(key)`; there are \(known)"))
        continue
      }
      diagnostics.append(
        file.error([key], "`\(key)` must be \(setting.kind), and this is \(value.kind)"))
    }
  }
  return Reading(configuration, diagnostics)
}
