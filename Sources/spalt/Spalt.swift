import ArgumentParser
import Glibc
import SpaltText
import SpaltThreads

/// The program: reads the command line and runs what it asks for.
@main
enum Spalt {
  static func main() {
    WorkerThreads.shared.serve { await run() }
  }

  private static func run() async -> Never {
    // A pipe that closes early ends the output, not the program with a signal nobody sees.
    signal(SIGPIPE, SIG_IGN)
    // A file size limit is an error to tell, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if let request = ReadingRequest(plain: arguments) {
        try await request.run()
        end(ExitStatus.done.rawValue)
      }
      if let search = PassageSearch(plain: arguments) {
        try await search.run()
        end(ExitStatus.done.rawValue)
      }
      var command = try await SpaltCommand.asyncParseAsRoot(
        GlobalOptions.movedToEnd(arguments))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(report(error))
    }
    end(ExitStatus.done.rawValue)
  }

  /// Ends the program at once, with all that was printed.
  ///
  /// `exit` would take libraries apart under threads that still read patterns or search, and now
  /// and then one of them fell.
  static func end(_ status: Int32) -> Never {
    fflush(nil)
    _exit(status)
  }

  /// Says what went wrong on standard error.
  ///
  /// - Returns: The exit status.
  private static func report(_ error: any Error) -> Int32 {
    if let status = error as? ExitStatus { return status.rawValue }
    let code = SpaltCommand.exitCode(for: error)
    if code == .success {
      Output.print(SpaltCommand.fullMessage(for: error))
      return ExitStatus.done.rawValue
    }
    let isUsage = code == .validationFailure
    Output.complain(isUsage ? SpaltCommand.fullMessage(for: error) : "spalt: \(error)")
    return ExitStatus.error.rawValue
  }
}

/// How the program ends; scripts rely on the numbers.
enum ExitStatus: Int32, Error {
  case done = 0
  case nothingFound = 1
  /// Wrong usage too.
  case error = 2
  case interrupted = 130
}

/// The root command; without a word it reads.
struct SpaltCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spalt",
    abstract: "Read an archive of articles and documents, search it, and write in its margins.",
    discussion: """
      Without a command Spalt opens the archive for reading; on first use it makes one from the \
      four texts it comes with.

      EXAMPLES
        spalt                                    the archive
        spalt open expressen-pisa                one text, where you left off
        spalt search granskning                  passages that answer
        spalt import article.txt                 bring a text in
        spalt show ledelse-januar --notes        a text with your notes beside it
        spalt --linear                           line by line, for a screen reader
        spalt help search                        what a command takes

      FILES
        $XDG_DATA_HOME/spalt/archive.spalt       texts, notes and index
        $XDG_CONFIG_HOME/spalt/config.toml       theme, keys, measure
        $XDG_CONFIG_HOME/spalt/themes/NAME.toml  your own themes

      Exit status: 0 done, 1 nothing found, 2 error, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      OpenCommand.self, ListCommand.self, ShowCommand.self, SearchCommand.self, NoteCommand.self,
      ImportCommand.self, RemoveCommand.self, CheckCommand.self, ReindexCommand.self,
      ConfigCommand.self, ReplayCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  /// Whether a word names a command, so that it can be no text's name on the command line.
  static func hasCommand(_ word: String) -> Bool {
    word == "help" || configuration.subcommands.contains { $0.configuration.commandName == word }
  }
}
