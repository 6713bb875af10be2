import SpaltTestSupport
import SpaltText
import Testing

@testable import SpaltSearch

@Suite struct BlockSieveTests {
  private func mayAnswer(_ query: String, _ block: String, reach: Reach = .near) -> Bool? {
    let stemmer = Stemmer(.swedish)
    var count = 0
    let patterns = Query(parsing: query).alternatives.flatMap { alternative in
      alternative.wanted.flatMap { TermPattern($0, stemmer, &count).all }
    }
    return BlockSieve(patterns, within: reach)?.mayAnswer(block)
  }

  @Test func `a block without the word is passed over`() {
    #expect(mayAnswer("granskning", "Sjön ligger still i kväll.") == false)
    #expect(mayAnswer("granskning", "En granskning pågår.") == true)
    #expect(mayAnswer("ålder", "Från tolv års ÅLDER.") == true)
    #expect(mayAnswer("ålder", "Från tolv års alder.") == false)
  }

  @Test func `a word begins after a quotation mark, a dash or a bracket`() {
    for opening in ["”", "«", "(", "–", "\u{A0}", "×", "\n"] {
      #expect(mayAnswer("pris", "Ett\(opening)pris steg.") == true, "\(opening)")
    }
    #expect(mayAnswer("pris", "En repris av i går.") == false)
  }

  @Test func `a word within a longer one counts from five letters on`() {
    #expect(mayAnswer("skol", "I friskolan.") == false)
    #expect(mayAnswer("skolan", "I friskolan.") == true)
  }

  @Test func `what is not what it looks like is always looked at`() {
    for block in [
      "gransk\u{AD}ning", "gransk-ning", "e\u{301}n", "x\u{200B}y", "Ž", "d’être", "ﬁsk",
    ] {
      #expect(mayAnswer("pris", block) == true, "\(block)")
    }
  }

  @Test func `nothing is said of numbers, signs, other letters and longer reaches`() {
    #expect(mayAnswer("20000", "inget") == nil)
    #expect(mayAnswer("§", "inget") == nil)
    #expect(mayAnswer("łódź", "inget") == nil)
    #expect(mayAnswer("pris", "inget", reach: .folded) == nil)
  }

  @Test func `what is found is the same with it and without`() {
    var chance = SeededGenerator(seed: 4711)
    for round in 0..<400 {
      // Few words a round, so that query and blocks often have one in common.
      let words = (0..<3).map { _ in Self.words.randomElement(using: &chance) ?? "" }
      let blocks = (0..<4).map { _ in Self.block(of: words, &chance) }
      let query = Query(parsing: Self.query(of: words, &chance))
      for language in [Language.swedish, .danish, .german] {
        for reach in [Reach.near, .folded] {
          let found = [true, false].map { sieves in
            let matcher = Matcher(query, language: language, reach: reach, sieves: sieves)
            return Self.places(matcher.matches(inBlocks: blocks))
          }
          #expect(found[0] == found[1], "\(round): \(query) in \(blocks)")
        }
      }
    }
  }

  /// What was found, a line a match.
  private static func places(_ matches: TextMatches) -> [String] {
    matches.blocks.flatMap { block in
      block.matches.map { "\(block.block) \($0.range) \($0.tier) \(matches.isSpread)" }
    }
  }

  private static let words = [
    "granskning", "granskningen", "Granskare", "pris", "prisets", "PRISER", "repris", "skola",
    "friskolan", "skolans", "ålder", "Ålderns", "øl", "œuvre", "née", "smörgås", "SMÖRGÅSEN", "å",
    "på", "20 000", "7,5", "90-årig", "covid19", "OECD:s", "tv'et", "%", "§", "Łódź", "straße",
    "µm", "pension", "pensionens", "folkepension", "pensionist",
  ]

  private static func word(of words: [String], _ chance: inout SeededGenerator) -> String {
    let word = words.randomElement(using: &chance) ?? ""
    switch Int.random(in: 0..<8, using: &chance) {
    case 0:
      let middle = word.index(word.startIndex, offsetBy: word.count / 2)
      let mark = ["\u{AD}", "\u{200B}", "-", "\u{2011}"].randomElement(using: &chance) ?? ""
      return word[..<middle] + mark + word[middle...]
    case 1: return word + "-" + (words.randomElement(using: &chance) ?? "")
    case 2: return String(word.unicodeScalars.flatMap { [$0, "\u{301}"] }.map(Character.init))
    case 3: return "”" + word + "”"
    case 4: return word.uppercased()
    default: return word
    }
  }

  private static func block(of words: [String], _ chance: inout SeededGenerator) -> String {
    let separators = [" ", " ", " ", ", ", " – ", "\u{A0}", "\n", "/", "’"]
    return (0..<Int.random(in: 1...3, using: &chance)).map { _ in
      word(of: words, &chance) + (separators.randomElement(using: &chance) ?? " ")
    }.joined()
  }

  private static func query(of words: [String], _ chance: inout SeededGenerator) -> String {
    let word = { (chance: inout SeededGenerator) in
      let word = words.randomElement(using: &chance) ?? ""
      return Bool.random(using: &chance) ? word : String(word.prefix(5))
    }
    switch Int.random(in: 0..<7, using: &chance) {
    case 0: return "\"\(word(&chance)) \(word(&chance))\""
    case 1: return word(&chance) + "*"
    case 2: return word(&chance) + " OR " + word(&chance)
    case 3: return word(&chance) + " NEAR/3 " + word(&chance)
    case 4: return word(&chance) + "-" + word(&chance)
    case 5: return word(&chance) + " " + word(&chance)
    default: return word(&chance)
    }
  }
}
