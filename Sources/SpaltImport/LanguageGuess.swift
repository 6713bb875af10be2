internal import SpaltText

/// The language of a text among Swedish, Danish, Norwegian, English and German.
///
/// Told from its small words, each a vote for the languages that have it. Text that is short, or
/// in none of them, stays undetermined.
func guessLanguage(of text: String) -> Language {
  var votes: [Language: Int] = [:]
  var words = 0
  // The first pages tell as much as the whole.
  for word in text.prefix(40_000).lowercased().split(whereSeparator: { !$0.isLetter }) {
    words += 1
    for (language, list) in functionWords where list.contains(String(word)) {
      votes[language, default: 0] += 1
    }
  }
  let ranked = votes.sorted { $0.value > $1.value }
  guard let best = ranked.first, best.value >= 8, best.value * 10 >= words else {
    return .undetermined
  }
  let second = ranked.count > 1 ? ranked[1].value : 0
  // Danish and Norwegian share most small words: two votes between them are few but enough.
  let lead = best.value - second
  return lead >= 2 && lead * 25 >= best.value ? best.key : .undetermined
}

/// Frequent words that at most one near neighbour shares.
private let functionWords: [Language: Set<String>] = [
  .swedish: [
    "och", "att", "det", "är", "som", "en", "på", "för", "av", "med", "den", "inte", "till", "ett",
    "har", "om", "jag", "från", "vi", "så", "kan", "ska", "också", "eller", "vid", "efter", "hur",
    "när", "mer", "än", "sig", "bara", "där", "mycket", "utan", "kommer", "säger", "blir", "hon",
  ],
  .danish: [
    "og", "at", "det", "er", "som", "en", "på", "for", "af", "med", "den", "ikke", "til", "et",
    "har", "om", "jeg", "fra", "vi", "så", "kan", "skal", "også", "eller", "ved", "efter", "hvor",
    "når", "mere", "end", "sig", "kun", "der", "meget", "uden", "bliver", "siger", "hvad", "hun",
    "nogle", "blev", "sådan", "mig", "dig", "nu", "lige", "mod", "deres", "dem", "selv", "være",
  ],
  .norwegian: [
    "og", "at", "det", "er", "som", "en", "på", "for", "av", "med", "den", "ikke", "til", "et",
    "har", "om", "jeg", "fra", "vi", "så", "kan", "skal", "også", "eller", "ved", "etter", "hvor",
    "når", "mer", "enn", "seg", "bare", "der", "mye", "uten", "blir", "sier", "hva", "hun",
    "noen", "ble", "sånn", "slik", "meg", "deg", "nå", "like", "mot", "deres", "dem", "selv",
    "være", "å",
  ],
  .english: [
    "the", "and", "of", "to", "in", "is", "that", "it", "for", "was", "on", "are", "with", "as",
    "be", "at", "this", "have", "from", "or", "by", "not", "but", "which", "they", "you", "we",
    "his", "her", "has", "had", "an", "were", "their", "been", "will", "would", "there", "what",
  ],
  .german: [
    "der", "die", "und", "in", "den", "von", "zu", "das", "mit", "sich", "des", "auf", "für", "ist",
    "im", "dem", "nicht", "ein", "eine", "als", "auch", "es", "an", "werden", "aus", "er", "hat",
    "dass", "sie", "nach", "wird", "bei", "einer", "um", "am", "sind", "noch", "wie", "einem",
  ],
]
