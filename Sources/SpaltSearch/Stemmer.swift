internal import CSnowball
public import SpaltText

/// Cuts the endings off words of one language.
///
/// A language without a known way of inflection leaves every word as it is. Not for two threads.
public final class Stemmer {
  private let stemmer: OpaquePointer?
  let language: Language

  public init(_ language: Language) {
    stemmer = algorithms[language].flatMap { sb_stemmer_new($0, "UTF_8") }
    self.language = language
  }

  deinit {
    if let stemmer { sb_stemmer_delete(stemmer) }
  }

  /// The stem of a normal form: what it has in common with its other forms, and with no word that
  /// is not near.
  public func stem(_ form: String) -> String {
    guard stemmer != nil, form.utf8.contains(where: { $0 > 0x39 }) else { return form }
    if let stem = irregularStem(of: form, language) { return stem }
    switch language {
    case .swedish: return swedishStem(of: form)
    case .danish: return danishStem(of: form)
    default:
      return language.rawValue.hasPrefix("n") ? danishStem(of: form) : algorithmStem(of: form)
    }
  }

  /// What the algorithm makes of a form; `form` itself where there is none.
  func snowball(_ form: String) -> String {
    guard let stemmer else { return form }
    var word = form
    return word.withUTF8 { bytes in
      guard let stem = sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(bytes.count)) else {
        return form
      }
      let length = Int(sb_stemmer_length(stemmer))
      return String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
    }
  }

  /// What the algorithm makes of a form, mended where it takes too much or stops too early.
  func algorithmStem(of form: String) -> String {
    let stem = snowball(form)
    if let agent = agentStem(of: form, language) { return agent }
    // What is left of a short word without its -lig is another word: daglig, dag.
    if form.utf8.dropFirst(stem.utf8.count).starts(with: "lig".utf8), stem.count <= 3,
      form.hasPrefix(stem)
    {
      return stem + "lig"
    }
    switch language {
    case .swedish: return withoutFleetingVowel(withoutArticle(stem))
    case .danish: return shortName(form, stem) ?? withoutFleetingVowel(withoutPast(stem, of: form))
    default: return language.rawValue.hasPrefix("n") ? withoutFleetingVowel(stem) : stem
    }
  }

  /// The stem of a word in `-el` without the vowel that its other forms drop: artikel, artiklar.
  ///
  /// On the Swedish article `-n` (artikeln) the algorithm does nothing.
  private func withoutFleetingVowel(_ stem: String) -> String {
    // Nearly all stems leave here, so the last byte is asked first.
    guard let last = stem.utf8.last,
      last == UInt8(ascii: "l") || last == UInt8(ascii: "n") && stem.hasSuffix("eln")
    else { return stem }
    let base = language == .swedish && stem.hasSuffix("eln") ? stem.dropLast() : stem[...]
    // Trade has no other forms; they would be those of what one does: handlar, handler.
    if base.hasSuffix("handel") { return String(base) }
    guard base.hasSuffix("el"), base.utf8.count >= 5, let letter = base.dropLast(2).last,
      !"aeiouyåäöæø".contains(letter)
    else { return stem }
    return base.dropLast(2) + "l"
  }

  /// The stem without the article `-et` (`mejlet`, `verket`).
  ///
  /// Older versions of the Swedish algorithm leave it on. `-het`, `-itet` and the few words
  /// that end so by nature (`paket`, `komet`) keep it.
  func withoutArticle(_ stem: String) -> String {
    guard stem.utf8.last == UInt8(ascii: "t"), stem.hasSuffix("et") else { return stem }
    let base = stem.dropLast(2)
    guard base.count >= 3, base.contains(where: { "aeiouyåäö".contains($0) }),
      !["h", "it", "pak", "rak", "tak", "kom"].contains(where: { base.hasSuffix($0) }),
      stem != "diet", stem != "piet"
    else { return stem }
    return String(base)
  }

  /// The stem of a Danish past tense or participle in `-ede` without its `-ed`.
  ///
  /// The algorithm takes `-et` off `forventet`, but only the last letter off `forventede`.
  private func withoutPast(_ stem: String, of form: String) -> String {
    guard stem.utf8.last == UInt8(ascii: "d"), stem.hasSuffix("ed"),
      form.hasSuffix("ede") || form.hasSuffix("edes"), stem != "fremmed"
    else { return stem }
    let base = stem.dropLast(2)
    guard base.count >= 3, base.contains(where: { "aeiouyæøå".contains($0) }) else { return stem }
    return String(base)
  }
}

