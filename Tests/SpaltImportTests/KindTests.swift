import SpaltImport
import SpaltText
import Testing

/// What a block is told to be.
@Suite struct KindTests {
  @Test func `dates, a byline and buttons may stand between the headline and its text`() {
    let text = """
      Hoppa till innehåll
      Meny

      Badet i Norrby får nytt tak – men först till våren
      Publicerad 3 maj 2023 kl 05.30
      Uppdaterad 3 maj 2023 kl 08.10

      Av Maj Ek
      Dela på Facebook
      Kopiera länk

      Taket har läckt i tre år. Nu har kommunen hittat pengarna, och arbetet kan börja i april om vädret är milt.

      Badgästerna får vänta till midsommar.
      """
    let blocks = dump(text).split(separator: "\n").map(String.init)
    #expect(blocks.contains("heading 1: Badet i Norrby får nytt tak – men först till våren"))
    #expect(blocks.count { $0.hasPrefix("heading") } == 1)
    #expect(blocks.filter { $0.hasPrefix("boilerplate") }.count == 4)
  }

  @Test func `a web page's furniture is folded away, and the headline is the title`() {
    let text = """
      Spring til indhold

      Menu

      Byrådet

      Broen over fjorden bliver dyrere end ventet

      Byrådet skal nu finde 40 millioner kroner mere til broen over fjorden, fortæller borgmesteren \
      efter et langt møde onsdag aften.

      Annonce

      – Vi har ikke noget valg, siger borgmesteren.

      Hvem skal betale?

      – Det skal vi alle sammen.

      Læs også: Fjorden fryser til

      Naboerne vil klage

      Naboerne mener, at broen tager udsigten fra dem. De vil nu klage til ministeren over både broen \
      og prisen på den.
      """
    #expect(
      dump(text)
        == """
        boilerplate: Spring til indhold
        boilerplate: Menu
        boilerplate: Byrådet
        heading 1: Broen over fjorden bliver dyrere end ventet
        paragraph: Byrådet skal nu finde 40 millioner kroner mere til broen over fjorden, fortæller \
        borgmesteren efter et langt møde onsdag aften.
        boilerplate: Annonce
        dialogueTurn: – Vi har ikke noget valg, siger borgmesteren.
        dialogueTurn: Hvem skal betale?
        dialogueTurn: – Det skal vi alle sammen.
        boilerplate: Læs også: Fjorden fryser til
        heading 2: Naboerne vil klage
        paragraph: Naboerne mener, at broen tager udsigten fra dem. De vil nu klage til ministeren \
        over både broen og prisen på den.
        """)
  }

  @Test func `captions, credits and pull quotes stand beside the text`() {
    let prose = String(
      repeating: "Hamnen har byggts om i flera år och är nu snart klar för nya fartyg. ", count: 3)
    let text = """
      \(prose)

      Hamnen i skymning.
      Foto: Eva Strand

      Vi har väntat på det här i hela vårt liv

      \(prose)

      – Vi har väntat på det här i hela vårt liv, säger Sven.

      Källa: Hamnverket
      """
    #expect(
      dump(text)
        == """
        paragraph: \(prose.dropLast())
        caption: Hamnen i skymning.
        credit: Foto: Eva Strand
        pullQuote: Vi har väntat på det här i hela vårt liv
        paragraph: \(prose.dropLast())
        dialogueTurn: – Vi har väntat på det här i hela vårt liv, säger Sven.
        caption: Källa: Hamnverket
        """)
  }

  @Test func `numbered headings rise, numbered items stand together`() {
    let text = """
      1. Inledning

      Här börjar det.

      2. Mål

      Målen är två:

      1. alla ska få plats
      2. ingen ska få vänta

      2.1 Delmål

      Den 12 juni är allt klart.

      12. juni er en mandag.
      """
    #expect(
      dump(text)
        == """
        heading 1: 1. Inledning
        paragraph: Här börjar det.
        heading 1: 2. Mål
        paragraph: Målen är två:
        listItem [1.]: alla ska få plats
        listItem [2.]: ingen ska få vänta
        heading 2: 2.1 Delmål
        paragraph: Den 12 juni är allt klart.
        paragraph: 12. juni er en mandag.
        """)
  }

  @Test func `footnote marks leave the words they clung to`() {
    let text = """
      Den kliniska forskning1 som bedrivs på K2 är viktig. Ytan är 20 m².

      1 Med klinisk forskning avses forskning vid en klinik.

      Satsen är tre procent.[2]

      [2] Från och med i år.

      ¹ Utan anrop.
      """
    #expect(
      dump(text)
        == """
        paragraph: Den kliniska forskning{1} som bedrivs på K2 är viktig. Ytan är 20 m².
        footnote [1]: Med klinisk forskning avses forskning vid en klinik.
        paragraph: Satsen är tre procent.{2}
        footnote [2]: Från och med i år.
        footnote [1]: Utan anrop.
        """)
  }

  @Test func `a dash before a speaker stays, one before an item is a marker`() {
    #expect(
      dump("- Jeg tror det, siger hun.\n\nHan nikker.\n\n- Det gør jeg også.")
        == """
        dialogueTurn: - Jeg tror det, siger hun.
        paragraph: Han nikker.
        dialogueTurn: - Det gør jeg også.
        """)
    #expect(
      dump("Husk:\n\n- Brød og smør\n- Mælk")
        == "paragraph: Husk:\nlistItem [-]: Brød og smør\nlistItem [-]: Mælk")
  }

  @Test func `a paragraph that is one quotation is a quote`() {
    #expect(
      dump("Hun skriver:\n\n”Det var en lång natt. Ingen sov.”\n\n”Nej”, säger han sedan till oss.")
        == """
        paragraph: Hun skriver:
        quote: ”Det var en lång natt. Ingen sov.”
        paragraph: ”Nej”, säger han sedan till oss.
        """)
  }

  @Test func `rows keep their cells apart by one space`() {
    #expect(
      dump("2022\t7,50%\t2029\n2023\t6,00%\t2030")
        == "tableRow: 2022 7,50% 2029\ntableRow: 2023 6,00% 2030")
  }

  @Test func `Markdown comes out well`() {
    let text = """
      # Din pension

      Den kan **ændre sig**, hvis du *flytter*
      til 5 * 3 andre.

      ## Sådan gør du

      1. Ring.
      2. Vent.

      > Det er nemt,
      > siger de.

      | År | Rente |
      |----|-------|
      | 2022 | 3 % |
      """
    #expect(
      dump(text, name: "pension.md")
        == """
        heading 1: Din pension
        paragraph: Den kan **ændre sig**, hvis du *flytter* til 5 * 3 andre.
        heading 2: Sådan gør du
        listItem [1.]: Ring.
        listItem [2.]: Vent.
        quote: Det er nemt, siger de.
        tableRow: År Rente
        tableRow: 2022 3 %
        """)
  }

  @Test func `the findings say what was done`() {
    let source = Source(
      name: "a.txt", digest: "", byteCount: 0, text: "Ord\u{AD}et \u{FFFD} är sagt.",
      replacements: 1)
    #expect(
      repair(source).findings.map(\.description) == [
        "1 byte sequence not text; shown as \u{FFFD}", "1 soft hyphen taken out",
      ])
  }

  @Test func `above a text's first page number there is nothing to go on`() {
    #expect(
      dump("- 1 -\n\nByns krönika\n\nsedan kom våren.\n\n- 2 -")
        == """
        pageNumber: - 1 -
        paragraph: Byns krönika sedan kom våren.
        pageNumber: - 2 -
        """)
  }
}

