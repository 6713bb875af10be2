/// A string of a terminal's description with places for numbers, such as `\E[%i%p1%d;%p2%dH`.
///
/// Source: terminfo(5), "Parameterized Strings". Static and dynamic variables are left out: no
/// description uses them in what the painter sends.
struct ParameterString: Sendable {
  private let code: [UInt8]
  /// The same where it is letters and plain numbers, as all that moves the cursor is: no machine is
  /// needed for that, and a frame has many moves.
  private let pieces: [Piece]?

  private enum Piece {
    case byte(UInt8)
    /// One of the numbers, counted from 0, and what is added to it.
    case number(Int, plus: Int)
  }

  init(_ code: [UInt8]) {
    self.code = code
    pieces = Self.pieces(of: code[...])
  }

  /// The bytes with the numbers in their places.
  func expanded(_ numbers: Int...) -> [UInt8] {
    guard let pieces else {
      var run = Expansion(code: code, numbers: numbers)
      run.run()
      return run.output
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    for piece in pieces {
      switch piece {
      case .byte(let byte): bytes.append(byte)
      case .number(let index, let more):
        bytes.append(decimal: index < numbers.count ? numbers[index] + more : 0)
      }
    }
    return bytes
  }

  private static func pieces(of code: ArraySlice<UInt8>) -> [Piece]? {
    var pieces: [Piece] = []
    var isCountedFromOne = false
    var rest = code
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        pieces.append(.byte(byte))
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "%"): pieces.append(.byte(byte))
      case UInt8(ascii: "i") where !isCountedFromOne: isCountedFromOne = true
      case UInt8(ascii: "p"):
        guard let index = rest.popFirst(), 0x31...0x39 ~= index,
          rest.starts(with: [UInt8(ascii: "%"), UInt8(ascii: "d")])
        else { return nil }
        rest = rest.dropFirst(2)
        let number = Int(index - 0x31)
        pieces.append(.number(number, plus: isCountedFromOne && number < 2 ? 1 : 0))
      default: return nil
      }
    }
    return pieces
  }
}

extension [UInt8] {
  /// Appends the digits of a number.
  fileprivate mutating func append(decimal number: Int) {
    guard 0..<10 ~= number else {
      if 0..<1000 ~= number {
        append(decimal: number / 10)
        append(UInt8(0x30 + number % 10))
      } else {
        self += String(number).utf8
      }
      return
    }
    append(UInt8(0x30 + number))
  }
}

/// One expansion: a machine with a stack, as terminfo describes it.
private struct Expansion {
  let code: [UInt8]
  var numbers: [Int]
  var output: [UInt8] = []
  private var stack: [Int] = []
  private var index = 0

  init(code: [UInt8], numbers: [Int]) {
    self.code = code
    self.numbers = numbers
    output.reserveCapacity(16)
  }

  mutating func run() {
    while let byte = take() {
      if byte == UInt8(ascii: "%") { directive() } else { output.append(byte) }
    }
  }

  private mutating func take() -> UInt8? {
    guard index < code.count else { return nil }
    defer { index += 1 }
    return code[index]
  }

  private mutating func pop() -> Int { stack.popLast() ?? 0 }

  private mutating func directive() {
    guard let byte = take() else { return }
    switch byte {
    case UInt8(ascii: "%"): output.append(byte)
    case UInt8(ascii: "p"):
      let number = Int(take() ?? 0) - Int(UInt8(ascii: "1"))
      stack.append(numbers.indices.contains(number) ? numbers[number] : 0)
    case UInt8(ascii: "i"):
      for index in numbers.indices.prefix(2) { numbers[index] += 1 }
    case UInt8(ascii: "d"): print(pop(), radix: 10, width: 0, isPadded: false)
    case UInt8(ascii: "c"): output.append(UInt8(truncatingIfNeeded: pop()))
    case UInt8(ascii: "'"):
      stack.append(Int(take() ?? 0))
      _ = take()
    case UInt8(ascii: "{"): stack.append(number(upTo: UInt8(ascii: "}")))
    // The else of a condition that held.
    case UInt8(ascii: "e"): skip(toElse: false)
    case UInt8(ascii: "t"): if pop() == 0 { skip(toElse: true) }
    case UInt8(ascii: "?"), UInt8(ascii: ";"): break
    default: if !calculate(byte) { format(byte) }
    }
  }

