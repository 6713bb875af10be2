internal import SpaltScreen

/// A line of the help screen.
enum HelpLine: Equatable {
  case heading(String)
  /// Keys, and what they do; further keys of the same command have a line without words.
  case command(keys: String, String)
  case blank
}

extension ReaderState {
  /// The whole help screen, made from the key table: what works on the screen it was asked on
  /// comes first, and every key that is bound is there.
  func helpLines(_ help: HelpScreen) -> [HelpLine] {
    let words = (help.filter?.text ?? "").lowercased().split(separator: " ")
    let here = Command.allCases.filter { $0.screens.contains(help.kind) }
    let elsewhere = Command.allCases.filter { !$0.screens.contains(help.kind) }
    var lines: [HelpLine] = []
    for (title, commands) in [(Words.here(help.kind), here), (Words.elsewhere, elsewhere)] {
      let sections = CommandGroup.allCases.flatMap { group -> [HelpLine] in
        let entries = commands.filter { $0.group == group }.flatMap { self.lines(of: $0, words) }
        return entries.isEmpty ? [] : [.heading(Words.heading(of: group))] + entries + [.blank]
      }
      if !sections.isEmpty { lines += [.heading(title), .blank] + sections }
    }
    for (heading, keys) in Words.fieldKeys {
      let entries = keys.filter { Self.holds(words, [heading, $0.0, $0.1]) }
      guard !entries.isEmpty else { continue }
      lines.append(.heading(heading))
      lines += entries.map { .command(keys: $0.0, $0.1) } + [.blank]
    }
    return lines.isEmpty ? [.command(keys: "", Words.noHelp)] : lines
  }

  /// Cell columns for the keys of a command.
  static let helpKeyColumns = 18

  /// The lines of a command, none when it has no key or not the words looked for.
  private func lines(of command: Command, _ words: [Substring]) -> [HelpLine] {
    let names = preferences.keymap.names(of: command)
    guard !names.isEmpty, Self.holds(words, names + [command.help, command.rawValue]) else {
      return []
    }
    var rows: [String] = []
    for name in names {
      if let last = rows.last, Glyph.width(of: last) + Glyph.width(of: name) < Self.helpKeyColumns {
        rows[rows.count - 1] = "\(last) \(name)"
      } else {
        rows.append(name)
      }
    }
    return rows.enumerated().map { .command(keys: $1, $0 == 0 ? command.help : "") }
  }

  private static func holds(_ words: [Substring], _ texts: [String]) -> Bool {
    let line = texts.joined(separator: " ").lowercased()
    return words.allSatisfy { line.contains($0) }
  }
}
