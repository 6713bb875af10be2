import SpaltScreen
import Testing

@testable import SpaltTerminal

@Suite struct InputDecoderTests {
  /// What comes of pieces that arrive one after the other with less than a moment between them.
  private func decode(_ pieces: String...) -> [TerminalInput] {
    decode(pieces.map { Array($0.utf8) })
  }

  private func decode(_ pieces: [[UInt8]]) -> [TerminalInput] {
    var decoder = InputDecoder()
    var inputs: [TerminalInput] = []
    for piece in pieces {
      decoder.feed(piece)
      while let input = decoder.next() { inputs.append(input) }
    }
    if decoder.isAmbiguous { decoder.settle() }
    while let input = decoder.next() { inputs.append(input) }
    return inputs
  }

  private func keys(_ text: String) -> [TerminalInput] {
    text.map { .key(.character($0)) }
  }

  @Test(arguments: [
    ("j", Key.character("j")), ("å", .character("å")), ("作", .character("作")),
    ("a\u{30A}", .character("a\u{30A}")), ("\r", .enter), ("\n", .enter), ("\t", .tab),
    ("\u{1B}", .escape), ("\u{7F}", .backspace), ("\u{8}", .backspace), ("\u{3}", .control("c")),
    ("\u{1A}", .control("z")), ("\u{13}", .control("s")), ("\u{1C}", .control("\\")),
    ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[1;5C", .right), ("\u{1B}[D", .left),
    ("\u{1B}[H", .home), ("\u{1B}[4~", .end), ("\u{1B}OF", .end), ("\u{1B}[5~", .pageUp),
    ("\u{1B}[6~", .pageDown), ("\u{1B}[3~", .delete), ("\u{1B}[Z", .backTab), ("\u{1B}OM", .enter),
    ("\u{1B}Ox", .character("8")),
  ])
  func `a key comes from its bytes, whole or one at a time`(bytes: String, key: Key) {
    #expect(decode(bytes) == [.key(key)])
    guard bytes.unicodeScalars.count == 1 || bytes.first == "\u{1B}" else { return }
    #expect(decode(bytes.utf8.map { [$0] }) == [.key(key)])
  }

  @Test(arguments: [
    ("\u{1B}]11;rgb:fbfb/f7f7/efef\u{7}", Ground.light),
    ("\u{1B}]11;rgb:1b/1d/22\u{1B}\\", .dark), ("\u{1B}]11;rgba:0/0/0/f\u{7}", .dark),
    ("\u{1B}]11;rgb:0000/ffff/0000\u{7}", .light), ("\u{1B}[?997;1n", .dark),
    ("\u{1B}[?997;2n", .light),
  ])
  func `the terminal says what ground it draws on, however its answer is cut`(
    answer: String, ground: Ground
  ) {
    #expect(decode(answer) == [.ground(ground)])
    #expect(decode(answer.utf8.map { [$0] }) == [.ground(ground)])
  }

  @Test func `keys that follow Esc at once are keys`() {
    #expect(decode("\u{1B}q") == [.key(.escape)] + keys("q"))
    #expect(decode("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
    #expect(decode("\u{1B}]n") == [.key(.escape)] + keys("]n"))
    #expect(decode("\u{1B}[n") == [.key(.escape)] + keys("[n"))
    #expect(decode("\u{1B}å") == [.key(.escape)] + keys("å"))
    #expect(decode("\u{1B}\u{1B}[A") == [.key(.escape), .key(.up)])
  }

  @Test(arguments: [
    "\u{1B}[?62;1;4c", "\u{1B}[>41;390;0c", "\u{1B}[12;40R", "\u{1B}[I", "\u{1B}[O", "\u{1B}[?1u",
    "\u{1B}[0n", "\u{1B}[8;24;80t", "\u{1B}[15~", "\u{1B}OP", "\u{1B}[[A", "\u{1B}[M !!",
    "\u{1B}[200;3;4z", "\u{1B}]10;rgb:0000/0000/0000\u{7}", "\u{1B}]4;1;rgb:0/0/0\u{1B}\\",
    "\u{1B}]11;rgb:0/0\u{7}", "\u{1B}]11;rgb:x/y/z\u{7}", "\u{1B}]11;?\u{7}", "\u{1B}[?997;3n",
    "\u{1B}P1$r0m\u{1B}\\", "\u{1B}P>|xterm(390)\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\",
    "\u{1B}[?2026;2$y", "\u{1B}[<2;3;4M", "\u{1B}[<66;3;4M", "\u{1B}[<0;3M", "\u{9B}",
  ])
  func `an answer nobody asked for is swallowed whole, however it is cut`(answer: String) {
    #expect(decode(answer + "j") == keys("j"))
    #expect(decode((answer + "j").utf8.map { [$0] }) == keys("j"))
  }

  @Test func `an answer that never ends is dropped after a long silence`() {
    var decoder = InputDecoder()
    decoder.feed("\u{1B}[?62;1".utf8)
    #expect(decoder.isUnfinished && !decoder.isAmbiguous)
    decoder.giveUp()
    decoder.feed("j".utf8)
    #expect(decoder.next() == .key(.character("j")))
  }

  @Test func `a control key ends an answer that never ends`() {
    #expect(decode("\u{1B}[?62;1\u{3}") == [.key(.control("c"))])
  }

  @Test func `a very long answer takes no room`() {
    #expect(decode("\u{1B}[" + String(repeating: "1;", count: 100_000) + "cj") == keys("j"))
  }

  @Test(arguments: [
    ("\u{1B}[<0;5;3M", TerminalInput.press(ScreenPoint(row: 2, column: 4))),
    ("\u{1B}[<32;301;3M", .drag(ScreenPoint(row: 2, column: 300))),
    ("\u{1B}[<0;5;3m", .release(ScreenPoint(row: 2, column: 4))),
    ("\u{1B}[<4;5;3M", .press(ScreenPoint(row: 2, column: 4))),
    ("\u{1B}[<64;1;1M", .wheel(lines: -3)), ("\u{1B}[<65;1;1M", .wheel(lines: 3)),
    ("\u{1B}[<0;0;99999999999999999999M", .press(ScreenPoint(row: 0, column: 0))),
  ])
  func `the mouse is read`(bytes: String, input: TerminalInput) {
    #expect(decode(bytes) == [input])
  }

  @Test func `a paste is text, whatever it holds`() {
    let text = "rad\r\u{1B}[Aq\u{3}å\u{1B}[201x\r\n\u{1B}\u{1B}[20"
    #expect(
      decode("\u{1B}[200~" + text, "\u{1B}[201~j") == [
        .paste("rad\n\u{1B}[Aq\u{3}å\u{1B}[201x\n\u{1B}\u{1B}[20"), .key(.character("j")),
      ])
  }

  @Test func `a paste cut anywhere is the same paste`() {
    let bytes = Array("\u{1B}[200~blåbær\u{1B}[201~".utf8)
    #expect(decode(bytes.map { [$0] }) == [.paste("blåbær")])
  }

  @Test func `a paste that never ends is a paste after a long silence`() {
    var decoder = InputDecoder()
    decoder.feed("\u{1B}[200~abcq\u{1B}[2".utf8)
    #expect(decoder.isPasting)
    #expect(decoder.next() == nil)
    decoder.giveUp()
    #expect(decoder.next() == .paste("abcq\u{1B}[2"))
    #expect(!decoder.isUnfinished)
  }

  @Test func `a paste has an upper bound`() {
    var decoder = InputDecoder(pasteLimit: 1000)
    decoder.feed("\u{1B}[200~".utf8)
    decoder.feed(repeatElement(UInt8(ascii: "a"), count: 5000))
    decoder.feed("\u{1B}[201~j".utf8)
    #expect(decoder.next() == .paste(String(repeating: "a", count: 1000)))
    #expect(decoder.next() == .key(.character("j")))
  }

  @Test(arguments: [
    [0xFF, 0x6A], [0xC3, 0x6A], [0x80, 0x6A], [0xE2, 0x82, 0x6A], [0xC3, 0xC3, 0x6A],
  ])
  func `bytes that are no UTF-8 are no keys`(bytes: [UInt8]) {
    #expect(decode([bytes]) == keys("j"))
  }

  @Test func `whatever comes, nothing is kept for ever`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      var decoder = InputDecoder()
      let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
      decoder.feed(bytes)
      decoder.giveUp()
      while decoder.next() != nil {}
      decoder.feed("j".utf8)
      #expect(decoder.next() == .key(.character("j")), "\(bytes)")
    }
  }
}

@Suite struct ClipboardTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
    ("blåbær", "YmzDpWLDpnI="),
  ])
  func `base64 is as in its standard`(text: String, encoded: String) {
    #expect(base64(text.utf8) == encoded)
  }
}
