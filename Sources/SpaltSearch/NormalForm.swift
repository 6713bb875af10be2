internal import Foundation

/// What part a scalar has in a word.
enum Sort: UInt8 {
  case letter, digit
  /// A sign that is a word by itself.
  case sign
  /// Holds the parts of a word together.
  case joiner
  /// Not seen by the reader, so not by the search either.
  case ignorable
  case other

  var isWord: Bool { self == .letter || self == .digit }

  /// Of the scalars that texts of Latin letters are made of.
  static let latin: [Sort] = (0..<0x250).map {
    Unicode.Scalar(UInt32($0)).map(Sort.init(looking:)) ?? .other
  }

  @inline(__always)
  init(_ scalar: Unicode.Scalar) {
    let value = Int(scalar.value)
    self = value < 0x250 ? Self.latin[value] : Sort(looking: scalar)
  }

  private init(looking scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x61...0x7A, 0x41...0x5A: self = .letter
    case 0x30...0x39: self = .digit
    case 0x27, 0x2D, 0x2010, 0x2011, 0x2019: self = .joiner
    case 0x25, 0xA7, 0x2030: self = .sign
    case 0x00..<0x80: self = .other
    case 0xC0...0x24F: self = scalar == "×" || scalar == "÷" ? .other : .letter
    case 0xAD, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
      0xE0000...0xE007F:
      self = .ignorable
    default:
      let properties = scalar.properties
      switch properties.generalCategory {
      case .decimalNumber: self = .digit
      case .nonspacingMark, .spacingMark, .enclosingMark: self = .letter
      default: self = properties.isAlphabetic ? .letter : .other
      }
    }
  }
}

/// Words longer than this many scalars are searched by their beginning.
let longestForm = 120

func cut(_ form: String) -> String {
  form.utf8.count <= longestForm ? form : String(form.unicodeScalars.prefix(longestForm))
}

/// Bytes of the longest scalar in UTF-8.
let longestScalar = 4

/// Appends a word composed and in lower case, the same whatever the locale, and without invisible
/// characters; ligatures are written out.
///
/// The word is a stretch of well-formed UTF-8.
///
/// - Returns: Whether there is a letter in it.
@discardableResult
func appendNormalForm(
  of bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, to form: inout [UInt8]
) -> Bool {
  let start = form.count
  // Nearly all words are short and of Latin letters, of which the small ones take as many bytes.
  if word.count <= longestForm {
    form.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[word]))
    let hasLetter = form.withUnsafeMutableBufferPointer {
      lowerLatin(UnsafeMutableBufferPointer(rebasing: $0[start...]))
    }
    if let hasLetter { return hasLetter }
    form.removeLast(word.count)
  }
  var hasLetter = false
  var isComposed = true
  let long = word.lowerBound..<min(word.upperBound, word.lowerBound + longestForm * longestScalar)
  let scalars = String(decoding: bytes[long], as: UTF8.self).unicodeScalars
  for scalar in scalars.prefix(longestForm) {
    let sort = Sort(scalar)
    if sort == .ignorable { continue }
    if scalar.value >= 0x300 || scalar.value == 0x17F { isComposed = false }
    form.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    if sort == .letter { hasLetter = true }
  }
  if !isComposed {
    let plain = String(decoding: form[start...], as: UTF8.self)
    form.replaceSubrange(
      start..., with: plain.precomposedStringWithCompatibilityMapping.lowercased().utf8)
  }
  return hasLetter
}

/// Puts letters of ASCII and Latin-1 in lower case.
///
/// - Returns: Whether there is a letter, or `nil` where there is anything but such letters, digits
///   and signs.
private func lowerLatin(_ word: UnsafeMutableBufferPointer<UInt8>) -> Bool? {
  var hasLetter = false
  var index = 0
  while index < word.count {
    let byte = word[index]
    if byte < 0x80 {
      // Capitals lie 32 before their small letters.
      if 0x41...0x5A ~= byte { word[index] = byte + 0x20 }
      if byte > 0x40 { hasLetter = true }
      index += 1
      continue
    }
    // C3 leads U+00C0 to U+00FF; × and ÷ stand among these letters and are in no word.
    guard byte == 0xC3 else { return nil }
    let second = word[index + 1]
    if second < 0x9F, second != 0x97 { word[index + 1] = second + 0x20 }
    hasLetter = true
    index += 2
  }
  return hasLetter
}

/// The letters of a normal form without rings, dots, strokes and accents.
///
/// `å ä æ aa ae` become `a`, `ö ø oe` become `o`, `ue` becomes `u`: what a keyboard without the
/// letters of a language gives, and how the neighbours spell it.
func foldKey(_ form: String) -> String {
  var key: [UInt8] = []
  key.reserveCapacity(form.utf8.count)
  for scalar in form.unicodeScalars {
    switch scalar {
    case "a"..."z", "0"..."9": key.append(UInt8(scalar.value))
    case "å", "ä", "æ": key.append(UInt8(ascii: "a"))
    case "ö", "ø", "œ": key.append(UInt8(ascii: "o"))
    case "ß": key.append(contentsOf: [UInt8(ascii: "s"), UInt8(ascii: "s")])
    case "ł": key.append(UInt8(ascii: "l"))
    case "đ", "ð": key.append(UInt8(ascii: "d"))
    case "þ": key.append(contentsOf: [UInt8(ascii: "t"), UInt8(ascii: "h")])
    case functionMark: continue
    default:
      // The base letter of a composed one; what has none stays itself.
      let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
      key.append(contentsOf: String(base.first ?? scalar).utf8)
    }
  }
  var folded: [UInt8] = []
  folded.reserveCapacity(key.count)
  var previous: UInt8 = 0
  for byte in key {
    let isDouble =
      (previous == UInt8(ascii: "a") && (byte == UInt8(ascii: "a") || byte == UInt8(ascii: "e")))
      || ((previous == UInt8(ascii: "o") || previous == UInt8(ascii: "u"))
        && byte == UInt8(ascii: "e"))
    if isDouble {
      previous = 0
    } else {
      folded.append(byte)
      previous = byte
    }
  }
  return String(decoding: folded, as: UTF8.self)
}
