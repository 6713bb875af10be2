internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// What the words of a query mean in this archive, as queries in the language of the full-text
/// index: every word of them quoted, and made by us.
///
/// They let in all texts that can answer, and some that cannot.
struct IndexExpressions {
  /// A query of the index, with the group of each of its phrases for the ranking function.
  struct Expression: Equatable {
    /// Empty when ``beginnings`` are all that is asked for.
    var text: String
    /// Few letters that a word has to begin with, each for itself, looked up in a table of their own.
    var beginnings: [String] = []
    var groups: [UInt8]
    /// The same as words of the archive, where each term is one word in its forms; else `nil`.
    var alternatives: [[SearchedWord]]?
    /// What a text must not have all words of: an expression that came before.
    var without: [[SearchedWord]] = []
    /// Whether its words have to stand near each other to be worth most.
    var wantsNearness: Bool
  }

  private let matchers: [Language: Matcher]
  private let database: Database
  private let memory: SearchMemory
  private let keys: TermKeyLists?
  /// Whether a word has more forms than were taken.
  private(set) var isCapped = false

  /// The words that hold some letters.
  private var inside: [String: TermList.Holders] = [:]

  /// The most forms of one word that are looked for, of those nearest to it.
  let mostForms: Int
  /// The same where the engine is asked, which asks all forms at every text.
  private static let mostAskedForms = 200
  /// How often lists are looked up for the forms of all words, at two microseconds each, where texts
  /// are so few that reading the lists costs nothing beside it.
  private static let mostLookUps = 20_000
  private static let fewTexts = 20_000
  /// Pairs of forms that are worth being asked for as phrases.
  private static let mostPhrases = 64

  /// Whether beginnings of words are looked up in a table of their own, which only texts have.
  private let areTexts: Bool

  init(matchers: [Language: Matcher], areTexts: Bool, _ view: IndexView) {
    self.matchers = matchers
    self.areTexts = areTexts
    (memory, keys, database) = (view.memory, view.keys, view.database)
    let terms = matchers.values.first?.alternatives.flatMap(\.wanted) ?? []
    if areTexts, let lists = view.lists, lists.rows <= Self.fewTexts,
      terms.allSatisfy(\.asksForWords)
    {
      let times = max(1, lists.passages.parts) * max(1, terms.count)
      mostForms = max(Self.mostAskedForms, Self.mostLookUps / times)
    } else {
      mostForms = Self.mostAskedForms
    }
  }

  private var alternatives: [Matcher.Alternative] { matchers.values.first?.alternatives ?? [] }

  /// The texts with every word in a form as near as a tier.
  ///
  /// - Returns: `nil` when no text can answer.
  mutating func expression(upTo tier: Tier) throws -> Expression? {
    var groups: [UInt8] = []
    var group: UInt8 = 0
    var texts: [String] = []
    var beginnings: [String] = []
    var plain: [[SearchedWord]]? = []
    for index in alternatives.indices {
      var parts: [String] = []
      var words: [SearchedWord]? = []
      var looked = 0
      let before = groups
      for term in alternatives[index].wanted.indices {
        let path = { (matcher: Matcher) in matcher.alternatives[index].wanted[term] }
        if let letters = fewLetters(path) {
          beginnings.append(letters)
          looked += 1
          continue
        }
        guard let part = try text(of: path, tier, &group, &groups) else { break }
        parts.append(part.text)
        words = part.words.flatMap { more in words.map { $0 + more } }
      }
      if parts.count + looked == alternatives[index].wanted.count {
        if !parts.isEmpty {
          texts.append("(" + parts.joined(separator: " AND ") + ")")
          plain = words.flatMap { words in plain.map { $0 + [words] } }
        }
      } else {
        groups = before
      }
    }
    if texts.isEmpty, beginnings.isEmpty { return nil }
    return Expression(
      text: texts.joined(separator: " OR "), beginnings: beginnings, groups: groups,
      alternatives: plain,
      wantsNearness: alternatives.count == 1
        && alternatives[0].wanted.reduce(0) { $0 + max(1, $1.neighbours.count) } > 1)
  }

  /// The letters of a term that asks for words with a beginning so short that the engine would have
  /// to put together the places of a great part of all words.
  private func fewLetters(_ path: Path) -> String? {
    guard areTexts, alternatives.count == 1, let pattern = matchers.values.first.map(path),
      pattern.neighbours.isEmpty, pattern.whole == nil, pattern.words.count == 1,
      let word = pattern.words.first, word.demand == .beginning,
      word.form.unicodeScalars.count <= IndexEntry.longestBeginning
    else { return nil }
    return word.form
  }

  /// One expression without what another lets in.
  static func difference(_ expression: Expression, _ other: Expression) -> Expression {
    Expression(
      text: "(\(expression.text)) NOT (\(other.text))", beginnings: expression.beginnings,
      groups: expression.groups + other.groups.map { _ in 255 },
      alternatives: other.alternatives == nil ? nil : expression.alternatives,
      without: other.alternatives ?? [], wantsNearness: expression.wantsNearness)
  }

  private typealias Path = (Matcher) -> TermPattern

  /// A term in the language of the index and, when it is but one word or such neighbours, these words.
  private typealias Part = (text: String, words: [SearchedWord]?)

