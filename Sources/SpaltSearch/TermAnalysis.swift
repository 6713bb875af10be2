public import SpaltText

/// The keys under which words of one language are filed, to be found by what they mean or hold.
public struct TermAnalysis {
  private let stemmer: Stemmer

  public init(_ language: Language) { stemmer = Stemmer(language) }

  /// The stem of a token's form.
  public func stem(_ form: String) -> String { stemmer.stem(form) }

  /// A stem without rings, dots, strokes and accents, the Scandinavian way.
  public func fold(_ stem: String) -> String { foldKey(stem) }
}

/// Some of the three letters in a row of a word, so chosen that words which share five letters in a
/// row share one of them; none for shorter words.
///
/// Of every three successive ones the one with the least hash is taken, whatever stands around
/// them: half of all, on average.
///
/// Source: Schleimer, Wilkerson and Aiken, Winnowing (SIGMOD 2003).
public func fragments(of word: String) -> [String] {
  let letters = Array(word.unicodeScalars)
  guard letters.count >= shortestFragmented else { return [] }
  // Three scalars of 21 bits; to multiply them mixes them well enough.
  let packed = (0...letters.count - fragmentLength).map { start in
    letters[start..<start + fragmentLength].reduce(UInt64(0)) { $0 << 21 | UInt64($1.value) }
  }
  let hashes = packed.map { $0 &* 0x9E37_79B9_7F4A_7C15 }
  var taken: [UInt64] = []
  var fragments: [String] = []
  for start in 0...hashes.count - fragmentWindow {
    var least = start
    for place in start + 1..<start + fragmentWindow where hashes[place] < hashes[least] {
      least = place
    }
    if taken.contains(packed[least]) { continue }
    taken.append(packed[least])
    var fragment = String.UnicodeScalarView()
    for letter in letters[least..<least + fragmentLength] { fragment.append(letter) }
    fragments.append(String(fragment))
  }
  return fragments
}

private let fragmentLength = 3
private let fragmentWindow = 3

/// The letters that ``fragments(of:)`` needs to tell anything.
public let shortestFragmented = fragmentLength + fragmentWindow - 1
