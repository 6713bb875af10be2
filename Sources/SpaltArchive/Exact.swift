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
    hasNUL ? Data(string.utf8).databaseValue : string.databaseValue
  }

  private var hasNUL: Bool {
    var string = string
    return string.withUTF8 { bytes in
      guard let start = bytes.baseAddress else { return false }
      return memchr(start, 0, bytes.count) != nil
    }
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
        // By scalars: to a string a carriage return and its line feed are one character.
        var escaped = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
          switch scalar {
          case "\\": escaped += "\\\\".unicodeScalars
          case "\n": escaped += "\\n".unicodeScalars
          default: escaped.append(scalar)
          }
        }
        return String(escaped) + "\n"
      }
      .joined()
  }

  /// The strings that ``init(lines:)`` was given.
  var lines: [String] {
    // Most notes have a heading or two and no escapes: by bytes, for a text can have a thousand.
    string.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
      .map { bytes in
        let line = Substring(bytes)
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(line) }
        return line.split(separator: "\\\\", omittingEmptySubsequences: false)
          .map { $0.replacing("\\n", with: "\n") }
          .joined(separator: "\\")
      }
  }
}

/// Values of a row that are read without trust.
///
/// A value of another type than expected, which only damage leaves, reads as none: the plain
/// subscripts would end the program.
extension Row {
  func textIfAny(_ index: Int) -> String? {
    Exact.fromDatabaseValue(self[index] as DatabaseValue)?.string
  }

  func text(_ index: Int) -> String { textIfAny(index) ?? "" }

  func integerIfAny(_ index: Int) -> Int? {
    Int.fromDatabaseValue(self[index] as DatabaseValue)
  }

  func integer(_ index: Int) -> Int { integerIfAny(index) ?? 0 }

  func realIfAny(_ index: Int) -> Double? {
    Double.fromDatabaseValue(self[index] as DatabaseValue)
  }

  func real(_ index: Int) -> Double { realIfAny(index) ?? 0 }

  func flag(_ index: Int) -> Bool { integer(index) != 0 }

  func bytes(_ index: Int) -> Data {
    Data.fromDatabaseValue(self[index] as DatabaseValue) ?? Data()
  }
}
