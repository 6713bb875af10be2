import Foundation
import Glibc
import SpaltText

/// Standard output for data, standard error for everything else.
///
/// What goes to a terminal is sanitised; what goes to a pipe or a file arrives to the byte.
enum Output {
  static let isTerminal = isatty(STDOUT_FILENO) == 1
  private static let complaintsAreSeen = isatty(STDERR_FILENO) == 1

  /// Writes lines of text and a line end.
  static func print(_ text: String) {
    write((isTerminal ? Sanitizer.lines(text) : text) + "\n", to: STDOUT_FILENO)
  }

  /// Writes text as it is, without a line end of our own.
  static func printExactly(_ text: String) {
    write(isTerminal ? Sanitizer.lines(text) : text, to: STDOUT_FILENO)
  }

  /// Writes lines with the sequences of their looks, which were made here and of nothing but SGR.
  static func printStyled(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Writes a message for a person; never data.
  static func complain(_ text: String) {
    // Messages name files and texts, whose names may hold anything.
    write(Sanitizer.lines(text) + "\n", to: STDERR_FILENO)
  }

  /// Writes one value as one line of JSON, keys in alphabetical order.
  static func print(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    printJSON(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// Writes a line that is JSON already.
  static func printJSON(_ line: String) {
    write((isTerminal ? escaped(line) : line) + "\n", to: STDOUT_FILENO)
  }

  /// JSON with what a terminal must not see as `\u` escapes, so that it still means the same.
  private static func escaped(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      guard Sanitizer.mark(for: scalar) != nil else {
        result.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        result += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars
      }
    }
    return String(result)
  }

  /// Writes all bytes; a closed pipe or a full disk ends the program with the error status.
  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno != EINTR {
          guard descriptor == STDOUT_FILENO else { return }
          let reason = String(cString: strerror(errno))
          // Who closes a pipe has read enough and wants no word about it.
          if errno != EPIPE { complain("spalt: The output cannot be written: \(reason).") }
          exit(ExitStatus.error.rawValue)
        }
      }
    }
  }
}
