import Testing

/// Where paragraphs begin and end.
@Suite struct ParagraphTests {
  @Test func `wrapped lines join with a space, blank lines part`() {
    #expect(
      dump("Solen gick ned bakom\nberget och allt blev\ntyst i dalen.\n\nSedan kom natten.")
        == """
        paragraph: Solen gick ned bakom berget och allt blev tyst i dalen.
        paragraph: Sedan kom natten.
        """)
  }

  @Test func `doubled lines are undone`() {
    let text = """
      1. Bakgrund\u{20}
      Kommunen har länge arbetat med att göra det\u{20}

      lättare att cykla i staden och i dess närmaste\u{20}

      omgivningar. Det har gett resultat.\u{20}

      \u{20}

      Fler cyklar i dag än för tio år sedan, och\u{20}

      färre skadas i trafiken än någon gång förut.\u{20}

      • nya banor längs\u{20}

      ån,\u{20}

      • bättre ljus\u{20}

      Arbetet fortsätter under hela nästa år, säger\u{20}

      kommunen.\u{20}
      """
    #expect(
      dump(text)
        == """
        heading 1: 1. Bakgrund
        paragraph: Kommunen har länge arbetat med att göra det lättare att cykla i staden och i dess \
        närmaste omgivningar. Det har gett resultat.
        paragraph: Fler cyklar i dag än för tio år sedan, och färre skadas i trafiken än någon gång \
        förut.
        listItem [•]: nya banor längs ån,
        listItem [•]: bättre ljus
        paragraph: Arbetet fortsätter under hela nästa år, säger kommunen.
        """)
  }

  @Test func `the blank line of a drop capital is crossed`() {
    let text = """
      Havet er aldrig det samme to dage i træk, og
      den, der sejler på det hver dag og lytter

      efter, lærer at høre, hvordan vejret bliver i
      morgen, længe før det står i nogen avis.

      Andre ser bare vand.
      """
    #expect(
      dump(text)
        == """
        paragraph: Havet er aldrig det samme to dage i træk, og den, der sejler på det hver dag og \
        lytter efter, lærer at høre, hvordan vejret bliver i morgen, længe før det står i nogen avis.
        paragraph: Andre ser bare vand.
        """)
  }

  @Test func `a page number and a running head do not cut a sentence`() {
    let page = """
      Vandet steg hele natten, og om morgenen stod
      det op til vinduerne i alle de huse, der lå
      nærmest åen, og mange måtte hentes ud af de
      """
    let text =
      page + "\n\n12\n\u{0C}Byens krønike\n\n" + """
        både, som brandvæsenet havde sendt. Ingen kom
        til skade, men skaderne var store overalt.
        """
    let more =
      "\n\n13\n\u{0C}Byens krønike\n\nDet var i marts.\n\n14\n\u{0C}Byens krønike\n\nSlut nu."
    #expect(
      dump(text + more)
        == """
        paragraph: Vandet steg hele natten, og om morgenen stod det op til vinduerne i alle de huse, \
        der lå nærmest åen, og mange måtte hentes ud af de både, som brandvæsenet havde sendt. Ingen \
        kom til skade, men skaderne var store overalt.
        pageNumber: 12
        boilerplate: Byens krønike
        pageNumber: 13
        boilerplate: Byens krønike
        paragraph: Det var i marts.
        pageNumber: 14
        boilerplate: Byens krønike
        paragraph: Slut nu.
        """)
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\u{2028}", "\u{85}"])
  func `every kind of line end parts lines`(end: String) {
    let text = ["Första stycket.", "", "Andra stycket."].joined(separator: end)
    #expect(dump(text) == "paragraph: Första stycket.\nparagraph: Andra stycket.")
  }

  @Test func `white space at either end goes, a no-break space within stays`() {
    #expect(
      dump("\u{A0}Det kostar 20\u{A0}000 kronor.\u{A0}\n")
        == "paragraph: Det kostar 20\u{A0}000 kronor.")
  }

  @Test func `decomposed letters stay decomposed`() {
    #expect(dump("A\u{30A}r och dag.") == "paragraph: A\u{30A}r och dag.")
  }

  @Test func `paragraphs without blank lines end in short lines`() {
    let first = """
      Det var en gång en by vid en flod där alla kände
      alla och ingen hade bråttom någonstans. Så var
      det länge.
      """
    let second = """
      En dag kom en främling till byn med en stor låda
      som ingen fick öppna, och från den dagen var det
      inte sig likt.
      """
    let third = """
      Alla talade om lådan vid floden, och ingen om något
      annat än lådan och vad den kunde innehålla.
      """
    #expect(
      dump([first, second, third].joined(separator: "\n"))
        == [first, second, third].map { "paragraph: " + $0.replacing("\n", with: " ") }
        .joined(separator: "\n"))
  }

  @Test func `a short line without a stop heads the text below it`() {
    let text = """
      Det första året var svårt för alla i föreningen, och
      många slutade innan våren kom. Till slut vände det.
      Det andra året
      Det andra året kom det nya medlemmar varje månad, och
      föreningen fick ett hus av kommunen som alla kunde
      använda.
      """
    #expect(
      dump(text)
        == """
        paragraph: Det första året var svårt för alla i föreningen, och många slutade innan våren \
        kom. Till slut vände det.
        heading 2: Det andra året
        paragraph: Det andra året kom det nya medlemmar varje månad, och föreningen fick ett hus av \
        kommunen som alla kunde använda.
        """)
  }

  @Test func `the lines of a table of contents stay apart`() {
    #expect(
      dump("Inledning ........ 3\nMål och medel ........ 5\n")
        == "tableRow: Inledning ........ 3\ntableRow: Mål och medel ........ 5")
  }

  @Test func `a numbered heading runs on over its lines, and the body follows at once`() {
    let text = """
      4.1 Forskning ska stärka kommunens förmåga att\u{20}

      lösa framtida problem\u{20}
      Kommunens verksamheter behöver ständigt utvecklas för\u{20}

      att kunna leverera god service till invånarna i hela\u{20}

      kommunen, och det kräver forskning av hög kvalitet i\u{20}

      nära samverkan med högskolan.\u{20}
      """
    #expect(
      dump(text)
        == """
        heading 2: 4.1 Forskning ska stärka kommunens förmåga att lösa framtida problem
        paragraph: Kommunens verksamheter behöver ständigt utvecklas för att kunna leverera god \
        service till invånarna i hela kommunen, och det kräver forskning av hög kvalitet i nära \
        samverkan med högskolan.
        """)
  }

  @Test(arguments: [44, 52, 60, 66, 72, 78])
  func `of paragraphs that touch one ends where the next word had fitted on its line`(width: Int) {
    var expected: [String] = []
    var lines: [String] = []
    for text in ["sv", "da", "en", "da", "sv"].flatMap({ story($0).texts }) {
      let own = wrapped(text, width: width)
      let next = own[0].prefix { $0 != " " }
      if let last = lines.last, last.count + 1 + next.count > width {
        // The last line is full: nothing shows that it is the last.
        expected[expected.count - 1] += " " + text
      } else {
        expected.append("paragraph: " + text)
      }
      lines += own
    }
    #expect(dump(lines.joined(separator: "\n")).split(separator: "\n").map(String.init) == expected)
  }
}
