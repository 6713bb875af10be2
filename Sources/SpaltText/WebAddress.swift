/// A web or mail address that stands in a text.
public struct WebAddress: Equatable, Sendable {
  /// UTF-8 offsets in the text it stands in.
  public var range: Range<Int>
  public var text: String

  /// Longer ones are no addresses that anybody wrote, in bytes.
  private static let longest = 2048
  private static let beginnings = ["http://", "https://", "mailto:"].map { Array($0.utf8) }

  /// A text that is an address from its first letter to its last, and nothing else.
  public init?(whole text: some StringProtocol) {
    let text = String(text)
    guard text.utf8.count <= Self.longest, let first = Self.all(in: text).first,
      first.text == text
    else { return nil }
    self = first
  }

  private init(range: Range<Int>, text: String) {
    self.range = range
    self.text = text
  }

  /// The addresses that a block's words lead to and those that stand in them, in order, each once.
  public static func all(of block: Block) -> [WebAddress] {
    let led = block.links.map { WebAddress(range: $0.range, text: $0.address) }
    var seen: Set<String> = []
    return (all(in: block.text) + led)
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
      .filter { seen.insert($0.text).inserted }
  }

  /// The addresses in a text, in order: `http`, `https` and `mailto` and no others, since these
  /// alone cannot do more than show a page or begin a letter.
  ///
  /// An address ends before a space, a quotation mark, a bracket that was not opened in it, or
  /// anything the ``Sanitizer`` marks; a stop or comma at its end belongs to the sentence.
  public static func all(in text: String) -> [WebAddress] {
    let bytes = Array(text.utf8)
    var found: [WebAddress] = []
    var index = 0
    while index < bytes.count {
      guard let beginning = beginning(bytes, at: index) else {
        index += 1
        continue
      }
      let end = end(of: text, from: index)
      if end > index + beginning, end - index <= longest {
        found.append(
          WebAddress(
            range: index..<end, text: String(decoding: bytes[index..<end], as: UTF8.self)))
      }
      index = max(end, index + 1)
    }
    return found
  }

  /// How long the scheme is that begins here; `nil` where none does, or a word goes on.
  private static func beginning(_ bytes: [UInt8], at index: Int) -> Int? {
    // Most bytes are not the first letter of a scheme.
    guard bytes[index] | 0x20 == UInt8(ascii: "h") || bytes[index] | 0x20 == UInt8(ascii: "m")
    else { return nil }
    if goesOnFromWord(bytes[..<index]) { return nil }
    return beginnings.first { scheme in
      bytes.count - index > scheme.count
        && zip(scheme, bytes[index...]).allSatisfy { $0 == $1 || $0 == $1 | 0x20 }
    }?.count
  }

  /// Whether the last scalar of some bytes is a letter or a digit.
  private static func goesOnFromWord(_ before: ArraySlice<UInt8>) -> Bool {
    let tail = before.suffix(4)
    guard let start = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }),
      let last = String(decoding: tail[start...], as: UTF8.self).unicodeScalars.last
    else { return false }
    return last.properties.isAlphabetic || last.properties.numericType != nil
  }

  private static func end(of text: String, from start: Int) -> Int {
    let scalars = text.unicodeScalars
    var index = text.utf8.index(text.startIndex, offsetBy: start)
    var offset = start
    // The end so far, sentence marks after it left out.
    var end = start
    var open = 0
    while index < scalars.endIndex {
      let scalar = scalars[index]
      if scalar.properties.isWhitespace || quotes.contains(scalar)
        || Sanitizer.mark(for: scalar) != nil
      {
        break
      }
      if scalar == "(" { open += 1 }
      if scalar == ")" {
        guard open > 0 else { break }
        open -= 1
      }
      offset += UTF8.width(scalar)
      if !sentenceMarks.contains(scalar) { end = offset }
      index = scalars.index(after: index)
    }
    return end
  }

  private static let quotes: Set<Unicode.Scalar> = [
    "\"", "'", "”", "“", "„", "’", "‘", "»", "«", "<", ">", "[", "]", "{", "}", "|", "`", "\\",
  ]
  private static let sentenceMarks: Set<Unicode.Scalar> = [".", ",", ":", ";", "!", "?", "…"]
}
