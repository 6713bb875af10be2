internal import SpaltScreen

/// Turns the bytes of a terminal into keys, pastes and mouse events.
///
/// Curses could do it, but hands out an answer it does not know, or one that arrives in two
/// pieces, as single keys, which would then act as commands. Here a control sequence is read to
/// its end by the grammar of ECMA-48 and what is unknown is dropped whole.
///
/// Bytes go in with ``feed(_:)``; the clock stays outside: see ``isAmbiguous`` and
/// ``isUnfinished``.
struct InputDecoder {
  private var state = State.ground
  /// Text of the current burst, kept until it ends, so that marks join their letters.
  private var text = String.UnicodeScalarView()
  /// The first bytes of a UTF-8 sequence.
  private var partial: [UInt8] = []
  private var sequence: [UInt8] = []
  private var paste: PasteGatherer
  private var ready: [TerminalInput] = []
  private var taken = 0

  /// More bytes than any answer has; what follows is read, to be dropped, but not kept.
  private static let longestAnswer = 64

  private enum State: Equatable {
    case ground
    /// After ESC.
    case escape
    /// After ESC and `]`, `P` or `_`: a string from the terminal, or two keys.
    case stringStart(UInt8)
    case control
    /// After the old mouse report `CSI M`: so many bytes still belong to it.
    case skip(Int)
    /// After ESC O.
    case singleShift
    /// Inside an OSC, DCS or APC string; `true` after an ESC that may end it.
    case string(afterEscape: Bool)
    case paste
  }

  /// - Parameter pasteLimit: The most bytes of a paste that are kept.
  init(pasteLimit: Int = 16 << 20) { paste = PasteGatherer(limit: pasteLimit) }

  /// The next event, oldest first.
  mutating func next() -> TerminalInput? {
    guard taken < ready.count else {
      ready.removeAll(keepingCapacity: true)
      taken = 0
      return nil
    }
    taken += 1
    return ready[taken - 1]
  }

  /// Whether what has come is a key by itself or the start of more; a moment's silence decides.
  ///
  /// See ``settle()``.
  var isAmbiguous: Bool {
    switch state {
    case .escape, .stringStart, .singleShift: true
    default: false
    }
  }

  /// Whether something has begun that only more bytes, or a long silence, can end.
  ///
  /// See ``giveUp()``.
  var isUnfinished: Bool { state != .ground || !partial.isEmpty }

