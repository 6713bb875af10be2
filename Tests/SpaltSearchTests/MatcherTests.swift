import SpaltSearch
import SpaltText
import Testing

@Suite struct MatcherTests {
  /// The words found, each with the name of its tier.
  private func found(
    _ query: String, in text: String, _ language: Language = .swedish, reach: Reach = .near
  ) -> [String] {
    Matcher(Query(parsing: query), language: language, reach: reach).matches(in: text)
      .map { "\(text.slice($0.range)) \($0.tier)" }
  }

  @Test func `a word is found in its forms, the typed one nearest`() {
    #expect(
      found("granskning", in: "Granskningen av granskning och granskningar") == [
        "Granskningen inflected", "granskning exact", "granskningar inflected",
      ])
    #expect(found("mejl", in: "mejlet, mejlen") == ["mejlet inflected", "mejlen inflected"])
  }

  @Test func `what is done and the doing of it are one family`() {
    #expect(found("prövning", in: "ska prövas") == ["prövas inflected"])
    #expect(found("pröva", in: "efter prövningen") == ["prövningen inflected"])
    #expect(found("regulering", in: "at regulere", .danish) == ["regulere inflected"])
    #expect(found("politik", in: "politiska mål") == ["politiska inflected"])
    // A noun that begins as a verb does is no form of it.
    #expect(found("landning", in: "landet") == [])
    // A phrase asks for its own words.
    #expect(found("\"klinisk prövning\"", in: "kliniskt prövas") == [])
  }

  @Test func `a number with a blank is found however it is written, with its sign`() {
    for text in ["20 000 euro", "20.000 euro", "20000 euro", "20\u{A0}000 euro"] {
      #expect(found("20 000", in: text).count == 1, "\(text)")
    }
    #expect(found("33 §", in: "enligt 33 § och 12 § samt 33 punkter") == ["33 § exact"])
  }

  @Test func `a name is found by its letters alone, whatever ending it seems to have`() {
    for (query, text) in [
      ("vasteras", "Västerås"), ("raksmorgas", "räksmörgås"), ("cafe", "café"), ("lodz", "Łódź"),
      ("kommitte", "kommitté"), ("västerås", "Vasteras"),
    ] {
      #expect(found(query, in: text, reach: .folded) == ["\(text) folded"], "\(query)")
      #expect(found("~" + query, in: text).count == 1, "\(query)")
    }
    #expect(found("Kuendigung", in: "Kündigung", .german, reach: .folded).count == 1)
    #expect(found("varor", in: "vår, var", reach: .folded) == [])
  }

  @Test func `a word being typed is found as begun, in its forms and inside others`() {
    let pattern = Query([Query.Conjunction(wanted: [.unfinished("gransk")])])
    let text = "granskningen, gransk, utgranskningsdel, grans"
    let matches = Matcher(pattern, language: .swedish).matches(in: text)
    #expect(matches.map(\.tier) == [.inflected, .exact, .infix])
  }

  @Test func `a compound is about its head, and says so of its first part`() {
    let matches = Matcher(Query(parsing: "kärnkraft"), language: .swedish)
      .matches(in: "Svenskkärnkraft, kärnkraften, kärnkraftsdebatten, kärnkraftverkskärnkraft")
    #expect(matches.map(\.tier) == [.compound, .inflected, .compound, .compound])
    #expect(matches.map(\.isModifier) == [false, false, true, false])
  }

  @Test func `who does it is not what is done`() {
    for (art, person, language) in [
      ("kritik", "kritikerna", Language.swedish), ("matematik", "matematiker", .swedish),
      ("politik", "politikeren", .danish), ("mystik", "mystikere", .norwegian),
    ] {
      #expect(found(art, in: person, language) == [], "\(art)")
      #expect(found(person, in: art, language) == [], "\(person)")
    }
    #expect(found("fabrik", in: "två fabriker") == ["fabriker inflected"])
    #expect(found("kritiker", in: "kritikerna") == ["kritikerna inflected"])
  }

  @Test func `cases and articles are forms, whatever the stemmer made of the word`() {
    #expect(found("resultat", in: "resultaten") == ["resultaten inflected"])
    #expect(found("protokoll", in: "protokollets") == ["protokollets inflected"])
    #expect(found("dag", in: "dagligt", .danish) == [])
    #expect(found("daglig", in: "dagligt", .danish) == ["dagligt inflected"])
  }

  @Test func `a vowel that comes and goes makes no other word`() {
    #expect(
      found("artiklar", in: "artikel artikeln artiklarna") == [
        "artikel inflected", "artikeln inflected", "artiklarna inflected",
      ])
    #expect(found("regel", in: "reglerne, reglen", .danish).count == 2)
    #expect(found("artikel", in: "tidningsartiklar") == ["tidningsartiklar compound"])
    #expect(found("medlem", in: "medel, medlen") == [])
    #expect(found("hotell", in: "hotellet") == ["hotellet inflected"])
    #expect(found("hotel", in: "hotellerne", .danish) == ["hotellerne inflected"])
  }

  @Test func `a short name in -ene keeps its letters`() {
    #expect(found("Helene", in: "hele Helenes dag", .danish) == ["Helenes inflected"])
    #expect(found("børnene", in: "børn", .danish) == ["børn inflected"])
  }

  @Test func `near words are found when no more than so many stand between`() {
    let text = "Rapporten om jäv kom i maj. Makten sov. Jäv och makt."
    #expect(
      found("jäv NEAR/0 sov", in: text) == ["sov exact", "Jäv exact"])
    #expect(found("maj NEAR/1 sov", in: text) == ["maj exact", "sov exact"])
    #expect(found("jäv NEAR/9 sov", in: text) == ["jäv exact", "sov exact", "Jäv exact"])
    #expect(
      found("rapport NEAR/2 jäv NEAR/4 maj", in: text) == [
        "Rapporten inflected", "jäv exact", "maj exact",
      ])
    #expect(found("rapport NEAR/0 maj", in: text) == [])
    #expect(found("jäv NEAR/3 jäv", in: "ett jäv till") == [])
  }

  @Test func `a folded word is found whatever its rings and dots, and no longer one is`() {
    #expect(found("~for", in: "för och for och fordi", .danish) == ["för folded", "for exact"])
  }

  @Test func `words that no block has together are given apart, when the text has all`() {
    let matcher = Matcher(Query(parsing: "jäv makt"), language: .swedish)
    let apart = matcher.matches(inBlocks: ["Om jäv.", "Ingenting.", "Om makten."])
    #expect(apart.isSpread)
    #expect(apart.blocks.map(\.block) == [0, 2])
    let together = matcher.matches(inBlocks: ["Om jäv.", "Jäv och makt."])
    #expect(!together.isSpread)
    #expect(together.blocks.map(\.block) == [1])
    #expect(matcher.matches(inBlocks: ["Om jäv.", "Om jäv igen."]).blocks.isEmpty)
  }

  @Test func `stems are those of the language of the text`() {
    #expect(found("lungerne", in: "to lunger", .danish) == ["lunger inflected"])
    #expect(
      found("forventede", in: "en forventet rente", .danish) == ["forventet inflected"])
    #expect(found("houses", in: "the house", .english) == ["house inflected"])
    #expect(found("houses", in: "the house", .undetermined) == [])
  }

  @Test func `nature's own -et is no article`() {
    #expect(found("paket", in: "paketet") == ["paketet inflected"])
    #expect(found("pak", in: "paket") == [])
    #expect(found("universitet", in: "universitetet") == ["universitetet inflected"])
  }

  @Test func `compounds come before words that merely hold the letters`() {
    #expect(found("trafik", in: "Kollektivtrafiken") == ["Kollektivtrafiken compound"])
    #expect(found("korruption", in: "korruptionsfrågor") == ["korruptionsfrågor compound"])
    #expect(found("ordning", in: "huvudordningsfråga") == ["huvudordningsfråga infix"])
    #expect(found("skol", in: "högskolan") == [])
  }

  @Test func `the stem of the query is not looked for inside words`() {
    #expect(found("forskare", in: "forskning och forskningsfrågor") == [])
    #expect(found("forskare", in: "forskarrörlighet") == ["forskarrörlighet compound"])
  }

  @Test func `a Nordic letter is a letter`() {
    for reach in [Reach.near, .folded] {
      let tiers = found("för", in: "for får för", .danish, reach: reach)
      #expect(!tiers.contains("for exact"))
      #expect(!tiers.contains("for inflected"))
      #expect(tiers.contains("för exact"))
    }
    #expect(found("för", in: "for", .danish) == [])
    #expect(found("för", in: "for", .danish, reach: .folded) == ["for folded"])
  }

  @Test(arguments: [
    ("oversattning", "översättningen", Language.swedish), ("koebekraft", "købekraften", .danish),
    ("smaaregn", "småregnen", .danish), ("ide", "idé", .swedish),
  ])
  func `folding reaches the spelling of another keyboard`(
    query: String, word: String, language: Language
  ) {
    #expect(found(query, in: word, language) == [])
    #expect(found(query, in: word, language, reach: .folded) == ["\(word) folded"])
  }

  @Test func `one wrong letter is forgiven only when asked`() {
    #expect(found("renteudvikling", in: "renteutvikling", .danish, reach: .folded) == [])
    #expect(
      found("renteudvikling", in: "renteutvikling", .danish, reach: .fuzzy) == [
        "renteutvikling fuzzy"
      ])
    #expect(found("makt", in: "mark", reach: .fuzzy) == [])
  }

  @Test func `all words have to be there, and the unwanted must not`() {
    let text = "Skolverket granskar sig självt"
    #expect(found("skolverket självt", in: text).count == 2)
    #expect(found("skolverket regeringen", in: text) == [])
    #expect(found("skolverket -självt", in: text) == [])
    #expect(found("regeringen OR skolverket", in: text) == ["Skolverket exact"])
  }

  @Test func `a phrase is one match, in any inflection, across signs`() {
    #expect(
      found(#""klinisk forskning""#, in: "den kliniska ”forskningen”, klinisk god forskning") == [
        "kliniska ”forskningen inflected"
      ])
    #expect(found(#""life science""#, in: "inom life-science") == ["life-science exact"])
  }

  @Test func `a word as written has no other forms`() {
    #expect(found("=granskning", in: "granskningen granskning") == ["granskning exact"])
    #expect(found("gransk*", in: "granskad bevakad") == ["granskad inflected"])
  }

  @Test func `a hyphenated word meets its parts, its whole and its spelling out`() {
    #expect(found("e-post", in: "epost") == ["epost exact"])
    #expect(found("epost", in: "e-post") == ["e-post exact"])
    #expect(found("PISA-granskning", in: "PISA-granskningen") == ["PISA-granskningen inflected"])
    #expect(
      found("PISA-granskning", in: "granskningen av PISA") == [
        "granskningen compound", "PISA compound",
      ])
  }

  @Test func `a number is met in any of its spellings, and no other number is`() {
    #expect(found("20000", in: "över 20 000 elever") == ["20 000 exact"])
    #expect(found("20", in: "över 20 000 elever") == [])
    #expect(found("3%", in: "50% og 3 %", .danish) == ["3 % exact"])
    #expect(found("2015-1096", in: "LS 2015–1096") == ["2015–1096 exact"])
  }

  @Test func `of overlapping matches the nearest stays`() {
    #expect(found("granskning", in: "PISA-granskning") == ["granskning exact"])
    #expect(found("pisa OR pisa-granskning", in: "PISA-granskning") == ["PISA-granskning exact"])
  }

  @Test func `a snippet is cut between characters`() {
    let text = String(repeating: "å", count: 70) + "jäv" + String(repeating: "e\u{301}", count: 70)
    let snippet = Snippet(around: 140..<144, in: text)
    #expect(snippet.quote == "jäv")
    #expect(snippet.before == String(repeating: "å", count: 64))
    #expect(snippet.after == String(repeating: "e\u{301}", count: 64))
    #expect(snippet.codePoints == 70..<73)
  }

  @Test func `code points are counted on from the stretch before, and back`() {
    let text = "å jäv — 漢 jäv e\u{301} jäv"
    var counter = CodePointCounter()
    for start in [3, 16, 25, 3] {
      let counted = Snippet(around: start..<start + 4, in: text, &counter)
      #expect(counted == Snippet(around: start..<start + 4, in: text))
      let before = String(decoding: Array(text.utf8)[..<start], as: UTF8.self)
      #expect(counted.codePoints.lowerBound == before.unicodeScalars.count)
    }
  }
}
