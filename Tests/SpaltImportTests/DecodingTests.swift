import SpaltImport
import SpaltText
import Testing

@Suite struct DecodingTests {
  private func text(_ bytes: [UInt8]) throws -> String { try decode(bytes, name: "a.txt").text }

  @Test func `UTF-8 is read as it stands and named by its digest`() throws {
    let source = try decode(Array("abc".utf8), name: "a.txt")
    #expect(
      source
        == Source(
          name: "a.txt",
          digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          byteCount: 3, text: "abc"))
  }

  @Test func `a byte order mark is dropped`() throws {
    #expect(try text([0xEF, 0xBB, 0xBF] + Array("år".utf8)) == "år")
  }

  @Test func `UTF-16 is read by its byte order mark`() throws {
    #expect(try text([0xFF, 0xFE, 0xE5, 0x00, 0x72, 0x00]) == "år")
    #expect(try text([0xFE, 0xFF, 0x00, 0xE5, 0x00, 0x72]) == "år")
  }

  @Test func `half a unit at the end of UTF-16 is a bad sequence`() throws {
    let source = try decode([0xFF, 0xFE, 0x61, 0x00, 0x62], name: "a.txt")
    #expect(source.text == "a\u{FFFD}")
    #expect(source.replacements == 1)
  }

  @Test func `each bad sequence becomes one replacement character`() throws {
    let source = try decode(
      Array("g".utf8) + [0xE2, 0x82] + Array(" å ".utf8) + [0xFF], name: "a.txt")
    #expect(source.text == "g\u{FFFD} å \u{FFFD}")
    #expect(source.replacements == 2)
  }

  @Test func `a replacement character of the file's own is not counted`() throws {
    #expect(try decode(Array("a\u{FFFD}b".utf8), name: "a.txt").replacements == 0)
    #expect(try decode(Array("å\u{FFFD}b".utf8) + [0xFF], name: "a.txt").replacements == 1)
  }

  @Test func `Windows-1252 is told by letters within words`() throws {
    let bytes: [UInt8] = [0x93, 0x53, 0xE5, 0x94, 0x20, 0x96, 0x20, 0x73, 0xE4, 0x67]
    #expect(try text(bytes) == "“Så” – säg")
    // A lone control of the C1 set is no letter of any prose.
    #expect(try decode([0x61, 0x9B, 0x32, 0x4A], name: "a.txt").text == "a\u{FFFD}2J")
  }

  @Test func `UTF-8 with a few bad bytes keeps its letters`() throws {
    let source = try decode(Array("blåbär".utf8) + [0xE5], name: "a.txt")
    #expect(source.text == "blåbär\u{FFFD}")
  }

  @Test func `text after a stray NUL is kept`() throws {
    #expect(try text(Array("före\u{0}efter".utf8)) == "före\u{0}efter")
  }

  @Test(
    arguments: [[], [0x20, 0x0A], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xC2, 0xA0]] as [[UInt8]])
  func `nothing but white space is a text without blocks, and it is said`(bytes: [UInt8]) throws {
    let repair = repair(try decode(bytes, name: "a.txt"))
    #expect(repair.blocks.isEmpty)
    #expect(repair.findings == [.empty])
  }

  @Test func `a hundred thousand line ends are as empty`() throws {
    let bytes = [UInt8](repeating: 0x0A, count: 100_000)
    #expect(repair(try decode(bytes, name: "a.txt")).findings == [.empty])
  }

  @Test func `a last line without its end is a line`() throws {
    let blocks = { (text: String) in
      repair(try decode(Array(text.utf8), name: "a.txt")).blocks.map(\.text)
    }
    #expect(try blocks("Ett stycke.\n\nEtt till") == ["Ett stycke.", "Ett till"])
    #expect(try blocks("Ett stycke.\n\nEtt till") == blocks("Ett stycke.\n\nEtt till\n"))
    #expect(try blocks("å") == ["å"])
  }

  @Test func `every control in a line, and a row of bells, is a fault in a text`() throws {
    let controls = String(String.UnicodeScalarView((0..<32).compactMap(Unicode.Scalar.init)))
    let bells = String(repeating: "\u{7}", count: 5000)
    #expect(try text(Array(("a" + controls + bells + "å").utf8)) == "a" + controls + bells + "å")
  }

  @Test func `UTF-16 without its mark is told by its zeros`() throws {
    let words = "Hej på dig, du gamle vän."
    let little = words.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = words.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try text(little) == words)
    #expect(try text(big) == words)
  }

  @Test(arguments: [TextEncoding.windows1252, .macRoman, .codePage850])
  func `an encoding is told by the words it makes`(encoding: TextEncoding) throws {
    for words in [
      "Smörgåsbordet står på ängen vid ån.", "Høsten på øen er sen, siger æbleavleren.",
      "Die Straße führt über die Brücke.",
    ] {
      let bytes = encoded(words, encoding)
      #expect(detectEncoding(bytes) == encoding)
      #expect(try text(bytes) == words)
    }
  }

  @Test func `a given encoding is taken at its word`() throws {
    let bytes: [UInt8] = [0x73, 0xA4, 0x67]
    #expect(try decode(bytes, name: "a.txt", encoding: .latin9).text == "s€g")
    #expect(try decode(bytes, name: "a.txt", encoding: .windows1252).text == "s¤g")
    let wide: [UInt8] = [0x00, 0xE5, 0x00, 0x72]
    #expect(try decode(wide, name: "a.txt", encoding: .utf16BigEndian).text == "år")
    let mark: [UInt8] = [0xFE, 0xFF] + wide
    #expect(try decode(mark, name: "a.txt", encoding: .utf16).text == "år")
  }

  @Test func `a given encoding is believed of bytes that are half no letters`() throws {
    let bytes =
      Array("Så\n".utf8) + [0xE5, 0x20, 0xFF, 0x20, 0xE4, 0xF6, 0x0A, 0xFE, 0xF6, 0xE5, 0xC3]
    let half = bytes + [0xFF, 0xC0, 0xFE]
    let source = try decode(half, name: "a.txt", encoding: .utf8)
    #expect(
      source.text == "Så\n\u{FFFD} \u{FFFD} \u{FFFD}\u{FFFD}\n"
        + String(repeating: "\u{FFFD}", count: 7))
    #expect(source.replacements == 11)
    #expect(repair(source).findings.contains(.badSequences(11)))
    // What the bytes themselves tell may be wrong.
    #expect(throws: ImportFailure.binary(name: "a.txt")) {
      try decode(half, name: "a.txt", encoding: .utf8, isGuess: true)
    }
  }

  @Test func `what is full of NULs in a given encoding is refused, and why`() throws {
    let wide = "Hej på dig".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let refusal = ImportFailure.nulls(name: "a.txt", encoding: .utf8)
    #expect(throws: refusal) { try decode(wide, name: "a.txt", encoding: .utf8) }
    #expect(
      refusal.description
        == "a.txt is no text in utf-8, for much of it is NUL; leave --encoding out, or name another."
    )
    let some = Array("Ett fält\0 och\0 ett\0 till\0.".utf8)
    #expect(try decode(some, name: "a.txt", encoding: .utf8).text.utf8.elementsEqual(some))
  }

  @Test func `encodings are known by their usual names`() {
    let names = ["UTF8", "Latin-1", "cp1252", "ISO-8859-1", "mac", "CP850", "UTF-16LE"]
    #expect(
      names.map { TextEncoding(name: $0)?.rawValue } == [
        "utf-8", "windows-1252", "windows-1252", "windows-1252", "macintosh", "ibm850", "utf-16le",
      ])
    #expect(TextEncoding(name: "utf-7") == nil)
  }

  @Test func `letters once read in the wrong encoding are told and left`() throws {
    let words = "FÃ¶rst gÃ¥r man Ã¶ver Ã¥n."
    let source = try decode(Array(words.utf8), name: "a.txt")
    #expect(source.text == words)
    #expect(repair(source).findings.contains(.mojibake(4)))
  }

  private func encoded(_ words: String, _ encoding: TextEncoding) -> [UInt8] {
    words.unicodeScalars.map { scalar in
      if scalar.value < 0x80 { return UInt8(scalar.value) }
      let byte = (UInt8(0x80)...0xFF).first { byte in
        (try? decode([0x61, byte], name: "a.txt", encoding: encoding).text) == "a\(scalar)"
      }
      return byte ?? 0x3F
    }
  }

  @Test func `pictures and programs are binary`() {
    let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 0x0D] + Array(0...255) + [0, 0, 0]
    #expect(throws: ImportFailure.binary(name: "a.png")) { try decode(picture, name: "a.png") }
    let noise = (0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ 128) | 0x80 }
    #expect(throws: ImportFailure.binary(name: "a.gz")) { try decode(noise, name: "a.gz") }
  }

  @Test func `a failure says what to do`() {
    #expect(
      ImportFailure.binary(name: "a.png").description
        == "a.png is not plain text; convert it to text in UTF-8 first.")
  }
}
