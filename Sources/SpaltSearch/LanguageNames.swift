public import SpaltText

extension Language {
  /// The languages that a code or a name stands for in an archive.
  ///
  /// A name is understood in the language itself, in Swedish, Danish, Norwegian and English; any
  /// other word is a code. `no` is Norwegian in either of its written standards, and so is a
  /// standard that no text is in.
  ///
  /// - Parameters:
  ///   - name: In any letter case.
  ///   - known: The languages that texts are in.
  /// - Returns: At least one.
  public static func named(_ name: String, among known: [Language]) -> [Language] {
    let own = named(name)
    let isMissing = own.allSatisfy { norwegianCodes.contains($0) && !known.contains($0) }
    return isMissing ? norwegianCodes : own
  }

  /// The language that a code or a name stands for by itself, and `no` for its two standards.
  public static func named(_ name: String) -> [Language] {
    let language = Language(rawValue: codes[name.lowercased()] ?? name)
    return language.rawValue == "no" ? norwegianCodes : [language]
  }

  private static let norwegianCodes = ["no", "nb", "nn"].map(Language.init(rawValue:))

  /// Whether more letters make a name of one of some languages, or its code.
  public static func isBeginning(_ letters: String, ofOneAmong languages: [Language]) -> Bool {
    let letters = letters.lowercased()
    return (languages.map(\.rawValue) + codes.keys).contains { name in
      name.hasPrefix(letters) && named(name, among: languages).contains(where: languages.contains)
    }
  }

  private static let codes = [
    "svenska": "sv", "svensk": "sv", "swedish": "sv",
    "danska": "da", "dansk": "da", "danish": "da",
    "norska": "no", "norsk": "no", "norwegian": "no",
    "bokmål": "nb", "bokmaal": "nb", "nynorsk": "nn", "nynorska": "nn",
    "engelska": "en", "engelsk": "en", "english": "en",
    "tyska": "de", "tysk": "de", "german": "de", "deutsch": "de",
    "finska": "fi", "finsk": "fi", "finnish": "fi", "suomi": "fi",
    "franska": "fr", "fransk": "fr", "french": "fr", "français": "fr",
    "isländska": "is", "islandsk": "is", "icelandic": "is", "íslenska": "is",
  ]
}
