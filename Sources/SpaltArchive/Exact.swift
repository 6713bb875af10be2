internal import Foundation
internal import GRDB

/// A string that is stored to the letter.
///
/// A text with a NUL in it would be cut there by the database, so it goes in as bytes; all others
/// stay readable for the database's own tools.
struct Exact: DatabaseValueConvertible {
  var string: String

  init(_ string: String) { self.string = string }

  var databaseValue: DatabaseValue {
    string.utf8.contains(0) ? Data(string.utf8).databaseValue : string.databaseValue
  }

  static func fromDatabaseValue(_ value: DatabaseValue) -> Exact? {
    switch value.storage {
    case .string(let string): Exact(string)
    case .blob(let data): Exact(String(decoding: data, as: UTF8.self))
    default: nil
    }
  }

  /// Several strings in one, a line each; a line feed within is written `\n`, a backslash `\\`.
  init(lines: [String]) {
    string =
      lines
      .map { line in
        line.replacing("\\", with: "\\\\").replacing("\n", with: "\\n") + "\n"
      }
      .joined()
  }

  /// The strings that ``init(lines:)`` was given.
  var lines: [String] {
    string.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { line in
        guard line.contains("\\") else { return String(line) }
        return line.split(separator: "\\\\", omittingEmptySubsequences: false)
          .map { $0.replacing("\\n", with: "\n") }
          .joined(separator: "\\")
      }
  }
}

extension Row {
  func exact(_ index: Int) -> String {
    (self[index] as Exact?)?.string ?? ""
  }
}
