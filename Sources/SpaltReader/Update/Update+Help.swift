internal import SpaltScreen

extension ReaderState {
  var isOnHelp: Bool { if case .help = screen { true } else { false } }

  /// Help for the screen shown, narrowed to words if there are any.
  mutating func openHelp(_ words: String = "") -> [Effect] {
    let filter = words.isEmpty ? nil : TextEditor(words)
    if case .help(var help) = screen {
      help.filter = filter
      help.top = 0
      screen = .help(help)
    } else {
      screens.append(.help(HelpScreen(kind: screen.kind, filter: filter)))
    }
    return []
  }

  /// Help on the search screen begins where it says what a query can hold.
  mutating func openQueryHelp() {
    var help = HelpScreen(kind: .search)
    help.top = helpLines(help).firstIndex(of: .heading(Words.searchHelpHeading)) ?? 0
    screens.append(.help(help))
  }

  /// `/` in help narrows its lines while one types.
  mutating func beginHelpSearch() -> [Effect] {
    guard case .help(var help) = screen else { return [] }
    help.filter = help.filter ?? TextEditor()
    help.isTyping = true
    screen = .help(help)
    return []
  }

  mutating func typeHelp(_ key: Key) -> [Effect] {
    guard case .help(var help) = screen else { return [] }
    switch key {
    case .escape, .control("c"):
      help.filter = nil
      help.isTyping = false
    case .enter, .down, .up:
      help.isTyping = false
      if help.filter?.text.isEmpty == true { help.filter = nil }
    default:
      guard help.filter?.handle(key) == true else { return [] }
    }
    help.top = 0
    screen = .help(help)
    return []
  }

  mutating func performInHelp(_ command: Command) -> [Effect] {
    guard case .help(var help) = screen else { return [] }
    let most = max(0, helpLines(help).count - geometry.textRows)
    guard let top = listStep(command, from: help.top, count: most + 1) else { return [] }
    help.top = top
    screen = .help(help)
    return []
  }
}
