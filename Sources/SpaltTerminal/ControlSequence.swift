internal import SpaltScreen

/// A control sequence that a terminal sent, read to its end: `CSI parameters final`.
///
/// Source: ECMA-48, 5.4; "XTerm Control Sequences", mouse tracking and bracketed paste.
struct ControlSequence {
  let parameters: [UInt8]
  let final: UInt8

  var isPasteStart: Bool { final == UInt8(ascii: "~") && parameters.elementsEqual("200".utf8) }

  /// `CSI M` and three bytes; not asked for, but some terminals know no other.
  var isOldMouseReport: Bool { final == UInt8(ascii: "M") && parameters.isEmpty }

  /// What Esc and then the key `[n` look like when they come together; no answer of a terminal
  /// ends in `n` without a number.
  var isTwoKeys: Bool { final == UInt8(ascii: "n") && parameters.isEmpty }

  /// What it means, `nil` for an answer to a question nobody asked, a focus report, a key that
  /// has no name here.
  var input: TerminalInput? {
    if parameters.first == UInt8(ascii: "<") { return mouse }
    if final == UInt8(ascii: "n"), parameters.first == UInt8(ascii: "?") { return ground }
    guard parameters.allSatisfy({ (0x30...0x3B).contains($0) }) else { return nil }
    guard final == UInt8(ascii: "~") else {
      // With numbers `R` is an answer, and F3 only by chance; A to H with a modifier are keys.
      return Key(final: final).map(TerminalInput.key)
    }
    switch numbers.first {
    case 1, 7: return .key(.home)
    case 3: return .key(.delete)
    case 4, 8: return .key(.end)
    case 5: return .key(.pageUp)
    case 6: return .key(.pageDown)
    default: return nil
    }
  }

  /// The numbers between semicolons; a missing or absurd one counts as 0.
  private var numbers: [Int] {
    parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
      guard digits.count < 7 else { return 0 }
      return digits.reduce(0) { number, digit in
        guard (0x30...0x39).contains(digit) else { return number }
        return number * 10 + Int(digit - 0x30)
      }
    }
  }

  /// `CSI ? 997 ; 1 n` for dark and `2` for light.
  ///
  /// Source: "Dark and light mode detection" of the Contour terminal, mode 2031.
  private var ground: TerminalInput? {
    if parameters.elementsEqual("?997;1".utf8) { return .ground(.dark) }
    if parameters.elementsEqual("?997;2".utf8) { return .ground(.light) }
    return nil
  }

  private var mouse: TerminalInput? {
    guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else { return nil }
    let numbers = numbers
    guard numbers.count == 3 else { return nil }
    let point = ScreenPoint(row: max(0, numbers[2] - 1), column: max(0, numbers[1] - 1))
    // Shift, Meta and Control are bits of their own and change nothing here.
    switch (numbers[0] & ~0b11100, final) {
    case (64, UInt8(ascii: "M")): return .wheel(lines: -3)
    case (65, UInt8(ascii: "M")): return .wheel(lines: 3)
    case (0, UInt8(ascii: "M")): return .press(point)
    case (32, UInt8(ascii: "M")): return .drag(point)
    case (0, UInt8(ascii: "m")), (32, UInt8(ascii: "m")): return .release(point)
    default: return nil
    }
  }
}

extension Key {
  /// The key of an ASCII control character.
  init(control byte: UInt8) {
    switch byte {
    // Enter sends CR; a script that types into a terminal may send LF.
    case 0x0A, 0x0D: self = .enter
    case 0x09: self = .tab
    case 0x08, 0x7F: self = .backspace
    case 0x1B: self = .escape
    case 0x01...0x1A: self = .control(Character(Unicode.Scalar(byte + 0x60)))
    default: self = .control(Character(Unicode.Scalar(byte | 0x40)))
    }
  }

  /// The key whose sequence ends so, after CSI or after ESC O.
  init?(final: UInt8) {
    switch final {
    case UInt8(ascii: "A"): self = .up
    case UInt8(ascii: "B"): self = .down
    case UInt8(ascii: "C"): self = .right
    case UInt8(ascii: "D"): self = .left
    case UInt8(ascii: "F"): self = .end
    case UInt8(ascii: "H"): self = .home
    case UInt8(ascii: "Z"): self = .backTab
    default: return nil
    }
  }
}
