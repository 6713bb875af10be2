internal import SpaltSearch
internal import Synchronization

/// What one connection remembers of its last searches, since the next key changes one word of them:
/// what words of a query can mean, in which texts these forms stand, and which texts a filter lets in.
///
/// It holds for one generation of the index, filters for one moment of the archive.
final class SearchMemory: Sendable {
  struct Meaning: Hashable {
    var form: String
    var demand: WordPattern.Demand
    var tier: Tier
    var reach: Reach
    /// The most forms that are looked for.
    var most: Int
  }

  /// The forms of a word in one tier.
  struct Forms {
    var words: [String]
    /// Whether words were left out that may be such forms.
    var isCut: Bool
  }

  fileprivate struct State {
    var generation: Int?
    var rows: Int64 = 0
    var forms: [Meaning: Forms] = [:]
    var postings: [[SearchedForm]: (postings: WordPostings, used: Int)] = [:]
    var size = 0
    /// By what a filter asks, and when it was asked.
    var filtered: [String: TextRows] = [:]
    var moment: ArchiveMoment?
    var turn = 0
  }

  private let state = Mutex(State())

  /// Bytes of lists that are kept; a word that stands in all of a hundred thousand texts has five
  /// million.
  private static let mostBytes = 48 << 20
  private static let mostMeanings = 1000
  private static let mostFilters = 8

  /// Forgets what held for another generation.
  func prepare(_ generation: Int, rows: Int64) {
    state.withLock { state in
      if state.generation == generation, state.rows == rows { return }
      state = State(generation: generation, rows: rows)
    }
  }

  /// Forms of a word, worked out where they are not known.
  func forms(of meaning: Meaning, _ work: () throws -> Forms) rethrows -> Forms {
    if let known = state.withLock({ $0.forms[meaning] }) { return known }
    let forms = try work()
    state.withLock { state in
      if state.forms.count >= Self.mostMeanings { state.forms = [:] }
      state.forms[meaning] = forms
    }
    return forms
  }

  /// Texts that a filter lets in, where they are known as of this moment.
  func texts(letInBy filter: String, at moment: ArchiveMoment) -> TextRows? {
    state.withLock { $0.moment == moment ? $0.filtered[filter] : nil }
  }

  /// Texts that a filter lets in, found where they are not known as of this moment.
  func texts(
    letInBy filter: String, at moment: ArchiveMoment, _ work: () throws -> TextRows
  ) rethrows -> TextRows {
    if let known = self.texts(letInBy: filter, at: moment) { return known }
    let texts = try work()
    state.withLock { state in
      if state.moment != moment || state.filtered.count >= Self.mostFilters { state.filtered = [:] }
      (state.moment, state.filtered[filter]) = (moment, texts)
    }
    return texts
  }

  func postings(
    of forms: [SearchedForm], _ work: () throws -> WordPostings
  ) rethrows -> WordPostings {
    let known = state.withLock { state in
      state.turn += 1
      state.postings[forms]?.used = state.turn
      return state.postings[forms]?.postings
    }
    if let known { return known }
    let postings = try work()
    state.withLock { $0.keep(postings, of: forms, atMost: Self.mostBytes) }
    return postings
  }
}

extension SearchMemory.State {
  mutating func keep(
    _ made: WordPostings, of forms: [SearchedForm], atMost most: Int
  ) {
    postings[forms] = (made, turn)
    size += made.size
    while size > most, let oldest = postings.min(by: { $0.value.used < $1.value.used }) {
      size -= oldest.value.postings.size
      postings[oldest.key] = nil
    }
  }
}
