public import SpaltText

/// A stretch of a text that answers a query.
public struct Match: Equatable, Sendable {
  /// UTF-8 bytes of the text.
  public var range: Range<Int>
  public var tier: Tier
  /// Whether the word is no more than the first part of a compound, which is about something else.
  public var isModifier = false

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
  private let sieve: BlockSieve?
  /// For each word of the query, the words held against it so far.
  private var judged: [[String: Tier?]]

  public convenience init(_ query: Query, language: Language, reach: Reach = .near) {
    self.init(query, language: language, reach: reach, sieves: true)
  }

  /// With `sieves`, blocks that can hold none of the words are passed over; only tests have it
  /// otherwise, to see that what is found is the same.
  init(_ query: Query, language: Language, reach: Reach, sieves: Bool) {
    let stemmer = Stemmer(language)
    var count = 0
    alternatives = query.alternatives.map { conjunction in
      Alternative(
        wanted: conjunction.wanted.map { TermPattern($0, stemmer, &count) },
        unwanted: conjunction.unwanted.map { TermPattern($0, stemmer, &count) })
    }
    judged = Array(repeating: [:], count: count)
    sieve =
      sieves
      ? BlockSieve(alternatives.flatMap { $0.wanted.flatMap(\.all) }, within: reach) : nil
    self.stemmer = stemmer
    self.reach = reach
  }

  /// How near a word is to a word of the query.
  public func tier(of word: String, to pattern: WordPattern) -> Tier? {
    if reach == .near,
      pattern.demand == .anyForm || pattern.demand == .unfinished
        || pattern.demand == .inflection, word != pattern.form, !pattern.mayBeNear(word)
    {
      return nil
    }
    if let known = judged[pattern.number][word] { return known }
    let tier = pattern.tier(of: word, within: reach, stemmer)
    judged[pattern.number][word] = .some(tier)
    return tier
  }

  /// The same for a word of a text, which becomes a string only when it may be near.
  private func tier(
    of word: WordScanner.Word, in text: Words, to pattern: WordPattern
  ) -> Tier? {
    guard pattern.mayBeMet(by: text.scanner.forms[word.form], within: reach) else { return nil }
    return tier(of: text.scanner.form(of: word), to: pattern)
  }

  /// The places of a text that answer the query, in text order, none overlapping.
  ///
  /// - Returns: Empty when the text lacks one of the words or holds an unwanted one.
  public func matches(in text: String) -> [Match] {
    var words = Words()
    words.read(text)
    return withoutOverlaps(alternatives.flatMap { together($0, words) ?? [] })
  }

  /// What answers the query in a text of several blocks.
  ///
  /// The words of an alternative are looked for in one block; where no block of the text has all
  /// of them, the blocks that have some are given, when the text has all.
  ///
  /// - Parameters:
  ///   - blocks: Looked at one after the other.
  ///   - most: No more blocks are looked at when there are so many matches.
  /// - Returns: No blocks when the text does not answer.
  public func matches(
    inBlocks blocks: some Sequence<String>, atMost most: Int = .max
  ) -> TextMatches {
    var found = TextMatches()
    var count = 0
    var loose: [[BlockMatches]] = Array(repeating: [], count: alternatives.count)
    var met: [Set<Int>] = Array(repeating: [], count: alternatives.count)
    var words = Words()
    for (index, block) in blocks.enumerated() {
      if let sieve, !sieve.mayAnswer(block) { continue }
      words.read(block)
      var here: [Found] = []
      for (number, alternative) in alternatives.enumerated() {
        let terms = alternative.wanted.map { self.found($0, words) }
        guard terms.contains(where: { !$0.isEmpty }), !hasUnwanted(alternative, words) else {
          continue
        }
        if !terms.contains(where: \.isEmpty) { here += terms.joined() }
        for (term, matches) in terms.enumerated() where !matches.isEmpty {
          met[number].insert(term)
        }
        loose[number].append(
          BlockMatches(block: index, withoutOverlaps(Array(terms.joined())), words))
      }
      if !here.isEmpty {
        found.blocks.append(BlockMatches(block: index, withoutOverlaps(here), words))
        count += here.count
        if count >= most { break }
      }
    }
    guard found.blocks.isEmpty else { return found }
    found.isSpread = true
    for (number, alternative) in alternatives.enumerated()
    where met[number].count == alternative.wanted.count {
      found.blocks += loose[number]
    }
    return found
  }

  /// A text cut into words, in memory that is used again for the next.
  fileprivate struct Words {
    private(set) var scanner = WordScanner()
    private(set) var words: [WordScanner.Word] = []
    private(set) var wholes: [WordScanner.Word] = []

    mutating func read(_ text: String) {
      words.removeAll(keepingCapacity: true)
      wholes.removeAll(keepingCapacity: true)
      scanner.scan(text)
      for word in scanner.words {
        if word.span == 1 { words.append(word) } else { wholes.append(word) }
      }
    }
  }

  /// A match with the places of its words.
  fileprivate struct Found {
    var match: Match
    var places: Range<Int>

    init(_ range: Range<Int>, _ tier: Tier, _ places: Range<Int>) {
      match = Match(range: range, tier: tier)
      self.places = places
    }
  }

  /// The matches of an alternative, `nil` when one of its words is not there or an unwanted one is.
  private func together(_ alternative: Alternative, _ words: Words) -> [Found]? {
    var terms: [Found] = []
    for pattern in alternative.wanted {
      let matches = found(pattern, words)
      if matches.isEmpty { return nil }
      terms += matches
    }
    return hasUnwanted(alternative, words) ? nil : terms
  }

