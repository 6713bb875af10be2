extension TOMLScanner {
  /// A string of any of the four kinds.
  mutating func string() throws(TOMLFailure) -> String {
    if starts(with: "\"\"\"") || starts(with: "'''") { return try longString() }
    return try shortString()
  }

  /// A string on one line, in `"` with escapes or in `'` without.
  mutating func shortString() throws(TOMLFailure) -> String {
    guard let quote = current else { throw failure("a value is missing") }
    advance()
    var content: [UInt8] = []
    while let byte = current, byte != 0x0A, byte != 0x0D {
      if byte == quote {
        advance()
        return String(decoding: content, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        content += try escape()
      } else {
        content.append(try plain(byte))
      }
    }
    throw failure("a quotation mark is missing")
  }

  /// A string over several lines, in three quotation marks.
  private mutating func longString() throws(TOMLFailure) -> String {
    let quote = current ?? 0
    let start = line
    for _ in 0..<3 { advance() }
    if starts(with: "\r\n") { advance() }
    if current == 0x0A { advance() }
    var content: [UInt8] = []
    while let byte = current {
      if byte == quote, quote == 0x27 ? starts(with: "'''") : starts(with: "\"\"\"") {
        for _ in 0..<3 { advance() }
        // One or two more belong to the text.
        for _ in 0..<2 where current == quote {
          content.append(quote)
          advance()
        }
        return String(decoding: content, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        if !skipLineEnd() { content += try escape() }
      } else if byte == 0x0A || starts(with: "\r\n") {
        content.append(byte)
        advance()
      } else {
        content.append(try plain(byte))
      }
    }
    throw TOMLFailure(line: start, reason: "three quotation marks are missing at the end")
  }

  /// Takes a backslash at the end of a line, with all blanks and line ends after it.
  private mutating func skipLineEnd() -> Bool {
    var ahead = self
    ahead.advance()
    ahead.skipBlanks()
    guard ahead.current == 0x0A || ahead.starts(with: "\r\n") else { return false }
    while let byte = ahead.current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { ahead.advance() }
    self = ahead
    return true
  }

  private mutating func plain(_ byte: UInt8) throws(TOMLFailure) -> UInt8 {
    guard byte >= 0x20 && byte != 0x7F || byte == 0x09 else {
      throw failure("text holds a control character; write it as an escape such as \\u001B")
    }
    advance()
    return byte
  }

  private mutating func escape() throws(TOMLFailure) -> [UInt8] {
    advance()
    guard let byte = current else { throw failure("a quotation mark is missing") }
    advance()
    switch byte {
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [byte]
    case UInt8(ascii: "u"): return try scalar(digits: 4)
    case UInt8(ascii: "U"): return try scalar(digits: 8)
    default: throw failure("no such escape in text; a backslash itself is written \\\\")
    }
  }

  private mutating func scalar(digits count: Int) throws(TOMLFailure) -> [UInt8] {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("\\u needs 4 hexadecimal digits and \\U needs 8")
      }
      value = value << 4 | UInt32(digit)
      advance()
    }
    guard let scalar = Unicode.Scalar(value) else { throw failure("there is no such character") }
    return Array(String(scalar).utf8)
  }
}
