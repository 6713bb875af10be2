import Foundation
import SpaltImport
import SpaltTestSupport
import SpaltText
import Testing

/// Bytes that nobody meant: whatever they are, they end as blocks with nothing lost, or as a
/// sentence that refuses them.
///
/// Two seconds in the suite; `SPALT_FUZZ_SECONDS=600 swift test --filter FuzzTests` for longer.
@Suite struct FuzzTests {
  @Test func `damaged files are read or refused`() throws {
    let seconds = ProcessInfo.processInfo.environment["SPALT_FUZZ_SECONDS"].flatMap { Int($0) } ?? 2
    let end = ContinuousClock().now + .seconds(seconds)
    let seeds = corpus.sorted { $0.key < $1.key }.flatMap { encodings(of: $0.value) }
    try #require(!seeds.isEmpty)
    var seed: UInt64 = 0
    while ContinuousClock().now < end {
      seed += 1
      var random = SeededGenerator(seed: seed)
      let bytes = damage(seeds, &random)
      guard let source = try? decode(bytes, name: "a.txt") else { continue }
      let broken = brokenPromise(source.text)
      #expect(broken == nil, "seed \(seed)")
      if broken != nil { return }
    }
    #expect(seed > 1)
  }

  /// A text in several encodings and with other line ends.
  private func encodings(of text: String) -> [[UInt8]] {
    let some = String(text.prefix(6000))
    let wide = some.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let narrow = some.unicodeScalars.map { $0.value < 0x100 ? UInt8($0.value) : 0x3F }
    let carriage = Array(some.replacing("\n", with: "\r\n").utf8)
    let paged = Array(some.replacing("\n\n", with: "\n\u{0C}").utf8)
    return [Array(some.utf8), wide, [0xFF, 0xFE] + wide, narrow, carriage, paged]
  }

  /// A piece of a file with bits flipped, an end cut off, or another file's piece put in.
  private func damage(_ seeds: [[UInt8]], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = seeds.randomElement(using: &random) ?? []
    let length = Int.random(in: 1...bytes.count, using: &random)
    let start = Int.random(in: 0...(bytes.count - length), using: &random)
    bytes = Array(bytes[start..<start + length])
    for _ in 0..<Int.random(in: 0...20, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
      case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 40))
      default:
        let other = seeds.randomElement(using: &random) ?? []
        let from = Int.random(in: 0..<other.count, using: &random)
        bytes.insert(contentsOf: other[from..<min(other.count, from + 200)], at: place)
      }
    }
    return bytes
  }
}
