public import SpaltText

/// Turns the bytes of a file into text.
///
/// UTF-8 and UTF-16 with or without a byte order mark; Windows-1252 (so Latin-1 too), Mac Roman and
/// code page 850 where the bytes then make words. What is left of bad UTF-8 becomes U+FFFD, one for
/// each bad sequence. An encoding that is given is taken at its word: then only what is full of NULs
/// is refused, as a text in UTF-16 is when it is read as UTF-8.
///
/// - Parameters:
///   - bytes: The file.
///   - name: Its name, for messages and for the source.
///   - encoding: How its letters are written; `nil` to let the bytes tell.
///   - isGuess: Whether the encoding is what ``detectEncoding(_:)`` told, so that the bytes may yet be
///     no text at all.
/// - Returns: The text, and how many bad sequences it had.
/// - Throws: ``ImportFailure`` where the bytes are no text.
public func decode(
  _ bytes: [UInt8], name: String, encoding: TextEncoding? = nil, isGuess: Bool = false
) throws(ImportFailure) -> Source {
  let decoded = decodedText(bytes, encoding)
  if let encoding, !isGuess {
    if isFullOfNULs(decoded.text) { throw .nulls(name: name, encoding: encoding) }
  } else if isBinary(decoded.text, replacements: decoded.replacements) {
    throw .binary(name: name)
  }
  return Source(
    name: name, digest: sha256(bytes), byteCount: bytes.count, text: decoded.text,
    replacements: decoded.replacements)
}

/// The encoding that ``decode(_:name:encoding:isGuess:)`` reads bytes in when none is given.
public func detectEncoding(_ bytes: [UInt8]) -> TextEncoding {
  if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
  if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
  // Zeros are valid UTF-8, and no text is half of zeros.
  if let wide = guessUTF16(bytes) { return wide }
  if isUTF8(bytes) { return .utf8 }
  return guessEncoding(bytes) ?? .utf8
}

private func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

private func decodedText(
  _ bytes: [UInt8], _ given: TextEncoding?
) -> (text: String, replacements: Int) {
  let mark = [0xEF, 0xBB, 0xBF] as [UInt8]
  if given == nil || given == .utf8 {
    let body = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
    if given == .utf8 || guessUTF16(bytes) == nil,
      let text = String(validating: body, as: UTF8.self)
    {
      return (text, 0)
    }
  }
  let encoding = given ?? detectEncoding(bytes)
  switch encoding {
  case .utf8:
    let body = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    let text = String(decoding: body, as: UTF8.self)
    return (text, replacementCount(in: text) - replacementCount(inValid: body))
  case .utf16:
    let isBig = bytes.starts(with: [0xFE, 0xFF]) || guessUTF16(bytes) == .utf16BigEndian
    return decodedUTF16(bytes, isBigEndian: isBig)
  case .utf16LittleEndian: return decodedUTF16(bytes, isBigEndian: false)
  case .utf16BigEndian: return decodedUTF16(bytes, isBigEndian: true)
  case .windows1252, .latin9, .macRoman, .codePage850:
    return decodedBytes(bytes, encoding.upperHalf ?? [])
  }
}

private func decodedUTF16(
  _ bytes: [UInt8], isBigEndian: Bool
) -> (text: String, replacements: Int) {
  var units: [UInt16] = []
  units.reserveCapacity(bytes.count / 2 + 1)
  var index = 0
  while index + 1 < bytes.count {
    let first = UInt16(bytes[index])
    let second = UInt16(bytes[index + 1])
    units.append(isBigEndian ? first << 8 | second : second << 8 | first)
    index += 2
  }
  // Half a unit at the end of a cut file is a bad sequence, not nothing.
  if index < bytes.count { units.append(0xD800) }
  if units.first == 0xFEFF { units.removeFirst() }
  let text = String(decoding: units, as: UTF16.self)
  let genuine = units.count { $0 == 0xFFFD }
  return (text, replacementCount(in: text) - genuine)
}

private func decodedBytes(
  _ bytes: [UInt8], _ upperHalf: [Unicode.Scalar]
) -> (text: String, replacements: Int) {
  let encoded = upperHalf.map { Array(String($0).utf8) }
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + bytes.count / 8)
  var replacements = 0
  for byte in bytes {
    if byte < 0x80 {
      result.append(byte)
    } else {
      if upperHalf[Int(byte) - 0x80] == "\u{FFFD}" { replacements += 1 }
      result.append(contentsOf: encoded[Int(byte) - 0x80])
    }
  }
  return (String(decoding: result, as: UTF8.self), replacements)
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

/// Whether a text holds more NULs than any that is read in its own encoding.
private func isFullOfNULs(_ text: String) -> Bool {
  var text = text
  return text.withUTF8 { $0.count(of: 0) * 4 > $0.codePointCount }
}

/// Whether the bytes were never meant as text.
///
/// A stray NUL, bell or escape sequence is a fault in a text and is kept; pictures, programs and
/// archives are full of NULs, of controls no text uses, or of sequences that are no UTF-8.
private func isBinary(_ text: String, replacements: Int) -> Bool {
  var text = text
  let (total, nulls, controls) = text.withUTF8 { bytes in
    // Without a branch, so that many bytes are looked at in one step.
    var controls = 0
    for byte in bytes {
      controls &+= (byte &- 0x01 < 0x06 || byte &- 0x0E < 0x0D || byte &- 0x1C < 0x04) ? 1 : 0
    }
    return (bytes.codePointCount, bytes.count(of: 0), controls)
  }
  // In a short text a handful of controls is a large share and yet only a fault.
  return nulls * 4 > total || (nulls > 16 && nulls * 100 > total)
    || (controls > 64 && controls * 10 > total * 3)
    || (replacements > 8 && replacements * 10 > total)
}
