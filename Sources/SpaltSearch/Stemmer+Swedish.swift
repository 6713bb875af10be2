/// What the algorithm for Swedish leaves on words: it takes one ending off, and knows no definite
/// singular of the first declension.
///
/// Of the forms of 134,000 words of the Swedish spelling dictionary of Hunspell (658,000) the
/// algorithm alone gives 74 of a hundred the stem of their word, this 94; pairs of words with one
/// stem grow by a quarter.
///
/// Source: the forms in that dictionary (Debian's hunspell-sv) to which the algorithm gives another
/// stem than to their word.
extension Stemmer {
  func swedishStem(of form: String) -> String { swedishStem(of: form, genitives: 0) }

  private func swedishStem(of form: String, genitives: Int) -> String {
    var form = form
    guard form.hasMoreLetters(than: 3) else { return form }
    let mayLoseS = genitives < 2 && form.ends(with: "s")
    // The algorithm leaves an -s after a vowel, and that of an abbreviation: Annas, SVTs.
    if mayLoseS, form.hasVowel(before: 1) || !form.hasVowel {
      return swedishStem(of: String(form.dropLast()), genitives: genitives + 1)
    }
    form = withoutArticleOfAnd(form)
    var stem = algorithmStem(of: form)
    // Words in -s by nature lose it too, so that they stay together: kurs, kursen.
    if genitives < 2, stem.ends(with: "s"), !stem.ends(with: "ss"), stem.hasMoreLetters(than: 3) {
      return swedishStem(of: String(stem.dropLast()), genitives: genitives + 1)
    }
    if mayLoseS, stem.utf8.count == form.utf8.count - 1 {
      return swedishStem(of: stem, genitives: genitives + 1)
    }
    stem = withoutArticle(withoutLateEnding(stem, of: form))
    let isQuality =
      form.hasPrefix(stem) && form.utf8.dropFirst(stem.utf8.count).starts(with: "het".utf8)
    if !isQuality {
      // Nouns that end like a form of another lose that ending in the bare form alone: soldat.
      let shorter = snowball(stem)
      let ending = stem.dropFirst(shorter.count)
      if stem.hasPrefix(shorter), nounEndings.contains(ending) {
        stem = withoutLateEnding(shorter, of: form)
      }
    }
    // The algorithm takes -bar for a plural in the bare form alone: hållbar, hållbara.
    if stem.ends(with: "bar"), stem.hasMoreLetters(than: 5) { stem = String(stem.dropLast(2)) }
    return withoutDoubleEnd(withoutArticle(stem))
  }

  /// A compound of `-land`, `-hand` and the like without its article, which the algorithm takes for
  /// the end of a participle: utlandet.
  private func withoutArticleOfAnd(_ form: String) -> String {
    for article in articles where form.ends(with: article) {
      let base = String(form.dropLast(article.utf8CodeUnitCount))
      if base.ends(with: "and"), nounsInAnd.contains(where: base.ends) { return base }
    }
    return form
  }

  /// A stem without an ending that the algorithm does not know, or not there.
  private func withoutLateEnding(_ stem: String, of form: String) -> String {
    let letters = stem.letterCount
    // The article of words in -a, -i, -e with an accent and -or: kyrkan, demokratin, idén, motorn.
    if stem.ends(with: "an"), letters >= 5, !wordsInAn.contains(where: stem.ends),
      stem.hasVowel(butForLast: 2)
    {
      return String(stem.dropLast(2))
    }
    let losesLast =
      stem.ends(with: "in") && letters >= 6 || stem.ends(with: "én")
      || stem.ends(with: "orn") && letters >= 6
      // A vowel that falls before an ending: vinter, vintrar; fönster, fönstret; vatten, vattnet.
      || (stem.ends(with: "tr") || stem.ends(with: "ldr")) && letters >= 5
      || stem.ends(with: "r") && letters >= 4 && !stem.hasVowel(before: 1)
        && (form.ends(with: "ret") || form.ends(with: "rets"))
      || endsBeforeFallenVowel.contains(where: stem.ends)
      // An m is doubled before an ending, a neuter has a t: program, programmet; sparsamt.
      || stem.ends(with: "mm") && letters >= 4
      || letters >= 6 && neuters.contains(where: stem.ends)
    return losesLast ? String(stem.dropLast()) : stem
  }

  /// As the algorithm's last step, for stems that came too short for it.
  private func withoutDoubleEnd(_ stem: String) -> String {
    stem.hasMoreLetters(than: 3)
      && doubleEnds.contains(where: stem.ends)
      ? String(stem.dropLast()) : stem
  }
}

/// Ends of nouns in their bare form that are endings of other words.
private let nounEndings: Set<Substring> = ["ad", "at", "en", "or", "an"]

private let articles: [StaticString] = ["et", "ets", "en", "ens"]

private let nounsInAnd: [StaticString] = [
  "land", "band", "sand", "hand", "brand", "strand", "tand", "rand",
]

private let endsBeforeFallenVowel: [StaticString] = [
  "ttn", "ckn", "ppn", "vn", "agn", "ngn", "usn",
]

private let neuters: [StaticString] = ["ellt", "bart", "samt", "ivt"]

private let doubleEnds: [StaticString] = ["dd", "gd", "nn", "dt", "gt", "kt", "tt"]

/// Words, and ends of words, whose -an is no article.
private let wordsInAn: [StaticString] = [
  "man", "plan", "gran", "kran", "spontan", "mundan", "organ", "ocean", "veteran", "roman",
  "urban", "human", "titan", "satan", "membran", "utan", "annan", "sedan", "redan", "innan",
  "undan", "nedan", "medan",
]
