/// Reads TOML as settings use it.
///
/// All of TOML 1.0 is accepted, but dates and fractions are not told apart further. Every value
/// knows its line. What is not TOML costs its line and nothing else: the rest of the file is read.
/// Whatever the bytes are, the answer is values and failures: the C++ library tried first aborts the program on slips such as `[.x]` and `a = ,`, and does not tell
/// the lines of values.
///
/// Source: TOML v1.0.0, toml.io.
struct TOMLReader {
  private var scanner: TOMLScanner
  private var root = OpenTable(.header, line: 1)

  /// The values that could be read, and a failure for each line that could not, in order.
  static func read(_ text: String) -> (values: [String: TOMLNode], failures: [TOMLFailure]) {
    var reader = TOMLReader(scanner: TOMLScanner(text))
    var failures: [TOMLFailure] = []
    var table = reader.root
    while reader.scanner.current != nil {
      do throws(TOMLFailure) {
        try reader.readLine(&table)
      } catch {
        if failures.count < mostFailures { failures.append(error) }
      }
    }
    return (reader.root.closed, failures)
  }

  /// A file with more of them is something else; its first lines say so.
  private static let mostFailures = 20

  private init(scanner: TOMLScanner) { self.scanner = scanner }

  /// Reads a line, or the lines of one value; what follows a header that cannot be read belongs to
  /// no table.
  private mutating func readLine(_ table: inout OpenTable) throws(TOMLFailure) {
    scanner.skipBlanks()
    guard let byte = scanner.current else { return }
    let line = scanner.line
    switch byte {
    case UInt8(ascii: "#"), 0x0A, 0x0D: try onThisLine { (scanner) throws(TOMLFailure) in }
    case UInt8(ascii: "["):
      table = OpenTable(.header, line: line)
      let header = try onThisLine { (scanner) throws(TOMLFailure) in try scanner.header() }
      table = try self.table(header.path, isList: header.isList, line)
    default:
      let (path, value) = try onThisLine { (scanner) throws(TOMLFailure) in
        let path = try scanner.key()
        try scanner.expect("=", after: "a key")
        return (path, try scanner.value())
      }
      try set(path, value, in: table, line)
    }
  }

  /// Reads something and the end of its line; when it fails, the rest of the line is passed over.
  private mutating func onThisLine<Value>(
    _ read: (inout TOMLScanner) throws(TOMLFailure) -> Value
  ) throws(TOMLFailure) -> Value {
    do throws(TOMLFailure) {
      let value = try read(&scanner)
      try scanner.endLine()
      return value
    } catch {
      scanner.skipLine()
      throw error
    }
  }

  private func table(
    _ path: [String], isList: Bool, _ line: Int
  ) throws(TOMLFailure) -> OpenTable {
    var table = root
    for name in path.dropLast() { table = try child(name, of: table, .implicit, line) }
    let name = path.last ?? ""
    guard isList else {
      let inner = try child(name, of: table, .implicit, line)
      guard inner.origin == .implicit else { throw twice(name, line) }
      inner.origin = .header
      inner.line = line
      return inner
    }
    let inner = OpenTable(.header, line: line)
    switch table.entries[name] {
    case nil: table.entries[name] = .list([inner], line: line)
    case .list(let tables, let first): table.entries[name] = .list(tables + [inner], line: first)
    default: throw twice(name, line)
    }
    return inner
  }

  private func set(
    _ path: [String], _ value: TOMLNode, in table: OpenTable, _ line: Int
  ) throws(TOMLFailure) {
    var table = table
    for name in path.dropLast() {
      table = try child(name, of: table, .dotted, line)
      guard table.origin == .dotted else { throw twice(name, line) }
    }
    let name = path.last ?? ""
    guard table.entries[name] == nil else { throw twice(name, line) }
    table.entries[name] = .value(TOMLNode(value: value.value, line: line))
  }

  /// The table of that name, the last one of a list; made when there is none.
  private func child(
    _ name: String, of table: OpenTable, _ origin: OpenTable.Origin, _ line: Int
  ) throws(TOMLFailure) -> OpenTable {
    switch table.entries[name] {
    case .table(let inner): return inner
    case .list(let tables, _):
      guard let last = tables.last else { throw twice(name, line) }
      return last
    case .value: throw twice(name, line)
    case nil:
      let inner = OpenTable(origin, line: line)
      table.entries[name] = .table(inner)
      return inner
    }
  }

  private func twice(_ name: String, _ line: Int) -> TOMLFailure {
    TOMLFailure(line: line, reason: "`\(name)` is there twice")
  }
}

/// A table while its file is read; headers further down may still add to it.
private final class OpenTable {
  enum Origin {
    /// Known only as part of a longer name.
    case implicit
    case header
    case dotted
  }

  enum Entry {
    case value(TOMLNode)
    case table(OpenTable)
    case list([OpenTable], line: Int)
  }

  var origin: Origin
  var line: Int
  var entries: [String: Entry] = [:]

  init(_ origin: Origin, line: Int) {
    self.origin = origin
    self.line = line
  }

  var closed: [String: TOMLNode] {
    entries.mapValues { entry in
      switch entry {
      case .value(let node): node
      case .table(let table): table.node
      case .list(let tables, let line):
        TOMLNode(value: .array(tables.map(\.node)), line: line)
      }
    }
  }

  private var node: TOMLNode { TOMLNode(value: .table(closed), line: line) }
}
