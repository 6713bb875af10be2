internal import SpaltText

/// Cuts a block of enormous length into stretches that are set, and walked, by themselves.
///
/// A line of eleven megabytes without a line feed must open as quickly as any other. Where a
/// stretch begins depends on the text alone and not on the measure: at the start of a sentence
/// where there is one near, else at a space, else anywhere. Usual blocks are one stretch.
final class Stretches {
  private let text: String
  private let length: Int
  private var starts: [Int: Int] = [:]
  /// How many there are; at least 1.
  let count: Int

  /// In UTF-8 bytes: some hundred lines, set in a millisecond or two.
  static let usualLength = 16_384
  /// How far a good place to begin is looked for.
  private static let reach = 4096

  init(of text: String) {
    self.text = text
    length = text.utf8.count
    count = length < 2 * Self.usualLength ? 1 : length / Self.usualLength
  }

  /// Whether a block is so long that it has more than one.
  static func areNeeded(for block: Block) -> Bool {
    areNeeded(forBytes: block.text.utf8.count)
  }

  /// The same, of its length in UTF-8 bytes.
  static func areNeeded(forBytes count: Int) -> Bool { count >= 2 * Self.usualLength }

  /// The stretch a place lies in; clamped.
  func index(of offset: Int) -> Int {
    var index = min(count - 1, max(0, offset) / Self.usualLength)
    while index > 0, start(of: index) > offset { index -= 1 }
    return index
  }

  /// UTF-8 bytes of the text.
  subscript(index: Int) -> Range<Int> { start(of: index)..<start(of: index + 1) }

  private func start(of index: Int) -> Int {
    guard index > 0 else { return 0 }
    guard index < count else { return length }
    if let known = starts[index] { return known }
    let start = findStart(near: index * Self.usualLength)
    starts[index] = start
    return start
  }

  private func findStart(near offset: Int) -> Int {
    let target = text.characterStart(at: offset)
    let window = String(text.slice(target..<(target + Self.reach)))
    guard let space = window.utf8.firstIndex(of: UInt8(ascii: " ")) else { return target }
    let word = window[space...].drop { $0 == " " }
    let start = target + window.utf8.distance(from: window.startIndex, to: word.startIndex)
    let sentences = sentenceRanges(in: String(word))
    return sentences.count > 1 ? start + sentences[1].lowerBound : start
  }
}
