/// Words with their breaks as they lie in a file: sorted lines, searched where they are.
///
/// A page asks for a hundred words out of many thousands, so nothing is taken apart beforehand.
/// A line that makes no sense is as good as none.
struct BreakTable: Sendable {
  private let bytes: [UInt8]
  /// Where the first word starts.
  private let start: Int

  static let empty = BreakTable([], from: 0)

  /// Lines `WORD OFFSET,OFFSET` in the order of their bytes, from an offset of a file on.
  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    self.start = min(start, bytes.count)
  }

  /// The UTF-8 offsets of a word's breaks; `nil` for a word that is not there.
  func breaks(of word: String) -> [Int]? {
    var word = word
    return word.withUTF8 { word in
      bytes.withUnsafeBufferPointer { bytes in find(word, bytes) }
    }
  }

  private func find(
    _ word: UnsafeBufferPointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> [Int]? {
    var low = start
    var high = bytes.count
    while low < high {
      var line = (low + high) / 2
      while line > low, bytes[line - 1] != Self.lineFeed { line -= 1 }
      var end = line
      while end < high, bytes[end] != Self.space, bytes[end] != Self.lineFeed { end += 1 }
      let found = bytes[line..<end]
      if found.elementsEqual(word) { return numbers(bytes, from: end, below: word.count) }
      if found.lexicographicallyPrecedes(word) {
        while end < high, bytes[end] != Self.lineFeed { end += 1 }
        low = end + 1
      } else {
        high = line
      }
    }
    return nil
  }

  private func numbers(
    _ bytes: UnsafeBufferPointer<UInt8>, from space: Int, below length: Int
  ) -> [Int]? {
    guard space < bytes.count, bytes[space] == Self.space else { return nil }
    var numbers: [Int] = []
    var number: Int?
    var index = space + 1
    while true {
      let byte = index < bytes.count ? bytes[index] : Self.lineFeed
      index += 1
      if byte == Self.lineFeed || byte == UInt8(ascii: ",") {
        if let number {
          guard 0 < number, number < length else { return nil }
          numbers.append(number)
        } else if byte != Self.lineFeed || !numbers.isEmpty {
          return nil
        }
        if byte == Self.lineFeed { return numbers }
        number = nil
      } else {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        number = min((number ?? 0) * 10 + Int(byte - UInt8(ascii: "0")), length)
      }
    }
  }

  /// The lines of this table and of the words met since, sorted; at most so many bytes.
  ///
  /// The new words are kept before the old ones.
  func lines(with news: [String: [Int]], most: Int) -> [UInt8] {
    var lines = news.map { Array("\($0) \($1.map(String.init).joined(separator: ","))".utf8) }
    let words = Set(news.keys)
    var size = lines.reduce(0) { $0 + $1.count + 1 }
    for line in bytes[start...].split(separator: Self.lineFeed) {
      guard let space = line.firstIndex(of: Self.space),
        !words.contains(String(decoding: line[..<space], as: UTF8.self))
      else { continue }
      size += line.count + 1
      if size > most { break }
      lines.append(Array(line))
    }
    // By the word alone: a space sorts before every letter, so the whole line will do.
    lines.sort { $0.lexicographicallyPrecedes($1) }
    return Array(lines.joined(separator: [Self.lineFeed])) + [Self.lineFeed]
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")
}
