/// Gathers the bytes of a bracketed paste up to its end mark.
struct PasteGatherer {
  private var bytes: [UInt8] = []
  private var matched = 0
  private var isAfterReturn = false

  private let limit: Int
  private static let endMark = Array("\u{1B}[201~".utf8)

  /// Keeps at most `limit` bytes; the rest of a longer paste is dropped up to its end mark.
  init(limit: Int) { self.limit = limit }

  /// Takes one byte; returns whether it was the last of the end mark.
  mutating func take(_ byte: UInt8) -> Bool {
    if byte == Self.endMark[matched] {
      matched += 1
      guard matched == Self.endMark.count else { return false }
      matched = 0
      return true
    }
    // No byte but the first of the mark repeats in it, so a failed match starts over simply.
    if matched > 0 {
      for earlier in Self.endMark.prefix(matched) { keep(earlier) }
      matched = 0
      if byte == Self.endMark[0] {
        matched = 1
        return false
      }
    }
    keep(byte)
    return false
  }

  /// What was pasted, with line feeds as line ends; starts over.
  mutating func end() -> String {
    for earlier in Self.endMark.prefix(matched) { keep(earlier) }
    let text = String(decoding: bytes, as: UTF8.self)
    self = PasteGatherer(limit: limit)
    return text
  }

  /// Terminals send a carriage return where the pasted text has a line end.
  private mutating func keep(_ byte: UInt8) {
    defer { isAfterReturn = byte == 0x0D }
    guard !(isAfterReturn && byte == 0x0A), bytes.count < limit else { return }
    bytes.append(byte == 0x0D ? 0x0A : byte)
  }
}
