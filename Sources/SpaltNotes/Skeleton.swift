internal import Foundation
internal import SpaltText

/// The letters and digits of a document, with the way back to where each stands.
///
/// Wrapping, lost hyphens, typography, markup and the form of composed letters leave no trace
/// in it, so two versions of a text differ in it only where their words do.
struct Skeleton: Sendable {
  /// Unicode scalars in composed form (NFC), ligatures taken apart.
  private(set) var letters: [UInt32] = []
  /// Bytes from the first block's start to each letter and to the end of its character.
  ///
  /// One byte is counted between blocks, so that no two places are the same.
  private var places = LetterPlaces()
  private let firstBlock: Int
  /// A block of so many bytes is worth making room for; what grows is there twice for a while.
  private static let longBlock = 1 << 20
  private var bases: [Int] = []

  var count: Int { letters.count }

  /// The skeleton of a whole document; linear.
  init(_ document: Document) {
    self.init(document, within: .start..<max(.start, document.end))
  }

  /// The skeleton of a part, which may begin and end anywhere but inside a character.
  init(_ document: Document, within range: Range<Position>) {
    firstBlock = range.lowerBound.block
    guard !document.blocks.isEmpty else { return }
    var base = 0
    for index in range.lowerBound.block...range.upperBound.block {
      let text = document.blocks[index].text
      bases.append(base)
      let lower = index == range.lowerBound.block ? range.lowerBound.offset : 0
      let upper = index == range.upperBound.block ? range.upperBound.offset : text.utf8.count
      append(text, lower..<upper, base: base)
      base += text.utf8.count + 1
    }
  }

  /// The skeleton of words that stand in no document.
  init(_ words: String) {
    firstBlock = 0
    bases = [0]
    append(words, 0..<words.utf8.count, base: 0)
  }

  /// The place of a letter.
  func start(of letter: Int) -> Position { position(places.start(of: letter)) }

  /// The place after the character a letter belongs to.
  func end(of letter: Int) -> Position { position(places.end(of: letter), isEnd: true) }

  /// The passage from the first of some letters to the last; the range must not be empty.
  func passage(_ range: Range<Int>) -> Range<Position> {
    let start = start(of: range.lowerBound)
    return start..<max(start, end(of: range.upperBound - 1))
  }

  /// The letters of a passage.
  func letters(of range: Range<Position>) -> Range<Int> {
    let lower = firstLetter(at: range.lowerBound)
    return lower..<max(lower, firstLetter(at: range.upperBound))
  }

  /// The letters of all blocks that a row of letters lies in; the row must not be empty.
  func paragraphs(around range: Range<Int>) -> Range<Int> {
    let first = start(of: range.lowerBound).block
    let last = start(of: range.upperBound - 1).block
    let start = firstLetter(at: Position(block: first, offset: 0))
    return start..<firstLetter(at: Position(block: last + 1, offset: 0))
  }

  private func firstLetter(at position: Position) -> Int {
    guard position.block >= firstBlock else { return 0 }
    guard position.block - firstBlock < bases.count else { return count }
    let flat = bases[position.block - firstBlock] + position.offset
    return places.first(from: flat)
  }

  private func position(_ flat: Int, isEnd: Bool = false) -> Position {
    let index = max(0, bases.partitionPoint { $0 > (isEnd ? flat - 1 : flat) } - 1)
    return Position(block: firstBlock + index, offset: flat - bases[index])
  }

  private mutating func append(_ text: String, _ range: Range<Int>, base: Int) {
    var text = text
    // Of several long ones only the first: to reserve is to grow by no more than that.
    if range.count > Self.longBlock, letters.isEmpty {
      letters.reserveCapacity(letters.count + range.count)
      places.reserve(range.count)
    }
    text.withUTF8 { bytes in
      var offset = range.lowerBound
      while offset < range.upperBound {
        let (letter, next) = Self.decode(bytes, at: offset)
        var end = next
        // A lead byte under 0xCC is a scalar under U+0300, where no combining mark is.
        while end < range.upperBound, bytes[end] >= 0xCC {
          let (mark, after) = Self.decode(bytes, at: end)
          guard continuesCharacter(mark) else { break }
          end = after
        }
        let place = UInt32(base + offset)..<UInt32(base + end)
        if end == next, isComposed(letter) {
          append(letter, place)
        } else {
          let character = String(decoding: bytes[offset..<end], as: UTF8.self)
          for scalar in character.precomposedStringWithCanonicalMapping.unicodeScalars {
            append(scalar.value, place)
          }
        }
        offset = end
      }
    }
  }

  private mutating func append(_ letter: UInt32, _ place: Range<UInt32>) {
    guard isLetter(letter) else { return }
    if let parts = ligatures[letter] {
      for part in parts.unicodeScalars { append(part.value, place) }
      return
    }
    letters.append(letter)
    places.append(place)
  }

  /// The scalar at an offset of well-formed UTF-8, and where the next one starts.
  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (UInt32, Int) {
    let lead = UInt32(bytes[offset])
    if lead < 0x80 { return (lead, offset + 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = lead & (0x7F >> UInt32(length))
    for index in 1..<length { value = value << 6 | UInt32(bytes[offset + index]) & 0x3F }
    return (value, offset + length)
  }
}

/// Whether a scalar counts as a letter or a digit in the skeleton.
///
/// Superscript digits do not: in these texts they call footnotes.
private func isLetter(_ value: UInt32) -> Bool {
  switch value {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xAA, 0xB5, 0xBA: true
  case 0xD7, 0xF7: false
  case 0xC0..<0x250: true
  case 0..<0x250: false
  default:
    Unicode.Scalar(value).map {
      $0.properties.isAlphabetic || $0.properties.numericType == .decimal
    } ?? false
  }
}

/// Whether a scalar belongs to the character before it for the sake of composing.
private func continuesCharacter(_ value: UInt32) -> Bool {
  if (0x300..<0x370).contains(value) { return true }
  // Vowels and final consonants of Hangul compose although they are no marks.
  if (0x1161..<0x1200).contains(value) { return true }
  guard let scalar = Unicode.Scalar(value) else { return false }
  return scalar.properties.canonicalCombiningClass != .notReordered
}

/// Whether a scalar that stands alone is surely its own composed form.
///
/// The ranges left out hold the scalars with another canonical form, and some without.
private func isComposed(_ value: UInt32) -> Bool {
  switch value {
  case 0..<0x340, 0x388..<0x958, 0x3040..<0xF900: true
  default: false
  }
}

/// Source: Unicode 15, compatibility forms of U+FB00–FB06 and U+017F.
private let ligatures: [UInt32: String] = [
  0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
  0xFB06: "st", 0x17F: "s",
]

extension RandomAccessCollection where Index == Int {
  /// The first index at which a condition holds that, once true, stays true.
  func partitionPoint(_ holds: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
