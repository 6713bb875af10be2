public import SpaltText

/// Turns the bytes of a file into text.
///
/// UTF-8 with or without a byte order mark, UTF-16 with one, and Windows-1252 (so Latin-1 too)
/// where the bytes say so plainly. What is left of bad UTF-8 becomes U+FFFD, one for each bad
/// sequence.
public func decode(_ bytes: [UInt8], name: String) throws(ImportFailure) -> Source {
  let (text, replacements) = decodedText(bytes)
  guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
    throw .empty(name: name)
  }
  if isBinary(text, replacements: replacements) { throw .binary(name: name) }
  return Source(
    name: name, digest: sha256(bytes), byteCount: bytes.count, text: text,
    replacements: replacements)
}

private func decodedText(_ bytes: [UInt8]) -> (text: String, replacements: Int) {
  if bytes.starts(with: [0xFF, 0xFE]) {
    return decodedUTF16(bytes.dropFirst(2)) { UInt16($0) | UInt16($1) << 8 }
  }
  if bytes.starts(with: [0xFE, 0xFF]) {
    return decodedUTF16(bytes.dropFirst(2)) { UInt16($0) << 8 | UInt16($1) }
  }
  let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  if let text = String(validating: body, as: UTF8.self) { return (text, 0) }
  if let text = decodedWindows1252(body) { return (text, 0) }
  let text = String(decoding: body, as: UTF8.self)
  return (text, replacementCount(in: text) - replacementCount(inValid: body))
}

private func decodedUTF16(
  _ bytes: ArraySlice<UInt8>, unit: (UInt8, UInt8) -> UInt16
) -> (text: String, replacements: Int) {
  var units: [UInt16] = []
  units.reserveCapacity(bytes.count / 2 + 1)
  var index = bytes.startIndex
  while index + 1 < bytes.endIndex {
    units.append(unit(bytes[index], bytes[index + 1]))
    index += 2
  }
  // Half a unit at the end of a cut file is a bad sequence, not nothing.
  if index < bytes.endIndex { units.append(0xD800) }
  let text = String(decoding: units, as: UTF16.self)
  let genuine = units.count { $0 == 0xFFFD }
  return (text, replacementCount(in: text) - genuine)
}

private func replacementCount(in text: String) -> Int {
  text.unicodeScalars.count { $0 == "\u{FFFD}" }
}

/// U+FFFD that stood in the bytes themselves.
private func replacementCount(inValid bytes: [UInt8]) -> Int {
  guard bytes.count > 2 else { return 0 }
  return (2..<bytes.count).count {
    bytes[$0 - 2] == 0xEF && bytes[$0 - 1] == 0xBF && bytes[$0] == 0xBD
  }
}

/// Whether the bytes were never meant as text.
///
/// A stray NUL, bell or escape sequence is a fault in a text and is kept; pictures, programs and
/// archives are full of NULs, of controls no text uses, or of sequences that are no UTF-8.
private func isBinary(_ text: String, replacements: Int) -> Bool {
  var total = 0
  var nulls = 0
  var controls = 0
  for scalar in text.unicodeScalars {
    total += 1
    switch scalar.value {
    case 0: nulls += 1
    case 0x01...0x06, 0x0E...0x1A, 0x1C...0x1F: controls += 1
    default: break
    }
  }
  // In a short text a handful of controls is a large share and yet only a fault.
  return nulls * 4 > total || (nulls > 16 && nulls * 100 > total)
    || (controls > 64 && controls * 10 > total * 3)
    || (replacements > 8 && replacements * 10 > total)
}
