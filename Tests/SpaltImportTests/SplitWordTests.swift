import Testing

/// Words that the end of a line cut in two.
@Suite struct SplitWordTests {
  @Test func `where lines end in a space, one without it ends in half a word`() {
    let text = """
      Vi gik langs stranden hele den lange efter\u{20}
      middag og så på bølgerne, mens børnene byg\u{20}
      """.replacing("efter\u{20}", with: "efter").replacing("byg\u{20}", with: "byg") + """

        gede et slot af sand. Det stod der endnu, \u{20}
        da vi kom tilbage dagen efter, men vandet \u{20}
        havde taget det ene tårn. Vi byggede det \u{20}
        op igen, og denne gang med en voldgrav, så \u{20}
        havet måtte gå udenom. Det gjorde det nu \u{20}
        ikke.
        """
    #expect(
      dump(text.replacing("  \n", with: " \n"))
        == """
        paragraph: Vi gik langs stranden hele den lange eftermiddag og så på bølgerne, mens børnene \
        byggede et slot af sand. Det stod der endnu, da vi kom tilbage dagen efter, men vandet havde \
        taget det ene tårn. Vi byggede det op igen, og denne gang med en voldgrav, så havet måtte gå \
        udenom. Det gjorde det nu ikke.
        """)
  }

  @Test func `without that habit a line end is a space`() {
    let text = """
      Vi gik langs stranden hele den lange efter
      middag og så på bølgerne, mens børnene
      byggede et slot af sand.
      """
    #expect(
      dump(text)
        == """
        paragraph: Vi gik langs stranden hele den lange efter middag og så på bølgerne, mens børnene \
        byggede et slot af sand.
        """)
  }

  @Test func `a habit of hyphens is undone, and words keep hyphens of their own`() {
    let text = """
      Kommunen bygger en ny skola vid ån, och sko-
      lan ska vara klar till hösten. Hälso- och
      sjukvården får nya lokaler i samma hus, vid e-
      posten och FoU-
      enheten. Arbetet leds av Inga-
      Britt Lund, som också ritade den gamla sko-
      lan.
      """
    #expect(
      dump(text)
        == """
        paragraph: Kommunen bygger en ny skola vid ån, och skolan ska vara klar till hösten. Hälso- \
        och sjukvården får nya lokaler i samma hus, vid eposten och FoU-enheten. Arbetet leds av \
        Inga-Britt Lund, som också ritade den gamla skolan.
        """)
  }

  @Test func `one hyphen at a line end proves no habit`() {
    let text = """
      Målet är att länet blir en av de fem främsta life-
      science-regionerna i hela världen före år 2030.
      """
    #expect(
      dump(text)
        == """
        paragraph: Målet är att länet blir en av de fem främsta life-science-regionerna i hela \
        världen före år 2030.
        """)
  }

  @Test func `soft hyphens go, at line ends and within words`() {
    #expect(
      dump("Vi läser om sam\u{AD}hällets grund\u{AD}\nvalar och deras mening.")
        == "paragraph: Vi läser om samhällets grundvalar och deras mening.")
  }

  @Test func `silent splits are joined when the text's own words prove a habit`() {
    let whole =
      "Her står bibliotekerne og forvaltningerne og medarbejderne og kommunerne samt meget.\n\n"
    let text = """
      Vi skriver om bibliote
      kerne og om forvaltnin
      gerne og om medarbej
      derne og om kommu
      nerne i hele landet og
      lidt om alt det andet.
      """
    #expect(
      dump(whole + text).split(separator: "\n").last
        == """
        paragraph: Vi skriver om bibliotekerne og om forvaltningerne og om medarbejderne og om \
        kommunerne i hele landet og lidt om alt det andet.
        """)
  }

  @Test func `where lines end in a space, a hyphen before one waits for a later word`() {
    let text = """
      Staden satsar på gång- \u{20}
      cykel- och busstrafik och på mer forskning i ett\u{20}
      samarbete med högskolan och med många av de life-
      science-företag som finns i regionen sedan länge,\u{20}
      men också med helt nya företag som växer fram nu\u{20}
      och som ännu inte har någon lång historia här.\u{20}
      """
    #expect(
      dump(text.replacing("- \u{20}", with: "- "))
        == """
        paragraph: Staden satsar på gång- cykel- och busstrafik och på mer forskning i ett samarbete \
        med högskolan och med många av de life-science-företag som finns i regionen sedan länge, men \
        också med helt nya företag som växer fram nu och som ännu inte har någon lång historia här.
        """)
  }
}
