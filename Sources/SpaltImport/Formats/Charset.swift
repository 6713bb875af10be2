internal import Glibc
internal import SpaltText

/// Decodes bytes whose encoding a file may declare, as web pages, feeds and XML do.
///
/// A byte order mark comes first, then UTF-8 that is valid, then what the file says, then a guess.
func decode(
  _ bytes: [UInt8], declared: String?, name: String
) throws(ImportFailure) -> Source {
  let hasMark =
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFF, 0xFE])
    || bytes.starts(with: [0xFE, 0xFF])
  if !hasMark, let declared, !isUTF8(declared), String(validating: bytes, as: UTF8.self) == nil,
    let text = converted(bytes, from: declared)
  {
    return Source(name: name, digest: sha256(bytes), byteCount: bytes.count, text: text)
  }
  return try decode(bytes, name: name)
}

/// Decodes markup in the encoding given, or else in the one it declares.
func decodeMarkup(
  _ bytes: [UInt8], name: String, _ encoding: TextEncoding?
) throws(ImportFailure) -> Source {
  guard let encoding else {
    return try decode(bytes, declared: declaredEncoding(bytes), name: name)
  }
  return try decode(bytes, name: name, encoding: encoding)
}

private func isUTF8(_ name: String) -> Bool {
  ["utf-8", "utf8"].contains(name.lowercased())
}

/// Bytes in an encoding of the system's tables; `nil` for one it does not know, or bytes not in it.
private func converted(_ bytes: [UInt8], from encoding: String) -> String? {
  guard encoding.utf8.count < 40, encoding.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F })
  else { return nil }
  // Source: the WHATWG Encoding Standard: Latin-1 on the web means Windows-1252.
  let isLatin = ["iso-8859-1", "latin1", "us-ascii", "ascii"].contains(encoding.lowercased())
  guard let table = iconv_open("UTF-8", isLatin ? "WINDOWS-1252" : encoding),
    table != iconv_t(bitPattern: -1)
  else { return nil }
  defer { iconv_close(table) }
  var input = bytes.map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
  var inputLeft = input.count
  var outputLeft = output.count
  let isWhole = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      var from = input.baseAddress
      var to = output.baseAddress
      return iconv(table, &from, &inputLeft, &to, &outputLeft) != -1
    }
  }
  guard isWhole else { return nil }
  let written = output[..<(output.count - outputLeft)].map { UInt8(bitPattern: $0) }
  return String(validating: written, as: UTF8.self)
}

/// The encoding that markup declares in its first kilobyte, as `charset=` or `encoding=`.
func declaredEncoding(_ bytes: [UInt8]) -> String? {
  let head = String(decoding: bytes.prefix(2048), as: UTF8.self).lowercased()
  for key in ["charset", "encoding"] {
    var rest = head[...]
    while let place = rest.firstRange(of: key) {
      rest = rest[place.upperBound...].drop { $0.isWhitespace }
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0)) }
      if !name.isEmpty { return String(name) }
    }
  }
  return nil
}