  private mutating func number(upTo end: UInt8) -> Int {
    var value = 0
    while let byte = take(), byte != end {
      guard (0x30...0x39).contains(byte), value < 1 << 32 else { continue }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  private mutating func calculate(_ sign: UInt8) -> Bool {
    if sign == UInt8(ascii: "!") || sign == UInt8(ascii: "~") {
      let value = pop()
      stack.append(sign == UInt8(ascii: "!") ? (value == 0 ? 1 : 0) : ~value)
      return true
    }
    guard let operation = Self.operations[sign] else { return false }
    let right = pop()
    stack.append(operation(pop(), right))
    return true
  }

  private static let operations: [UInt8: @Sendable (Int, Int) -> Int] = [
    UInt8(ascii: "+"): { $0 &+ $1 }, UInt8(ascii: "-"): { $0 &- $1 },
    UInt8(ascii: "*"): { $0 &* $1 }, UInt8(ascii: "/"): { $1 == 0 ? 0 : $0 / $1 },
    UInt8(ascii: "m"): { $1 == 0 ? 0 : $0 % $1 }, UInt8(ascii: "&"): { $0 & $1 },
    UInt8(ascii: "|"): { $0 | $1 }, UInt8(ascii: "^"): { $0 ^ $1 },
    UInt8(ascii: "="): { $0 == $1 ? 1 : 0 }, UInt8(ascii: "<"): { $0 < $1 ? 1 : 0 },
    UInt8(ascii: ">"): { $0 > $1 ? 1 : 0 }, UInt8(ascii: "A"): { $0 != 0 && $1 != 0 ? 1 : 0 },
    UInt8(ascii: "O"): { $0 != 0 || $1 != 0 ? 1 : 0 },
  ]

  /// `%[[:]flags][width[.precision]][doxX]`, of which a width and its padding matter.
  private mutating func format(_ first: UInt8) {
    var byte = first
    var width = 0
    var isPadded = false
    while true {
      switch byte {
      case UInt8(ascii: "0") where width == 0: isPadded = true
      case 0x30...0x39: width = min(width * 10 + Int(byte - 0x30), 100)
      case UInt8(ascii: "d"): return print(pop(), radix: 10, width: width, isPadded: isPadded)
      case UInt8(ascii: "o"): return print(pop(), radix: 8, width: width, isPadded: isPadded)
      case UInt8(ascii: "x"), UInt8(ascii: "X"):
        return print(pop(), radix: 16, width: width, isPadded: isPadded)
      case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "#"), UInt8(ascii: " "): break
      default: return
      }
      guard let next = take() else { return }
      byte = next
    }
  }

  private mutating func print(_ value: Int, radix: Int, width: Int, isPadded: Bool) {
    let digits = String(value, radix: radix).utf8
    let padding = repeatElement(
      isPadded ? 0x30 : 0x20 as UInt8, count: max(0, width - digits.count))
    output += padding
    output += digits
  }

  /// Goes behind the `%;` that ends a condition, or behind its `%e` if that comes first and is
  /// wanted.
  private mutating func skip(toElse: Bool) {
    var depth = 0
    while let byte = take() {
      guard byte == UInt8(ascii: "%"), let kind = take() else { continue }
      switch kind {
      case UInt8(ascii: "?"): depth += 1
      case UInt8(ascii: ";"):
        if depth == 0 { return }
        depth -= 1
      case UInt8(ascii: "e") where depth == 0 && toElse: return
      default: break
      }
    }
  }
}
