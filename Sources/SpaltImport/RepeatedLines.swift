/// Short lines that stand in the text more than once, their numbers aside.
struct RepeatedLines {
  /// Places among the filled lines, each group from the top.
  private(set) var groups: [[Int]] = []
  private var members: LineSet = []

  init(_ filled: [Int], in text: PlainText) {
    var once = KeySet()
    var twice = KeySet()
    for index in filled {
      guard let key = Self.key(of: text.lines[index], text) else { continue }
      if once.contains(key) { twice.insert(key) } else { once.insert(key) }
    }
    guard twice.count > 0 else { return }
    var places: [WordKey: [Int]] = [:]
    for (place, index) in filled.enumerated() {
      guard let key = Self.key(of: text.lines[index], text), twice.contains(key) else { continue }
      places[key, default: []].append(place)
    }
    groups = places.values.sorted { $0[0] < $1[0] }
    for group in groups { members.formUnion(group) }
  }

  func contains(_ place: Int) -> Bool { members.contains(place) }

  /// The letters of the line, without the numbers, which count the pages.
  static func key(of line: Line, _ text: PlainText) -> WordKey? {
    guard line.width <= 90, line.width > 2, line.start != .lower || line.end == .digit else {
      return nil
    }
    var key = WordKey()
    var all = WordKey()
    var letters = 0
    var digits = 0
    var index = line.content.lowerBound
    while index < line.content.upperBound {
      let byte = text.bytes[index]
      if byte < 0x80 {
        index += 1
        let isLetter = (byte | 0x20) &- 0x61 < 26
        let isDigit = byte &- 0x30 < 10
        let lowered = UInt32(isLetter ? byte | 0x20 : byte)
        all.append(lowered)
        if isDigit { digits += 1 }
        if isDigit || byte == 0x20 || (0x09...0x0D).contains(byte) { continue }
        key.append(lowered)
        letters += isLetter ? 1 : 0
        continue
      }
      let (value, length) = text.scalar(at: index)
      all.append(value)
      if value.isDigit { digits += 1 }
      if !value.isDigit, !value.isWhite {
        key.append(value)
        letters += value.isLetter ? 1 : 0
      }
      index += length
    }
    if letters > 1 { return key }
    // A date, or the number of a case.
    return digits >= 6 ? all : nil
  }
}