  private func hasUnwanted(_ alternative: Alternative, _ words: Words) -> Bool {
    alternative.unwanted.contains { pattern in
      found(pattern, words).contains { $0.match.tier <= .inflected }
    }
  }

  private func found(_ pattern: TermPattern, _ text: Words) -> [Found] {
    guard pattern.neighbours.isEmpty else { return neighbours(pattern, text) }
    let (words, wholes) = (text.words, text.wholes)
    var found: [Found] = []
    if let whole = pattern.whole ?? (pattern.words.count == 1 ? pattern.words.first : nil) {
      for token in pattern.whole == nil ? wholes : wholes + words {
        if let tier = tier(of: token, in: text, to: whole) {
          found.append(Found(token.range, tier, token.place..<token.place + token.span))
        }
      }
    }
    let length = pattern.words.count
    guard length > 0, length <= words.count else { return found }
    for start in 0...(words.count - length) {
      if let tier = tier(ofRowAt: start, in: text, pattern.words) {
        let last = words[start + length - 1]
        found.append(
          Found(
            words[start].range.lowerBound..<last.range.upperBound, tier,
            words[start].place..<last.place + 1))
        if length == 1, tier == .compound {
          let word = text.scanner.form(of: words[start])
          found[found.count - 1].match.isModifier = pattern.words[0].isModifier(of: word)
        }
      }
    }
    if pattern.isCompound, found.isEmpty { found = spelledOut(pattern.words, text) }
    return found
  }

  /// Matches of terms that stand near each other, each a match of its own.
  private func neighbours(_ pattern: TermPattern, _ text: Words) -> [Found] {
    let terms = pattern.neighbours.map { found($0, text) }
    guard !terms.contains(where: \.isEmpty) else { return [] }
    let isNear = { (left: Found, right: Found) in
      let gap = max(
        left.places.lowerBound - right.places.upperBound,
        right.places.lowerBound - left.places.upperBound)
      return gap <= pattern.within && left.places != right.places
    }
    // Forth and back, so that a chain holds from its first to its last term.
    var kept = terms
    for index in kept.indices.dropFirst() {
      kept[index] = kept[index].filter { own in kept[index - 1].contains { isNear($0, own) } }
    }
    for index in kept.indices.dropLast().reversed() {
      kept[index] = kept[index].filter { own in kept[index + 1].contains { isNear($0, own) } }
    }
    return kept.contains(where: \.isEmpty) ? [] : Array(kept.joined())
  }

  /// The parts of a compound near each other, in any order.
  ///
  /// Each is a match of its own, for what is between them was not asked for.
  private func spelledOut(_ patterns: [WordPattern], _ text: Words) -> [Found] {
    let words = text.words
    let places = patterns.map { pattern in
      words.indices.filter { tier(of: words[$0], in: text, to: pattern) != nil }
    }
    var near: Set<Int> = []
    for first in places.first ?? [] {
      let window = (first - Self.nearness)...(first + Self.nearness)
      let others = places.dropFirst().map { $0.filter(window.contains) }
      guard !others.contains(where: \.isEmpty) else { continue }
      near.insert(first)
      near.formUnion(others.joined())
    }
    return near.sorted().map {
      Found(words[$0].range, .compound, words[$0].place..<words[$0].place + 1)
    }
  }

  /// About a clause.
  private static let nearness = 8

  private func tier(
    ofRowAt start: Int, in text: Words, _ patterns: [WordPattern]
  ) -> Tier? {
    var worst = Tier.exact
    for (offset, pattern) in patterns.enumerated() {
      guard let tier = tier(of: text.words[start + offset], in: text, to: pattern) else {
        return nil
      }
      worst = max(worst, tier)
    }
    return worst
  }
}

/// What answers a query in one text.
public struct TextMatches {
  /// In text order.
  public var blocks: [BlockMatches] = []
  /// Whether no block has all of the words.
  public var isSpread = false
}

/// What answers a query in one block of a text.
public struct BlockMatches {
  /// Counted from 0.
  public let block: Int
  /// In text order, none overlapping.
  public let matches: [Match]
  /// How much the block is about them: their number, damped, against its length; 0 to 2.2.
  public let relevance: Double

  fileprivate init(block: Int, _ matches: [Match], _ words: Matcher.Words) {
    self.block = block
    self.matches = matches
    let count = Double(matches.count)
    // BM25 for one word in paragraphs of forty.
    relevance = count * 2.2 / (count + 1.2 * (0.25 + 0.75 * Double(words.words.count) / 40))
  }
}

private func withoutOverlaps(_ found: [Matcher.Found]) -> [Match] {
  withoutOverlaps(found.map(\.match))
}

/// Of matches that overlap the nearest stays, and of equally near ones the longest.
private func withoutOverlaps(_ matches: [Match]) -> [Match] {
  let sorted = matches.sorted { left, right in
    (left.tier, -left.range.count, left.range.lowerBound)
      < (right.tier, -right.range.count, right.range.lowerBound)
  }
  var kept: [Match] = []
  for match in sorted.prefix(mostMatches) {
    // Those kept are in text order and do not overlap, so only the neighbours can.
    var low = 0
    var high = kept.count
    while low < high {
      let middle = (low + high) / 2
      if kept[middle].range.lowerBound < match.range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let overlaps =
      (low > 0 && kept[low - 1].range.overlaps(match.range))
      || (low < kept.count && kept[low].range.overlaps(match.range))
    if !overlaps { kept.insert(match, at: low) }
  }
  return kept
}

/// A single block with more hits than this is not read hit by hit.
private let mostMatches = 2000
