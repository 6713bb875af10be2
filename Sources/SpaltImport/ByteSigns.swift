/// Which telling bytes a line holds, gathered once while its end is looked for.
///
/// Most rules ask after a sign that most lines have not, and need not look at those.
struct ByteSigns: OptionSet, Sendable {
  let rawValue: UInt16

  /// A byte that ends a line or begins a character that may.
  static let lineEnd = ByteSigns(rawValue: 1 << 0)
  static let digit = ByteSigns(rawValue: 1 << 1)
  /// An opening bracket.
  static let bracket = ByteSigns(rawValue: 1 << 2)
  /// An asterisk.
  static let asterisk = ByteSigns(rawValue: 1 << 3)
  /// An underscore.
  static let underscore = ByteSigns(rawValue: 1 << 4)
  /// A colon.
  static let colon = ByteSigns(rawValue: 1 << 5)
  /// A bar.
  static let bar = ByteSigns(rawValue: 1 << 6)
  static let tab = ByteSigns(rawValue: 1 << 7)
  /// The first byte of `¹` or `⁴`, and of much else.
  static let raised = ByteSigns(rawValue: 1 << 8)
  /// The second byte of `Ã`.
  static let misread = ByteSigns(rawValue: 1 << 9)

  /// The signs of each byte.
  static let table: [UInt16] = {
    var table = [UInt16](repeating: 0, count: 256)
    let signs: [(ByteSigns, [UInt8])] = [
      (lineEnd, [0x0A, 0x0B, 0x0C, 0x0D, 0xC2, 0xE2]), (digit, Array(0x30...0x39)),
      (bracket, [0x5B]), (asterisk, [0x2A]), (underscore, [0x5F]), (colon, [0x3A]), (bar, [0x7C]),
      (tab, [0x09]), (raised, [0xC2, 0xE2]), (misread, [0x83]),
    ]
    for (sign, bytes) in signs {
      for byte in bytes { table[Int(byte)] |= sign.rawValue }
    }
    return table
  }()
}
