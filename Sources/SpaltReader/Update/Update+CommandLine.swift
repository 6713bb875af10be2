internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  mutating func typeCommand(_ key: Key) -> [Effect] {
    switch key {
    case .escape, .control("c"):
      commandLine = nil
    case .enter:
      let line = commandLine?.text ?? ""
      commandLine = nil
      return run(line)
    case .backspace where commandLine?.text.isEmpty == true:
      commandLine = nil
    default:
      _ = commandLine?.handle(key)
    }
    return []
  }

  /// Does what a line after `:` says: a command's name, or a word with an argument.
  private mutating func run(_ line: String) -> [Effect] {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { return [] }
    let argument = words.count > 1 ? words[1].trimmingSpaces : ""
    switch name {
    case "q", "quit", "wq", "x": return leave()
    case "h": return perform(.help)
    case "search" where !argument.isEmpty: return openSearch(argument)
    case "open" where !argument.isEmpty: return open(TextID(argument), at: .lastPlace)
    case "theme" where !argument.isEmpty:
      return choose(theme: argument)
    default: break
    }
    if let share = Int(name.hasSuffix("%") ? String(name.dropLast()) : ""),
      (0...100).contains(share)
    {
      return go(toShare: Double(share) / 100)
    }
    if let command = Command(rawValue: name) { return perform(command) }
    complain(Words.noCommand(name))
    return []
  }

  /// `:50%`: so far into the text.
  private mutating func go(toShare share: Double) -> [Effect] {
    guard let reading else { return [] }
    let sizes = reading.text.document.blocks.map(\.text.utf8.count)
    var left = Int(Double(sizes.reduce(0, +)) * share)
    for (block, size) in sizes.enumerated() {
      if left <= size {
        go(to: .position(Position(block: block, offset: left)))
        break
      }
      left -= size
    }
    return []
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
