/// Where keys stand in a TOML file.
///
/// The parser tells the lines of its own errors but not those of values. A key inside an inline
/// table is found on the line of the table; one written with escapes is not found.
struct KeyLines {
  private struct Place: Hashable {
    var path: [String]
    var element: Int
  }

  private var places: [Place: Int] = [:]

  init(_ statements: Statements) {
    var header: [String] = []
    var elements: [[String]: Int] = [:]
    var element = 0
    for (number, line) in statements.all {
      if line.hasPrefix("[[") {
        header = Self.path(line.dropFirst(2).prefix { $0 != "]" })
        element = elements[header, default: -1] + 1
        elements[header] = element
        note(header, element, number)
      } else if line.hasPrefix("[") {
        header = Self.path(line.dropFirst().prefix { $0 != "]" })
        element = 0
        note(header, element, number)
      } else if !line.hasPrefix("#"), let equals = Self.equalsSign(line[...]) {
        note(header + Self.path(line[..<equals]), element, number)
      }
    }
  }

  func line(_ path: [String], element: Int) -> Int? {
    var path = path
    while !path.isEmpty {
      if let line = places[Place(path: path, element: element)] { return line }
      path.removeLast()
    }
    return nil
  }

  private mutating func note(_ path: [String], _ element: Int, _ line: Int) {
    let place = Place(path: path, element: element)
    if places[place] == nil { places[place] = line }
  }

  /// The first `=` outside quotes.
  private static func equalsSign(_ line: Substring) -> Substring.Index? {
    var quote: Character?
    for index in line.indices {
      switch line[index] {
      case "\"", "'":
        if quote == line[index] { quote = nil } else if quote == nil { quote = line[index] }
      case "=" where quote == nil: return index
      default: continue
      }
    }
    return nil
  }

  /// The parts of a dotted key, quotes removed.
  private static func path(_ key: Substring) -> [String] {
    var parts: [String] = []
    var part = ""
    var quote: Character?
    for character in key {
      switch character {
      case "\"", "'":
        if quote == character {
          quote = nil
        } else if quote == nil {
          quote = character
        } else {
          part.append(character)
        }
      case "." where quote == nil:
        parts.append(part)
        part = ""
      case " ", "\t":
        if quote != nil { part.append(character) }
      default: part.append(character)
      }
    }
    return parts + [part]
  }
}
