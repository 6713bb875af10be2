internal import SpaltText

/// Why the terminal cannot be used.
public enum TerminalFailure: Error, Equatable, CustomStringConvertible {
  /// There is no /dev/tty: the program runs without a terminal.
  case noTerminal
  /// TERM is not set, or empty.
  case noType
  case unknownType(String)
  /// The terminal cannot move its cursor, as a line printer cannot.
  case cannotMoveCursor(type: String)
  case noUTF8(locale: String)
  case noSignals(reason: String)

  public var description: String {
    switch self {
    case .noTerminal:
      "There is no terminal to read in; use `spalt list`, `spalt show` or `spalt search` instead."
    case .noType:
      "The environment does not say what kind of terminal this is; try TERM=xterm-256color."
    case .unknownType(let type):
      "The terminal type TERM=\(Sanitizer.line(type)) is not known here; try TERM=xterm-256color."
    case .cannotMoveCursor(let type):
      "A terminal of type \(Sanitizer.line(type)) cannot move its cursor, which the reader needs; "
        + "use `spalt show` and `spalt search`, or try TERM=xterm-256color."
    case .noUTF8(let locale):
      "The locale \(Sanitizer.line(locale)) cannot show å, æ or ø, and C.UTF-8 is missing; "
        + "install a UTF-8 locale and set LC_ALL to it."
    case .noSignals(let reason):
      "The terminal cannot be watched (\(Sanitizer.line(reason))); close other programs and try "
        + "again."
    }
  }
}