extension Stemmer {
  /// A Danish word that would lose half of itself with `-ene`: it is a name like Helene then, for
  /// the nouns that take this ending are few and longer; `nil` for all others.
  private func shortName(_ form: String, _ stem: String) -> String? {
    guard form.utf8.count >= stem.utf8.count + 3, stem.count == 3 else {
      return nil
    }
    if form.count == 6, form.hasSuffix("ene") { return form }
    return form.count == 7 && form.hasSuffix("enes") ? String(form.dropLast()) : nil
  }

  /// The stem of one who practises an art in `-ik`, with the `-er` that makes the difference:
  /// statistiker, kritikerna; `nil` for all other words.
  ///
  /// In Danish and Norwegian a plural in `-er` doubles the k (butikker), so that a single one tells
  /// a person. In Swedish only arts that are not counted are safe to tell so.
  private func agentStem(of form: String, _ language: Language) -> String? {
    let isSwedish = language == .swedish
    guard isSwedish || language == .danish || language.rawValue.hasPrefix("n") else { return nil }
    guard holdsAgent(form),
      let ending = personEndings.first(where: { form.hasSuffix("iker" + $0) })
    else { return nil }
    let base = form.dropLast(4 + ending.count)
    if isSwedish, !["ist", "at", "lit", "rit", "us", "iat"].contains(where: base.hasSuffix) {
      return nil
    }
    return base.count >= 2 ? String(form.dropLast(ending.count)) : nil
  }

  /// Whether a person's name in `-iker` can be in a word: every word of every text comes by here.
  private func holdsAgent(_ form: String) -> Bool {
    var form = form
    return form.withUTF8 { bytes in
      guard bytes.count >= 6 else { return false }
      return (2..<bytes.count - 2).contains {
        bytes[$0] == UInt8(ascii: "k") && bytes[$0 + 1] == UInt8(ascii: "e")
          && bytes[$0 + 2] == UInt8(ascii: "r")
      }
    }
  }

  /// The stems of words of the same family that the algorithm keeps apart: what is done and the
  /// doing of it (granska, granskning), an art and what belongs to it (statistik, statistisk).
  func relatives(of form: String) -> [String] {
    let stem = stem(form)
    let isScandinavian =
      language == .swedish || language == .danish || language.rawValue.hasPrefix("n")
    guard isScandinavian else { return [] }
    var relatives: [String] = []
    for ending in ["ning", "ing"] where stem.hasSuffix(ending) {
      let base = String(stem.dropLast(ending.count))
      if base.count >= 4 { relatives.append(base) }
      // The Danish algorithm takes -ere off a verb whole: regulere.
      if language != .swedish, base.count >= 6, base.hasSuffix("er") {
        relatives.append(String(base.dropLast(2)))
      }
    }
    if stem.count >= 4, isVerb(form, stem) {
      relatives += [stem + "ning", stem + "ing", stem + "ering"]
    }
    if stem.count >= 6, stem.hasSuffix("ik") { relatives.append(stem.dropLast() + "sk") }
    if stem.count >= 7, stem.hasSuffix("isk") { relatives.append(stem.dropLast(2) + "k") }
    return relatives
  }

  /// Whether a word of a text belongs to the family of another, whose ``relatives(of:)`` hold its
  /// stem.
  func isRelative(_ word: String, _ stem: String) -> Bool {
    ["ning", "ing", "ik", "isk"].contains(where: stem.hasSuffix) || isVerb(word, stem)
  }

  private func isVerb(_ form: String, _ stem: String) -> Bool {
    form.hasPrefix(stem)
      && (language == .swedish ? swedishVerbEndings : danishVerbEndings)
        .contains(form.dropFirst(stem.count))
  }
}

/// Inflections of a person's name in `-er`.
private let personEndings: [String] = [
  "", "s", "n", "ns", "na", "nas", "en", "ens", "e", "es", "ne", "nes",
]

/// Endings of verbs that nouns do not have.
///
/// Source: Svenska Akademiens grammatik 2, the first conjugation; Retskrivningsordbogen, § 34.
private let swedishVerbEndings: Set<Substring> = [
  "a", "as", "ar", "ade", "ades", "at", "ats", "ad", "ande",
]
private let danishVerbEndings: Set<Substring> = [
  "e", "es", "ede", "edes", "ende", "ere", "eres", "erer", "erede", "eredes", "erende",
]

/// The languages with a Snowball algorithm, and its name.
private let algorithms: [Language: String] = [
  .swedish: "swedish", .danish: "danish", .norwegian: "norwegian",
  Language(rawValue: "no"): "norwegian", Language(rawValue: "nn"): "norwegian",
  .english: "english", .german: "german",
]
