import Corpus
import Foundation
import SpaltSearch
import SpaltText

/// Swedish and Danish texts made from a seed, with words as frequent as in real ones.
///
/// The vocabulary is that of the corpus, grown by compounds of its own words. The n-th word
/// stands as often as 1/(n + 2.7)^1.15, the law of Zipf and Mandelbrot: a million words in 65
/// million.
struct MadeTexts {
  private struct Vocabulary {
    /// Most frequent first.
    var words: [String]
    /// Sums of the frequencies.
    var shares: [Double]
  }

  private var random: SeededNumbers
  private let vocabularies: [Language: Vocabulary]
  private static let publishers = [
    "Morgonbladet", "Kvällsposten", "Västra Nyheter", "Aftenavisen", "Søndagsbladet",
    "Riksarkivet", "Landstingets tidning", "Børsens krønike",
  ]

  init(seed: UInt64, compounds: Int) {
    random = SeededNumbers(seed)
    var vocabularies: [Language: Vocabulary] = [:]
    for (language, files) in [
      (Language.swedish, ["expressen-pisa.txt", "region-stockholm-fou.txt"]),
      (.danish, ["ledelse-januar.txt", "pensam-pension-90.txt"]),
    ] {
      let text = files.map {
        String(decoding: EmbeddedCorpus.bytes(ofFile: $0) ?? [], as: UTF8.self)
      }
      vocabularies[language] = Self.vocabulary(
        of: text.joined(separator: "\n"), compounds, &random)
    }
    self.vocabularies = vocabularies
  }

  private static func vocabulary(
    of text: String, _ compounds: Int, _ random: inout SeededNumbers
  ) -> Vocabulary {
    var counts: [String: Int] = [:]
    for token in Token.tokens(in: text)
    where token.span == 1 && token.form.allSatisfy(\.isLetter) {
      counts[token.form, default: 0] += 1
    }
    var words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let parts = words.filter { $0.count >= 4 }
    var known = Set(words)
    while words.count < compounds {
      let first = parts[random.below(parts.count)]
      let word = first + (random.below(3) == 0 ? "s" : "") + parts[random.below(parts.count)]
      if known.insert(word).inserted { words.append(word) }
    }
    var sum = 0.0
    let shares = words.indices.map { index in
      sum += pow(Double(index) + 2.7, -1.15)
      return sum
    }
    return Vocabulary(words: words, shares: shares)
  }

  /// The words of a language, most frequent first.
  func words(of language: Language) -> [String] { vocabularies[language]?.words ?? [] }

  /// A text of about 650 words, its paragraphs the first of them its title.
  mutating func next() -> (paragraphs: [String], metadata: Metadata) {
    let language = random.below(5) < 3 ? Language.swedish : .danish
    let title = sentence(language, words: 4 + random.below(5))
    var paragraphs = [title]
    var left = 450 + random.below(400)
    while left > 0 {
      var text = ""
      let sentences = 1 + random.below(4)
      for index in 0..<sentences {
        let count = 6 + random.below(20)
        text += (index == 0 ? "" : " ") + sentence(language, words: count) + "."
        left -= count
      }
      paragraphs.append(text)
    }
    let date =
      "\(1990 + random.below(36))-\(two(1 + random.below(12)))-\(two(1 + random.below(28)))"
    return (
      paragraphs,
      Metadata(
        title: title, publisher: Self.publishers[random.below(Self.publishers.count)],
        language: language, date: date)
    )
  }

  /// The next text as an import would store it.
  mutating func document(_ number: Int) -> (document: Document, source: Source) {
    let (paragraphs, metadata) = next()
    var blocks: [Block] = []
    var offset = 0
    for text in paragraphs {
      let run = SourceMap.Run(text: 0, source: offset, length: text.utf8.count)
      blocks.append(
        Block(blocks.isEmpty ? .heading(level: 1) : .paragraph, text, map: SourceMap([run])))
      offset += text.utf8.count + 2
    }
    let text = paragraphs.joined(separator: "\n\n")
    let digits = String(number)
    let source = Source(
      name: "made-\(number).txt",
      digest: String(repeating: "0", count: 64 - digits.count) + digits,
      byteCount: text.utf8.count, text: text)
    let document = Document(id: TextID("made-\(number)"), metadata: metadata, blocks: blocks)
    return (document, source)
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private mutating func sentence(_ language: Language, words: Int) -> String {
    var text = word(language)
    text = text.prefix(1).uppercased() + text.dropFirst()
    for _ in 1..<words {
      text += " "
      text += word(language)
    }
    return text
  }

  mutating func word(_ language: Language) -> String {
    guard let vocabulary = vocabularies[language], let all = vocabulary.shares.last else {
      return ""
    }
    let share = random.unit() * all
    var low = 0
    var high = vocabulary.shares.count - 1
    while low < high {
      let middle = (low + high) / 2
      if vocabulary.shares[middle] < share { low = middle + 1 } else { high = middle }
    }
    return vocabulary.words[low]
  }
}

/// Numbers that look like chance and are the same for the same seed.
struct SeededNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// Source: SplitMix64 (Steele, Lea and Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  /// From 0 up to 1.
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
