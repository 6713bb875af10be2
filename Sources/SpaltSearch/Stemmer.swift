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

  /// The stem of a normal form.
  public func stem(_ form: String) -> String {
    guard let stemmer, form.utf8.contains(where: { $0 > 0x39 }) else { return form }
    var word = form
    let stem = word.withUTF8 { bytes -> String? in
      guard let stem = sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(bytes.count)) else {
        return nil
      }
      let length = Int(sb_stemmer_length(stemmer))
      return String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
    }
    guard let stem else { return form }
    switch language {
    case .swedish: return withoutArticle(stem)
    case .danish: return withoutPast(stem, of: form)
    default: return stem
    }
  }

  /// The stem without the article `-et` (`mejlet`, `verket`).
  ///
  /// Older versions of the Swedish algorithm leave it on. `-het`, `-itet` and the few words
  /// that end so by nature (`paket`, `komet`) keep it.
  private func withoutArticle(_ stem: String) -> String {
    guard stem.hasSuffix("et") else { return stem }
    let base = stem.dropLast(2)
    guard base.count >= 3, base.contains(where: { "aeiouyåäö".contains($0) }),
      !["h", "it", "pak", "rak", "tak", "kom", "i"].contains(where: { base.hasSuffix($0) })
    else { return stem }
    return String(base)
  }

  /// The stem of a Danish past tense or participle in `-ede` without its `-ed`.
  ///
  /// The algorithm takes `-et` off `forventet`, but only the last letter off `forventede`.
  private func withoutPast(_ stem: String, of form: String) -> String {
    guard stem.hasSuffix("ed"), form.hasSuffix("ede") || form.hasSuffix("edes"),
      stem != "fremmed"
    else { return stem }
    let base = stem.dropLast(2)
    guard base.count >= 3, base.contains(where: { "aeiouyæøå".contains($0) }) else { return stem }
    return String(base)
  }
}

/// The languages with a Snowball algorithm, and its name.
private let algorithms: [Language: String] = [
  .swedish: "swedish", .danish: "danish", .norwegian: "norwegian",
  Language(rawValue: "no"): "norwegian", Language(rawValue: "nn"): "norwegian",
  .english: "english", .german: "german",
]
