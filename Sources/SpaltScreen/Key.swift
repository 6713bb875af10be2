/// One key press, free of curses codes.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// A letter with Control held, in lower case.
  case control(Character)
  case up, down, left, right
  case pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, delete
}

/// What the terminal can report.
public enum TerminalInput: Equatable, Sendable {
  case key(Key)
  /// A bracketed paste: text, never commands.
  case paste(String)
  /// Lines to scroll; negative is up.
  case wheel(lines: Int)
  case press(ScreenPoint)
  case drag(ScreenPoint)
  case release(ScreenPoint)
  case resized(Size)
  /// The terminal says what ground it draws on: asked at the start, or told when it changes.
  case ground(Ground)
}

/// Whether a terminal's own background is light or dark.
public enum Ground: String, Sendable {
  case light, dark
}

extension Key {
  /// The name in help and in configuration: `j`, `C-s`, `Space`, `PgDn`.
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "C-\(character)"
    default: Self.names.first { $0.value == self }?.key ?? ""
    }
  }

  /// - Returns: `nil` for a name that is no key.
  public init?(name: String) {
    if let key = Self.names[name] {
      self = key
    } else if name == "Space" {
      self = .character(" ")
    } else if name.count == 3, name.hasPrefix("C-"), let last = name.last {
      self = .control(Character(last.lowercased()))
    } else if name.count == 1, let only = name.first {
      self = .character(only)
    } else {
      return nil
    }
  }

  private static let names: [String: Key] = [
    "Up": .up, "Down": .down, "Left": .left, "Right": .right, "PgUp": .pageUp, "PgDn": .pageDown,
    "Home": .home, "End": .end, "Enter": .enter, "Esc": .escape, "Tab": .tab, "S-Tab": .backTab,
    "BS": .backspace, "Del": .delete,
  ]
}
