/// The fields that are open at a place of a DOCX file, and where their words lead.
///
/// Source: ECMA-376, part 1, sections 17.16.2 and 17.16.5.25 (HYPERLINK).
struct WordFields {
  private struct Field {
    var instruction = ""
    /// Where the words lead; until the field tells, where those around it do.
    var address: String?
    var isResult = false
  }

  /// Longer ones lead nowhere, in bytes.
  private static let longest = 4096
  private static let deepest = 1000

  private var open: [Field] = []
  /// Fields within the deepest.
  private var deeper = 0

  /// Where the words here lead.
  var address: String? { open.last?.address }

  mutating func begin() {
    // Of a file made to be deep the outermost fields count.
    if open.count < Self.deepest { open.append(Field(address: address)) } else { deeper += 1 }
  }

  mutating func instruct(_ text: String) {
    guard let last = open.indices.last, !open[last].isResult,
      open[last].instruction.utf8.count + text.utf8.count <= Self.longest
    else { return }
    open[last].instruction += text
  }

  /// The instruction ends, its result begins.
  mutating func separate() {
    guard let last = open.indices.last, !open[last].isResult else { return }
    open[last].isResult = true
    if let address = Self.address(in: open[last].instruction) { open[last].address = address }
  }

  mutating func end() {
    if deeper > 0 { deeper -= 1 } else { _ = open.popLast() }
  }

  /// The address in an instruction such as `HYPERLINK "https://…" \l "part"`.
  static func address(in instruction: String) -> String? {
    var words = words(of: instruction)[...]
    guard words.popFirst()?.uppercased() == "HYPERLINK" else { return nil }
    var address: String?
    var place: String?
    while let word = words.popFirst() {
      switch word.lowercased() {
      case "\\l": place = words.popFirst()
      case "\\o", "\\t": _ = words.popFirst()
      case "\\m", "\\n": break
      default: address = address ?? word
      }
    }
    guard let address else { return nil }
    return linkTarget(address + (place.map { "#" + $0 } ?? ""))
  }

  /// Words as spaces part them, those in quotation marks whole; `\\` there is a backslash.
  private static func words(of instruction: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var isEscaped = false
    for letter in instruction {
      if isQuoted, isEscaped || (letter != "\\" && letter != "\"") {
        word?.append(letter)
        isEscaped = false
      } else if isQuoted, letter == "\\" {
        isEscaped = true
      } else if letter == "\"" {
        isQuoted.toggle()
        word = word ?? ""
      } else if letter.isWhitespace {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(letter)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
