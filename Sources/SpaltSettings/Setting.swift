/// A name that may stand in `config.toml`, for messages and for the list of all settings.
public struct Setting: Equatable, Sendable {
  public var name: String
  /// What its value must be, in words: `true or false`.
  public var kind: String
  /// One line for the user.
  public var help: String

  /// In the order they are listed.
  public static let all = [
    Setting(name: "theme", kind: "text", help: "the name of a theme, or of a file in themes/"),
    Setting(
      name: "light-theme", kind: "text", help: "without `theme`, the one for a light terminal"),
    Setting(
      name: "dark-theme", kind: "text", help: "without `theme`, the one for a dark terminal"),
    Setting(
      name: "measure", kind: "a number", help: "the most cell columns of a line of text, 20 to 72"),
    Setting(name: "justify", kind: "true or false", help: "lines of equal length"),
    Setting(
      name: "mouse", kind: "true or false", help: "whether wheel and clicks belong to the reader"),
    Setting(
      name: "linear", kind: "true or false", help: "read line by line, as for a screen reader"),
    Setting(name: "editor", kind: "text", help: "the command that edits notes"),
    Setting(name: "archive", kind: "text", help: "the file with texts and notes"),
    Setting(name: "keys", kind: "a table", help: "keys and the commands they ask for"),
  ]
}
