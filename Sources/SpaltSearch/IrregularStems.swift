internal import SpaltText

/// The stem of a word that no rule is for: one that has no other form, or is too short for rules;
/// `nil` for all others.
///
/// A word without other forms has a stem that no other word has, marked by a sign that is in no
/// word: else `var` would be a form of `vara` and `varor`, `inte` one of `interna`.
func irregularStem(of form: String, _ language: Language) -> String? {
  // No word of either kind is longer, and nearly all words are.
  guard form.utf8.count <= longestIrregular else { return nil }
  let family =
    language.rawValue.hasPrefix("n") ? .norwegian : language
  if functionWords[family]?.contains(form) == true { return form + String(functionMark) }
  return shortNouns[family]?[form] ?? patronymics[form]
}

/// Stands in no word of a text, and in no fold key.
let functionMark: Unicode.Scalar = "="

/// Whether a stem is that of a word without other forms.
func isAlone(_ stem: String) -> Bool { stem.unicodeScalars.last == functionMark }

private let longestIrregular = 14

/// Words of grammar, whose letters are those of many inflected ones.
///
/// A list of our own, of pronouns, adverbs, prepositions, conjunctions and auxiliary verbs.
private let functionWords: [Language: Set<String>] = [
  .swedish: words(
    """
    alla allt alltid andra annan annars annat att av bara bland blev bli blir bort både de dem den
    denna deras dess dessa det detta din dina dit ditt du där då efter eller en er era ert ett ej
    fick finns fram från får för före genom ha hade han hans har hela hennes henne hit hon honom hos
    hur här i icke in inga ingen inget innan inne inom inte intill ja jag ju kan kom kommit kunde man med
    medan mellan men mer mest min mina mitt mot mycket måste ned nej ner någon något några när nu och
    ofta om oss på redan samma samt sedan sig sin sina sitt ska skall skulle som så sådan sådana
    sådant till trots under upp ur ut utan utom vad var vara varför varit varje vars vart vem vems
    vi vid vilka vilkas vilken vilket vill ville vår våra vårt än är även åt över
    """),
  .danish: words(
    """
    ad af aldrig alle allerede alt altid anden andet andre at bag begge bliver blev både da de dem
    den denne der deres det dette dig din dine disse dit du efter ej eller en end endnu er et for
    foran fordi fra får før ham han hans har havde have hele hen hende hendes her hos hun hvad hvem
    hver hvilke hvilken hvilket hvis hvor hvordan hvorfor i ikke ind inden ingen intet ja jeg jer
    jeres jo kan kom kun kunne lidt man med meget mellem men mens mere mest mig min mine mit mod må
    måtte ned nej noget nogen nogle nu når nær og også om op os over på samme samt sig sin sine sit
    skal skulle som så sådan til ud uden under var ved vi vil ville vor vore vores være været
    """),
  .norwegian: words(
    """
    aldri alle allerede alt alltid andre annen annet at av begge ble blir både da de deg dem den
    denne der dere deres det dette di din disse ditt du eller en enda enn er et etter for foran fordi
    fra får før ha hadde han hans har hele hennes her hos hun hva hvem hver hvilke hvilken hvilket
    hvis hvor hvordan hvorfor i ikke inn innen ingen intet ja jeg jo kan kom kun kunne litt man med
    meg meget mellom men mens mer mest min mine mitt mot må måtte ned nei noe noen nå når og også om
    opp oss over på samme samt seg sin sine sitt skal skulle som så sånn til under ut uten var ved
    vi vil ville vår våre vårt være vært
    """),
]

/// Nouns of one or two letters with their forms, which are too short for the algorithms.
private let shortNouns: [Language: [String: String]] = [
  .swedish: forms([
    "år": ["s", "et", "ets", "en", "ens"], "by": ["s", "n", "ns", "ar", "ars", "arna", "arnas"],
    "sjö": ["s", "n", "ns", "ar", "ars", "arna", "arnas"], "ö": ["n", "ns", "ar", "ars", "arna"],
    "bro": ["s", "n", "ns", "ar", "ars", "arna", "arnas"], "fru": ["s", "n", "ns", "ar", "arna"],
    "ed": ["en", "ens", "er", "erna"], "is": ["en", "ens", "ar", "arna"],
  ]),
  .danish: forms([
    "år": ["s", "et", "ets", "ene", "enes"],
    "by": ["s", "en", "ens", "er", "ers", "erne", "ernes"],
    "sø": ["s", "en", "ens", "er", "ers", "erne", "ernes"], "ø": ["en", "ens", "er", "erne"],
    "bro": ["en", "ens", "er", "erne"], "ed": ["en", "ens", "er"], "is": ["en", "ens"],
  ]),
  .norwegian: forms([
    "år": ["s", "et", "ets", "ene", "enes", "a"], "by": ["s", "en", "ens", "er", "ene", "enes"],
    "sjø": ["s", "en", "ens", "er", "ene", "enes"], "øy": ["a", "en", "ene", "er"],
    "bru": ["a", "en", "er", "ene"], "is": ["en", "ens"],
  ]),
]

/// Names in -sen, which is no article there, in whatever language a text is.
///
/// A list of our own, of common ones; one that is missing is inflected as a noun.
private let patronymics = forms(
  Dictionary(
    uniqueKeysWithValues: words(
      """
      andersen bertelsen carlsen christensen christiansen danielsen eriksen frandsen frederiksen
      halvorsen hansen henriksen isaksen iversen jacobsen jakobsen jensen johannessen johansen
      johnsen jørgensen karlsen knudsen knutsen kristensen kristiansen larsen lauritsen lauridsen
      madsen martinsen mikkelsen mogensen mortensen nielsen nilsen olesen olsen paulsen pedersen
      petersen pettersen poulsen rasmussen simonsen sørensen thomsen villadsen
      """
    ).map { ($0, ["s"]) }))

private func words(_ text: String) -> Set<String> {
  Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
}

private func forms(_ nouns: [String: [String]]) -> [String: String] {
  var stems: [String: String] = [:]
  for (noun, endings) in nouns {
    stems[noun] = noun
    for ending in endings { stems[noun + ending] = noun }
  }
  return stems
}
