import SpaltHyphenation
import SpaltText
import Testing

@Suite struct HyphenationPatternsTests {
  let patterns = HyphenationPatterns()

  @Test(arguments: [
    ("utbildningsministerns", Language.swedish, "ut-bild-nings-mi-nis-terns"),
    ("förändring", .swedish, "för-änd-ring"),
    ("afdelingsleder", .danish, "af-de-lings-le-der"),
    ("udbetalinger", .danish, "ud-be-ta-linger"),
    ("utdanningsdirektoratet", .norwegian, "ut-dannings-direk-tora-tet"),
    ("independently", .english, "in-de-pend-ently"),
  ])
  func `words are parted as their language does it`(
    word: String, language: Language, parted: String
  ) {
    var shown = ""
    var offset = 0
    let breaks = patterns.breaks(in: word, of: language)
    for character in word {
      if breaks.contains(offset) { shown.append("-") }
      shown.append(character)
      offset += character.utf8.count
    }
    #expect(shown == parted)
  }

  @Test func `a language without patterns parts nothing`() {
    #expect(patterns.breaks(in: "utbildning", of: .undetermined) == [])
    #expect(HyphenationPatterns(folder: "/nowhere").breaks(in: "utbildning", of: .swedish) == [])
  }

  @Test func `letters outside the patterns' alphabet are left whole`() {
    #expect(patterns.breaks(in: "ордбок", of: .swedish) == [])
    #expect(patterns.breaks(in: String(repeating: "a", count: 5000), of: .swedish) == [])
  }
}
