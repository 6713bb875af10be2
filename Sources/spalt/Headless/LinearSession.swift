import Glibc
import SpaltHyphenation
import SpaltReader
import SpaltScreen
import SpaltText

/// Reading line by line on standard input and output: nothing is drawn over, nothing is moved.
///
/// For screen readers, for terminals that can only print, and for pipes.
enum LinearSession {
  /// Reads until the user leaves or the input ends.
  ///
  /// - Returns: The exit status.
  static func run(
    _ beginning: Beginning, _ settings: UserSettings, _ patterns: HyphenationPatterns
  ) async throws -> Int32 {
    var reader = try HeadlessReader(
      archive: beginning.archive, settings: settings, patterns: patterns,
      // Pages of lists are counted in rows; twenty are told at a time.
      size: Size(columns: 80, rows: 23), isLinear: true)
    for event in beginning.events { await reader.take(event) }
    await reader.start(beginning.effects)
    tell(LinearReport(from: nil, to: reader.state))
    var input = LineInput()
    while let line = input.next() {
      let before = reader.state
      await reader.take(.line(line))
      if let status = reader.status { return status }
      // There is no clipboard here: what was to go there is told.
      tell(LinearReport(from: before, to: reader.state, copied: reader.takeCopied()))
      await reader.keepEverything()
    }
    // The end of the input is the wish to leave.
    await reader.take(.line("quit"))
    await reader.keepEverything()
    if isatty(STDOUT_FILENO) == 1 { Output.print("") }
    return ExitStatus.done.rawValue
  }

  private static func tell(_ report: LinearReport) {
    let isAsking = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let report = report.wrapped(to: columns)
    for line in report.lines { Output.print(line) }
    if isAsking {
      Output.printExactly("\(report.current) > ")
    } else {
      Output.print(report.current)
    }
  }

  /// The width of the terminal, `nil` without one or where it does not say.
  private static var columns: Int? {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return nil
    }
    return Int(window.ws_col)
  }
}

/// Standard input, line after line.
private struct LineInput {
  private var bytes: [UInt8] = []
  private var hasEnded = false
  /// A note of this length is no line.
  private static let longest = 1 << 20

  /// The next line without its end; `nil` after the last.
  mutating func next() -> String? {
    while true {
      if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        let line = bytes[..<end]
        bytes.removeSubrange(...end)
        return Self.text(line)
      }
      if hasEnded || bytes.count > Self.longest {
        defer { bytes = [] }
        return bytes.isEmpty ? nil : Self.text(bytes[...])
      }
      var chunk = [UInt8](repeating: 0, count: 1 << 14)
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count > 0 {
        bytes += chunk[..<count]
      } else if count == 0 || errno != EINTR {
        hasEnded = true
      }
    }
  }

  private static func text(_ line: ArraySlice<UInt8>) -> String {
    let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    return String(decoding: line, as: UTF8.self)
  }
}
