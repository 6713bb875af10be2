import SpaltImport
import SpaltTestSupport
import SpaltText
import Testing

@Suite struct PromiseTests {
  /// A star at a word's end may close emphasis and call a note.
  @Test(arguments: [
    "Hamnen byggdes *tidigt* och har **alltid\n\n* En not om hamnen.\n",
    "Hamnen byggdes *tidigt* och har alltid\nvarit stor.\n\n* En not om hamnen.\n",
    "Hamnen byggdes **tidigt** och har alltid\nvarit stor.\n\n* Not ett.\n\n** Not två.\n",
  ])
  func `signs of two meanings are taken once`(text: String) {
    #expect(brokenPromise(text) == nil)
  }

  @Test(arguments: [
    "expressen-pisa.txt", "ledelse-januar.txt", "pensam-pension-90.txt", "region-stockholm-fou.txt",
  ])
  func `every letter of a text of the archive is in one place`(name: String) throws {
    let text = try #require(corpus[name])
    #expect(brokenPromise(text) == nil)
    #expect(brokenPromise(text, name: "text.md") == nil)
  }

  @Test(arguments: [
    "", "\n", "a", "*", "**", "***", "* *", "****a****", "•", "• \n\nText", "> ", ">\n>\n", "> > a",
    "1.", "1. ", "[1]", "¹", "\u{AD}", "a\u{AD}", "\u{FEFF}a", "\u{0}a", "a\u{0C}", "\u{0C}\u{0C}a",
    "```", "```\na\n```", "a\n===", "===", "---\na\n---", "| a | b |\n|---|---|\n| 1 | 2 |",
    "a\tb\tc",
    "-", "- ", "–", "– –", "#", "# ", "#a", "a-\nb", "-\n-", "a\u{2028}b\u{2029}c\u{85}d",
    "\r\r\n\ra",
    "\u{301}a\n\u{301}", "ord1\n\n1 Not\n\n1 Not", "a[1] b[1]\n\n[1] n", "*a **b* c**", "_a_ __b__",
    "10", "10\n\n11\n\n12", "Foto: A", "\u{A0}a\u{A0}\u{A0}b\u{A0}", "| |", "||", "a*\n*b",
    "**a\nb**",
  ])
  func `so is every letter of a scrap`(text: String) {
    #expect(brokenPromise(text) == nil)
    #expect(brokenPromise(text, name: "text.md") == nil)
  }

  @Test func `so is every letter of a mangled text`() {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(2)
    let texts = corpus.sorted { $0.key < $1.key }.map { Array($0.value.unicodeScalars) }
    var seed: UInt64 = 0
    while clock.now < end, !texts.isEmpty {
      seed += 1
      var random = SeededGenerator(seed: seed)
      let text = mangle(texts[Int(seed) % texts.count], &random)
      let broken = brokenPromise(text, name: seed % 3 == 0 ? "text.md" : "text.txt")
      #expect(broken == nil, "seed \(seed)")
      if broken != nil { break }
    }
    #expect(seed > 3)
  }

  /// A piece of a text with signs put in, characters taken out and lines moved.
  private func mangle(
    _ scalars: [Unicode.Scalar], _ random: inout SeededGenerator
  ) -> String {
    let length = Int.random(in: 1...4000, using: &random)
    let start = Int.random(in: 0..<scalars.count, using: &random)
    var piece = Array(scalars[start..<min(scalars.count, start + length)])
    for _ in 0..<Int.random(in: 0...60, using: &random) where !piece.isEmpty {
      let place = Int.random(in: 0..<piece.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: piece.remove(at: place)
      case 1: piece.swapAt(place, Int.random(in: 0..<piece.count, using: &random))
      default:
        piece.insert(
          contentsOf: (signs.randomElement(using: &random) ?? "").unicodeScalars, at: place)
      }
    }
    return String(String.UnicodeScalarView(piece))
  }

  private let signs = [
    "\n", "\n\n", "\n\n\n", "\r\n", "\r", "\u{0C}", "\u{2028}", "\u{85}", " ", "  ", "\t", "\u{A0}",
    "*", "**", "***", "_", "\n# ", "\n## ", "\n- ", "\n– ", "\n• ", "\n1. ", "\n2.1 ", "\n> ",
    "\n>", "\n[1] ",
    "[1]", "¹", "\n¹ ", "1", "\n1 ", "-\n", "\u{AD}\n", "\u{AD}", "\u{200B}", "\u{301}", "\u{0}",
    "|", "\n| a | b |",
    "```", "\n```\n", "\n---\n", "\n===\n", "\nFoto: ", "\n10\n", "\n \n", "\u{FEFF}", "👩‍👩‍👧",
    "\u{1B}[2J",
  ]

  @Test(arguments: [("ord ", 11_000_000), ("a", 5_000_000), ("\t", 5_000)])
  func `a line of eleven megabytes, and a word of five, are one block`(
    unit: String, length: Int
  ) {
    let text = String(repeating: unit, count: length / unit.utf8.count) + "slut"
    let repair = repair(Source(name: "a.txt", digest: "", byteCount: length, text: text))
    #expect(repair.blocks.count == 1)
    let words = unit == "\t" ? "slut" : text
    #expect(repair.blocks.first?.text == words)
    #expect(
      repair.blocks.first?.map.extent == text.utf8.count - words.utf8.count..<text.utf8.count)
  }

  /// Texts made to be slow or deep; how long they take is the benchmark's to say.
  @Test(arguments: [
    ("a", 15_000), ("\n", 15_000), ("*", 7_500), ("*a", 5_000), ("**a *", 3_000), (">", 5_000),
    ("> ", 5_000), ("[", 7_500), ("[1]", 3_000), ("a1\n1 B\n", 1_000), ("\t", 7_500),
    ("a\tb\n", 2_000), ("- a\n", 2_000), ("– A.\n\n", 1_500), ("1. A\n", 2_000), ("10\n\n", 2_000),
    ("a-\n", 2_500), ("Ord utan slut\n\n", 750), ("\u{301}", 5_000), ("Foto: A\n", 1_250),
    ("1.1 Rubrik om ett\n", 750), ("– Ja\nnej?\n\n", 1_000), ("a\u{AD}", 5_000),
  ])
  func `so is every letter of a hostile text`(unit: String, count: Int) {
    let text = String(repeating: unit, count: count)
    #expect(brokenPromise(text) == nil)
    #expect(brokenPromise(text, name: "text.md") == nil)
  }
}
