import SpaltImport
import SpaltText
import Testing

/// Letters and messages, copied into a text.
@Suite struct LetterTests {
  @Test func `only a letter is begun with a greeting, a story may be called like one`() {
    let prose = """
      Det var det sista hon sa innan hon steg på tåget, och sedan dess har ingen i byn hört av henne, \
      fast alla läste tidningen noga.
      """
    let story = "Hej då\n\n\(prose)\n\n\(prose)"
    #expect(dump(story).hasPrefix("heading 1: Hej då\n"))
    #expect(dump(story + "\n\nMed vänlig hälsning\n\nEva").hasPrefix("paragraph: Hej då\n"))
    #expect(dump("Ämne: Tåget\nTill: Eva\n\n" + story).contains("paragraph: Hej då\n"))
  }
}
