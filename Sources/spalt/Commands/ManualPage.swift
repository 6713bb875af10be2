import ArgumentParser
import SpaltReader
import SpaltScreen
import SpaltText

/// The manual page in the language of man(7).
struct ManualPage {
  private let program: CommandDescription

  init() throws { program = try CommandDescription.ofProgram() }

  /// The page, line by line; every letter of it that man would obey is escaped.
  var text: String {
    var lines = [
      ".TH SPALT 1 \"\" \"spalt \(SpaltCommand.configuration.version)\" \"User Commands\"",
      ".SH NAME", "spalt \\- \(escaped(program.abstract ?? ""))", ".SH SYNOPSIS",
    ]
    for command in commands {
      lines += [".br", ".B spalt \(command.commandName)", synopsis(command)].filter { !$0.isEmpty }
    }
    lines += [".SH DESCRIPTION"] + paragraphs(program.discussion ?? "")
    lines.append(".SH COMMANDS")
    for command in commands { lines += description(of: command, under: "spalt") }
    lines += keys
    lines += [
      ".SH ENVIRONMENT", ".TP", ".B SPALT_ARCHIVE", "The archive, where no option names one.",
      ".TP", ".B SPALT_THEME", "The theme, above the configuration.", ".TP", ".B NO_COLOR",
      "When set, no colours; passages, notes and hits are told apart by attributes.", ".TP",
      ".B TERM", "With dumb, Spalt reads line by line, as with \\-\\-linear.", ".TP",
      ".B VISUAL, EDITOR", "The editor of notes; split at spaces, started without a shell.",
    ]
    return lines.joined(separator: "\n")
  }

  private var commands: [CommandDescription] {
    (program.subcommands ?? []).filter { $0.commandName != "help" }
  }

  private func synopsis(_ command: CommandDescription) -> String {
    let words = (command.arguments ?? []).filter(isOwn).map { argument -> String in
      let value = "\\fI\(escaped(argument.valueName ?? ""))\\fR"
      let word: String
      switch argument.kind {
      case .positional: word = value
      case .flag: word = escaped(argument.preferredName?.written ?? "")
      case .option: word = "\(escaped(argument.preferredName?.written ?? "")) \(value)"
      }
      let repeated = argument.isRepeating ? "\(word) ..." : word
      return argument.isOptional ? "[\(repeated)]" : repeated
    }
    return command.subcommands == nil
      ? words.joined(separator: " ") : (["\\fIcommand\\fR"] + words).joined(separator: " ")
  }

  private func description(of command: CommandDescription, under name: String) -> [String] {
    let name = "\(name) \(command.commandName)"
    var lines = [".SS \(escaped(name))", escaped(command.abstract ?? "")]
    if let discussion = command.discussion { lines += [".PP"] + paragraphs(discussion) }
    for argument in (command.arguments ?? []).filter(isOwn) {
      let names = (argument.names ?? []).map(\.written).joined(separator: ", ")
      let value = argument.kind == .flag ? "" : argument.valueName ?? ""
      lines += [
        ".TP", ".B \(escaped([names, value].filter { !$0.isEmpty }.joined(separator: " ")))",
        escaped([argument.abstract, argument.discussion].compactMap { $0 }.joined(separator: " ")),
      ]
    }
    for inner in command.subcommands ?? [] where inner.commandName != "help" {
      lines += description(of: inner, under: name)
    }
    return lines
  }

  /// Not what every command takes, which is said once.
  private func isOwn(_ argument: CommandDescription.Argument) -> Bool {
    let common: Set = ["archive", "help", "version"]
    return argument.shouldDisplay ?? true
      && !common.contains(argument.preferredName?.name ?? "")
  }

  /// The keys of the reader, from the table the reader itself goes by.
  private var keys: [String] {
    var lines = [".SH KEYS"]
    for group in CommandGroup.allCases {
      lines.append(".SS \(escaped(group.heading))")
      for command in Command.allCases where command.group == group {
        let names = Keymap.standard.names(of: command)
        guard !names.isEmpty else { continue }
        lines += [".TP", ".B \(escaped(names.joined(separator: "  ")))", escaped(command.help)]
        lines.append("(\(escaped(command.rawValue)))")
      }
    }
    return lines
  }

  /// Running text; lines that begin with spaces are examples and stay as they are.
  private func paragraphs(_ text: String) -> [String] {
    var lines: [String] = []
    var isExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("  ") != isExample {
        isExample.toggle()
        lines.append(isExample ? ".nf" : ".fi")
      }
      lines.append(line.isEmpty ? ".PP" : escaped(String(line)))
    }
    // A paragraph begins of itself after a heading.
    if lines.first == ".PP" { lines.removeFirst() }
    return lines + (isExample ? [".fi"] : [])
  }

  /// Source: groff_man(7): a backslash begins an escape, a dot or quote at the start of a line a
  /// request, and a bare hyphen or grave accent is drawn as another sign.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in Sanitizer.line(text) {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case _ where !character.isASCII:
        // Named by their numbers, so that no option of man is needed.
        for scalar in character.unicodeScalars {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
        }
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&\(result)" : result
  }
}
