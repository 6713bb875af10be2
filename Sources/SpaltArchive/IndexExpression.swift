internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// A query in the language of the full-text index: every word of it quoted, and made by us.
///
/// It lets in all blocks that can answer, and some that cannot.
struct IndexExpression {
  private let matchers: [Language: Matcher]

  /// More forms than this of one word say nothing any more.
  private static let mostForms = 400

  init(matchers: [Language: Matcher]) { self.matchers = matchers }

  /// - Returns: `nil` when no block can answer.
  func text(exactly: Bool, _ database: Database) throws -> String? {
    let count = matchers.values.first?.alternatives.count ?? 0
    var alternatives: [String] = []
    for index in 0..<count {
      let terms = matchers.values.first?.alternatives[index].wanted.count ?? 0
      var parts: [String] = []
      for term in 0..<terms {
        guard let part = try text(ofTerm: term, in: index, exactly, database) else { break }
        parts.append(part)
      }
      if parts.count == terms { alternatives.append("(" + parts.joined(separator: " AND ") + ")") }
    }
    return alternatives.isEmpty ? nil : alternatives.joined(separator: " OR ")
  }

  private func text(
    ofTerm term: Int, in alternative: Int, _ exactly: Bool, _ database: Database
  ) throws -> String? {
    guard let first = matchers.values.first else { return nil }
    let pattern = first.alternatives[alternative].wanted[term]
    var row: [String] = []
    for word in pattern.words.indices {
      let forms = try forms(exactly, database) {
        $0.alternatives[alternative].wanted[term].words[word]
      }
      if forms.isEmpty { break }
      row.append("(" + forms.joined(separator: " OR ") + ")")
    }
    var choices: [String] = []
    if row.count == pattern.words.count { choices.append(row.joined(separator: " AND ")) }
    if pattern.whole != nil {
      choices += try forms(exactly, database) { $0.alternatives[alternative].wanted[term].whole }
    }
    return choices.isEmpty ? nil : "(" + choices.joined(separator: " OR ") + ")"
  }

  /// The words of the archive that a word of the query can mean, quoted.
  private func forms(
    _ exactly: Bool, _ database: Database, _ pattern: (Matcher) -> WordPattern?
  ) throws -> [String] {
    var tiers: [String: Tier] = [:]
    for (language, matcher) in matchers {
      guard let word = pattern(matcher) else { continue }
      if word.demand == .beginning { return [quoted(word.form) + " *"] }
      if exactly || word.demand == .asWritten { return [quoted(word.form)] }
      for candidate in try candidates(for: word, matcher.reach, language, database) {
        guard let tier = matcher.tier(of: candidate, to: word) else { continue }
        tiers[candidate] = min(tiers[candidate] ?? tier, tier)
      }
    }
    return tiers.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
      .prefix(Self.mostForms).map { quoted($0.key) }
  }

  /// Words of the term list that may be near; the matcher decides.
  private func candidates(
    for word: WordPattern, _ reach: Reach, _ language: Language, _ database: Database
  ) throws -> [String] {
    var condition = "stem = :stem"
    for index in word.cores.indices { condition += " OR instr(word, :core\(index)) > 0" }
    if reach >= .folded { condition += " OR fold = :fold" }
    if reach >= .fuzzy, word.reachesBeside {
      condition += " OR length(word) BETWEEN length(:form) - 3 AND length(:form) + 5"
    }
    var arguments: [String: any DatabaseValueConvertible] = [
      "language": language.rawValue, "form": word.form, "stem": word.stem, "fold": word.fold,
    ]
    for (index, core) in word.cores.enumerated() { arguments["core\(index)"] = core }
    return try String.fetchAll(
      database,
      sql: "SELECT word FROM term WHERE language = :language AND (\(condition))",
      arguments: StatementArguments(arguments))
  }

  private func quoted(_ word: String) -> String {
    "\"" + word.replacing("\"", with: "\"\"") + "\""
  }
}