  /// Whether a paste is under way, which a long silence turns into an event.
  var isPasting: Bool { state == .paste }

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { take(byte) }
    flush()
  }

  /// Takes the bytes of an ambiguous start as keys: nothing followed in time.
  mutating func settle() {
    switch state {
    case .escape:
      emit(.key(.escape))
    case .stringStart(let byte):
      emit(.key(.escape))
      takeText(byte)
    case .singleShift:
      emit(.key(.escape))
      takeText(UInt8(ascii: "O"))
    default:
      return
    }
    state = .ground
    flush()
  }

  /// Ends what was never finished: a paste counts as it is, the rest is dropped.
  mutating func giveUp() {
    if state == .paste { emit(.paste(paste.end())) }
    state = .ground
    partial = []
    sequence = []
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeGround(byte)
    case .escape: takeAfterEscape(byte)
    case .stringStart(let start): takeStringStart(start, byte)
    case .control: takeControl(byte)
    case .skip(let count): state = count > 1 ? .skip(count - 1) : .ground
    case .singleShift: takeSingleShift(byte)
    case .string(let afterEscape): takeString(byte, afterEscape: afterEscape)
    case .paste:
      if paste.take(byte) {
        emit(.paste(paste.end()))
        state = .ground
      }
    }
  }

  private mutating func takeGround(_ byte: UInt8) {
    if byte == 0x1B {
      partial = []
      state = .escape
    } else if byte < 0x20 || byte == 0x7F {
      partial = []
      emit(.key(Key(control: byte)))
    } else {
      takeText(byte)
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8) {
    switch byte {
    case 0x1B:
      emit(.key(.escape))
    case UInt8(ascii: "["):
      sequence = []
      state = .control
    case UInt8(ascii: "O"):
      state = .singleShift
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
      state = .stringStart(byte)
    default:
      // A key right after Esc, or with Alt held: both mean the two keys.
      emit(.key(.escape))
      state = .ground
      takeGround(byte)
    }
  }

  /// Answers begin `ESC ] 4`, `ESC P 1`, `ESC P >`, `ESC _ G`; keys hardly do.
  private mutating func takeStringStart(_ start: UInt8, _ byte: UInt8) {
    let isAnswer =
      switch start {
      case UInt8(ascii: "_"): byte == UInt8(ascii: "G")
      case UInt8(ascii: "]"): isDigit(byte)
      default: isDigit(byte) || [0x3E, 0x21, 0x24, 0x2B].contains(byte)
      }
    if isAnswer {
      sequence = [start, byte]
      state = .string(afterEscape: false)
    } else {
      settle()
      takeGround(byte)
    }
  }

  private mutating func takeString(_ byte: UInt8, afterEscape: Bool) {
    switch byte {
    case 0x18, 0x1A: state = .ground
    case 0x07: endString()
    case 0x1B: state = .string(afterEscape: true)
    case UInt8(ascii: "\\") where afterEscape: endString()
    default:
      if sequence.count < Self.longestAnswer { sequence.append(byte) }
      state = .string(afterEscape: false)
    }
  }

  private mutating func endString() {
    state = .ground
    if let ground = BackgroundReport.ground(in: sequence) { emit(.ground(ground)) }
    sequence = []
  }

  private mutating func takeControl(_ byte: UInt8) {
    switch byte {
    case 0x20...0x3F:
      if sequence.count < Self.longestAnswer { sequence.append(byte) }
    // F1 to F5 of the Linux console are `CSI [ A` to `CSI [ E`.
    case UInt8(ascii: "[") where sequence.isEmpty: state = .skip(1)
    case 0x40...0x7E: endControl(byte)
    case 0x1B: state = .escape
    default:
      state = .ground
      takeGround(byte)
    }
  }

  private mutating func endControl(_ final: UInt8) {
    state = .ground
    let control = ControlSequence(parameters: sequence, final: final)
    sequence = []
    if control.isPasteStart {
      state = .paste
    } else if control.isOldMouseReport {
      state = .skip(3)
    } else if control.isTwoKeys {
      emit(.key(.escape))
      for byte in [UInt8(ascii: "["), final] { takeText(byte) }
    } else if let input = control.input {
      emit(input)
    }
  }

  private mutating func takeSingleShift(_ byte: UInt8) {
    state = .ground
    switch byte {
    case 0x1B: settleSingleShift(before: byte)
    case UInt8(ascii: "M"): emit(.key(.enter))
    // The keypad in application mode: its characters lie 0x40 above themselves.
    case UInt8(ascii: "j")...UInt8(ascii: "y"): takeText(byte - 0x40)
    case UInt8(ascii: "X"): takeText(UInt8(ascii: "="))
    case 0x40...0x7E:
      if let key = Key(final: byte) { emit(.key(key)) }
    default: settleSingleShift(before: byte)
    }
  }

  private mutating func settleSingleShift(before byte: UInt8) {
    emit(.key(.escape))
    takeText(UInt8(ascii: "O"))
    takeGround(byte)
  }

  private mutating func takeText(_ byte: UInt8) {
    if byte < 0x80 {
      partial = []
      text.append(Unicode.Scalar(byte))
      return
    }
    if byte >= 0xC0 { partial = [] }
    partial.append(byte)
    guard let first = partial.first, partial.count >= expectedLength(first) else { return }
    if let character = String(validating: partial, as: UTF8.self) {
      // C1 controls come from no key.
      text.append(contentsOf: character.unicodeScalars.filter { !(0x80..<0xA0 ~= $0.value) })
    }
    partial = []
  }

  /// The bytes of a UTF-8 sequence by its first; a byte that cannot be first stands alone.
  private func expectedLength(_ first: UInt8) -> Int {
    switch first {
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 1
    }
  }

  private mutating func emit(_ input: TerminalInput) {
    flush()
    ready.append(input)
  }

  private mutating func flush() {
    guard !text.isEmpty else { return }
    for character in String(text) { ready.append(.key(.character(character))) }
    text = String.UnicodeScalarView()
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
}
