/// What a reader did at the terminal, written on one line.
///
/// Characters stand for their keys; what is no character stands between angle brackets: `<Enter>`,
/// `<C-s>`, `<PgDn>`, and `<lt>` for the bracket itself. The window and the mouse are written
/// there too: `<80x24>`, `<wheel 3>`, `<press 10,4>`, `<drag 10,4>`, `<release 10,4>` (cell column
/// and row, from 0), `<paste words>`.
public struct KeyScript: Equatable, Sendable {
  public var inputs: [TerminalInput]

  /// - Throws: ``Failure`` for a name between brackets that means nothing.
  public init(_ script: String) throws(Failure) {
    inputs = []
    var rest = script[...]
    while let character = rest.popFirst() {
      guard character == "<" else {
        inputs.append(.key(character == "\n" ? .enter : .character(character)))
        continue
      }
      guard let end = rest.firstIndex(of: ">") else { throw Failure(name: String(rest)) }
      let name = String(rest[..<end])
      guard let input = Self.input(named: name) else { throw Failure(name: name) }
      inputs.append(input)
      rest = rest[rest.index(after: end)...]
    }
  }

  /// A name in a script that is no key.
  public struct Failure: Error, Equatable, CustomStringConvertible {
    public var name: String

    public var description: String {
      "“<\(name)>” is no key; write <Enter>, <C-s>, <80x24>, or <lt> for the bracket itself."
    }
  }

  private static func input(named name: String) -> TerminalInput? {
    if name == "lt" { return .key(.character("<")) }
    if let key = Key(name: name) { return .key(key) }
    let words = name.split(separator: " ", maxSplits: 1)
    guard words.count == 2 else { return Size(written: name).map(TerminalInput.resized) }
    switch words[0] {
    case "paste": return .paste(String(words[1]))
    case "wheel": return Int(words[1]).map { .wheel(lines: $0) }
    case "press": return point(words[1]).map(TerminalInput.press)
    case "drag": return point(words[1]).map(TerminalInput.drag)
    case "release": return point(words[1]).map(TerminalInput.release)
    default: return nil
    }
  }

  private static func point(_ text: Substring) -> ScreenPoint? {
    let numbers = text.split(separator: ",").map { Int($0) }
    guard numbers.count == 2, let column = numbers[0], let row = numbers[1] else { return nil }
    return ScreenPoint(row: row, column: column)
  }
}

extension Size {
  /// A size as `120x40`, cell columns first; each from 1 to 1000.
  public init?(written text: some StringProtocol) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      (1...1000).contains(columns), (1...1000).contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }
}
