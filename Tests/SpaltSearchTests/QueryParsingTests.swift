import SpaltSearch
import SpaltTestSupport
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

  @Test func `near words are one term, and a chain of them too`() {
    #expect(
      terms("jäv NEAR/5 makt") == [.near([.word("jäv"), .word("makt")], within: 5)])
    #expect(
      terms(#"jäv NEAR "det allmänna" NEAR/3 =makt regel"#) == [
        .near([.word("jäv"), .phrase("det allmänna"), .written("makt")], within: 10),
        .word("regel"),
      ])
    for text in ["NEAR/3 jäv", "jäv NEAR/3", "jäv NEAR/3 OR"] {
      #expect(terms(text) == [.word("jäv")], "\(text)")
      #expect(Query(parsing: text).hint != nil)
    }
  }

  @Test func `fields narrow the texts and are no words`() {
    let query = Query(
      parsing:
        #"rente lang:da source:"Region Stockholm" -kind:report date:2020..2022 has:note ~for"#)
    #expect(query.alternatives.map(\.wanted) == [[.word("rente"), .folded("for")]])
    #expect(
      query.filter.conditions == [
        Filter.Condition(.language, "da"), Filter.Condition(.source, "Region Stockholm"),
        Filter.Condition(.kind, "report", isWanted: false), Filter.Condition(.date, "2020..2022"),
        Filter.Condition(.has, "note"),
      ])
    #expect(query.hint == nil)
    #expect(!Query(parsing: "lang:da").isEmpty)
  }

  @Test func `a field that makes no sense is searched as words, and said so`() {
    #expect(terms("date:snart") == [.word("date"), .word("snart")])
    #expect(Query(parsing: "date:snart").hint?.contains("2020..2022") == true)
    #expect(terms("has:allt") == [.word("has"), .word("allt")])
    #expect(Query(parsing: "lang: jäv").hint?.contains("lang:") == true)
    // What is no field is a word with a colon.
    #expect(terms("OECD:s 06:40 sms:et").count == 3)
    #expect(Query(parsing: "OECD:s 06:40").hint == nil)
  }

  @Test func `dates are spans of days`() throws {
    for (text, first, last) in [
      ("2020", "2020-01-01", "2020-12-31"), ("2020-03", "2020-03-01", "2020-03-31"),
      ("2020-03-07", "2020-03-07", "2020-03-07"), ("2019..2020-06", "2019-01-01", "2020-06-31"),
      ("2021..", "2021-01-01", nil), ("..2021", nil, "2021-12-31"),
    ] as [(String, String?, String?)] {
      let span = try #require(DateSpan(text), "\(text)")
      #expect(span.first == first)
      #expect(span.last == last)
    }
    for text in ["", "..", "20", "2020-13", "2020-1", "2020-01-32", "a..b", "2020..2021..2022"] {
      #expect(DateSpan(text) == nil, "\(text)")
    }
  }

  @Test func `the last word may be a beginning while it is typed`() {
    let completed = { (text: String) in
      Query(parsing: text).completingLastWord()?.alternatives.first?.wanted
    }
    #expect(completed("jäv gran") == [.word("jäv"), .prefix("gran")])
    #expect(completed("jäv gransk") == [.word("jäv"), .unfinished("gransk")])
    #expect(completed("PISA-gransk") == [.prefix("PISA-gransk")])
    #expect(Query(parsing: "\"jäv\"").completingLastWord() == nil)
    #expect(Query(parsing: "lang:da").completingLastWord() == nil)
  }

  @Test func `a word typed after parentheses is unfinished in every alternative`() {
    let completed = Query(parsing: "(pension OR skola) granit").completingLastWord()
    #expect(
      completed?.alternatives.map(\.wanted.last) == [.unfinished("granit"), .unfinished("granit")])
  }

  @Test(arguments: [
    "-((a OR b) (c OR d) (e OR f) (g OR h) (i OR j)) lang:sv",
    "(a OR b) (c OR d) (e OR f) (g OR h) OR (i OR j) (k OR l) (m OR n) (o OR p)",
  ])
  func `of more choices than can be looked for the words stay, and it is said`(text: String) {
    let query = Query(parsing: text)
    let words = query.alternatives.reduce(0) { $0 + $1.wanted.count + $1.unwanted.count }
    #expect((1...100).contains(words))
    #expect(query.hint != nil)
  }

  @Test func `a number goes on after a blank, and its sign stands beside it`() {
    #expect(terms("20 000 euro") == [.word("20 000"), .word("euro")])
    #expect(terms("1 000 000,5") == [.word("1 000 000,5")])
    #expect(terms("7,5 % av § 33") == [.word("7,5 %"), .word("av"), .word("§ 33")])
    #expect(terms("33 § lagen") == [.word("33 §"), .word("lagen")])
    #expect(terms("2020 000") == [.word("2020"), .word("000")])
    #expect(terms("20 år 300") == [.word("20"), .word("år"), .word("300")])
    #expect(terms("12 3456") == [.word("12"), .word("3456")])
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
      ("jäv NEAR/ makt", [.word("jäv"), .word("makt")]),
      ("jäv | makt", [.word("jäv"), .word("makt")]),
      ("NEAR(jäv makt)", [.word("jäv"), .word("makt")]),
      ("gran*ning", [.word("gran*ning")]),
      ("=gran*", [.written("gran*")]),
      (#""gransk*""#, [.phrase("gransk*")]),
      ("jäv or makt", [.word("jäv"), .word("or"), .word("makt")]),
      ("jäv And makt", [.word("jäv"), .word("And"), .word("makt")]),
      ("jäv NOT makt", [.word("jäv"), .word("NOT"), .word("makt")]),
      ("NOT makt", [.word("NOT"), .word("makt")]),
      ("jäv !makt", [.word("jäv"), .word("!makt")]),
      ("jäv near/5 makt", [.word("jäv"), .word("near/5"), .word("makt")]),
      ("date:2022..2020", [.word("date"), .word("2022..2020")]),
      ("titel:jäv", [.word("titel:jäv")]),
      (#"titel:"jäv och makt""#, [.word("titel:"), .phrase("jäv och makt")]),
      ("soruce:expressen", [.word("soruce:expressen")]),
      ("foo:bar", [.word("foo:bar")]),
      (#""" jäv"#, [.word("jäv")]),
    ]
    for (text, expected) in cases {
      let query = Query(parsing: text)
      #expect(query.alternatives.map(\.wanted) == [expected], "\(text)")
      let hint = try #require(query.hint, "\(text)")
      #expect(hint.hasSuffix("."))
      #expect(hint.count < 80, "\(hint)")
    }
  }

  @Test func `a filter by another name is told its own`() {
    for (typed, name) in [
      ("titel:jäv", "title:"), ("Language:sv", "lang:"), ("soruce:x1", "source:"),
      ("år:2020", "date:"),
    ] {
      #expect(Query(parsing: typed).hint?.contains("called \(name)") == true, "\(typed)")
    }
  }

  @Test(arguments: [
    "kl. 12:30", "§ 3:4", "SFS 2018:597", "OECD:s sms:et S:t Eriks", "isbn:978-91-0-123",
    "https://www.expressen.se/a:b?c=d", "mailto:nora@regeringen.se", "doi:10.1000/182",
    "urn:nbn:se:x",
    "Svar: nej", "forskare(s) (2018) 1) jäv", "or", "or not", "band and", "near", "?",
    "H & M (publ)",
  ])
  func `running text is no mistake`(text: String) {
    let hint = Query(parsing: text).hint
    #expect(hint == nil || hint?.hasPrefix("Signs") == true)
  }

  @Test func `parentheses are multiplied out`() {
    let either = [
      Query.Conjunction(wanted: [.word("a"), .word("c")]),
      Query.Conjunction(wanted: [.word("b"), .word("c")]),
    ]
    #expect(Query(parsing: "(a OR b) c").alternatives == either)
    #expect(Query(parsing: "((a) OR (b)) (c)").alternatives == either)
    #expect(
      Query(parsing: #"c (a OR -b*) ("d e")"#).alternatives == [
        Query.Conjunction(wanted: [.word("c"), .word("a"), .phrase("d e")]),
        Query.Conjunction(wanted: [.word("c"), .phrase("d e")], unwanted: [.prefix("b")]),
      ])
    #expect(
      Query(parsing: "(a OR b) NEAR/3 c").alternatives.map(\.wanted) == [
        [.near([.word("a"), .word("c")], within: 3)], [.near([.word("b"), .word("c")], within: 3)],
      ])
    for text in ["(a OR b) c", "c (a OR -b)", "(a OR b) NEAR/3 c"] {
      #expect(Query(parsing: text).hint == nil)
    }
  }

  @Test func `a minus before a parenthesis leaves out what it holds`() {
    #expect(
      Query(parsing: "c -(a OR b)").alternatives == [
        Query.Conjunction(wanted: [.word("c")], unwanted: [.word("a"), .word("b")])
      ])
    #expect(
      Query(parsing: "c -(a b)").alternatives == [
        Query.Conjunction(wanted: [.word("c")], unwanted: [.word("a")]),
        Query.Conjunction(wanted: [.word("c")], unwanted: [.word("b")]),
      ])
    #expect(Query(parsing: "-(a OR b)").alternatives.map(\.wanted) == [[.word("a")], [.word("b")]])
    #expect(Query(parsing: "-(a OR b)").hint != nil)
  }

  @Test func `a parenthesis that is not understood is told`() {
    #expect(
      Query(parsing: "(a OR b c").alternatives.map(\.wanted) == [
        [.word("a")], [.word("b"), .word("c")],
      ])
    #expect(Query(parsing: "(a OR b c").hint?.contains("not closed") == true)
    #expect(Query(parsing: "a OR b) c").hint?.contains("without its") == true)
    #expect(Query(parsing: "title:(a b)").hint?.contains("A filter takes one") == true)
    #expect(Query(parsing: "(a lang:da) OR b").hint?.contains("whole query") == true)
    #expect(Query(parsing: "(a OR) b").hint?.contains("OR stands between") == true)
  }

  @Test func `parentheses with too many choices are left out, and said so`() {
    let group = "(a OR b OR c OR d OR e)"
    let query = Query(parsing: "\(group) \(group) \(group)")
    #expect(query.alternatives.count == 13)
    #expect(query.hint?.contains("too many") == true)
    #expect(Query(parsing: "\(group) f").alternatives.count == 5)
  }

  @Test func `other words are put in where they were typed, and all else stays`() {
    let query = Query(
      parsing: #"(forsknng OR ”jäfv och”)  -PISA-x lang:da NEAR/3 =mejll ork* ~for"#)
    #expect(query.correctableWords.map(\.form) == ["forsknng", "jäfv", "och", "mejll"])
    let words = query.correctableWords
    let other = query.replacing([(words[0].range, "forskning"), (words[3].range, "mejl")])
    #expect(other.typed == #"(forskning OR ”jäfv och”)  -PISA-x lang:da NEAR/3 =mejl ork* ~for"#)
    #expect(Query(parsing: "c -(a b)").correctableWords.map(\.form) == ["c"])
  }

  @Test func `signs of other query languages are letters between words`() {
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
    // As many marks as one likes make one character.
    let marks = Query(parsing: "x" + String(repeating: "\u{301}", count: 100_000))
    #expect(marks.hint == long.hint)
    #expect(marks.alternatives.first?.wanted.count == 1)
  }

  @Test func `no text makes the parser or the matcher fail`() {
    let pieces = [
      "\"", "*", "NOT", "AND", "OR", " OR ", "-", "=", "(", ")", "a", "col:", "^", "NEAR(", " ",
      "\u{0}", "å",
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
