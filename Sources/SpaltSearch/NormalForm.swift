internal import Foundation

/// What part a scalar has in a word.
enum Sort {
  case letter, digit
  /// A sign that is a word by itself.
  case sign
  /// Holds the parts of a word together.
  case joiner
  /// Not seen by the reader, so not by the search either.
  case ignorable
  case other

  var isWord: Bool { self == .letter || self == .digit }

  init(_ scalar: Unicode.Scalar) {
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
private let longestForm = 120

func cut(_ form: String) -> String {
  form.utf8.count <= longestForm ? form : String(form.unicodeScalars.prefix(longestForm))
}

/// A word composed and in lower case, the same whatever the locale, and without invisible
/// characters; ligatures are written out.
func normalForm(_ word: ArraySlice<Unicode.Scalar>) -> String {
  var form: [UInt8] = []
  form.reserveCapacity(word.count * 2)
  var isComposed = true
  for scalar in word.prefix(longestForm) {
    switch scalar.value {
    case 0x41...0x5A: form.append(UInt8(scalar.value + 0x20))
    case 0x00..<0x80: form.append(UInt8(scalar.value))
    // À to Þ lie 32 before their small letters, and all of them take two bytes.
    case 0xC0...0xD6, 0xD8...0xDE: form += [0xC3, UInt8(scalar.value - 0xC0 + 0x80 + 0x20)]
    case 0xDF...0xF6, 0xF8...0xFF: form += [0xC3, UInt8(scalar.value - 0xC0 + 0x80)]
    default:
      if Sort(scalar) == .ignorable { continue }
      if scalar.value >= 0x300 || scalar.value == 0x17F { isComposed = false }
      form += Array(scalar.properties.lowercaseMapping.utf8)
    }
  }
  let plain = String(decoding: form, as: UTF8.self)
  return isComposed ? plain : plain.precomposedStringWithCompatibilityMapping.lowercased()
}

/// The letters of a normal form without rings, dots, strokes and accents.
///
/// `å ä æ aa ae` become `a`, `ö ø oe` become `o`: what a keyboard without Nordic letters gives,
/// and how the neighbours spell it.
func foldKey(_ form: String) -> String {
  var key: [UInt8] = []
  for scalar in form.unicodeScalars {
    switch scalar {
    case "a"..."z", "0"..."9": key.append(UInt8(scalar.value))
    case "å", "ä", "æ": key.append(UInt8(ascii: "a"))
    case "ö", "ø", "œ": key.append(UInt8(ascii: "o"))
    case "ß": key.append(contentsOf: [UInt8(ascii: "s"), UInt8(ascii: "s")])
    default:
      // The base letter of a composed one; what has none stays itself.
      let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
      key.append(contentsOf: String(base.first ?? scalar).utf8)
    }
  }
  let text = String(decoding: key, as: UTF8.self)
  var folded: [UInt8] = []
  var previous: UInt8 = 0
  for byte in text.utf8 {
    let isDouble =
      (previous == UInt8(ascii: "a") && (byte == UInt8(ascii: "a") || byte == UInt8(ascii: "e")))
      || (previous == UInt8(ascii: "o") && byte == UInt8(ascii: "e"))
    if isDouble {
      previous = 0
    } else {
      folded.append(byte)
      previous = byte
    }
  }
  return String(decoding: folded, as: UTF8.self)
}
