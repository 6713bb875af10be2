public import SpaltText

/// A stretch of a text that answers a query.
public struct Match: Equatable, Sendable {
  /// UTF-8 bytes of the text.
  public var range: Range<Int>
  public var tier: Tier

  public init(range: Range<Int>, tier: Tier) {
    self.range = range
    self.tier = tier
  }
}

/// Holds a query against texts of one language.
///
/// What it says is the truth about a hit; an index only spares it the texts that cannot answer.
/// Words once judged are remembered, so one matcher is for many texts and for one thread.
public final class Matcher {
  /// A conjunction of the query, ready to be matched.
  public struct Alternative {
    public let wanted: [TermPattern]
    public let unwanted: [TermPattern]
  }

  public let alternatives: [Alternative]
  public let reach: Reach
  private let stemmer: Stemmer
  /// For each word of the query, the words held against it so far.
  private var judged: [[String: Tier?]]

  public init(_ query: Query, language: Language, reach: Reach = .near) {
    let stemmer = Stemmer(language)
    var count = 0
    alternatives = query.alternatives.map { conjunction in
      Alternative(
        wanted: conjunction.wanted.map { TermPattern($0, stemmer, &count) },
        unwanted: conjunction.unwanted.map { TermPattern($0, stemmer, &count) })
    }
    judged = Array(repeating: [:], count: count)
    self.stemmer = stemmer
    self.reach = reach
  }

  /// How near a word is to a word of the query.
  public func tier(of word: String, to pattern: WordPattern) -> Tier? {
    if let known = judged[pattern.number][word] { return known }
    let tier = pattern.tier(of: word, within: reach, stemmer)
    judged[pattern.number][word] = .some(tier)
    return tier
  }

  /// The places of a text that answer the query, in text order, none overlapping.
  ///
  /// - Returns: Empty when the text lacks one of the words or holds an unwanted one.
  public func matches(in text: String) -> [Match] {
    let tokens = Token.tokens(in: text)
    let words = tokens.filter { $0.span == 1 }
    let wholes = tokens.filter { $0.span > 1 }
    var found: [Match] = []
    for alternative in alternatives {
      var terms: [[Match]] = []
      for pattern in alternative.wanted {
        let matches = self.matches(of: pattern, words, wholes)
        if matches.isEmpty { break }
        terms.append(matches)
      }
      guard terms.count == alternative.wanted.count,
        !alternative.unwanted.contains(where: { pattern in
          matches(of: pattern, words, wholes).contains { $0.tier <= .inflected }
        })
      else { continue }
      found += terms.joined()
    }
    return withoutOverlaps(found)
  }

  private func matches(
    of pattern: TermPattern, _ words: [Token], _ wholes: [Token]
  ) -> [Match] {
    var found: [Match] = []
    if let whole = pattern.whole ?? (pattern.words.count == 1 ? pattern.words.first : nil) {
      for token in wholes {
        if let tier = tier(of: token.form, to: whole) {
          found.append(Match(range: token.range, tier: tier))
        }
      }
      if pattern.whole != nil {
        for token in words {
          if let tier = tier(of: token.form, to: whole) {
            found.append(Match(range: token.range, tier: tier))
          }
        }
      }
    }
    let length = pattern.words.count
    guard length > 0, length <= words.count else { return found }
    for start in 0...(words.count - length) {
      if let tier = tier(ofRowAt: start, in: words, pattern.words) {
        let range = words[start].range.lowerBound..<words[start + length - 1].range.upperBound
        found.append(Match(range: range, tier: tier))
      }
    }
    if pattern.isCompound, found.isEmpty { found = spelledOut(pattern.words, words) }
    return found
  }

  /// The parts of a compound near each other, in any order.
  ///
  /// Each is a match of its own, for what is between them was not asked for.
  private func spelledOut(_ patterns: [WordPattern], _ words: [Token]) -> [Match] {
    let places = patterns.map { pattern in
      words.indices.filter { tier(of: words[$0].form, to: pattern) != nil }
    }
    var near: Set<Int> = []
    for first in places.first ?? [] {
      let window = (first - Self.nearness)...(first + Self.nearness)
      let others = places.dropFirst().map { $0.filter(window.contains) }
      guard !others.contains(where: \.isEmpty) else { continue }
      near.insert(first)
      near.formUnion(others.joined())
    }
    return near.sorted().map { Match(range: words[$0].range, tier: .compound) }
  }

  /// About a clause.
  private static let nearness = 8

  private func tier(
    ofRowAt start: Int, in words: [Token], _ patterns: [WordPattern]
  ) -> Tier? {
    var worst = Tier.exact
    for (offset, pattern) in patterns.enumerated() {
      guard let tier = tier(of: words[start + offset].form, to: pattern) else { return nil }
      worst = max(worst, tier)
    }
    return worst
  }
}

/// Of matches that overlap the nearest stays, and of equally near ones the longest.
private func withoutOverlaps(_ matches: [Match]) -> [Match] {
  let sorted = matches.sorted { left, right in
    (left.tier, -left.range.count, left.range.lowerBound)
      < (right.tier, -right.range.count, right.range.lowerBound)
  }
  var kept: [Match] = []
  if matches.count > mostMatches {
    return withoutOverlaps(Array(sorted.prefix(mostMatches)))
  }
  for match in sorted where !kept.contains(where: { $0.range.overlaps(match.range) }) {
    kept.append(match)
  }
  return kept.sorted { $0.range.lowerBound < $1.range.lowerBound }
}

/// A single block with more hits than this is not read hit by hit.
private let mostMatches = 2000
