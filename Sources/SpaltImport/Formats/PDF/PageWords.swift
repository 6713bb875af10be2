/// A word on a page; places are in points from the upper left corner.
struct PageWord: Equatable {
  var text: String
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var height: Double { bottom - top }
}

/// A line of words, as the program that read the page put them together.
struct PageLine: Equatable {
  let words: [PageWord]
  /// Counts the blocks of the file; lines of one block stand under each other.
  let block: Int
  let page: Int

  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let text: String
  /// The height of the usual word in the line, which grows with the size of the letters.
  let height: Double
  /// The lower edge of the usual word.
  let foot: Double

  /// A line of at least one word.
  init(_ words: [PageWord], block: Int, page: Int) {
    self.words = words
    self.block = block
    self.page = page
    left = words.map(\.left).min() ?? 0
    right = words.map(\.right).max() ?? 0
    top = words.map(\.top).min() ?? 0
    bottom = words.map(\.bottom).max() ?? 0
    text = words.map(\.text).joined(separator: " ")
    let heights = words.flatMap { word in
      repeatElement(word.height, count: min(word.text.utf8.count, 40))
    }
    height = heights.sorted()[safe: heights.count / 2] ?? 0
    foot = words.map(\.bottom).sorted()[safe: words.count / 2] ?? 0
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// What `pdftotext -bbox-layout` prints: pages, blocks, lines, words with places; the lines in reading
/// order.
struct PageWords {
  private(set) var lines: [PageLine] = []
  /// Width and height of every page.
  private(set) var pages: [(width: Double, height: Double)] = []
  private(set) var facts = TextFacts()

  init(_ bytes: [UInt8]) {
    var block = 0
    var words: [PageWord] = []
    var values: [String: String] = [:]
    for piece in bytes.split(separator: 0x0A) {
      let row = piece.drop { $0 == 0x20 }
      if row.starts(with: "<word ".utf8) {
        if let word = Self.word(row) { words.append(word) }
      } else if row.starts(with: "<line ".utf8) {
        words = []
      } else if row.starts(with: "</line".utf8) {
        if !words.isEmpty, !pages.isEmpty {
          lines.append(PageLine(words, block: block, page: pages.count - 1))
        }
        words = []
      } else if row.starts(with: "<block ".utf8) {
        block += 1
      } else if row.starts(with: "<page ".utf8) {
        let size = Self.numbers(row)
        pages.append((size[safe: 0] ?? 0, size[safe: 1] ?? 0))
      } else if pages.isEmpty {
        Self.readHead(String(decoding: row, as: UTF8.self), into: &values)
      }
    }
    lines = PageOrder(lines).ordered(lines)
    facts = TextFacts(
      title: TextFacts.line(values["title"]), publisher: TextFacts.line(values["author"]),
      date: Self.date(values["creationdate"]))
  }

  /// The numbers in quotes of a start tag.
  private static func numbers(_ row: ArraySlice<UInt8>) -> [Double] {
    let tag = row.prefix { $0 != 0x3E }
    return tag.split(separator: 0x22, omittingEmptySubsequences: false).enumerated()
      .compactMap { index, piece in
        index % 2 == 1
          ? Double(String(decoding: piece, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil } : nil
      }
  }

  private static func word(_ row: ArraySlice<UInt8>) -> PageWord? {
    let places = numbers(row)
    guard places.count == 4, let start = row.firstIndex(of: 0x3E) else { return nil }
    let text = unescaped(row[(start + 1)...].prefix { $0 != 0x3C })
    guard text.contains(where: { !$0.isWhitespace }) else { return nil }
    return PageWord(
      text: text, left: places[0], top: places[1], right: places[2], bottom: places[3])
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("&") else { return text }
    return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }.replacing("&amp;", with: "&")
  }

  private static func readHead(_ row: String, into values: inout [String: String]) {
    if row.hasPrefix("<title>"), let end = row.firstRange(of: "</title>") {
      let text = row[..<end.lowerBound].dropFirst("<title>".count)
      values["title"] = unescaped(Array(text.utf8)[...])
    } else if row.hasPrefix("<meta name=\"") {
      let parts = row.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count >= 4 else { return }
      values[parts[1].lowercased()] = unescaped(Array(parts[3].utf8)[...])
    }
  }

  /// `D:20200901120000` is 2020-09-01.
  private static func date(_ value: String?) -> String? {
    guard let value else { return nil }
    let digits = value.hasPrefix("D:") ? value.dropFirst(2) : value[...]
    guard digits.prefix(8).allSatisfy(\.isNumber), digits.count >= 8 else {
      return TextFacts.date(value)
    }
    let text = Array(digits.prefix(8))
    return TextFacts.date(String(text[0..<4] + "-" + text[4..<6] + "-" + text[6..<8]))
  }
}
