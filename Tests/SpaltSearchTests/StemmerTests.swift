import SpaltText
import Testing

@testable import SpaltSearch

@Suite struct StemmerTests {
  @Test(arguments: [
    // The article of the first declension, and of words in -i, -é and -or.
    "flicka flickan flickans flickor flickorna flickornas", "kyrka kyrkan kyrkor",
    "resa resan resor",
    "demokrati demokratin demokratins demokratier", "pandemi pandemin", "idé idén idéer idéerna",
    "kommitté kommittén kommittéer", "motor motorn motorer motorerna", "sektor sektorn sektorer",
    // Words that end like a form of another.
    "soldat soldaten soldater", "byggnad byggnaden byggnader", "foderblad foderbladet foderbladen",
    "kurs kursen kurser kursens", "gräns gränsen gränser", "polis polisen poliser",
    "sjukhus sjukhuset sjukhusens", "pris priset priser", "klass klassen klasser",
    "utland utlandet", "skogsbrand skogsbranden",
    // Letters that come and go.
    "fönster fönstret fönstren", "vinter vintern vintrar vintrarna", "vatten vattnet",
    "tecken tecknet tecknen", "artikel artikeln artiklar artiklarna", "program programmet",
    "rum rummet rummen", "skriven skrivet skrivna", "tillåtlig tillåtligt tillåtliga",
    "hållbar hållbart hållbara", "traditionell traditionellt traditionella",
    "parti partiet partier partierna", "batteri batteriet batterier", "arbete arbetet arbeten",
    // The genitive after a vowel or another s-like letter, and of an abbreviation.
    "anna annas", "nato natos", "svt svts", "diplomat diplomats", "lärare läraren lärares lärarnas",
    // Short ones.
    "år året årets åren årens", "by byn byar byarna", "sjö sjön sjöar",
    "regering regeringen regeringens regeringarna", "nyhet nyheten nyheter nyheternas",
  ])
  func `the forms of a Swedish word have one stem`(forms: String) { expectOne(forms, .swedish) }

  @Test(arguments: [
    "virksomhed virksomheden virksomheder virksomhederne", "mulighed mulighederne mulighedernes",
    "myndighed myndigheden myndighederne", "sundhedsvæsen sundhedsvæsenet væsen sundhedsvæsener",
    "plads pladsen pladser pladserne", "indsats indsatsen indsatser", "område området områderne",
    "år året årene årets", "by byen byer byerne", "artikel artikler artiklerne",
  ])
  func `the forms of a Danish word have one stem`(forms: String) {
    // The compound is there for its head.
    let same = forms.split(separator: " ").filter { $0 != "væsen" }.joined(separator: " ")
    expectOne(same, .danish)
  }

  @Test(arguments: [
    "helsevesen helsevesenet helsevesenene", "forsker forskeren forskere forskerne",
    "år året årene", "nrk nrks", "innsats innsatsen innsatser",
  ])
  func `the forms of a Norwegian word have one stem`(forms: String) { expectOne(forms, .norwegian) }

  private func expectOne(_ forms: String, _ language: Language) {
    let stemmer = Stemmer(language)
    let stems = forms.split(separator: " ").map { stemmer.stem(String($0)) }
    #expect(Set(stems).count == 1, "\(stems)")
  }

  @Test(arguments: [
    ("interna", "inte"), ("varor", "var"), ("handel", "handlar"), ("hans", "han"),
    ("kommitté", "kommit"), ("granska", "gran"), ("roman", "rom"), ("organ", "orgel"),
    ("sedan", "sed"), ("statistik", "statistiker"), ("landet", "länder"), ("andra", "and"),
    ("petersen", "peter"), ("hansens", "hans"),
  ])
  func `words that are none of each other's forms have two stems`(left: String, right: String) {
    let stemmer = Stemmer(.swedish)
    #expect(stemmer.stem(left) != stemmer.stem(right))
  }

  @Test func `a word of grammar has no other form, and its letters stay what is folded`() {
    let stemmer = Stemmer(.swedish)
    #expect(stemmer.stem("inte") == "inte=")
    #expect(foldKey(stemmer.stem("för")) == "for")
  }
}
