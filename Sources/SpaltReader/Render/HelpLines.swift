/// A line of the help screen.
enum HelpLine: Equatable {
  case heading(String)
  case command(keys: String, String)
  case blank
}

extension ReaderState {
  /// The whole help screen, made from the key table.
  var helpLines: [HelpLine] {
    CommandGroup.allCases.flatMap { group -> [HelpLine] in
      let commands = Command.allCases.filter { $0.group == group }
      let lines = commands.compactMap { command -> HelpLine? in
        let keys = preferences.keymap.names(of: command)
        guard !keys.isEmpty else { return nil }
        return .command(keys: keys.prefix(4).joined(separator: " "), command.help)
      }
      return [.heading(Words.heading(of: group))] + lines + [.blank]
    } + searchHelpLines
  }

  /// Where the help on queries begins among ``helpLines``.
  var searchHelpStart: Int { helpLines.count - searchHelpLines.count }

  private var searchHelpLines: [HelpLine] {
    [.heading(Words.searchHelpHeading)]
      + Words.searchHelp.map { HelpLine.command(keys: $0.0, $0.1) } + [.blank]
      + [.heading(Words.searchKeysHeading)]
      + Words.searchKeyHelp.map { HelpLine.command(keys: $0.0, $0.1) } + [.blank]
  }
}
