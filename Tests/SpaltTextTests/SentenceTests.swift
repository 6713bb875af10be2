import SpaltText
import Testing

@Suite struct SentenceTests {
  private func sentences(_ text: String, _ kind: BlockKind = .paragraph) -> [String] {
    let run = SourceMap.Run(text: 0, source: 0, length: text.utf8.count)
    return Block(kind, text, map: SourceMap([run])).sentences.map { String(text.slice($0)) }
  }

  @Test func `a sentence ends before a capital`() {
    #expect(
      sentences("Hun løber. Så stopper hun! Hvorfor? Det ved ingen.")
        == ["Hun løber.", "Så stopper hun!", "Hvorfor?", "Det ved ingen."])
  }

  @Test func `ordinals and abbreviations end none`() {
    #expect(
      sentences("Det var 1. januar 2018 kl. 11.49, f.eks. i Aarhus. Så var det gjort.").count == 2)
    #expect(sentences("Enligt t.ex. Skolverket och J. K. Larsson är det klart.").count == 1)
  }

  @Test func `closing quotes belong to the sentence before them`() {
    #expect(
      sentences("”Det är klart.” Så sa hon. (Det stämde.) Ja.")
        == ["”Det är klart.”", "Så sa hon.", "(Det stämde.)", "Ja."])
  }

  @Test func `a dash begins a sentence`() {
    #expect(sentences("Vad hände? – Ingenting.") == ["Vad hände?", "– Ingenting."])
  }

  @Test func `a heading is one thought`() {
    #expect(sentences("1. Inledning. Mer.", .heading(level: 1)).count == 1)
  }

  @Test func `white space at the ends is in no sentence`() {
    #expect(sentences("  En.  Två.  ") == ["En.", "Två."])
    #expect(sentences("") == [])
    #expect(sentences("   ") == [])
  }
}
