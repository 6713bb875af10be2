internal import CHyphen
internal import Glibc
public import SpaltText
internal import Synchronization

/// The hyphenation patterns of the system, one file a language, read when first needed.
///
/// Reading a file of patterns takes longer than all the rest of opening a text, so the words met
/// in earlier sessions are remembered with their breaks (see ``RememberedBreaks``): a text read on
/// where it was left needs no patterns at all. Without a file for a language its words are simply
/// not parted.
public final class HyphenationPatterns: Sendable {
  private let dictionaries: [Language: Dictionary]

  /// - Parameters:
  ///   - folder: Where Debian's `hyphen-sv`, `hyphen-da`, `hyphen-no` and `hyphen-en-gb` put
  ///     their patterns.
  ///   - memory: Where breaks are remembered from session to session; `nil` remembers nothing.
  public init(folder: String = "/usr/share/hyphen", memory: String? = nil) {
    dictionaries = Self.files.mapValues { name in
      let memory = memory.map { "\($0)/\(name.replacing(".dic", with: ".words"))" }
      return Dictionary(file: "\(folder)/\(name)", memory: memory)
    }
  }

  /// Reads the remembered words of a language, which takes less than a millisecond.
  public func prepare(_ language: Language) {
    dictionaries[language]?.recall()
  }

  /// Reads the patterns of the languages met, so that the first new word need not wait for them,
  /// and remembers the words met so far.
  ///
  /// For a moment when nobody waits: it takes some milliseconds.
  public func settle() {
    for dictionary in dictionaries.values where dictionary.isInUse {
      dictionary.remember()
      dictionary.readPatterns()
    }
  }

  /// Writes down the words met since the last time, of all languages.
  public func remember() {
    for dictionary in dictionaries.values { dictionary.remember() }
  }

  /// The UTF-8 offsets in a lower-case word before which a hyphen may stand.
  ///
  /// Places where the spelling would change at the hyphen (`tillåta`, `till-låta`) are left
  /// out: what is shown is always what is in the text.
  public func breaks(in word: String, of language: Language) -> [Int] {
    dictionaries[language]?.breaks(in: word) ?? []
  }

  private static let files: [Language: String] = [
    .swedish: "hyph_sv_SE.dic", .danish: "hyph_da_DK.dic", .norwegian: "hyph_nb_NO.dic",
    Language(rawValue: "no"): "hyph_nb_NO.dic", Language(rawValue: "nn"): "hyph_nn_NO.dic",
    .german: "hyph_de_DE.dic", .english: "hyph_en_GB.dic",
  ]
}

/// One language's patterns, or none where the file is missing.
private final class Dictionary: Sendable {
  private struct Patterns: ~Copyable {
    let pointer: UnsafeMutablePointer<HyphenDict>?

    init(file: String) {
      pointer = access(file, R_OK) == 0 ? hnj_hyphen_load(file) : nil
    }

    deinit { if let pointer { hnj_hyphen_free(pointer) } }
  }

  private struct Words {
    var known: BreakTable
    /// Words the file does not have.
    var met: [String: [Int]] = [:]
    var isInUse = false
    var hasNews = false
  }

  private let file: String
  private let memory: RememberedBreaks?
  /// The C library makes no promise about threads.
  private let patterns = Mutex<Patterns?>(nil)
  /// Apart from the patterns, so that a known word never waits while they are read.
  private let words = Mutex<Words?>(nil)

  init(file: String, memory: String?) {
    self.file = file
    self.memory = memory.map { RememberedBreaks(file: $0, patterns: file) }
  }

  func recall() {
    words.withLock { recall(&$0) }
  }

  private func recall(_ words: inout Words?) {
    if words == nil { words = Words(known: memory?.read() ?? .empty) }
  }

  func remember() {
    let news = words.withLock { words -> (met: [String: [Int]], known: BreakTable)? in
      guard let now = words, now.hasNews else { return nil }
      words?.hasNews = false
      return (now.met, now.known)
    }
    if let news { memory?.write(news.met, besides: news.known) }
  }

  var isInUse: Bool { words.withLock { $0?.isInUse ?? false } }

  func readPatterns() {
    patterns.withLock { if $0 == nil { $0 = Patterns(file: file) } }
  }

  func breaks(in word: String) -> [Int] {
    let known = words.withLock { words in
      recall(&words)
      words?.isInUse = true
      return words?.met[word] ?? words?.known.breaks(of: word)
    }
    if let known { return known }
    let breaks = patterns.withLock { patterns in
      if patterns == nil { patterns = Patterns(file: file) }
      return patterns?.pointer.map { find(word, $0) }
    }
    guard let breaks else { return [] }
    words.withLock { words in
      words?.met[word] = breaks
      words?.hasNews = true
    }
    return breaks
  }

  private func find(_ word: String, _ patterns: UnsafeMutablePointer<HyphenDict>) -> [Int] {
    let scalars = Array(word.unicodeScalars)
    let isUTF8 = patterns.pointee.utf8 != 0
    // Debian's Swedish and Danish patterns are ISO 8859-1: one byte a letter.
    guard isUTF8 || scalars.allSatisfy({ $0.value < 0x100 }) else { return [] }
    let bytes = isUTF8 ? Array(word.utf8) : scalars.map { UInt8($0.value) }
    guard !bytes.isEmpty, bytes.count < 100 else { return [] }

    // The library asks for five bytes more than the word.
    var marks = [CChar](repeating: 0, count: bytes.count + 5)
    var replacements: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    var starts: UnsafeMutablePointer<Int32>?
    var cuts: UnsafeMutablePointer<Int32>?
    defer {
      if let replacements {
        for index in bytes.indices { free(replacements[index]) }
        free(replacements)
      }
      free(starts)
      free(cuts)
    }
    let status = bytes.withUnsafeBytes { buffer in
      hnj_hyphen_hyphenate2(
        patterns, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count),
        &marks, nil, &replacements, &starts, &cuts)
    }
    guard status == 0 else { return [] }
    var breaks: [Int] = []
    var offset = 0
    // In UTF-8 the library marks characters, else bytes: both are one mark a scalar.
    for (index, scalar) in scalars.enumerated() {
      offset += UTF8.width(scalar)
      let changesSpelling = replacements?[index] != nil
      if marks[index] & 1 != 0, !changesSpelling, offset < word.utf8.count { breaks.append(offset) }
    }
    return breaks
  }
}
