public import SpaltText

/// The texts of the archive, by title, and what their list shows of them.
///
/// There can be a hundred thousand, and every key asks for them: what sorting and narrowing need is
/// made once, and the rows asked for last are kept.
public struct TextList: RandomAccessCollection, Equatable, Sendable {
  private var texts: [TextSummary]
  private let places: [TextID: Int]
  private let lines: FilterLines
  private var memory = RowMemory<Question>()
  /// Whether none of them has been read in or written beside.
  public private(set) var isUntouched: Bool

  /// - Parameter texts: By title, as an archive lists them. Takes some microseconds a text.
  public init(_ texts: [TextSummary]) {
    self.texts = texts
    places = Dictionary(zip(texts.lazy.map(\.id), texts.indices)) { first, _ in first }
    isUntouched = texts.allSatisfy { $0.read == 0 && $0.noteCount == 0 }
    lines = FilterLines(
      texts.lazy.map { "\($0.metadata.title) \($0.metadata.publisher ?? "") \($0.id.rawValue)" })
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { texts.count }
  public subscript(index: Int) -> TextSummary { texts[index] }

  /// Where a text stands among them.
  public func index(of id: TextID) -> Int? { places[id] }

  mutating func setRead(_ read: Double, of id: TextID) {
    guard var text = places[id].map({ texts[$0] }) else { return }
    text.read = read
    put(text)
  }

  /// Takes what is known of a text now; its title, and so its place, is the same.
  mutating func put(_ text: TextSummary) {
    guard let place = places[text.id] else { return }
    texts[place] = text
    isUntouched = isUntouched && text.read == 0 && text.noteCount == 0
    // The one of this list alone: another copy may say otherwise.
    memory = RowMemory()
  }

  public static func == (left: TextList, right: TextList) -> Bool { left.texts == right.texts }

  // MARK: Rows

  private struct Question: Equatable {
    var order: ArchiveScreen.Order
    /// In small letters, UTF-8.
    var words: [[UInt8]]
  }

  /// Texts in an order, narrowed by words.
  struct Rows: RandomAccessCollection {
    fileprivate let list: TextList
    fileprivate let order: [Int]

    var startIndex: Int { 0 }
    var endIndex: Int { order.count }
    subscript(row: Int) -> TextSummary { list[order[row]] }

    /// The row of a text.
    func row(of id: TextID) -> Int? { list.index(of: id).flatMap { order.firstIndex(of: $0) } }
  }

  /// The rows of the list of texts: those with all of some words in title, publisher or id.
  func rows(by order: ArchiveScreen.Order, narrowedBy filter: String) -> Rows {
    let words = filter.lowercased().split(separator: " ").map { Array($0.utf8) }
    let order = memory.rows(for: Question(order: order, words: words)) {
      let all = sorted(by: order)
      guard !words.isEmpty else { return all }
      let isShown = lines.matches(of: words)
      return all.filter { isShown[$0] }
    }
    return Rows(list: self, order: order)
  }

  /// The texts in an order, those of one rank by title.
  private func sorted(by order: ArchiveScreen.Order) -> [Int] {
    switch order {
    case .title: return Array(texts.indices)
    // Texts without one come last.
    case .publisher:
      return sorted(texts.map { $0.metadata.publisher ?? "\u{10FFFF}" }, isUpward: true)
    case .date: return sorted(texts.map { $0.metadata.date ?? "" }, isUpward: false)
    case .read: return sorted(texts.map(\.read), isUpward: false)
    case .notes: return sorted(texts.map(\.noteCount), isUpward: false)
    }
  }

  /// By a property that many texts share, so that few values are compared.
  private func sorted(_ values: [some Hashable & Comparable], isUpward: Bool) -> [Int] {
    let groups = Dictionary(grouping: values.indices) { values[$0] }
    return groups.sorted { isUpward ? $0.key < $1.key : $0.key > $1.key }.flatMap(\.value)
  }
}

extension TextList: ExpressibleByArrayLiteral {
  public init(arrayLiteral texts: TextSummary...) { self.init(texts) }
}

/// What each text can be found by in the list, in small letters, one after the other.
private struct FilterLines: Sendable {
  /// UTF-8.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Lines with marks that combine with a letter, which other bytes may spell as well.
  private var combining: Set<Int> = []

  init(_ lines: some Sequence<String>) {
    for line in lines {
      let start = bytes.count
      bytes += line.lowercased().utf8
      if bytes[start...].contains(where: Self.beginsMark) { combining.insert(ends.count) }
      ends.append(bytes.count)
    }
  }

  /// For each line whether it holds all of the words.
  func matches(of words: [[UInt8]]) -> [Bool] {
    let areCombining = words.contains { $0.contains(where: Self.beginsMark) }
    return bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      return ends.enumerated().map { index, end in
        defer { start = end }
        let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if areCombining || combining.contains(index) {
          let line = String(decoding: line, as: UTF8.self)
          return words.allSatisfy { line.contains(String(decoding: $0, as: UTF8.self)) }
        }
        return words.allSatisfy { Self.holds(line, $0) }
      }
    }
  }

  /// U+0300 to U+036F, the marks that combine, begin with these bytes.
  private static func beginsMark(_ byte: UInt8) -> Bool { byte == 0xCC || byte == 0xCD }

  private static func holds(_ line: UnsafeBufferPointer<UInt8>, _ word: [UInt8]) -> Bool {
    guard let first = word.first, line.count >= word.count else { return word.isEmpty }
    return word.withUnsafeBufferPointer { word in
      (0...line.count - word.count).contains { place in
        guard line[place] == first else { return false }
        return (1..<word.count).allSatisfy { line[place + $0] == word[$0] }
      }
    }
  }
}