  /// Each word has a group of its own, the next one; that neighbours are near is for the matcher.
  private mutating func text(
    of path: Path, _ tier: Tier, _ group: inout UInt8, _ groups: inout [UInt8]
  ) throws -> Part? {
    guard let pattern = matchers.values.first.map(path) else { return nil }
    guard pattern.neighbours.isEmpty else {
      var parts: [String] = []
      var words: [SearchedWord]? = []
      for index in pattern.neighbours.indices {
        let path = { (matcher: Matcher) in path(matcher).neighbours[index] }
        guard let part = try text(of: path, tier, &group, &groups) else { return nil }
        parts.append(part.text)
        words = part.words.flatMap { more in words.map { $0 + more } }
      }
      return ("(" + parts.joined(separator: " AND ") + ")", words)
    }
    defer { group = group == 254 ? 254 : group + 1 }
    if pattern.isOneWord {
      var word = try forms(tier) { path($0).words[0] }
      if !word.forms.joined().allSatisfy(\.isOneWord) { word = word.first(Self.mostAskedForms) }
      let quoted = word.forms.joined().map(\.quoted)
      if quoted.isEmpty { return nil }
      groups += quoted.map { _ in group }
      return (
        "(" + quoted.joined(separator: " OR ") + ")",
        word.forms.joined().allSatisfy(\.isOneWord) ? [word] : nil
      )
    }
    var choices: [String] = []
    var row: [[String]] = []
    for word in pattern.words.indices {
      row.append(try forms(tier) { path($0).words[word] }.forms.joined().map(\.quoted))
    }
    if !row.contains(where: \.isEmpty) {
      choices += words(inRow: row, pattern.isCompound && tier >= .compound, group, &groups)
    }
    if pattern.whole != nil {
      let wholes = try forms(tier) { path($0).whole }.forms.joined().map(\.quoted)
      groups += wholes.map { _ in group }
      choices += wholes
    }
    return choices.isEmpty ? nil : ("(" + choices.joined(separator: " OR ") + ")", nil)
  }

  /// Words that follow each other, as phrases where these are few.
  private func words(
    inRow row: [[String]], _ apart: Bool, _ group: UInt8, _ groups: inout [UInt8]
  ) -> [String] {
    if row.count == 1 {
      groups += row[0].map { _ in group }
      return row[0]
    }
    let count = row.reduce(1) { $0.multipliedReportingOverflow(by: $1.count).partialValue }
    guard !apart, (1...Self.mostPhrases).contains(count) else {
      groups += row.joined().map { _ in group }
      return [row.map { "(" + $0.joined(separator: " OR ") + ")" }.joined(separator: " AND ")]
    }
    var phrases = [""]
    for forms in row {
      phrases = phrases.flatMap { start in
        forms.map { start.isEmpty ? $0 : start + " + " + $0 }
      }
    }
    groups += phrases.map { _ in group }
    return phrases
  }

  /// The words of the archive that a word of the query can mean, nearest first.
  private mutating func forms(
    _ tier: Tier, _ pattern: (Matcher) -> WordPattern?
  ) throws -> SearchedWord {
    guard let word = matchers.values.first.flatMap(pattern) else { return SearchedWord(forms: []) }
    switch word.demand {
    case .beginning:
      return SearchedWord(forms: [[SearchedForm(word: word.form, isBeginning: true)]])
    case .asWritten: return SearchedWord(forms: [[SearchedForm(word: word.form)]])
    case .anyForm, .unfinished, .inflection, .folded: break
    }
    let tiers = Tier.allCases.filter {
      $0 <= tier || word.demand == .folded && $0 == .folded
    }
    var forms: [[SearchedForm]] = []
    // A word can be near in one language by another tier than in the next.
    var seen: Set<String> = []
    for tier in tiers {
      let found = try meanings(of: word, tier, pattern).filter { !seen.contains($0) }
      let few = found.prefix(mostForms - seen.count)
      if few.count < found.count { isCapped = true }
      seen.formUnion(few)
      forms.append(few.map { SearchedForm(word: $0) })
      if word.demand == .unfinished, tier == .inflected {
        forms[forms.count - 1].append(SearchedForm(word: word.form, isBeginning: true))
      }
    }
    return SearchedWord(forms: forms)
  }

  /// The words that are as near to a word as one tier.
  private mutating func meanings(
    of word: WordPattern, _ tier: Tier, _ pattern: (Matcher) -> WordPattern?
  ) throws -> [String] {
    if tier == .exact { return [word.form] }
    let reach = matchers.values.first?.reach ?? .near
    let meaning = SearchMemory.Meaning(
      form: word.form, demand: word.demand, tier: tier, reach: reach, most: mostForms)
    let forms = try memory.forms(of: meaning) {
      // A word that the archive has is no slip for another.
      if tier == .fuzzy, try TermList.holds(word.form, database) {
        return SearchMemory.Forms(words: [], isCut: false)
      }
      var isCut = false
      var found: Set<String> = []
      for (language, matcher) in matchers {
        guard let word = pattern(matcher) else { continue }
        for candidate in try candidates(for: word, tier, language, &isCut)
        where matcher.tier(of: candidate, to: word) == tier { found.insert(candidate) }
      }
      return SearchMemory.Forms(
        words: found.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }, isCut: isCut)
    }
    if forms.isCut { isCapped = true }
    return forms.words
  }

  private mutating func candidates(
    for word: WordPattern, _ tier: Tier, _ language: Language, _ isCut: inout Bool
  ) throws -> [String] {
    guard tier == .compound || tier == .infix else {
      return try TermList.candidates(for: word, tier, language, keys, database)
    }
    // Both tiers and all languages look inside words, and find them in one look.
    var found: [String] = []
    for core in word.cores {
      let holders =
        try inside[core] ?? TermList.words(holding: core, atMost: 10 * mostForms, keys, database)
      inside[core] = holders
      if holders.isCut { isCut = true }
      for other in holders.words where other.language == language { found.append(other.word) }
    }
    return found
  }
}
