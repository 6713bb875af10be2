internal import TOMLKit

/// The values of a TOML file, with the lines they stand on as far as those can be told.
struct TOMLFile {
  let name: String
  let root: Table
  private let lines: KeyLines

  typealias Table = [String: Value]

  indirect enum Value: Equatable {
    case string(String)
    case integer(Int)
    case bool(Bool)
    case table(Table)
    case array([Value])
    /// A number with a fraction, or a date or time: no setting is one.
    case other

    /// What it is, for a sentence that says it should be something else.
    var kind: String {
      switch self {
      case .string: "text"
      case .integer: "a number"
      case .bool: "true or false"
      case .table: "a table"
      case .array: "a list"
      case .other: "a date or a number with a fraction"
      }
    }
  }

  /// Settings are small; anything longer is not settings.
  static let limit = 1 << 20

  /// - Throws: What keeps the file from being read at all.
  init(_ bytes: [UInt8], name: String) throws(Refusal) {
    func refusal(_ line: Int?, _ reason: String) -> Refusal {
      Refusal(Diagnostic(.error, file: name, line: line, reason: reason))
    }
    guard bytes.count <= Self.limit else {
      throw refusal(nil, "the file is larger than 1 MB and is not read; make it smaller")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let body = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    guard let text = String(validating: body, as: UTF8.self) else {
      throw refusal(Self.firstBadLine(body), "the text is not UTF-8; save the file as UTF-8")
    }
    // TOML forbids it, and the parser, which is written in C++, would stop there without a word.
    if let index = body.firstIndex(of: 0) {
      throw refusal(Self.line(of: index, in: body), "there is a NUL character; remove it")
    }
    let statements = Statements(text)
    if let line = statements.namelessHeader {
      throw refusal(line, "not valid TOML: a table needs a name after its bracket")
    }
    self.name = name
    lines = KeyLines(statements)
    do {
      let table = try TOMLTable(string: text)
      root = Self.table(table)
    } catch let error as TOMLParseError {
      throw refusal(error.source.begin.line, "not valid TOML: \(Self.oneLine(error.description))")
    } catch {
      throw refusal(nil, "not valid TOML")
    }
  }

  /// Thrown for a file that cannot be read at all.
  struct Refusal: Error {
    let diagnostic: Diagnostic
    init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
  }

  /// The line of a key, counted from 1: of the nearest table that holds it when it has none.
  ///
  /// `element` tells which of the tables of a list is meant, from 0.
  func line(_ path: [String], element: Int = 0) -> Int? {
    lines.line(path, element: element)
  }

  func error(_ path: [String], element: Int = 0, _ reason: String) -> Diagnostic {
    Diagnostic(.error, file: name, line: line(path, element: element), reason: reason)
  }

  func warning(_ path: [String], element: Int = 0, _ reason: String) -> Diagnostic {
    Diagnostic(.warning, file: name, line: line(path, element: element), reason: reason)
  }

  /// A value copied out of the parser's own memory, which lives only as long as its table.
  private static func table(_ table: TOMLTable) -> Table {
    var values: Table = [:]
    for key in table.keys {
      if let value = table[key] { values[key] = self.value(value) }
    }
    return withExtendedLifetime(table) { values }
  }

  private static func value(_ value: any TOMLValueConvertible) -> Value {
    if let string = value.string { return .string(string) }
    if let bool = value.bool { return .bool(bool) }
    if let integer = value.int { return .integer(integer) }
    if let inner = value.table { return .table(table(inner)) }
    if let array = value.array { return .array(array.map(Self.value)) }
    return .other
  }

  private static func oneLine(_ message: String) -> String {
    message.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func firstBadLine(_ bytes: ArraySlice<UInt8>) -> Int? {
    var number = 1
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: line, as: UTF8.self) == nil { return number }
      number += 1
    }
    return nil
  }

  private static func line(of index: Int, in bytes: ArraySlice<UInt8>) -> Int {
    bytes[..<index].count { $0 == 0x0A } + 1
  }
}
