/// A settings file as values, with diagnostics that point at its lines.
struct TOMLFile {
  let name: String
  let root: [String: TOMLNode]
  /// One for each line that is not TOML; the rest of the file is in ``root``.
  let problems: [Diagnostic]

  /// Settings are small; anything longer is not settings.
  static let limit = 1 << 20

  /// - Throws: What keeps the file from being read at all.
  init(_ bytes: [UInt8], name: String) throws(Refusal) {
    func refusal(_ line: Int?, _ reason: String) -> Refusal {
      Refusal(diagnostic: Diagnostic(.error, file: name, line: line, reason: reason))
    }
    guard bytes.count <= Self.limit else {
      throw refusal(nil, "the file is larger than 1 MB and is not read; make it smaller")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let body = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    guard let text = String(validating: body, as: UTF8.self) else {
      throw refusal(Self.firstBadLine(body), "the text is not UTF-8; save the file as UTF-8")
    }
    self.name = name
    let (values, failures) = TOMLReader.read(text)
    root = values
    problems = failures.map {
      Diagnostic(.error, file: name, line: $0.line, reason: "this is not TOML: \($0.reason)")
    }
  }

  /// Thrown for a file that cannot be read at all.
  struct Refusal: Error {
    let diagnostic: Diagnostic
  }

  /// The line of a key, counted from 1: of the nearest table that holds it when it has none.
  ///
  /// `element` tells which of the tables of a list is meant, from 0.
  func line(_ path: [String], element: Int = 0) -> Int? {
    var table = root
    var line: Int?
    for name in path {
      guard var node = table[name] else { return line }
      if case .array(let nodes) = node.value, nodes.indices.contains(element),
        case .table = nodes[element].value
      {
        node = nodes[element]
      }
      line = node.line
      guard case .table(let inner) = node.value else { return line }
      table = inner
    }
    return line
  }

  func error(_ path: [String], element: Int = 0, _ reason: String) -> Diagnostic {
    Diagnostic(.error, file: name, line: line(path, element: element), reason: reason)
  }

  func warning(_ path: [String], element: Int = 0, _ reason: String) -> Diagnostic {
    Diagnostic(.warning, file: name, line: line(path, element: element), reason: reason)
  }

  private static func firstBadLine(_ bytes: ArraySlice<UInt8>) -> Int? {
    var number = 1
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if String(validating: line, as: UTF8.self) == nil { return number }
      number += 1
    }
    return nil
  }
}
