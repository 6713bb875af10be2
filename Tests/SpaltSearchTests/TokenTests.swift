import SpaltSearch
import SpaltTestSupport
import SpaltText
import Testing

@Suite struct TokenTests {
  private func forms(_ text: String) -> [String] { Token.tokens(in: text).map(\.form) }

  @Test func `letters fall to lower case and stay letters`() {
    #expect(forms("Åsa, Ærø och ÖL") == ["åsa", "ærø", "och", "öl"])
  }

  @Test func `every Latin letter has the small letter of its own`() {
    for value in UInt32(0x41)...0x24F {
      guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic,
        scalar.properties.generalCategory != .otherLetter, ![0xB5, 0x17F].contains(value)
      else { continue }
      #expect(forms(String(scalar)) == [scalar.properties.lowercaseMapping], "\(scalar)")
    }
  }

  @Test func `a hyphenated word is its parts in a row and the whole`() {
    let tokens = Token.tokens(in: "om PISA-granskningen nu")
    #expect(tokens.map(\.form) == ["om", "pisa", "granskningen", "pisagranskningen", "nu"])
    #expect(tokens.map(\.place) == [0, 1, 2, 1, 3])
    #expect(tokens.map(\.span) == [1, 1, 1, 2, 1])
    #expect(tokens[3].range == 3..<20)
  }

  @Test func `an ending after a colon or an apostrophe is cut off`() {
    #expect(forms("OECD:s sms:et FN:s tv'et Helene's") == ["oecd", "sms", "fn", "tv", "helene"])
    #expect(forms("Kapitel I: Januar") == ["kapitel", "i", "januar"])
    #expect(forms("tid:plats") == ["tid", "plats"])
  }

  @Test func `a suspended hyphen leaves a word`() {
    #expect(forms("jävs- och maktfrågor") == ["jävs", "och", "maktfrågor"])
  }

  @Test(arguments: ["20000", "20 000", "20\u{A0}000", "20\u{202F}000", "20.000"])
  func `a large number is one word however it is spaced`(text: String) {
    #expect(forms(text) == ["20000"])
  }

  @Test func `numbers keep what belongs to them`() {
    #expect(forms("7,50% och 7.50 %") == ["7,50", "%", "och", "7,50", "%"])
    #expect(forms("kl. 06:40") == ["kl", "06:40"])
    #expect(forms("§ 33 och §33") == ["§", "33", "och", "§", "33"])
    #expect(forms("1.234.567,89") == ["1234567,89"])
    #expect(forms("2022.10.01") == ["2022", "10", "01"])
    #expect(forms("PISA 2018 600 elever") == ["pisa", "2018", "600", "elever"])
  }

  @Test(arguments: ["2015-1096", "2015–1096"])
  func `any dash parts the numbers of a file`(text: String) {
    #expect(forms(text) == ["2015", "1096"])
  }

  @Test func `invisible characters are not there, ligatures and composed letters are`() {
    #expect(forms("Skol\u{200B}verket Skol\u{AD}verket") == ["skolverket", "skolverket"])
    #expect(forms("ﬁnansiering fo\u{308}r") == ["finansiering", "för"])
  }

  @Test func `a homoglyph is another letter`() {
    #expect(forms("ск\u{43E}la") != forms("скola"))
  }

  @Test func `ranges are the bytes of the text`() {
    let text = "På ”öar” – 20 000 kr"
    let quotes = Token.tokens(in: text).map { String(text.slice($0.range)) }
    #expect(quotes == ["På", "öar", "20 000", "kr"])
  }

  @Test func `tokens come in order and within the text, whatever the text`() {
    let pieces = ["å", "-", ":", "s", "20", " ", ".", "000", "'", "\u{301}", "\u{AD}", "%", "PISA"]
    for seed in UInt64(1)...300 {
      var random = SeededGenerator(seed: seed)
      let text = (0..<20).map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }
        .joined()
      let tokens = Token.tokens(in: text).filter { $0.span == 1 }
      #expect(tokens.map(\.place) == Array(tokens.indices), "seed \(seed)")
      var end = 0
      for token in tokens {
        #expect(token.range.lowerBound >= end && !token.range.isEmpty, "seed \(seed)")
        end = token.range.upperBound
      }
      #expect(end <= text.utf8.count, "seed \(seed)")
    }
  }

  @Test(arguments: ["ord", "12", "å-ö", "tal 20 000 kr", "1 2 3", "%", "x\u{301}", "OECD:s", "漢字"])
  func `a text read in pieces has the words of the whole`(often: String) {
    let pieces = [often, "å", "-", ":", "s", " 20", " 000", " ", ".", ",", "'", "\u{AD}", "PISA "]
    var random = SeededGenerator(seed: 1)
    var text = ""
    // Longer than two pieces.
    while text.utf8.count < 150_000 {
      let isOften = Int.random(in: 0..<3, using: &random) > 0
      text += isOften ? often + " " : pieces.randomElement(using: &random) ?? ""
    }
    expectSameWords(text, often)
  }

  @Test(arguments: ["a", "å", "7", "-", "%", " ", "\u{200B}", "b ", "1 ", "a-", "1 000"])
  func `a row of one sign longer than any piece is read like any other`(sign: String) {
    let row = String(repeating: sign, count: 100_000)
    expectSameWords("Först \(row) sist, \(row)2 och 3\(row):s slut", sign)
  }

  @Test func `a row of joined words is found by its beginning`() {
    let tokens = Token.tokens(in: String(repeating: "å-b-", count: 500))
    let whole = tokens.first { $0.span > 1 }
    #expect(whole?.form == String(repeating: "åb", count: 60))
    #expect(whole?.span == 1000)
    #expect(tokens.count == 1001)
  }

  @Test(arguments: 0..<6)
  func `no piece begins between the thousands of a number`(shift: Int) {
    expectSameWords(blanks(shift) + String(repeating: "1 000 ", count: 30_000), "\(shift)")
    expectSameWords(blanks(shift) + String(repeating: "kr 25 000", count: 30_000), "\(shift)")
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  @Test func `a paragraph of a megabyte is never all in words at once`() {
    var most = 0
    var count = 0
    var scanner = WordScanner()
    scanner.scan(String(repeating: "året och åren ", count: 70_000)) { scanner in
      most = max(most, scanner.words.count)
      count += scanner.words.count
    }
    #expect(count == 210_000)
    #expect(most < 20_000)
  }

  @Test func `a number of any length is filed by its beginning`() {
    let thousands = "1" + String(repeating: " 000", count: 22_000)
    for text in [thousands, thousands + ".1.1", thousands + ",5", thousands + ":1"] {
      let first = Token.tokens(in: text).first
      #expect(first?.form.count == 120)
      #expect(first?.form.hasPrefix("1000000") == true)
    }
  }

  private func expectSameWords(_ text: String, _ name: String) {
    var inPieces: [Token] = []
    var scanner = WordScanner()
    scanner.scan(text) { scanner in
      inPieces += scanner.words.map {
        Token(form: scanner.form(of: $0), range: $0.range, place: $0.place, span: $0.span)
      }
    }
    let whole = Token.tokens(in: text)
    #expect(inPieces.count == whole.count, "\(name)")
    let firstOther = zip(inPieces, whole).first { $0 != $1 }
    #expect(firstOther == nil, "\(name)")
  }
}
