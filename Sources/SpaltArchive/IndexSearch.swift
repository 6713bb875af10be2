internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// One query held against the index: candidates by full text, the truth by the matcher.
struct IndexSearch {
  /// A text that may answer.
  struct Candidate {
    var row: Int64
    var score: Double
  }

  struct Found {
    var hit: Hit
    /// Whether its paragraph lacks some of the words.
    var isLoose: Bool
    var isModifier = false
  }

  var request: SearchRequest
  let database: Database
  let matchers: [Language: Matcher]
  let filter: IndexFilter
  let reach: Reach
  let attempt: Int
  let generation: Int
  let stop: Stop
  let memory: SearchMemory
  let lists: TextLists?
  let lengths: TextLengths
  /// The texts of the expression that was last asked for, and whether only those are left that the
  /// filter lets in.
  var selected: (expression: IndexExpressions.Expression, texts: TextSelection, isNarrowed: Bool)?
  /// The texts that the filter and the request let in.
  var filtered: FilteredTexts?
  var expressions: IndexExpressions
  var found: [Found] = []
  var texts: Set<Int64> = []
  var completeness = Completeness.exact
  var next: PageToken?
  /// Whether texts come newest first though the best were asked for.
  var isUnranked = false

  /// Texts ranked at most: above, only the newest of them are.
  static let mostRanked = 250_000
  /// Texts held against the matcher for one page, at most.
  static let mostRead = 2000
  /// Hits of one text on a page, at most.
  static let mostHitsOfText = 2000
  static let mostNotes = 500

  init(
    _ request: SearchRequest, _ attempt: Attempt, _ filter: IndexFilter, _ view: IndexView
  ) throws {
    self.request = request
    self.request.query = attempt.query
    self.attempt = attempt.number
    (database, stop) = (view.database, view.stop)
    (memory, lists, lengths) = (view.memory, view.lists, view.lengths)
    reach = attempt.reach
    self.filter = filter
    matchers = Self.matchers(attempt.query, view.languages, attempt.reach)
    expressions = IndexExpressions(matchers: matchers, areTexts: true, view)
    generation = view.generation
  }

  static func matchers(
    _ query: Query, _ languages: [Language], _ reach: Reach
  ) -> [Language: Matcher] {
    Dictionary(
      uniqueKeysWithValues: Set(languages).union([.undetermined]).map {
        ($0, Matcher(query, language: $0, reach: reach))
      })
  }

  /// Whether there are hits, and none in a paragraph with all of the words.
  var isSpread: Bool { !found.isEmpty && found.allSatisfy(\.isLoose) }

  /// Notes before texts, all words together before some, nearest tier first, then by relevance.
  var hits: [Hit] {
    found.indices.map {
      HitRank(of: found[$0], order: $0, byRelevance: request.order == .relevance)
    }
    .sorted()
    .map { found[$0.order].hit }
  }
}

/// What the order of hits is made of; small, for hits themselves are large to move about.
private struct HitRank: Comparable {
  private let group: Int
  private let score: Double
  let order: Int

  init(of found: IndexSearch.Found, order: Int, byRelevance: Bool) {
    self.order = order
    let isText = found.hit.kind == .text ? 2 : 0
    guard byRelevance else {
      (group, score) = (isText, 0)
      return
    }
    // Of compounds those that are about the word come first.
    let rank = 2 * found.hit.tier.rank + (found.isModifier ? 1 : 0)
    group = (isText + (found.isLoose ? 1 : 0)) * 2 * Tier.allCases.count + rank
    score = found.hit.score
  }

  static func < (left: HitRank, right: HitRank) -> Bool {
    if left.group != right.group { return left.group < right.group }
    return left.score != right.score ? left.score > right.score : left.order < right.order
  }
}
