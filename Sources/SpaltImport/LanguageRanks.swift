/// The table of languages, ready to be asked once for every letter of a text.
///
/// Its keys stand in one array, each where its bits put it or right after: a dictionary of the
/// standard library takes several times as long.
struct LanguageRanks: Sendable {
  /// A rank for each language, in the order of ``LanguageTable/languages``.
  typealias Row = SIMD8<Int32>

  static let shared = LanguageRanks()

  /// 0 where nothing stands.
  private var keys = [UInt64](repeating: 0, count: slots)
  private var rows = [Row](repeating: .zero, count: slots)
  /// A power of two, twice what the table holds or more.
  private static let slots = 4096

  private init() {
    for (name, row) in Self.entries(of: LanguageTable.letters) {
      let letters = name.unicodeScalars.map(\.value)
      insert(Self.key(letters[0], letters[1], letters[2]), row)
    }
    for (name, row) in Self.entries(of: LanguageTable.words) {
      insert(WordKey(name).value, row)
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
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 52)
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (Self.slots - 1) }
    return slot
  }

  /// The names of a table and the ranks behind each.
  private static func entries(of table: String) -> [(name: String, ranks: Row)] {
    var table = table
    return table.withUTF8 { bytes in
      bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }).map { entry in
        var row = Row.zero
        for (place, letter) in entry.suffix(LanguageTable.languages.count).enumerated() {
          row[place] = Int32(letter) - 0x41
        }
        let name = entry.dropLast(LanguageTable.languages.count)
        return (String(decoding: name, as: UTF8.self), row)
      }
    }
  }
}
