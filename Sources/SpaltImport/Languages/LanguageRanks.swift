/// The table of languages, ready to be asked once for every letter of a text.
///
/// Its keys stand in one array, each where its bits put it or right after: a dictionary of the
/// standard library takes several times as long.
struct LanguageRanks: Sendable {
  /// A rank for each column of the table.
  typealias Row = SIMD8<UInt8>

  static let shared = LanguageRanks()

  /// 0 where nothing stands.
  private var keys = [UInt64](repeating: 0, count: slots)
  private var rows = [Row](repeating: .zero, count: slots)
  /// A power of two, twice what the table holds or more.
  private static let slots = 1 << slotBits
  private static let slotBits: UInt64 = 14

  private init() {
    Self.forEachEntry(of: LanguageTable.letters) { letters, row in
      insert(Self.key(letters[0], letters[1], letters[2]), row)
    }
    Self.forEachEntry(of: LanguageTable.words) { letters, row in
      var key = WordKey()
      for letter in letters { key.append(letter) }
      insert(key.value, row)
    }
  }

  /// Three letters as a number; the table has no word whose key is one of these.
  static func key(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> UInt64 {
    UInt64(first) << 42 | UInt64(second) << 21 | UInt64(third)
  }

  func row(of key: UInt64) -> Row? {
    let slot = slot(of: key)
    return keys[slot] == key ? rows[slot] : nil
  }

  private mutating func insert(_ key: UInt64, _ row: Row) {
    let slot = slot(of: key)
    keys[slot] = key
    rows[slot] = row
  }

  /// Where a key stands, or the empty slot where it would.
  private func slot(of key: UInt64) -> Int {
    // Source of the factor: Fibonacci hashing (Knuth, volume 3, 6.4), 2^64 over the golden ratio.
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.slotBits))
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (Self.slots - 1) }
    return slot
  }

  /// Walks over the entries of a table: the letters of each, and the ranks behind them.
  private static func forEachEntry(of table: [UInt8], _ body: ([UInt32], Row) -> Void) {
    table.withUnsafeBufferPointer { bytes in
      var letters: [UInt32] = []
      var row = Row.zero
      var column = 0
      var index = 0
      while index < bytes.count {
        let (scalar, length) = bytes.codePoint(at: index)
        index += length
        if scalar.value <= 0x20 {
          if column == Row.scalarCount { body(letters, row) }
          letters.removeAll(keepingCapacity: true)
          column = 0
        } else if (0x41...0x5A).contains(scalar.value) {
          row[column] = UInt8(scalar.value) - 0x41
          column += 1
        } else {
          letters.append(scalar.value)
        }
      }
    }
  }
}
