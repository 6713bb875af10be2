public import SpaltScreen

/// What the reader of the screen wants, as far as the terminal can do it.
public struct TerminalOptions: Sendable {
  public var theme: Theme
  /// Whether clicks and the wheel come to the program instead of to the terminal.
  public var mouse: Bool
  public var colors: Colors

  public enum Colors: Sendable {
    /// As many as the terminal has, none when `NO_COLOR` is set.
    case automatic
    /// Attributes only.
    case none
  }

  public init(theme: Theme = .plain, mouse: Bool = true, colors: Colors = .automatic) {
    self.theme = theme
    self.mouse = mouse
    self.colors = colors
  }
}
