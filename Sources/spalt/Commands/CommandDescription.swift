import ArgumentParser
import Foundation

/// A command as the argument parser describes it: the source of the manual page.
///
/// Source: the parser's own description of a tool, version 0.
struct CommandDescription: Decodable {
  var commandName: String
  var abstract: String?
  var discussion: String?
  var subcommands: [CommandDescription]?
  var arguments: [Argument]?

  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }

    struct Name: Decodable {
      var kind: String
      var name: String

      /// As typed: `--json`, `-h`.
      var written: String { (kind == "long" ? "--" : "-") + name }
    }

    var kind: Kind
    var shouldDisplay: Bool?
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var preferredName: Name?
    var valueName: String?
    var abstract: String?
    var discussion: String?
  }

  private struct Tool: Decodable { var command: CommandDescription }

  /// The whole program, commands in the order of help.
  static func ofProgram() throws -> CommandDescription {
    try JSONDecoder().decode(Tool.self, from: Data(SpaltCommand._dumpHelp().utf8)).command
  }
}