@Suite struct LanguageTests {
  @Test(arguments: [
    ("Det är inte så att vi har glömt dem som var här före oss, och det ska vi inte heller.", "sv"),
    (
      "Det er ikke sådan, at vi har glemt dem, der var her før os, og det skal vi heller ikke af.",
      "da"
    ),
    (
      "Jeg vet ikke hva som skal til for å få det til nå, men det blir nok noe av etter hvert.",
      "nb"
    ),
    ("It is not that we have forgotten the ones who were here before us, and we will not.", "en"),
    (
      "Es ist nicht so, dass wir die vergessen haben, die vor uns hier waren und das wird auch.",
      "de"
    ),
    (
      "Eg veit ikkje kva som skal til for å få dette til no, men det blir nok noko av det seinare.",
      "nn"
    ),
    ("Kukaan ei tiedä, mitä tästä tulee, mutta sen me tiedämme, että se on jo alkanut.", "fi"),
    // Short ones.
    ("Jag vet inte om hon kommer i kväll heller.", "sv"),
    ("Hvad er det egentlig, der foregår her?", "da"),
    ("Hun sier at hun ikke vet noe mer om saken enn oss.", "nb"),
    // Headings.
    ("Ministern avgår i kväll.", "sv"), ("Prisen på strøm steg igen.", "da"),
    ("Kommunen selger den gamle skolen.", "nb"), ("Rents go up again.", "en"),
    ("Die Mieten steigen wieder.", "de"), ("Kven eig skogen?", "nn"),
    ("A\u{30A}ret da\u{308} allt va\u{308}nde fo\u{308}r dem som va\u{308}ntat.", "sv"),
    // Other languages, and too little.
    ("Nous ne savons pas encore ce que le gouvernement va décider pour les écoles.", "und"),
    ("Nie wiemy jeszcze, co rząd zdecyduje w sprawie szkół w przyszłym roku.", "und"),
    ("Nadie resultó herido.", "und"), ("Czynsze znowu rosną.", "und"),
    ("Foto: A. Berg", "und"),
  ])
  func `words and letters tell the language`(text: String, tag: String) {
    let source = Source(name: "a.txt", digest: "", byteCount: 0, text: text)
    #expect(repair(source).language.rawValue == tag)
  }

  @Test func `the texts of the archive are Swedish and Danish`() {
    let guessed = corpus.mapValues {
      repair(Source(name: "a.txt", digest: "", byteCount: 0, text: $0)).language.rawValue
    }
    #expect(
      guessed == [
        "expressen-pisa.txt": "sv", "region-stockholm-fou.txt": "sv", "ledelse-januar.txt": "da",
        "pensam-pension-90.txt": "da",
      ])
  }
}
