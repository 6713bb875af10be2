/// Reads the tags of a page one after the other, without making a tree of them.
struct TagScanner {
  enum Token: Equatable {
    case text(Range<Int>)
    case open(name: String, attributes: Int)
    case close(name: String)
    /// A comment, a declaration, or the inside of a script or a style.
    case hidden
  }

  private let bytes: [UInt8]
  private var index: Int
  /// The element whose end alone ends what is hidden.
  private var rawName: String?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  mutating func next() -> Token? {
    guard index < bytes.count else { return nil }
    if let name = rawName {
      rawName = nil
      skip(toEndTag: name)
      return .hidden
    }
    let start = index
    if isTagStart(index) { return tag() }
    index += 1
    while index < bytes.count, !isTagStart(index) { index += 1 }
    return .text(start..<index)
  }

  private func isTagStart(_ place: Int) -> Bool {
    guard bytes[place] == 0x3C, place + 1 < bytes.count else { return false }
    let next = bytes[place + 1]
    return isLetter(next) || next == 0x21 || next == 0x3F
      || (next == 0x2F && place + 2 < bytes.count && isLetter(bytes[place + 2]))
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private mutating func tag() -> Token {
    let isEnd = bytes[index + 1] == 0x2F
    guard isEnd || isLetter(bytes[index + 1]) else {
      skipDeclaration()
      return .hidden
    }
    index += isEnd ? 2 : 1
    let nameStart = index
    while index < bytes.count, !isWhite(bytes[index]), bytes[index] != 0x3E, bytes[index] != 0x2F {
      index += 1
    }
    let name = String(decoding: bytes[nameStart..<min(index, nameStart + 40)], as: UTF8.self)
      .lowercased()
    let attributes = skipAttributes()
    if isEnd { return .close(name: name) }
    if Self.rawElements.contains(name) { rawName = name }
    return .open(name: name, attributes: attributes)
  }

  private static let rawElements: Set<String> = [
    "script", "style", "iframe", "noembed", "noframes",
  ]

  /// Goes past the `>`; how many attributes there were.
  private mutating func skipAttributes() -> Int {
    var count = 0
    var inWord = false
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x3E: return count
      case 0x22, 0x27:
        // Only after an equals sign does a quote hide a `>`.
        guard index >= 2, isAfterEquals(index - 2) else { continue }
        while index < bytes.count, bytes[index] != byte { index += 1 }
        index += 1
        inWord = false
      case _ where isWhite(byte) || byte == 0x2F: inWord = false
      default:
        if !inWord { count += 1 }
        inWord = true
      }
    }
    index = min(index, bytes.count)
    return count
  }

  private func isAfterEquals(_ place: Int) -> Bool {
    var place = place
    while place > 0, isWhite(bytes[place]) { place -= 1 }
    return bytes[place] == 0x3D
  }

  private mutating func skipDeclaration() {
    if bytes[index...].starts(with: "<!--".utf8) {
      index += 2
      while index < bytes.count {
        if bytes[index] == 0x3E, bytes[index - 1] == 0x2D, bytes[index - 2] == 0x2D { break }
        index += 1
      }
    } else {
      while index < bytes.count, bytes[index] != 0x3E { index += 1 }
    }
    index = min(index + 1, bytes.count)
  }

  private mutating func skip(toEndTag name: String) {
    let end = Array("</\(name)".utf8)
    while index + end.count <= bytes.count {
      if bytes[index] == 0x3C,
        end.indices.allSatisfy({
          let byte = bytes[index + $0]
          return byte == end[$0] || (isLetter(byte) && byte | 0x20 == end[$0])
        })
      {
        return
      }
      index += 1
    }
    index = bytes.count
  }

  private func isWhite(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }
}

/// Whether a page nests deeper than any written for people, or is made to slow a parser down.
///
/// Unclosed elements count as nested; the real depth is never much more. Linear in the page.
func isTooDeep(_ source: [UInt8]) -> Bool {
  var open: [String: Int] = [:]
  var depth = 0
  var roots = 0
  var scanner = TagScanner(source)
  while let token = scanner.next() {
    switch token {
    case .open(let name, let attributes):
      if attributes > 1000 { return true }
      if name == "body" || name == "html" { roots += 1 }
      if HTMLElements.unclosed.contains(name) { continue }
      open[name, default: 0] += 1
      depth += 1
      if depth > 500 || roots > 50 { return true }
    case .close(let name):
      guard let count = open[name], count > 0 else { continue }
      open[name] = count - 1
      depth -= 1
    case .text, .hidden: break
    }
  }
  return false
}
