import SpaltSearch
import SpaltText
import Testing

@Suite struct QueryParsingTests {
  private func terms(_ text: String) -> [Query.Term] {
    Query(parsing: text).alternatives.first?.wanted ?? []
  }

  @Test func `words, phrases and signs are told apart`() {
    #expect(
      terms(#"rapport =Ordet jäv* "klinisk forskning""#) == [
        .word("rapport"), .written("Ordet"), .prefix("jäv"), .phrase("klinisk forskning"),
      ])
    #expect(Query(parsing: "rapport jäv*").hint == nil)
  }

  @Test func `a minus before a word asks for its absence`() {
    let query = Query(parsing: "granskning -skola PISA-provet")
    #expect(
      query.alternatives == [
        Query.Conjunction(
          wanted: [.word("granskning"), .word("PISA-provet")], unwanted: [.word("skola")])
      ])
  }

  @Test func `OR parts alternatives, each with all its words`() {
    let query = Query(parsing: "pension rente OR afkast")
    #expect(
      query.alternatives == [
        Query.Conjunction(wanted: [.word("pension"), .word("rente")]),
        Query.Conjunction(wanted: [.word("afkast")]),
      ])
  }

  @Test func `typographic quotation marks make a phrase too`() {
    #expect(terms("”Anna Ekström”") == [.phrase("Anna Ekström")])
    #expect(terms("»kære leder«") == [.phrase("kære leder")])
  }

  @Test func `an empty query asks for nothing`() {
    for text in ["", "   ", "\n\t"] {
      #expect(Query(parsing: text).isEmpty)
      #expect(Query(parsing: text).hint == nil)
    }
  }

  @Test func `what is no syntax is searched as plain words, with a hint`() throws {
    let cases: [(String, [Query.Term])] = [
      (#""jäv och makt"#, [.word("jäv"), .word("och"), .word("makt")]),
      ("jäv AND makt", [.word("jäv"), .word("makt")]),
      ("jäv AND", [.word("jäv")]),
      ("OR jäv", [.word("jäv")]),
      ("-jäv", [.word("jäv")]),
      ("( jäv )", [.word("jäv")]),
      (#""" jäv"#, [.word("jäv")]),
    ]
    for (text, expected) in cases {
      let query = Query(parsing: text)
      #expect(query.alternatives.map(\.wanted) == [expected], "\(text)")
      let hint = try #require(query.hint, "\(text)")
      #expect(hint.hasSuffix("."))
    }
  }

  @Test func `signs of other query languages are letters between words`() {
    #expect(terms("NEAR(jäv") == [.word("NEAR(jäv")])
    #expect(terms("col:jäv") == [.word("col:jäv")])
    #expect(terms("^jäv") == [.word("^jäv")])
    #expect(terms("a\u{0}b") == [.word("a\u{0}b")])
    #expect(Query(parsing: String(repeating: "(", count: 100_000)).isEmpty)
  }

  @Test func `a query without end is cut, and says so`() throws {
    let words = Query(parsing: String(repeating: "ord ", count: 200))
    #expect(words.alternatives.first?.wanted.count == 32)
    #expect(words.hint != nil)
    let long = Query(parsing: String(repeating: "x", count: 1_000_000))
    #expect(long.alternatives.first?.wanted == [.word(String(repeating: "x", count: 1000))])
    #expect(long.hint != nil)
  }

  @Test func `no text makes the parser or the matcher fail`() {
    let pieces = [
      "\"", "*", "NOT", "AND", "OR", "-", "=", "(", ")", "col:", "^", "NEAR(", " ", "\u{0}", "å",
      "ﬁ", "e\u{301}", "20 000", ":", "”", "{", "PISA-", "'", "%", "§", "\u{200B}", "🇸🇪", "İ", "\n",
    ]
    for seed in UInt64(1)...400 {
      var random = SeededGenerator(seed: seed)
      let text = (0..<Int.random(in: 0...12, using: &random))
        .map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }
        .joined()
      let query = Query(parsing: text)
      for conjunction in query.alternatives { #expect(!conjunction.wanted.isEmpty, "\(seed)") }
      let matcher = Matcher(query, language: .swedish, reach: .fuzzy)
      for match in matcher.matches(in: text + " PISA-provet å 20 000") {
        #expect(match.range.lowerBound < match.range.upperBound, "seed \(seed)")
      }
    }
  }
}

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Source: SplitMix64, Steele, Lea and Flood (2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
