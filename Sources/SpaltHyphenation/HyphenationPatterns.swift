internal import CHyphen
internal import Glibc
public import SpaltText
internal import Synchronization

/// The hyphenation patterns of the system, one file a language, read when first needed.
///
/// Without a file for a language its words are simply not parted.
public final class HyphenationPatterns: Sendable {
  private let dictionaries: [Language: Dictionary]

  /// - Parameter folder: Where Debian's `hyphen-sv` and `hyphen-da` put their patterns.
  public init(folder: String = "/usr/share/hyphen") {
    dictionaries = Self.files.mapValues { Dictionary(file: "\(folder)/\($0)") }
  }

  /// Reads the patterns of a language now, which takes some milliseconds, so that the first
  /// ``breaks(in:of:)`` need not.
  public func prepare(_ language: Language) {
    _ = breaks(in: "", of: language)
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
    .german: "hyph_de_DE.dic", .english: "hyph_en_GB.dic",
  ]
}

/// One language's patterns, or none where the file is missing.
private final class Dictionary: Sendable {
  private struct Patterns: ~Copyable {
    let pointer: UnsafeMutablePointer<HyphenDict>?
    var known: [String: [Int]] = [:]

    init(file: String) {
      pointer = access(file, R_OK) == 0 ? hnj_hyphen_load(file) : nil
    }

    deinit { if let pointer { hnj_hyphen_free(pointer) } }
  }

  private let file: String
  /// The C library makes no promise about threads.
  private let patterns = Mutex<Patterns?>(nil)

  init(file: String) { self.file = file }

  func breaks(in word: String) -> [Int] {
    patterns.withLock { patterns in
      if patterns == nil { patterns = Patterns(file: file) }
      guard let pointer = patterns?.pointer else { return [] }
      if let breaks = patterns?.known[word] { return breaks }
      let breaks = find(word, pointer)
      patterns?.known[word] = breaks
      return breaks
    }
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
