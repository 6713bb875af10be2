import ArgumentParser
import SpaltReader

/// `spalt manual`: the manual page, made from the commands and the table of keys.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page, for man.",
    discussion: """
      EXAMPLES
        spalt manual | man -l -
        spalt manual > ~/.local/share/man/man1/spalt.1
      """)

  @OptionGroup var options: GlobalOptions

  func run() throws { Output.print(try ManualPage().text) }
}
